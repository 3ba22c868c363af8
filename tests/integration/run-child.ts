import { setTimeout as sleep } from 'node:timers/promises';
import { createGuardedFetch } from '../../service/src/adapters/fetch/guarded-fetch.ts';
import { createOutgoing } from '../../service/src/adapters/wordpress/outgoing.ts';
import { createWordPress } from '../../service/src/adapters/wordpress/inbox.ts';
import { createKit, describe, makeAgent, silent } from './run-kit.ts';

/** A service of its own process that kills itself, as `kill -9` would, the nth time it passes a named point. */
const { url, inbox, dieAt } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string;
  inbox: string;
  dieAt: { point: string; times: number } | null;
};

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
      await sleep(20);
      pass('inside the agent');
      await sleep(20);
      return describe(task, context);
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
});
process.on('SIGTERM', () => void kit.stop().then(() => process.exit(0)));
await kit.work();
