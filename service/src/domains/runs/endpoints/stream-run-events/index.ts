import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import type { RunService } from '../../service.ts';
import { contract } from './contract.ts';

/** A reader that comes back says where it was; an id that is not ours begins at `after`. */
const lastOf = (id: string | null, after: number): number => (id !== null && /^\d{1,15}$/.test(id) ? Math.max(Number(id), after) : after);

export const streamRunEvents = defineEndpoint<{ runs: RunService }>()(contract, ({ params, query, call }, { runs }) =>
  runs.follow(call.siteId, params.id, { after: lastOf(call.lastEventId, query.after), signal: call.signal }),
);
