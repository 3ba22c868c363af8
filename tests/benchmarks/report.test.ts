import { expect, test } from '@jest/globals';
import { complete, goals, meets } from './figures.ts';
import { goalTable, markdown, markdownTable, withSection, type PartReport } from './report.ts';

const part = (change: Partial<PartReport>): PartReport => ({ title: 'Part', figures: {}, missing: {}, tables: [], notes: [], ...change });

test('the JSON has exactly the promised keys, null where nothing was measured', () => {
  expect(Object.entries(complete({ vsFastapi: 1.4 }))).toEqual([
    ['vsFastapi', 1.4],
    ...['p95MsAt100', 'warmStartS', 'pssMb', 'sendToStartMs', 'vsPgBoss', 'streamAddedMs', 'proposalQueryMs'].map((key) => [key, null]),
    ...['approvalsPerS', 'approvalsVsWoo', 'vsWooImport'].map((key) => [key, null]),
  ]);
});

test('a goal holds at its bound, but for one that says less', () => {
  const held = (name: string, figure: number): boolean =>
    meets(
      goals.find((goal) => goal.name === name)!,
      figure,
    );
  expect([held('vsFastapi', 1.3), held('vsFastapi', 1.29)]).toEqual([true, false]);
  expect([held('pssMb', 150), held('pssMb', 150.1)]).toEqual([true, false]);
  expect([held('p95MsAt100', 199.9), held('p95MsAt100', 200)]).toEqual([true, false]);
});

test('the table of goals says what holds, what does not, and why a figure is missing', () => {
  const { rows } = goalTable([
    part({ figures: { vsFastapi: 1.5, pssMb: 170 } }),
    part({ missing: { vsWooImport: 'no WooCommerce here' } }),
  ]);
  const row = (what: RegExp): readonly (string | number)[] => rows.find(([first]) => what.test(String(first)))!;
  expect(row(/FastAPI/).slice(1)).toEqual(['1.5 ×', '≥ 1.3 ×', 'yes']);
  expect(row(/PSS/).slice(1)).toEqual(['170 MB', '≤ 150 MB', '**no**']);
  expect(row(/Import/).slice(1)).toEqual(['–', '≥ 2 ×', 'not measured: no WooCommerce here']);
  expect(row(/Warm start/)[3]).toBe('not measured: its part was not run');
});

test('a cell cannot break the table', () => {
  expect(markdownTable({ head: ['a', 'b'], rows: [['x | y', 'one\ntwo']] })).toBe('| a | b |\n| --- | --- |\n| x \\| y | one two |');
});

test('the report names command, date and machine before the tables', () => {
  const text = markdown({
    command: 'npm run bench',
    date: '2026-11-23',
    machine: [['Machine', '2 cores']],
    parts: [part({ title: 'HTTP', seconds: 12, notes: ['How.'] })],
    seconds: 90,
  });
  expect(text).toMatch(/^## `npm run bench`\n\n2026-11-23, one run of 90 seconds\. Machine: 2 cores\.\n\n\| What /);
  expect(text).toMatch(/### HTTP \(12 s\)\n\n- How\.$/);
});

test('a section is replaced between its markers, and what others wrote stays', () => {
  const soak = '<!-- soak:begin -->\n\nkills\n\n<!-- soak:end -->';
  const first = withSection(`# Benchmarks\n\n${soak}\n`, 'bench', 'old');
  const second = withSection(first, 'bench', 'new');
  expect(first).toContain('old');
  expect(second).toBe(`# Benchmarks\n\n${soak}\n\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\n`);
});

test('markers that do not pair up are an error, and nothing is lost', () => {
  expect(() => withSection('<!-- bench:end -->', 'bench', 'new')).toThrow('do not pair up');
  expect(() => withSection('<!-- bench:begin -->', 'bench', 'new')).toThrow('do not pair up');
});
