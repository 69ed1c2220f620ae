import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

// A database that something else used before: temporary tables, and here the schema public too, are open to everybody.

let server: Server;
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('shared', [
    'create table public.recipes (id int)',
    'grant create on schema public to public',
  ]);
  owner = await server.connect('owner', 'shared');
  await addTwoUsers(owner);
});
beforeEach(async () => {
  mallory = await server.connect('client', 'shared');
});
afterAll(() => server.close());

it('the rights of others in a shared database are left alone', async () => {
  expect(
    await attempt(
      mallory,
      "select has_database_privilege('shared', 'temporary'), has_schema_privilege('public', 'create')",
    ),
  ).toEqual([[true, true]]);
});

const FORGED_SESSION = `'00000000-0000-4000-8000-000000000000'::uuid as id, '${ALICE.id}'::uuid as user_id, sha256('guess') as token_hash,
  false as read_only, null::interval as slides_by, now() as created_at, now() as last_used_at, now() + interval '1 day' as expires_at`;

const SHADOWS: readonly [what: string, ...sql: string[]][] = [
  ['a temporary table', `create temporary table sessions as select ${FORGED_SESSION}`],
  ['a temporary view', `create temporary view sessions as select ${FORGED_SESSION}`],
  ['a table', `create table public.sessions as select ${FORGED_SESSION}`],
  [
    'functions',
    "create function public.sha256(text) returns bytea language sql return ''::bytea",
    "create function public.clock_timestamp(int default 0) returns timestamptz language sql return '-infinity'::timestamptz",
  ],
  [
    'functions with the same arguments',
    'create function public.sha256(bytea) returns bytea language sql return $1',
    "create function public.current_setting(text, boolean) returns text language sql return 'guess'",
  ],
  [
    'operators',
    'create function public.always(bytea, bytea) returns boolean language sql return true',
    'create function public.always(uuid, uuid) returns boolean language sql return true',
    'create function public.always(timestamptz, timestamptz) returns boolean language sql return true',
    'create operator public.= (leftarg = bytea, rightarg = bytea, function = public.always)',
    'create operator public.= (leftarg = uuid, rightarg = uuid, function = public.always)',
    'create operator public.> (leftarg = timestamptz, rightarg = timestamptz, function = public.always)',
  ],
];

const PATHS = [
  ['public, pg_catalog'],
  ['pg_temp, public, pg_catalog'],
  ['public, pg_temp, pg_catalog, todo'],
];

