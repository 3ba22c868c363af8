import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import argon2 from 'argon2';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/world.ts';
import type { OperatorRepository, Session } from './operators.repository.ts';

export interface Operators {
  needsSetup(): Promise<boolean>;
  /** Makes the first operator with the one-time set-up code. Answers a session token. */
  setUp(input: { code: string; email: string; password: string; address: string }): Promise<Result<string>>;
  signIn(input: { email: string; password: string; address: string }): Promise<Result<string>>;
  session(token: string | null): Promise<Session | null>;
}

// OWASP's floor for Argon2id: 19 MiB, two passes, one lane.
const argon = { type: argon2.argon2id as 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const sessionHours = 12;
const atOnce = 2;

const tooMany = { code: 'too_many_attempts', message: 'Too many attempts.', next: 'Wait a minute and try again.' };

export function createOperators(repository: OperatorRepository, clock: Clock, setupCode: string): Operators {
  const attempts = new RateLimiterMemory({ points: 10, duration: 60 });
  const hashing = limited(atOnce);
  // Verified when the e-mail is unknown too, so that the time taken does not tell which e-mails exist.
  let decoy: string | null = null;

  const open = async (userId: string): Promise<string> => {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(clock.now().getTime() + sessionHours * 3_600_000);
    await repository.addSession(hash(token), { userId, csrf: randomBytes(24).toString('base64url'), expiresAt });
    return token;
  };
  const allowed = (key: string): Promise<boolean> =>
    attempts.consume(key).then(
      () => true,
      (rejected: unknown) => {
        if (rejected instanceof Error) throw rejected;
        return false;
      },
    );

  return {
    needsSetup: async () => !(await repository.any()),
    async setUp({ code, email, password, address }) {
      if (!(await allowed(`setup:${address}`))) return fail(tooMany);
      if (!same(code.trim(), setupCode))
        return fail({ code: 'wrong_setup_code', message: 'This is not the set-up code that the service printed at its first start.' });
      if (!/^\S+@\S+\.\S+$/.test(email)) return fail({ code: 'not_an_email', message: 'Enter an e-mail address.' });
      if (password.length < 12) return fail({ code: 'password_too_short', message: 'The password needs 12 characters or more.' });
      const passwordHash = await hashing(() => argon2.hash(password, argon));
      const id = newId();
      if (!(await repository.addFirst({ id, email, passwordHash })))
        return fail({ code: 'already_set_up', message: 'The service has an operator already: sign in.' });
      return ok(await open(id));
    },
    async signIn({ email, password, address }) {
      if (!(await allowed(`login:${address}`)) || !(await allowed(`login:${email.toLowerCase()}`))) return fail(tooMany);
      const operator = await repository.byEmail(email);
      decoy ??= await argon2.hash(randomBytes(16).toString('hex'), argon);
      const right = await hashing(() => argon2.verify(operator?.passwordHash ?? decoy!, password));
      if (!operator || !right) return fail({ code: 'wrong_login', message: 'E-mail or password is wrong.' });
      return ok(await open(operator.id));
    },
    session: async (token) => (token ? repository.session(hash(token)) : null),
  };
}

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

function same(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Argon2 takes 19 MiB a run: at most `most` at once, the others wait. */
function limited(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
