import type { TargetResult } from '../../domains/agents/contract.ts';
import type { Target } from '../../domains/catalogue/contract.ts';
import type { FieldValue } from '../../domains/outbox/contract.ts';
import type { Finding, Money, RunOptions } from '../../domains/runs/contract.ts';
import type { AgentDefinition, AgentOutcome } from './agent.ts';
import { keepsBlocks } from './content-parts.ts';
import { currentValue, isKnownField, isVariationAttribute, isWanted, sameValue } from './fields.ts';
import { isFileNameLike, isPlaceholder, plainText as wordsOf } from './product-facts/text.ts';
import { cleanValue, isEmpty, plainText } from './sanitise.ts';

export const nothingPaid: Money = { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } };

interface Given {
  agent: AgentDefinition;
  target: Target;
  options: RunOptions;
}

/** Holds what an agent returned against what it may return. Rules are kept here, in code, whatever a prompt says. */
export function checkOutcome(given: Given, outcome: AgentOutcome): TargetResult {
  const { agent, target } = given;
  const base = { title: headingOf(target), cost: ('cost' in outcome && outcome.cost) || nothingPaid };
  if (outcome.kind === 'nothing') return { ...base, kind: 'nothing', message: sentence(outcome.message) };
  if (outcome.kind === 'needs') {
    return {
      ...base,
      kind: 'needs',
      message: sentence(outcome.message),
      needs: outcome.needs.map(sentence),
      findings: outcome.findings.map(cleanFinding),
    };
  }
  if (agent.output === 'report') return { ...base, ...failed(`"${agent.title}" reports only, and made a proposal: it was refused.`) };
  const checked = checkChanges(given, outcome.changes);
  if ('refused' in checked) return { ...base, ...failed(checked.refused) };
  if (checked.changes.length === 0) {
    if (outcome.needs.length > 0)
      return {
        ...base,
        kind: 'needs',
        message: `needs: ${outcome.needs.map(sentence).join(', ')}`,
        needs: outcome.needs.map(sentence),
        findings: [],
      };
    return { ...base, kind: 'nothing', message: checked.kept || 'Everything asked for is there already.' };
  }
  return {
    ...base,
    kind: 'proposal',
    target: target.kind,
    message: proposalMessage(checked.changes.length, outcome.needs),
    changes: checked.changes,
    rationale: outcome.rationale.slice(0, 4000),
    evidence: outcome.evidence
      .slice(0, 50)
      .map(({ label, value, source }) => ({ label: label.slice(0, 200), value: value.slice(0, 2000), source: source.slice(0, 200) })),
    author: { agent: agent.name, ...outcome.author },
    risk: agent.risk,
    needs: outcome.needs.map(sentence),
  };
}

/** A title as it reads in lists: no tags or entities, and never longer than a line. */
export const headingOf = ({ id, title }: Pick<Target, 'id' | 'title'>): string => wordsOf(title).slice(0, 200) || `#${id}`;

const sentence = (text: string): string => plainText(text).slice(0, 2000);
const cleanFinding = (finding: Finding): Finding => ({ ...finding, message: sentence(finding.message) });
const failed = (message: string) => ({ kind: 'failed' as const, message, retryable: false, retryAfterSeconds: null });

const proposalMessage = (changes: number, needs: readonly string[]): string =>
  `${changes} ${changes === 1 ? 'change' : 'changes'} proposed${needs.length > 0 ? `; needs: ${needs.map(sentence).join(', ')}` : ''}.`;

/** Empty, or filled with what no owner wrote: an importer's filler text, a file's name as an alt text. */
const isVacant = (field: string, current: FieldValue): boolean =>
  isEmpty(current) ||
  (typeof current === 'string' && (isPlaceholder(current) || (field.startsWith('image_alt.') && isFileNameLike(current))));

/** New content, when nothing but words is new in it. */
const contentOf = (target: Target, after: FieldValue): FieldValue | null =>
  typeof after === 'string' && 'parts' in target && target.whole && keepsBlocks(target.parts, after) ? after : null;

type Checked = { changes: { field: string; after: FieldValue }[]; kept: string } | { refused: string };

/** A field outside the closed list refuses the whole answer; one that nobody asked for, or that changes nothing, is left out. */
function checkChanges({ agent, target, options }: Given, changes: readonly { field: string; after: FieldValue }[]): Checked {
  const result = new Map<string, FieldValue>();
  let kept = '';
  for (const { field, after } of changes) {
    if (!isKnownField(field, target.kind) || !agent.allows(field))
      return {
        refused: `"${agent.title}" answered with a field that it may not change (${field.slice(0, 80)}): the whole answer was refused.`,
      };
    if (isVariationAttribute(target, field))
      return { refused: `"${agent.title}" wanted to change ${field}, which makes variations: the whole answer was refused.` };
    const current = currentValue(target, field);
    if (current === undefined || !isWanted(field, options.fields)) continue;
    const value = field === 'content' ? contentOf(target, after) : cleanValue(field, after);
    if (value === null)
      return {
        refused: `"${agent.title}" answered with ${field === 'content' ? 'more than new words for the content' : `a value of the wrong type for ${field}`}: the whole answer was refused.`,
      };
    if (isEmpty(value) || sameValue(value, current)) continue;
    if (options.mode === 'fill-empty' && !isVacant(field, current)) {
      kept = 'Every field asked for is filled already. Choose "improve" to have filled fields rewritten.';
      continue;
    }
    result.set(field, value);
  }
  return { changes: [...result].slice(0, 50).map(([field, after]) => ({ field, after })), kept };
}
