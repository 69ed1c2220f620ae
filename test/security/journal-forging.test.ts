import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { contradictions, journalOf } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { rewritten } from './guards.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

// Which command a change belongs to is what the client says, as far as that is its own to say.

const OPEN_COMMAND = 'open_command(uuid,integer,uuid[])';

let server: Server;
let superuser: Client;
/** Of the database that the test is about. */
let owner: Client;
let mallory: Client;
let connections: Record<Database, readonly [owner: Client, mallory: Client]>;

type Database = 'guarded' | 'unguarded';

beforeAll(async () => {
  server = await startServer();
  await server.install('guarded');
  superuser = await server.connect('superuser', 'guarded');
  await server.install('unguarded');
  const careless = await server.connect('superuser', 'unguarded');
  for (const statement of ANY_COMMAND_GOES_ON) {
    await careless.query(statement);
  }
  connections = { guarded: await connect('guarded'), unguarded: await connect('unguarded') };
});
beforeEach(() => use('guarded'));
afterAll(() => server.close());

/** As if what the client says were all there is to say. */
const ANY_COMMAND_GOES_ON = [
  rewritten(OPEN_COMMAND, 'c.taken_back_by is null and c.kind is null and', ''),
  rewritten(OPEN_COMMAND, "c.at > clock_timestamp() - interval '10 minutes'", 'true'),
  rewritten(OPEN_COMMAND, "c.at > clock_timestamp() - interval '1 hour'", 'true'),
  rewritten(OPEN_COMMAND, 'where l.user_id = p_user and l.seq > c.seq\n', 'where false\n'),
  rewritten(OPEN_COMMAND, 'and c.session_id is not distinct from todo.session_id()', ''),
];

async function connect(database: Database): Promise<readonly [Client, Client]> {
  return [await server.connect('owner', database), await server.connect('client', database)];
}

async function use(database: Database): Promise<void> {
  [owner, mallory] = connections[database];
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
}

const DEVICE = 'laptop of mallory';
const CLINIC = 'Call the clinic for mallory';
const RENT = 'Pay the rent of mallory';
const ID = 'bad00000-0000-4000-8000-0000000000c1';
const UNDO_ID = 'bad00000-0000-4000-8000-0000000000c2';

function setting(name: string, value: string): string {
  return `select set_config('todo.${name}', '${value}', true)`;
}

/** As a command with this id, which the journal may have already. */
async function rename(
  number: number,
  title: string,
  commandId: string,
  secret = MALLORY.secret,
): Promise<Outcome> {
  return attempt(
    mallory,
    setting('command_id', commandId),
    setting('command', 'edit'),
    asUser({ ...MALLORY, secret }, { write: true }),
    `update todo.tasks set title = '${title}' where number = ${number}`,
  );
}

/** As a batch of the import with this id. */
async function importTask(id: string, secret = MALLORY.secret): Promise<Outcome> {
  return attempt(
    mallory,
    setting('command_id', ID),
    setting('command', 'import'),
    asUser({ ...MALLORY, secret }, { write: true }),
    `select * from todo.import_tasks('[{"id": "${id}", "title": "x", "priority": "Medium", "tags": [], "completed": false}]', true)`,
  );
}

async function addPhone(): Promise<string> {
  const secret = 'second secret of mallory';
  await owner.query(`insert into todo.sessions (user_id, token_hash, device, expires_at)
    values ('${MALLORY.id}', sha256('${secret}'), 'phone', now() + interval '1 day')`);
  return secret;
}

const FIRST = [4, 'edit', DEVICE, [1, CLINIC, 'x']];

it('the requests of one command are one command', async () => {
  await rename(1, 'x', ID);
  await rename(2, 'y', ID);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, 'edit', DEVICE, [1, CLINIC, 'x'], [2, RENT, 'y']]]);
});

