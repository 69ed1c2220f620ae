import { type Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, asUser, MALLORY } from '../support/two-users.ts';

// What is no part of a transaction, or is refused in more ways than one.

let server: Server;
let superuser: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  await server.createDatabase('other');
  await addTwoUsers(await server.connect('owner', 'neondb'));
  superuser = await server.connect('superuser', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

const DENIED = '42501';

const OF_THE_SERVER: readonly (readonly [statement: string])[] = [
  ["alter system set work_mem = '5MB'"],
  ['create database eve'],
  ["create tablespace t location '/nowhere'"],
  ['alter database other set tablespace pg_default'],
  ['reindex system neondb'],
  ['drop database other'],
];

describe('Mallory may not', () => {
  it.each(OF_THE_SERVER)('%s', async (statement) => {
    expect(await refusal(mallory, statement)).toBe(DENIED);
  });

  it.each(OF_THE_SERVER)('what is no question of rights to a superuser: %s', async (statement) => {
    expect(await refusal(superuser, statement)).not.toBe(DENIED);
  });
});

describe('Mallory has no use for', () => {
  // What a build of Postgres does not have at all is refused as missing.
  it.each(['pageinspect', 'pg_buffercache', 'pg_trgm', 'dblink', 'postgres_fdw', 'file_fdw', 'plpython3u'])(
    'the extension %s',
    async (extension) => {
      expect([DENIED, '0A000', '58P01']).toContain(await attempt(mallory, `create extension ${extension}`));
    },
  );

  it('transactions that outlive their connection, which are switched off', async () => {
    await mallory.query('begin');
    expect(await refusal(mallory, "prepare transaction 'x'")).toBe('55000');
    await mallory.query('rollback');
  });

  it.each([
    ['drop owned by todo_client'],
    ['drop owned by todo_user cascade'],
    ['reassign owned by todo_user to todo_client'],
    [
      'alter default privileges grant all on tables to public',
      'alter default privileges revoke all on tables from public',
    ],
  ])('%s', async (...statements) => {
    await attempt(mallory, ...statements);
    expect(
      await attempt(superuser, "select from pg_policy where polrelid = 'todo.tasks'::regclass"),
    ).toHaveLength(5);
    expect(
      await attempt(
        superuser,
        "select from information_schema.role_table_grants where table_schema = 'todo' and grantee = 'PUBLIC'",
      ),
    ).toEqual([]);
    expect(await attempt(mallory, 'select * from todo.tasks')).toEqual([]);
    expect(await attempt(mallory, asUser(MALLORY), 'select number from todo.tasks order by 1')).toEqual([
      [1],
      [2],
    ]);
  });
});

async function refusal(client: Client, statement: string): Promise<string | undefined> {
  try {
    await client.query(statement);
    return undefined;
  } catch (error) {
    return error instanceof DatabaseError ? error.code : String(error);
  }
}
