import { complete, goals, meets, type Figures, type Goal } from './figures.ts';

export interface Table {
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** What one part of the bench hands in. A part that could not run has a `failure` and no figures. */
export interface PartReport {
  title: string;
  figures: Partial<Figures>;
  /** why a figure of this part is missing, by its name. */
  missing: Partial<Record<keyof Figures, string>>;
  tables: Table[];
  /** sentences under the tables: how it was measured, what remains. */
  notes: string[];
  seconds?: number;
}

export interface RunReport {
  command: string;
  date: string;
  machine: readonly (readonly [string, string])[];
  parts: readonly PartReport[];
  seconds: number;
}

const cell = (value: string | number): string => String(value).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table in GitHub's Markdown. */
export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const bounds: Record<Goal['bound'], string> = { least: '≥', most: '≤', less: '<' };

/** The table of promises: figure, goal, and whether it holds, or the reason why there is no figure. */
export function goalTable(parts: readonly PartReport[]): Table {
  const figures = complete(Object.assign({}, ...parts.map((part) => part.figures)) as Partial<Figures>);
  const missing = Object.assign({}, ...parts.map((part) => part.missing)) as PartReport['missing'];
  const rows = goals.map((goal) => {
    const figure = figures[goal.name];
    const held = figure === null ? `not measured: ${missing[goal.name] ?? 'its part was not run'}` : meets(goal, figure) ? 'yes' : '**no**';
    return [goal.what, figure === null ? '–' : `${figure} ${goal.unit}`, `${bounds[goal.bound]} ${goal.value} ${goal.unit}`, held];
  });
  return { head: ['What', 'Measured', 'Goal', 'Held'], rows };
}

/** The whole report as Markdown. Holds nothing that was not measured in this run. */
export function markdown(report: RunReport): string {
  const facts = report.machine.map(([name, value]) => `${name}: ${value}`).join('. ');
  const parts = report.parts.flatMap((part) => [
    `### ${part.title}${part.seconds === undefined ? '' : ` (${part.seconds} s)`}`,
    ...part.tables.map(markdownTable),
    ...(part.notes.length > 0 ? [part.notes.map((note) => `- ${note}`).join('\n')] : []),
  ]);
  return [
    `## \`${report.command}\``,
    `${report.date}, one run of ${report.seconds} seconds. ${facts}.`,
    markdownTable(goalTable(report.parts)),
    ...parts,
  ].join('\n\n');
}

/** `text` with the section between `<!-- name:begin -->` and `<!-- name:end -->` replaced, or added at the end; all else is kept. */
export function withSection(text: string, name: string, section: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const block = `${begin}\n\n${section.trim()}\n\n${end}`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 && to === -1) return `${text.trimEnd()}${text.trim() === '' ? '' : '\n\n'}${block}\n`;
  if (from === -1 || to < from) throw new Error(`The markers of the section "${name}" do not pair up: mend them by hand.`);
  return text.slice(0, from) + block + text.slice(to + end.length);
}