/** What Mallory does, and the commands that are in his journal then. */
const FOREIGN_COMMANDS: readonly (readonly [whose: string, act: () => Promise<unknown>, journal: unknown])[] =
  [
    [
      'a command of another session of the same user',
      async () => {
        await rename(1, 'x', ID);
        await rename(2, 'y', ID, await addPhone());
      },
      [FIRST, [5, 'edit', 'phone', [2, RENT, 'y']]],
    ],
    [
      'a command that began too long ago',
      async () => {
        await rename(1, 'x', ID);
        await owner.query(`update todo.commands set at = at - interval '11 minutes' where id = '${ID}'`);
        await rename(2, 'y', ID);
      },
      [FIRST, [5, 'edit', DEVICE, [2, RENT, 'y']]],
    ],
    [
      'the taking back of one',
      async () => {
        await rename(1, 'x', ID);
        await attempt(mallory, asUser(MALLORY), `select todo.take_back('${UNDO_ID}', 'undo', true)`);
        await rename(2, 'y', UNDO_ID);
      },
      [FIRST, [5, 'undo edit', DEVICE, [1, 'x', CLINIC]], [6, 'edit', DEVICE, [2, RENT, 'y']]],
    ],
    [
      'none, after a command was taken back in the same transaction',
      async () => {
        await rename(1, 'x', ID);
        await attempt(
          mallory,
          asUser(MALLORY, { write: true }),
          `select todo.take_back('${UNDO_ID}', 'undo', true)`,
          "update todo.tasks set title = 'y' where number = 2",
        );
      },
      [FIRST, [5, 'undo edit', DEVICE, [1, 'x', CLINIC]], [6, '', DEVICE, [2, RENT, 'y']]],
    ],
  ];

const [THREE, FOUR] = ['bad00000-0000-4000-8000-000000000013', 'bad00000-0000-4000-8000-000000000014'];
const IMPORT = [4, 'import', DEVICE, [3, null, 'x']];
const EDIT = [5, 'edit', DEVICE, [1, CLINIC, 'y']];

/** Likewise, of imports, which go on where other commands have come between. */
const FOREIGN_IMPORTS: typeof FOREIGN_COMMANDS = [
  [
    'an import of another session of the same user',
    async () => {
      await importTask(THREE);
      await importTask(FOUR, await addPhone());
    },
    [IMPORT, [5, 'import', 'phone', [4, null, 'x']]],
  ],
  [
    'an import that began more than an hour ago',
    async () => {
      await importTask(THREE);
      await owner.query(`update todo.commands set at = at - interval '61 minutes' where id = '${ID}'`);
      await importTask(FOUR);
    },
    [IMPORT, [5, 'import', DEVICE, [4, null, 'x']]],
  ],
  [
    'an import that was taken back',
    async () => {
      await importTask(THREE);
      await attempt(mallory, asUser(MALLORY), `select todo.take_back('${UNDO_ID}', 'undo', true)`);
      await importTask(FOUR);
    },
    [IMPORT, [5, 'undo import', DEVICE, [3, 'x', null]], [6, 'import', DEVICE, [4, null, 'x']]],
  ],
  [
    'an import, if a later command was about the same task',
    async () => {
      await importTask(THREE);
      await rename(1, 'y', UNDO_ID);
      await attempt(
        mallory,
        asUser(MALLORY, { write: true }),
        `delete from todo.tasks where id = '${THREE}'`,
      );
      await importTask(THREE);
    },
    [IMPORT, EDIT, [6, '', DEVICE, [3, 'x', null]], [7, 'import', DEVICE, [4, null, 'x']]],
  ],
];

