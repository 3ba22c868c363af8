import { expect, test } from '@jest/globals';
import { billOfMaterials, licenceFaults, licenceTexts, uniquePackages, type Shipped } from './licences.ts';

const one = (name: string, license: string): Shipped => ({ ecosystem: 'npm', name, version: '1.2.3', license, text: `${name}'s words` });

test('licences that GPL code may take in pass, choices and combinations included', () => {
  const good = ['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'BSD-3-Clause AND MIT', 'MIT OR SSPL-1.0'];
  expect(licenceFaults(good.map((license, index) => one(`p${index}`, license)))).toEqual([]);
});

test('a licence that is not compatible, missing or unreadable is a fault that names the package', () => {
  expect(
    licenceFaults([one('taken', 'SSPL-1.0'), one('both', 'MIT AND CC-BY-NC-4.0'), one('none', ''), one('vague', 'SEE LICENSE IN FILE')]),
  ).toEqual([
    'taken 1.2.3 is under SSPL-1.0, which is not on the list of GPL-compatible licences.',
    'both 1.2.3 is under MIT AND CC-BY-NC-4.0, which is not on the list of GPL-compatible licences.',
    'none 1.2.3 names "" as its licence, which is no SPDX expression.',
    'vague 1.2.3 names "SEE LICENSE IN FILE" as its licence, which is no SPDX expression.',
  ]);
});

test('each package is listed once, by name, with its own words; the bill of materials names the same', () => {
  const list = uniquePackages([one('zod', 'MIT'), one('@koa/router', 'MIT'), one('zod', 'MIT')]);
  expect(list.map(({ name }) => name)).toEqual(['@koa/router', 'zod']);
  expect(licenceTexts('a test', list)).toContain("zod's words");
  const bom = JSON.parse(billOfMaterials('devskyy', '0.1.0', list)) as { components: { purl: string }[] };
  expect(bom.components.map(({ purl }) => purl)).toEqual(['pkg:npm/%40koa/router@1.2.3', 'pkg:npm/zod@1.2.3']);
});
