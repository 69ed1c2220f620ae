import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let mallory: Client;
/** Mallory's connection to a database that counts in a table. */
let careless: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  mallory = await server.connect('client', 'neondb');

  await server.install('unguarded');
  const unguarded = await server.connect('owner', 'unguarded');
  await addTwoUsers(unguarded);
  await unguarded.query('create table todo.tries (name text)');
  await unguarded.query(`create or replace function todo.count_try(p_name text) returns bigint
    language sql volatile security definer
    begin atomic
      insert into todo.tries values (p_name);
      select count(*) from todo.tries t where t.name = p_name;
    end`);
  careless = await server.connect('client', 'unguarded');
});
beforeEach(async () => {
  // A new hour.
  await owner.query(
    "select setval(oid, 1) from pg_class where relkind = 'S' and relname like 'login_tries_%'",
  );
  await mallory.query('reset all');
});
afterAll(() => server.close());

const login = (name: string, key: string) =>
  `select status from todo.login('${name}', ${key}, sha256('new'), 'x', '1 day')`;
const GUESS = login('alice', "'guess'");
const RIGHT = login('alice', ALICE.key);

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await work();
  }
}

/** What a client may do so that its guesses are forgotten. */
const FORGETTING: readonly (readonly [way: string, guess: (client: Client) => Promise<unknown>])[] = [
  ['that are rolled back', (client) => times(60, () => client.query(`begin; ${GUESS}; rollback`))],
  [
    'within savepoints that are rolled back',
    async (client) => {
      await client.query('begin');
      await times(60, () => client.query(`savepoint s; ${GUESS}; rollback to s`));
      await client.query('rollback');
    },
  ],
  [
    'in statements that fail on purpose',
    (client) =>
      times(60, () => attempt(client, `select 1 / (case status when 'wrong' then 0 end) from (${GUESS}) g`)),
  ],
  [
    'in blocks that catch the failure',
    (client) =>
      client.query(`do $$ begin
        for i in 1..60 loop
          begin perform 1 / (case status when 'wrong' then 0 end) from todo.login('alice', 'guess', sha256('new'), 'x', '1 day'); exception when division_by_zero then null; end;
        end loop;
      end $$`),
  ],
  [
    'in transactions that see nothing of one another',
    (client) => times(60, () => client.query(`begin isolation level serializable; ${GUESS}; rollback`)),
  ],
];

describe('after 60 guesses within the hour, even the right key is refused:', () => {
  it.each(FORGETTING)('guesses %s', async (_way, guess) => {
    await guess(mallory);
    expect(await attempt(mallory, RIGHT)).toEqual([['locked']]);
  });

  it('guesses one by one', async () => {
    await times(60, async () => expect(await attempt(mallory, GUESS)).toEqual([['wrong']]));
    expect(await attempt(mallory, GUESS)).toEqual([['locked']]);
    expect(await attempt(mallory, RIGHT)).toEqual([['locked']]);
  });

  it('guesses in one statement', async () => {
    const guesses = `select status, count(*)::int from generate_series(1, 100) i,
      lateral todo.login('alice', convert_to('guess ' || i, 'UTF8'), sha256('new'), 'x', '1 day') group by 1 order by 1`;
    expect(await attempt(mallory, guesses)).toEqual([
      ['locked', 40],
      ['wrong', 60],
    ]);
  });

  it('guesses by many connections at once', async () => {
    await attempt(mallory, GUESS);
    const clients = await Promise.all(Array.from({ length: 10 }, () => server.connect('client', 'neondb')));
    const answers = await Promise.all(
      clients.map((client) =>
        client.query(`select from generate_series(1, 10) i,
          lateral todo.login('alice', convert_to('guess ' || i, 'UTF8'), sha256('new'), 'x', '1 day') where status = 'wrong'`),
      ),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(answers.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0)).toBe(59);
    expect(await attempt(mallory, RIGHT)).toEqual([['locked']]);
  });

  it('guesses with the name in capitals', async () => {
    await times(30, () => attempt(mallory, GUESS));
    await times(30, () => attempt(mallory, login('ALICE', "'guess'")));
    expect(await attempt(mallory, RIGHT)).toEqual([['locked']]);
  });

  it('guesses at the password of a session, for a new password and for the end of the account', async () => {
    const session = asUser(MALLORY, { write: true });
    await times(30, () => attempt(mallory, session, "select todo.change_password('guess', '')"));
    await times(30, () => attempt(mallory, session, "select todo.delete_account('guess')"));
    expect(await attempt(mallory, session, `select todo.delete_account(${MALLORY.key})`)).toEqual([
      ['locked'],
    ]);
  });
});

describe('if guesses were counted in a table, it would forget', () => {
  it.each(FORGETTING)('guesses %s', async (_way, guess) => {
    await guess(careless);
    expect(await attempt(careless, RIGHT)).toEqual([['ok']]);
  });
});

it('guesses in a read-only transaction fail before anything is compared', async () => {
  expect(await attempt(mallory, 'set transaction read only', RIGHT)).toBe('25006');
});

it('the right key is accepted again in the next hour', async () => {
  await owner.query(`select setval(format('todo.login_tries_%s', get_byte(sha256('alice'), 0))::regclass,
    floor(extract(epoch from now()) / 3600)::bigint * 10000000000 - 9000000000)`);
  expect(await attempt(mallory, RIGHT)).toEqual([['ok']]);
});

describe('an honest client cannot tell a wrong name from a wrong password:', () => {
  it('both get the same answer', async () => {
    expect(await attempt(mallory, guessFor('alice'))).toEqual([
      ['wrong', null, null, null, null, null, null],
    ]);
    expect(await attempt(mallory, guessFor('nobody'))).toEqual([
      ['wrong', null, null, null, null, null, null],
    ]);
  });

  it('both get a salt, which stays the same', async () => {
    const made = await attempt(mallory, challengeFor('nobody'));
    expect(await attempt(mallory, challengeFor('alice'))).toEqual([
      ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$'],
    ]);
    expect(made).toEqual([
      [expect.stringMatching(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$$/)],
    ]);
    expect(await attempt(mallory, challengeFor('NOBODY'))).toEqual(made);
    expect(await attempt(mallory, challengeFor('nobody2'))).not.toEqual(made);
  });
});

function guessFor(name: string): string {
  return `select * from todo.login('${name}', 'guess', sha256('new'), 'x', '1 day')`;
}

function challengeFor(name: string): string {
  return `select todo.login_challenge('${name}')`;
}