it('an import goes on where others came between, but not with anything else than more tasks', async () => {
  await importTask(THREE);
  await rename(1, 'y', UNDO_ID);
  await importTask(FOUR);
  expect(await journalOf(owner, MALLORY)).toEqual([
    [4, 'import', DEVICE, [3, null, 'x'], [4, null, 'x']],
    EDIT,
  ]);
  await rename(2, 'z', ID);
  expect(await journalOf(owner, MALLORY)).toHaveLength(3);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

describe('a change is a command of its own if it names', () => {
  it.each([...FOREIGN_COMMANDS, ...FOREIGN_IMPORTS])('%s', async (_whose, act, journal) => {
    await act();
    expect(await journalOf(owner, MALLORY)).toEqual(journal);
  });

  it('a command of Alice’s, who has hers as it was', async () => {
    await owner.query(`update todo.commands set id = '${ID}' where user_id = '${ALICE.id}' and seq = 3`);
    const before = await readAllAbout(superuser, ALICE);
    await rename(1, 'x', ID);
    expect(await journalOf(owner, MALLORY)).toEqual([FIRST]);
    expect(await readAllAbout(superuser, ALICE)).toBe(before);
  });

  it('a command that was taken back', async () => {
    await rename(1, 'x', ID);
    await attempt(mallory, asUser(MALLORY), `select todo.take_back('${UNDO_ID}', 'undo', true)`);
    await rename(2, 'y', ID);
    expect(await journalOf(owner, MALLORY)).toEqual([
      FIRST,
      [5, 'undo edit', DEVICE, [1, 'x', CLINIC]],
      [6, 'edit', DEVICE, [2, RENT, 'y']],
    ]);
  });
});

describe('if the database did not look at the command, a change would be added to', () => {
  it.each([...FOREIGN_COMMANDS, ...FOREIGN_IMPORTS])('%s', async (_whose, act, journal) => {
    await use('unguarded');
    await act();
    expect(await journalOf(owner, MALLORY)).not.toEqual(journal);
  });
});

describe('nothing is changed under', () => {
  it.each([
    ['an id that is none', 'command_id', 'x', '22P02'],
    ['an id of a megabyte', 'command_id', 'a'.repeat(1_000_000), '22P02'],
    ['an id with SQL in it', 'command_id', `${ID}'' or true --`, '22P02'],
  ])('%s', async (_what, name, value, refusal) => {
    const before = await readAllAbout(superuser, MALLORY);
    expect(
      await attempt(
        mallory,
        asUser(MALLORY, { write: true }),
        setting(name, value),
        "update todo.tasks set title = 'x'",
      ),
    ).toBe(refusal);
    assert.equal(await readAllAbout(superuser, MALLORY), before);
  });
});

it('the device is that of the session, whatever the client says', async () => {
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    setting('device', 'phone of alice'),
    setting('session_id', ALICE.sessionId),
    setting('user_id', ALICE.id),
    "update todo.tasks set title = 'x' where number = 1",
  );
  expect(await journalOf(owner, MALLORY)).toEqual([[4, '', DEVICE, [1, CLINIC, 'x']]]);
  const { rows } = await owner.query('select session_id from todo.commands where seq = 4');
  expect(rows).toEqual([{ session_id: MALLORY.sessionId }]);
});

it('a name alone takes nothing back', async () => {
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    setting('command', 'undo'),
    "update todo.tasks set title = 'x' where number = 1",
  );
  const { rows } = await owner.query('select name, kind, takes_back from todo.commands where seq = 4');
  expect(rows).toEqual([{ name: 'undo', kind: null, takes_back: null }]);
});

it('the settings may change between two rows of a statement, and all of it is in the journal', async () => {
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    "update todo.tasks set title = set_config('todo.command_id', gen_random_uuid()::text, true)",
    "update todo.tasks set title = 'x'",
  );
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

it('what is written down stays, whatever is added to it', async () => {
  const read = `select to_jsonb(k) - 'taken_back_by', c from todo.commands k join todo.changes c using (user_id, seq)
    where k.seq <= 4 order by k.seq, c.number`;
  await rename(1, 'x', ID);
  const before = await attempt(mallory, asUser(MALLORY), read);
  for (const kind of ['undo', 'redo', 'undo', 'undo', 'undo', 'redo', 'redo', 'redo']) {
    await attempt(mallory, asUser(MALLORY), `select todo.take_back(gen_random_uuid(), '${kind}', true)`);
    await rename(2, kind, ID);
  }
  await attempt(mallory, asUser(MALLORY, { write: true }), 'delete from todo.tasks');
  expect(await attempt(mallory, asUser(MALLORY), read)).toEqual(before);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});
