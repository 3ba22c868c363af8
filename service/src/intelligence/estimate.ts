import type { Ledger } from './budget.ts';
import { costOf, type PriceTable } from './prices.ts';
import type { Route } from './router.ts';

export interface EstimateRequest {
  site: string;
  agent: string;
  targets: number;
  /** pieces worked at the same time. */
  concurrency: number;
  /** bytes of one typical prompt, where the caller can tell. */
  promptBytes: number | null;
}

export interface ModelEstimate {
  provider: string;
  model: string | null;
  seconds: { low: number; high: number; basis: string } | null;
  cost: { low: number; high: number; currency: 'USD'; basis: string } | null;
  note: string;
}

/** fewer pieces than this say nothing. */
const enough = 3;

/** A range from the last pieces' medians and upper ends, and from the prompt's size; null where nothing is known yet. */
export async function estimateRun(
  request: EstimateRequest,
  route: Route,
  parts: { ledger: Ledger; prices: PriceTable },
): Promise<ModelEstimate> {
  if (route.kind === 'builtin') {
    const cost = { low: 0, high: 0, currency: 'USD' as const, basis: 'The built-in provider costs nothing.' };
    return { provider: 'builtin', model: null, seconds: null, cost, note: 'Written by the built-in provider: no model is called.' };
  }
  const base = { provider: route.provider, model: route.model };
  if (route.kind === 'not-configured') return { ...base, seconds: null, cost: null, note: route.failure.message };
  const history = await parts.ledger.history(request.site, request.agent, route.model);
  const price = parts.prices.find(route.provider, route.model);
  const priceNote = price
    ? `Prices as of ${parts.prices.asOf}.`
    : 'No price is known for this model: tokens are counted, money is not, and the daily cap cannot hold it.';
  if (!history || history.pieces < enough) {
    return {
      ...base,
      seconds: null,
      cost: null,
      note: `Time and cost are not known before ${enough} pieces were written with this model. ${priceNote}`,
    };
  }
  const basis = `the last ${history.pieces} pieces written with ${route.model}: median to upper end`;
  const rounds = request.targets / Math.max(1, request.concurrency);
  const seconds = { low: rounds * history.seconds.median, high: rounds * history.seconds.high, basis };
  // a token is about four bytes of English (low) and about two of other scripts and mark-up (high)
  const input =
    request.promptBytes === null
      ? history.input
      : { median: Math.max(history.input.median, request.promptBytes / 4), high: Math.max(history.input.high, request.promptBytes / 2) };
  const cost = price && {
    low: request.targets * costOf(price, { input: input.median, output: history.output.median }),
    high: request.targets * costOf(price, { input: input.high, output: history.output.high }),
    currency: 'USD' as const,
    basis,
  };
  return { ...base, seconds, cost, note: priceNote };
}