/** The answers to the statements behind what casts shadows. Nothing is kept: the next test begins with clean schemas. */
async function inTheShadow<T>(
  client: Client,
  shadow: readonly string[],
  work: (outcome: (statement: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  for (const statement of shadow) {
    await client.query(statement);
  }
  try {
    return await work(async (statement) => {
      await client.query('savepoint s');
      try {
        return (await client.query({ text: statement, rowMode: 'array' })).rows;
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      } finally {
        await client.query('rollback to s');
      }
    });
  } finally {
    await client.query('rollback');
  }
}

describe.each(PATHS)('with the search path %s', (path) => {
  it.each(SHADOWS)('%s of the same name changes nothing', async (...[, ...sql]) => {
    await inTheShadow(mallory, [...sql, `set local search_path = ${path}`], async (outcome) => {
      expect(await outcome(`select todo.require_session('guess', '${ALICE.id}', false)`)).toBe('28000');
      expect(await outcome("select set_config('todo.token', 'guess', true), todo.current_user_id()")).toEqual(
        [['guess', null]],
      );
      expect(await outcome('select * from todo.tasks')).toEqual([]);
      expect(
        await outcome(`select status from todo.login('alice', 'guess', pg_catalog.sha256('x'), '', '1 day')`),
      ).toEqual([['wrong']]);
      expect(await outcome("select todo.logout('guess', true)")).toEqual([[0]]);
    });
  });
});

/** A function as it would be without care: parsed when it is called, under the settings of the caller, with names that belong to no schema. */
const CARELESS = [
  'set check_function_bodies = off',
  `create function todo.careless_user_id() returns uuid language sql stable security definer as $$
     select user_id from sessions where token_hash = sha256(convert_to(current_setting('todo.token', true), 'UTF8')) limit 1 $$`,
  `create function todo.careless_challenge(p_name text) returns text language sql stable security definer as $$
     select substring(password from '^.*\\$') from todo.users where username = p_name $$`,
  'grant execute on function todo.careless_user_id(), todo.careless_challenge(text) to todo_user',
];

describe('a function without care is deceived by', () => {
  beforeAll(async () => {
    for (const statement of CARELESS) {
      await owner.query(statement);
    }
  });

  // Functions with the same arguments are no better matches than those of pg_catalog, which lie in the path as well.
  it.each(SHADOWS.filter(([what]) => !what.startsWith('functions')))('%s', async (...[, ...sql]) => {
    const shadow = [
      ...sql,
      'set local search_path = public, pg_temp, todo, pg_catalog',
      "set local todo.token = 'guess'",
    ];
    const found = await inTheShadow(mallory, shadow, (outcome) => outcome('select todo.careless_user_id()'));
    expect(found).toEqual([[expect.stringMatching(/^[0-9a-f-]{36}$/)]]);
  });

  it('functions with the same arguments', async () => {
    const shadow = [
      'create function public.sha256(bytea) returns bytea language sql return pg_catalog.sha256($1)',
      `create function public.current_setting(text, boolean) returns text language sql return '${ALICE.secret}'`,
      'set local search_path = public, todo, pg_catalog',
    ];
    const found = await inTheShadow(mallory, shadow, (outcome) => outcome('select todo.careless_user_id()'));
    expect(found).toEqual([[ALICE.id]]);
  });

  it('strings that are read in another way', async () => {
    const challenge = "select todo.careless_challenge('alice')";
    expect(await attempt(mallory, challenge)).toEqual([
      ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$'],
    ]);
    // From 18 on, a connection reads a function once.
    const another = await server.connect('client', 'shared');
    expect(await attempt(another, 'set local standard_conforming_strings = off', challenge)).toEqual([
      [expect.stringMatching(/^[$]argon2id[$].*[$][A-Za-z0-9+/]{43}$/)],
    ]);
  });
});

it('a function of one’s own does not see rows before the policy does', async () => {
  const seen: string[] = [];
  mallory.on('notice', ({ message }) => seen.push(message ?? ''));
  await mallory.query(`create function pg_temp.spy(text) returns boolean language plpgsql cost 0.0000001 as $$
    begin raise notice '%', $1; return true; end $$`);
  expect(await attempt(mallory, 'select * from todo.tasks where pg_temp.spy(title)')).toEqual([]);
  expect(seen).toEqual([]);
  expect(
    await attempt(
      mallory,
      asUser(MALLORY),
      'select number from todo.tasks where pg_temp.spy(title) order by 1',
    ),
  ).toEqual([[1], [2]]);
  expect(seen.toSorted()).toEqual(['Call the clinic for mallory', 'Pay the rent of mallory']);
});

it('a function of one’s own cannot be declared harmless', async () => {
  const sql = 'create function pg_temp.spy(text) returns boolean leakproof language sql return true';
  expect(await attempt(mallory, sql)).toBe('42501');
});

it('settings that change how SQL is read do not change the functions', async () => {
  await mallory.query(
    "set standard_conforming_strings = off; set plpgsql.extra_errors = 'all'; set transform_null_equals = on",
  );
  expect(await attempt(mallory, "select todo.login_challenge('alice')")).toEqual([
    ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$'],
  ]);
  expect(
    await attempt(
      mallory,
      `select status, username from todo.login('ALICE@example.org', ${ALICE.key}, sha256('other'), 'x', '1 day')`,
    ),
  ).toEqual([['ok', 'alice']]);
  expect(
    await attempt(
      mallory,
      asUser(MALLORY, { write: true }),
      `select todo.change_password(${MALLORY.key}, '')`,
    ),
  ).toBe('23514');
});

it('what the functions print for debugging holds nothing of anybody else', async () => {
  let printed = '';
  mallory.on('notice', ({ message, detail }) => {
    printed += `${message ?? ''}\n${detail ?? ''}\n`;
  });
  await mallory.query(
    'set client_min_messages = log; set debug_print_plan = on; set debug_print_rewritten = on; set debug_print_parse = on',
  );
  await mallory.query('set plan_cache_mode = force_custom_plan');

  await attempt(mallory, `select '${MALLORY.id}'::uuid`);
  expect(printed).toContain(asDatum(MALLORY.id.replaceAll('-', '')));

  await attempt(mallory, "select todo.login_challenge('alice')");
  await attempt(mallory, "select * from todo.login('alice', 'guess', sha256('x'), 'x', '1 day')");
  await attempt(
    mallory,
    "select * from todo.signup('alice', 'eve@example.org', 'x', sha256('x'), 'x', '1 day')",
  );
  await attempt(mallory, `select todo.require_session('guess', '${MALLORY.id}', true)`);
  await attempt(mallory, `select todo.require_session('guess', '${MALLORY.id}', true)`);
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    "select todo.list_sessions(), todo.change_password('guess', 'x')",
  );
  await attempt(mallory, "select todo.logout('guess', true)");
  await attempt(mallory, 'select * from todo.tasks');
  expect(printed.length).toBeGreaterThan(100_000);
  const secrets = await readSecrets();
  expect(secrets).toHaveLength(4);
  for (const secret of [ALICE.id.replaceAll('-', ''), ...secrets]) {
    expect(printed).not.toContain(asDatum(secret));
  }
});

/** The bytes of a constant as Postgres prints them in a plan. */
function asDatum(hex: string): string {
  return [...new Int8Array(Buffer.from(hex, 'hex'))].join(' ');
}

/** What must not be seen, in hexadecimal: a password's verifier as text and as bytes, an address, the key of made-up salts. */
async function readSecrets(): Promise<string[]> {
  const { rows } = await owner.query<{ hex: string }>(
    `select encode(unnest(array[
       convert_to(split_part(password, '$', 6), 'UTF8'), decode(split_part(password, '$', 6) || '=', 'base64'),
       convert_to(email, 'UTF8'), (select fake_salt_key from todo.settings)]), 'hex') as hex
       from todo.users where username = 'alice'`,
  );
  return rows.map(({ hex }) => hex);
}
