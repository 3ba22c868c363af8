import { randomUUID, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { tokenTypes, type ChallengeCheck } from '../../domains/pairing/index.ts';
import type { Logger } from '../../kernel/world.ts';
import type { Outgoing } from './outgoing.ts';

/** Asks `GET {rest_url}/challenge?nonce=…` and verifies the proof that the site signs with the key being paired. */
export const createChallengeCheck = (outgoing: Outgoing, logger: Logger): ChallengeCheck => ({
  async check({ restUrl, key, audience }) {
    const nonce = randomUUID();
    const url = `${restUrl.replace(/\/$/, '')}/challenge${restUrl.includes('?') ? '&' : '?'}nonce=${nonce}`;
    let body: string;
    try {
      const answer = await outgoing({ method: 'GET', url, headers: { accept: 'application/json' }, timeoutMs: 8000 });
      if (answer.status !== 200) {
        logger.info({ url, status: answer.status }, 'The site did not answer the challenge; results will wait in the outbox.');
        return 'unreachable';
      }
      body = answer.body;
    } catch (error) {
      logger.info({ url, err: (error as Error).message }, 'The site cannot be reached from here; results will wait in the outbox.');
      return 'unreachable';
    }
    return proves(body, { key, audience, nonce }) ? 'proved' : 'refuted';
  },
});

function proves(body: string, expected: { key: KeyObject; audience: string; nonce: string }): boolean {
  try {
    const { proof } = JSON.parse(body) as { proof: string };
    const { header, payload } = jwt.verify(proof, expected.key, {
      algorithms: ['ES256'],
      audience: expected.audience,
      complete: true,
      clockTolerance: 60,
    });
    return header.typ === tokenTypes.challenge && typeof payload === 'object' && payload['nonce'] === expected.nonce;
  } catch {
    return false; // any unreadable or foreign proof refutes: the pairing is refused
  }
}
