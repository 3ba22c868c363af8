/** The figures of `npm run bench -- --json FILE`: exactly these keys, null where a figure could not be had (the table says why). */
export interface Figures {
  vsFastapi: number | null;
  p95MsAt100: number | null;
  warmStartS: number | null;
  pssMb: number | null;
  sendToStartMs: number | null;
  vsPgBoss: number | null;
  streamAddedMs: number | null;
  proposalQueryMs: number | null;
  approvalsPerS: number | null;
  approvalsVsWoo: number | null;
  vsWooImport: number | null;
}

export type FigureName = keyof Figures;

export interface Goal {
  name: FigureName;
  what: string;
  unit: string;
  /** the figure is good when it is at least, or at most, or less than `value`. */
  bound: 'least' | 'most' | 'less';
  value: number;
}

/** What is promised, in the order of the table. */
export const goals: readonly Goal[] = [
  { name: 'vsFastapi', what: "Requests per second, ours ÷ FastAPI's", unit: '×', bound: 'least', value: 1.3 },
  { name: 'p95MsAt100', what: 'Answer to 100 users at once, 95th percentile', unit: 'ms', bound: 'less', value: 200 },
  { name: 'warmStartS', what: 'Warm start of the service with its database', unit: 's', bound: 'most', value: 1 },
  { name: 'pssMb', what: 'Memory after the load (PSS, PostgreSQL included)', unit: 'MB', bound: 'most', value: 150 },
  { name: 'sendToStartMs', what: 'A job sent → its work begun, median', unit: 'ms', bound: 'most', value: 15 },
  { name: 'vsPgBoss', what: "Jobs per second, ours ÷ bare pg-boss's", unit: '×', bound: 'least', value: 0.8 },
  { name: 'streamAddedMs', what: "Editor's first words after the provider's first token, straight", unit: 'ms', bound: 'most', value: 100 },
  { name: 'proposalQueryMs', what: 'Slowest list, filter or search of 100,000 proposals', unit: 'ms', bound: 'most', value: 100 },
  { name: 'approvalsPerS', what: 'Proposals approved per second, built-in catalogue', unit: '/s', bound: 'least', value: 50 },
  {
    name: 'approvalsVsWoo',
    what: 'Approvals per second on WooCommerce ÷ bare CRUD of the same fields',
    unit: '×',
    bound: 'least',
    value: 0.5,
  },
  { name: 'vsWooImport', what: "Import of 1,000 rows, ours ÷ WooCommerce's own importer (speed)", unit: '×', bound: 'least', value: 2 },
];

/** Every key in its order, null where nothing was measured. */
export function complete(measured: Partial<Figures>): Figures {
  return Object.fromEntries(goals.map(({ name }) => [name, measured[name] ?? null])) as unknown as Figures;
}

/** Whether a figure keeps its promise. */
export function meets({ bound, value }: Goal, figure: number): boolean {
  if (bound === 'least') return figure >= value;
  return bound === 'most' ? figure <= value : figure < value;
}
