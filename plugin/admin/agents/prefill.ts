import type { Finding, RunOptions, RunReport } from '../../ui/api/types.ts';

/** What a run form starts with. */
export interface Prefill {
  agent: string;
  /** null: all products. */
  targets: number[] | null;
  /** null: all that the agent knows. */
  fields: string[] | null;
  mode: RunOptions['mode'];
}

/** Ids from an address, `12,15,15,x` → [12, 15]; null when none is there. */
export const readTargets = (text: string): number[] | null => {
  const ids = text
    .split(',')
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0);
  return ids.length > 0 ? [...new Set(ids)] : null;
};

/** The first part of a field path: `image_alt.12` belongs to the choice `image_alt`. */
const group = (field: string): string => field.split('.')[0] ?? field;

export interface Mend extends Prefill {
  targets: number[];
  fields: string[];
  /** findings that this run can mend. */
  findings: number;
}

const add = (mends: Map<string, Mend>, id: number, fix: NonNullable<Finding['fix']>): void => {
  const mend = mends.get(fix.agent) ?? { agent: fix.agent, targets: [], fields: [], mode: 'fill-empty', findings: 0 };
  if (!mend.targets.includes(id)) mend.targets.push(id);
  for (const field of fix.fields.map(group)) if (!mend.fields.includes(field)) mend.fields.push(field);
  if (fix.mode === 'improve') mend.mode = 'improve';
  mend.findings += 1;
  mends.set(fix.agent, mend);
};

/** The runs that mend what a report found: one per agent, with the pieces and the fields that its findings name. */
export const mendsOf = (report: RunReport): Mend[] => {
  const mends = new Map<string, Mend>();
  for (const [id, target] of Object.entries(report)) {
    for (const finding of target.findings) if (finding.fix) add(mends, Number(id), finding.fix);
  }
  return [...mends.values()];
};
