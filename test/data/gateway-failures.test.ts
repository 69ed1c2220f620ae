import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseToken } from '../../src/auth/session-token.ts';
import { parseConnection } from '../../src/data/connection.ts';
import { createGateway, type Gateway } from '../../src/data/gateway.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedPostgres } from '../support/test-database.ts';
import { failureOf } from './failure-of.ts';

let ada: User;
let trace: string[];
let gateway: Gateway;
beforeAll(async () => {
  ada = await signUpUser(sharedPostgres());
});
beforeEach(() => {
  trace = [];
  gateway = open(5_000);
});

function open(timeoutMs: number): Gateway {
  return createGateway(parseConnection(ada.database.url, 'the test'), {
    timeoutMs,
    showWaiting: () => () => undefined,
    trace: (line) => trace.push(line.replaceAll(/\d+ ms/g, 'N ms')),
  });
}

function asAda() {
  return gateway.asUser({ ...parseToken(ada.token, 'the test'), source: 'login' });
}

describe('the gateway', () => {
  it.each([
    ['28000', 'not_logged_in', 'The session at HOST/neondb has expired or was ended'],
    ['42501', 'forbidden', 'This login may read, but not change anything'],
    ['23505', 'already_exists', 'It exists already'],
    ['3F000', 'not_configured', 'HOST/neondb has no tables of neon-todo yet'],
    ['42P01', 'database', 'The database answered with an error (SQLSTATE 42P01)'],
    ['42883', 'database', 'The database answered with an error (SQLSTATE 42883)'],
    ['53400', 'locked', 'Too many accounts were made in this database lately'],
    ['54000', 'forbidden', 'This account has as many tasks as the database admits'],
    ['XX000', 'database', 'The database answered with an error (SQLSTATE XX000)'],
  ])('reads SQLSTATE %s as %s', async (state, code, message) => {
    expect(await failureOf(raise(state))).toEqual([code, message]);
  });

  it.each(['40001', '40P01', '53200', '55P03', '57P03', '08006'])(
    'tries again after SQLSTATE %s, as it passes',
    async (state) => {
      let attempts = 0;
      await asAda().write((database) => {
        attempts += 1;
        return [database.execute(attempts < 3 ? raising(state) : sql`select 1`)];
      });
      expect(trace).toEqual([
        `failed after N ms: SQLSTATE ${state}`,
        `failed after N ms: SQLSTATE ${state}`,
        'answered after N ms',
      ]);
    },
  );

  it('gives up at the deadline', async () => {
    gateway = open(1_400);
    expect(await failureOf(raise('57P03'))).toEqual([
      'unavailable',
      'HOST/neondb is busy or restarting (SQLSTATE 57P03)',
    ]);
  });

  it('tells a guest and the owner that the role may not, rather than the login', async () => {
    for (const access of [gateway.asGuest(), gateway.asRole()]) {
      const work = access.read((database) => [database.execute(raising('42501'))]);
      expect(await failureOf(work)).toEqual(['forbidden', 'The database role neondb_owner may not do this']);
    }
  });

  it('lets no message of Postgres out, as it may hold what somebody wrote', async () => {
    const work = asAda().read((database) => [
      database.execute(sql`select ${'Meet the informant'}::text::int`),
    ]);
    const [, message] = (await failureOf(work)) ?? [];
    expect(message).toBe('The database answered with an error (SQLSTATE 22P02)');
    expect(trace.join('\n')).not.toContain('informant');
  });
});

function raise(state: string): Promise<unknown> {
  return asAda().write((database) => [database.execute(raising(state))]);
}

function raising(state: string): SQL {
  return sql.raw(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`);
}
