import { expect, test } from '@jest/globals';
import { createUsedTokens } from './used-tokens.knex.ts';

const siteId = '11111111-1111-4111-8111-111111111111';
const expires = new Date(Date.now() + 60_000);

/** A database that notes statements and answers when told. */
function database() {
  const statements: { sql: string; ids: string[]; answer(): void; fail(error: Error): void }[] = [];
  const stored = new Set<string>();
  const knex = {
    raw: (sql: string, [sites, ids]: [string[], string[]]) =>
      new Promise((resolve, reject) => {
        const answer = (): void => {
          const rows = ids.flatMap((jti, index) => {
            if (stored.has(jti)) return [];
            stored.add(jti);
            return [{ site_id: sites[index], jti }];
          });
          resolve({ rows });
        };
        statements.push({ sql, ids, answer, fail: reject });
      }),
  } as unknown as Parameters<typeof createUsedTokens>[0];
  return { statements, knex };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a lone token is written at once; those that come meanwhile share the next statement', async () => {
  const { statements, knex } = database();
  const tokens = createUsedTokens(knex);
  const first = tokens.use(siteId, 'token-1', expires);
  const rest = ['token-2', 'token-3', 'token-4'].map((jti) => tokens.use(siteId, jti, expires));
  expect(statements.map(({ ids }) => ids)).toEqual([['token-1']]);
  statements[0]!.answer();
  expect(await first).toBe(true);
  await turn();
  expect(statements[1]!.ids).toEqual(['token-2', 'token-3', 'token-4']);
  statements[1]!.answer();
  expect(await Promise.all(rest)).toEqual([true, true, true]);
});

test('B4 the same token twice in one statement is accepted once', async () => {
  const { statements, knex } = database();
  const tokens = createUsedTokens(knex);
  const first = tokens.use(siteId, 'token-0', expires);
  const twice = [tokens.use(siteId, 'token-1', expires), tokens.use(siteId, 'token-1', expires)];
  statements[0]!.answer();
  await first;
  await turn();
  statements[1]!.answer();
  expect(await Promise.all(twice)).toEqual([true, false]);
});

test('a fault of the database goes to those whose tokens were in the statement, and the next ones are tried anew', async () => {
  const { statements, knex } = database();
  const tokens = createUsedTokens(knex);
  const lost = tokens.use(siteId, 'token-1', expires);
  const next = tokens.use(siteId, 'token-2', expires);
  statements[0]!.fail(new Error('connection lost'));
  await expect(lost).rejects.toThrow('connection lost');
  await turn();
  statements[1]!.answer();
  expect(await next).toBe(true);
});

test('expired tokens are forgotten by the first statement, and not by each', async () => {
  const { statements, knex } = database();
  const tokens = createUsedTokens(knex);
  for (const jti of ['token-1', 'token-2']) {
    const used = tokens.use(siteId, jti, expires);
    statements.at(-1)!.answer();
    await used;
    await turn();
  }
  expect(statements.map(({ sql }) => sql.includes('DELETE FROM used_tokens'))).toEqual([true, false]);
});
