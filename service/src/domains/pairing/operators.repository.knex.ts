import type { Knex } from 'knex';
import type { OperatorRepository } from './operators.repository.ts';

interface UserRow {
  id: string;
  email: string;
  password_hash: string;
}

interface SessionRow {
  token_hash: string;
  user_id: string;
  csrf: string;
  expires_at: Date;
}

export const createOperatorRepository = (knex: Knex): OperatorRepository => ({
  async any() {
    return (await knex('users').first('id')) !== undefined;
  },
  async byEmail(email) {
    const row = await knex<UserRow>('users').where({ email: email.toLowerCase() }).first();
    return row ? { id: row.id, email: row.email, passwordHash: row.password_hash } : null;
  },
  addFirst: (operator) =>
    knex.transaction(async (trx) => {
      await trx.raw('LOCK TABLE users IN EXCLUSIVE MODE');
      if (await trx('users').first('id')) return false;
      await trx('users').insert({ id: operator.id, email: operator.email.toLowerCase(), password_hash: operator.passwordHash });
      return true;
    }),
  async addSession(tokenHash, session) {
    await knex('sessions').where('expires_at', '<', knex.fn.now()).delete();
    await knex('sessions').insert({ token_hash: tokenHash, user_id: session.userId, csrf: session.csrf, expires_at: session.expiresAt });
  },
  async session(tokenHash) {
    const row = await knex<SessionRow>('sessions').where({ token_hash: tokenHash }).where('expires_at', '>', knex.fn.now()).first();
    return row ? { userId: row.user_id, csrf: row.csrf, expiresAt: row.expires_at } : null;
  },
});
