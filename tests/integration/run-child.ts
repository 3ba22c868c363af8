import { setTimeout as sleep } from 'node:timers/promises';
import { createGuardedFetch } from '../../service/src/adapters/fetch/guarded-fetch.ts';
import { createOutgoing } from '../../service/src/adapters/wordpress/outgoing.ts';
import { createWordPress } from '../../service/src/adapters/wordpress/inbox.ts';
import { actor, createKit, describe, makeAgent, silent } from './run-kit.ts';

/** A service of its own process that kills itself, as `kill -9` would, the nth time it passes a named point. */
export interface ChildOrders {
  url: string;
  inbox: string;
  dieAt: { point: string; times: number } | null;
  /** the child starts this run itself. */
  start?: { site: string; key: string };
  /** the piece that kills whoever works it. */
  poison?: number;
  /** begins to work only when a line comes on its standard input: it has started by then. */
  waits?: boolean;
  /** how long a piece takes. */
  workMs?: number;
}

const { url, inbox, dieAt, start, poison, waits, workMs = 40 } = JSON.parse(process.argv[2] ?? '{}') as ChildOrders;

let passed = 0;
const pass = (point: string): void => {
  if (point !== dieAt?.point) return;
  passed += 1;
  if (passed === dieAt.times) process.kill(process.pid, 'SIGKILL');
};

const kit = await createKit({
  url,
  agents: [
    makeAgent('describe', async (task, context) => {
      pass('model:before');
      await sleep(workMs);
      if (task.target.id === poison) process.kill(process.pid, 'SIGKILL');
      pass('model:after');
      const answer = await describe(task, context);
      return answer.ok ? { ...answer, value: { ...answer.value, rationale: `by process ${process.pid}` } } : answer;
    }),
  ],
  carrier: createWordPress({
    sites: { get: async () => ({ restUrl: inbox }) },
    signer: { sign: async () => 'signed' },
    outgoing: createOutgoing(createGuardedFetch({ allowedOrigins: new Set([new URL(inbox).origin]) })),
    contractVersion: 1,
  }),
  metrics: { count: pass, observe: pass },
  logger: silent,
  drainMs: 25_000,
  pass,
});
process.on('SIGTERM', () => void kit.stop().then(() => process.exit(0)));
process.stdout.write('booted\n');
if (waits) await new Promise((resolve) => process.stdin.once('data', resolve));
// Whoever started this process is gone: it does not stay behind.
process.stdin.once('end', () => process.exit(0)).resume();
await kit.work();
if (start) await kit.runs.service.start(start.site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor }, start.key);
process.stdout.write('ready\n');
