import type { SiteTransactions, Within } from '../../service/src/kernel/transaction.ts';

/** Told whenever a named point is passed: each call of a repository, the queue or the carrier, and each commit, before and after. */
export type Pass = (point: string) => void;

type Method = (...args: unknown[]) => unknown;

/** What a call is about, where one name stands for several: the job's name, the message's type, the phase that is set. */
function about(args: unknown[]): string {
  const [first, second, third] = args;
  if (typeof first === 'string' && typeof second === 'object' && /^[a-z]+-[a-z]+$/.test(first)) return `(${first})`;
  const type = (second as { message?: { type?: string } } | undefined)?.message?.type;
  if (type !== undefined) return `(${type})`;
  const messages = Array.isArray(second) ? (second as { type?: string }[]) : [];
  if (messages.some((message) => message.type === 'run')) return '(run)';
  const phase = (third as { phase?: string } | undefined)?.phase;
  return phase === undefined ? '' : `(${phase})`;
}

/** Wraps what a kit is built of, so that each step tells its name before and after: the product's own code holds no such points. */
export function createProbes(pass: Pass) {
  const last = new WeakMap<object, string>();
  const note = (args: unknown[], label: string): void => {
    const within = args
      .flatMap((arg) => [arg, (arg as { within?: unknown } | null | undefined)?.within])
      .find((arg) => typeof arg === 'function');
    if (within) last.set(within as object, label);
  };
  return {
    around: <T extends object>(name: string, part: T): T =>
      new Proxy(part, {
        get(target, key) {
          const method = Reflect.get(target, key) as unknown;
          if (typeof method !== 'function' || typeof key !== 'string') return method;
          return async (...args: unknown[]) => {
            const label = `${name}.${key}${about(args)}`;
            pass(`${label}:before`);
            const answer = await (method as Method).apply(target, args);
            note(args, label);
            pass(`${label}:after`);
            return answer;
          };
        },
      }),
    transactions: (scope: SiteTransactions): SiteTransactions => ({
      async run(siteId, work) {
        let label = '';
        const answer = await scope.run(siteId, async (within: Within) => {
          const result = await work(within);
          label = last.get(within as object) ?? '';
          pass(`commit of ${label}:before`);
          return result;
        });
        pass(`commit of ${label}:after`);
        return answer;
      },
    }),
  };
}
