import { describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { SCHEMA_VERSION } from '../../src/data/schema-version.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { newMachine } from '../support/machine.ts';
import { ADA, databaseOfVersion, DRIZZLE, rowsOf } from '../support/older-database.ts';
import { openGateway } from '../support/open-gateway.ts';
import { schemaCatalogue } from '../support/schema-catalogue.ts';
import { PASSWORD } from '../support/sign-up-user.ts';
import type { TestDatabase } from '../support/test-database.ts';

/** The tables of a program that does not exist yet: those of today after one more migration. */
async function newerDatabase(...statements: readonly string[]): Promise<TestDatabase> {
  const database = await databaseOfVersion(SCHEMA_VERSION);
  const next = { version: SCHEMA_VERSION + 1, name: 'from_the_future', statements };
  await migrate(openGateway(database.url), [...readMigrations(DRIZZLE), next]);
  return database;
}

/** Runs each command, and returns those that were refused. */
async function refusedBy(database: TestDatabase): Promise<string[]> {
  const refused: string[] = [];
  for (const { words, stdin = '' } of EVERY_COMMAND) {
    const before = await lastingRows(database);
    const { exitCode, stdout, stderr } = await newMachine(database.url).todo(words, {
      stdin,
      env: { TODO_TOKEN: ADA.token },
    });
    if ([0, 3, 5].includes(exitCode)) continue;
    refused.push(words);
    expect({ words, exitCode, stdout, stderr }).toEqual({
      words,
      exitCode: 6,
      stdout: '',
      stderr: expect.stringMatching(NEWER),
    });
    expect(await lastingRows(database)).toEqual(before);
  }
  return refused;
}

/** Guesses at a password count also in what is rolled back. */
async function lastingRows(database: TestDatabase): Promise<unknown> {
  const { guesses: _guesses, ...rows } = await rowsOf(database);
  return rows;
}

/** As a sentence and a hint, or as JSON; no line more. */
const NEWER =
  /^.*The tables in \S+ are newer than this program\W[^]*Update it: npm install --global neon-todo@latest.*\n$/;

// Some thirty commands a test.
describe('with newer tables', { timeout: 120_000 }, () => {
  it('that have only more in them, each command works', async () => {
    const database = await newerDatabase(
      'alter table todo.tasks add column colour text',
      "alter table todo.users add column locale text not null default 'en'",
      'create table todo.attachments (id uuid primary key)',
      'create index tasks_colour_idx on todo.tasks (user_id, colour)',
      'create function todo.colours() returns setof text language sql stable return null',
    );
    expect(await refusedBy(database)).toEqual([]);
  });

  it.each<[string, string[], string[]]>([
    [
      'a renamed column',
      ['alter table todo.tasks rename column description to note'],
      ['show 1', 'add Bread', 'edit 1 pri:low note:rye', 'undo'],
    ],
    [
      'a dropped column',
      ['alter table todo.tasks drop column recursion_pattern cascade'],
      ['list --json', 'add Bread', 'done 1', 'rm 2 --yes'],
    ],
    [
      'a column that wants a value',
      [
        "alter table todo.tasks add column area text not null default 'home'",
        'alter table todo.tasks alter area drop default',
      ],
      ['add Bread', 'restore 7'],
    ],
    [
      'a stricter check',
      ['alter table todo.tasks add constraint short check (char_length(title) < 3) not valid'],
      ['add Bread', 'edit 1 pri:low note:rye'],
    ],
    [
      'a table of another name',
      ['alter table todo.commands rename to runs'],
      ['history', 'trash', 'undo', 'add Bread'],
    ],
    ['a privilege less', ['revoke insert, select on todo.tasks from todo_user'], ['list --all', 'add Bread']],
    [
      'a function less',
      [
        'drop function todo.take_back(uuid, text, boolean)',
        'drop function todo.login(text, bytea, bytea, text, interval)',
      ],
      ['undo', 'redo', 'login ada --password-stdin'],
    ],
  ])(
    'that have %s, each command works or says that the program must be updated',
    async (_what, statements, expected) => {
      const refused = await refusedBy(await newerDatabase(...statements));
      expect(refused).toEqual(expect.arrayContaining(expected));
    },
  );

  it('`todo db migrate` leaves them alone', async () => {
    const database = await newerDatabase('alter table todo.tasks add column colour text');
    const before = [await schemaCatalogue(database), await rowsOf(database)];
    const outcome = await newMachine(database.url).todo('db migrate');
    expect(outcome).toMatchObject({ exitCode: 6, stdout: '', stderr: expect.stringMatching(NEWER) });
    expect([await schemaCatalogue(database), await rowsOf(database)]).toEqual(before);
  });

  it('so does one that meets the migration of a newer program on its way', async () => {
    const database = await databaseOfVersion(SCHEMA_VERSION - 1);
    const all = readMigrations(DRIZZLE);
    const next = {
      version: SCHEMA_VERSION + 1,
      name: 'from_the_future',
      statements: ['select pg_sleep(0.5)'],
    };
    const newer = migrate(openGateway(database.url), [...all, next]);
    const { exitCode } = await newMachine(database.url).todo('db migrate');
    expect([0, 6]).toContain(exitCode);
    expect(await newer).toMatchObject({ to: SCHEMA_VERSION + 1 });
    expect(await database.query('select max(version) as version from todo.migrations')).toEqual([
      { version: SCHEMA_VERSION + 1 },
    ]);
  });

  it('`todo db status` tells what to do', async () => {
    const database = await newerDatabase('drop function todo.require_session(text, uuid, boolean)');
    const { exitCode, stdout } = await newMachine(database.url).todo('db status --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: SCHEMA_VERSION + 1,
      latestSchemaVersion: SCHEMA_VERSION,
      next: 'update neon-todo: npm install --global neon-todo@latest',
    });
  });

  it('`todo init` remembers them, and says so', async () => {
    const database = await newerDatabase('alter table todo.tasks add column colour text');
    const before = await schemaCatalogue(database);
    const { exitCode, stdout, stderr } = await newMachine(database.url).todo('init');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(' is set up; ')]);
    expect(stderr).toContain(
      'Note: its tables are newer than this program. Update it: npm install --global neon-todo@latest\n',
    );
    expect(await schemaCatalogue(database)).toEqual(before);
  });

  it('`todo signup` does not make the old ones', async () => {
    const database = await newerDatabase(
      'drop function todo.signup(text, text, text, bytea, text, interval)',
    );
    const before = [await schemaCatalogue(database), await rowsOf(database)];
    const outcome = await newMachine(database.url).todo(
      'signup -u linus -e linus@example.org --password-stdin',
      { stdin: PASSWORD },
    );
    expect(outcome).toMatchObject({ exitCode: 6, stdout: '', stderr: expect.stringMatching(NEWER) });
    expect([await schemaCatalogue(database), await rowsOf(database)]).toEqual(before);
  });

  it('a new priority of a task is shown, and leaves the others to work with', async () => {
    const database = await newerDatabase("alter type todo.priority add value 'Urgent' before 'High'");
    await database.query(
      `update todo.tasks set priority = 'Urgent' where user_id = '${ADA.id}' and number = 1`,
    );
    const shown = await newMachine(database.url).todo('show 1', { env: { TODO_TOKEN: ADA.token } });
    expect(shown.stdout).toMatch(/^Priority +Urgent$/m);
    expect(await refusedBy(database)).toEqual([]);
  });

  it('ones that no older program can work with refuse each of its requests, by a new signature of require_session', async () => {
    const database = await newerDatabase(
      'drop function todo.require_session(text, uuid, boolean)',
      'create function todo.require_session(p_token text, p_user uuid, p_write boolean, p_program int) returns uuid language sql return null::uuid',
    );
    const refused = await refusedBy(database);
    const guests = new Set(['signup', 'login', 'logout']);
    const ofUsers = EVERY_COMMAND.map(({ words }) => words).filter(
      (words) => !guests.has(words.split(' ')[0] ?? ''),
    );
    expect(refused).toEqual(ofUsers);
  });
});
