import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConnection } from '../../src/data/connection.ts';
import { checkPostgres, migrate, type Migration, readMigrations } from '../../src/data/migrations.ts';
import { SCHEMA_VERSION } from '../../src/data/schema-version.ts';
import { failureOf } from '../data/failure-of.ts';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { effort } from '../support/effort.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { type Machine, newMachine } from '../support/machine.ts';
import { ADA, BEN, databaseOfVersion, DRIZZLE, rowsOf } from '../support/older-database.ts';
import { openGateway } from '../support/open-gateway.ts';
import { schemaCatalogue } from '../support/schema-catalogue.ts';
import type { Outcome } from '../support/run-todo.ts';
import { PASSWORD } from '../support/sign-up-user.ts';
import { databaseOf, emptyDatabase, type TestDatabase } from '../support/test-database.ts';

const MIGRATIONS = readMigrations(DRIZZLE);
const VERSIONS = MIGRATIONS.map(({ version }) => version);
const OLDER = VERSIONS.slice(0, -1);

it('the program was written for the last migration', () => {
  expect(SCHEMA_VERSION).toBe(MIGRATIONS.length);
});

let fresh: readonly unknown[];
beforeAll(async () => {
  const database = await emptyDatabase();
  await newMachine(database.url).todo('db migrate');
  fresh = await schemaCatalogue(database);
});

describe.each(VERSIONS)('an upgrade from version %i by three machines at once', (version) => {
  let database: TestDatabase;
  let before: Readonly<Record<string, readonly unknown[]>>;
  let outcomes: readonly Outcome[];
  let ada: Machine;
  beforeAll(async () => {
    database = await databaseOfVersion(version);
    before = await rowsOf(database);
    outcomes = await Promise.all([1, 2, 3].map(() => newMachine(database.url).todo('db migrate')));
    ada = machineWith(database, ADA.token);
  });

  it('is told', () => {
    expect(outcomes.filter(({ exitCode, stderr }) => exitCode !== 0 || stderr !== '')).toEqual([]);
    expect(outcomes.map(({ stdout }) => stdout)).toContain(
      version === SCHEMA_VERSION
        ? `The tables in ${database.name} are up to date (version ${SCHEMA_VERSION})\n`
        : `Brought the tables in ${database.name} from version ${version} to ${SCHEMA_VERSION}\n`,
    );
  });

  it('leaves the tables, functions and privileges of a new database, and no other', async () => {
    expect(await schemaCatalogue(database)).toEqual(fresh);
  });

  it('keeps every row, and what is counted', async () => {
    const after = await rowsOf(database);
    // The second version brings the settings.
    const grown: Readonly<Record<string, number>> = { migrations: SCHEMA_VERSION, settings: 1 };
    for (const [table, rows] of Object.entries(before)) {
      const kept = rows.map((row) => expect.objectContaining(row));
      expect(after[table]).toEqual(expect.arrayContaining(kept));
      expect(after[table]).toHaveLength(grown[table] ?? rows.length);
    }
  });

  it.runIf(version >= 4)('leaves what was done before to be undone', async () => {
    expect((await ada.todo('redo')).stdout).toContain('Removed #6 Sweep\n');
    for (const told of ['Restored #6 Sweep\n', 'Reopened #2 ', 'Changed #1 Buy oat milk · ']) {
      expect((await ada.todo('undo')).stdout).toContain(told);
    }
  });

  it.runIf(version >= 2)('lets everybody go on with what they had', async () => {
    expect((await ada.todo('whoami')).stdout).toMatch(/^ada\tada@example\.org\t/);
    const tasks = (await ada.todo('list --all -q')).stdout;
    expect((await ada.todo('show 2')).stdout).toContain('Fähre buchen 🧳 "say" \\{x}');
    expect((await ada.todo('add Bread -q')).stdout).toBe(`${ADA.lastNumber + 1}\n`);
    expect((await ada.todo('done 5 -q')).stdout).toBe(`5\n${ADA.lastNumber + 2}\n`);
    expect((await ada.todo('undo -q')).stdout).toBe(`5\n${ADA.lastNumber + 2}\n`);
    expect((await ada.todo('undo -q')).stdout).toBe(`${ADA.lastNumber + 1}\n`);
    expect((await ada.todo('list --all -q')).stdout).toBe(tasks);
    expect(await machineWith(database, ADA.readOnlyToken).todo('rm 1 --yes')).toMatchObject({ exitCode: 4 });
    expect((await machineWith(database, BEN.token).todo('list --all -q')).stdout).toBe('1\n');
    const login = await newMachine(database.url).todo('login ada --password-stdin', { stdin: PASSWORD });
    expect(login).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

function machineWith(database: TestDatabase, token: string): Machine {
  const machine = newMachine(database.url);
  return {
    ...machine,
    todo: (words, surroundings) => machine.todo(words, { ...surroundings, env: { TODO_TOKEN: token } }),
  };
}

// Some thirty commands a test.
describe.each(OLDER)('with the tables of version %i', { timeout: 120_000 }, (version) => {
  it('each command works, or says that they are older and changes nothing', async () => {
    const database = await databaseOfVersion(version);
    const ada = machineWith(database, ADA.token);
    let refusals = 0;
    for (const { words, stdin = '' } of EVERY_COMMAND) {
      if (words.startsWith('signup')) continue;
      const before = await rowsOf(database);
      const { exitCode, stderr } = await ada.todo(words, { stdin });
      if ([0, 3, 5].includes(exitCode)) continue;
      refusals += 1;
      expect({ words, exitCode, stderr }).toEqual({
        words,
        exitCode: 6,
        stderr: expect.stringMatching(OLDER_TABLES),
      });
      expect(await rowsOf(database)).toEqual(before);
    }
    // With the sixth, imports, all of it is there that the present program asks for.
    expect(refusals > 0).toBe(version < 6);
  });

  it('signing up makes an account, and brings them up to date where it must', async () => {
    const database = await databaseOfVersion(version);
    const signUp = 'signup -u linus -e linus@example.org --password-stdin';
    expect(await newMachine(database.url).todo(signUp, { stdin: PASSWORD })).toMatchObject({ exitCode: 0 });
  });
});

/** As a sentence and a hint, or as JSON; no line more. */
const OLDER_TABLES =
  /^.*The tables in \S+ are older than this program\W[^]*Run `todo db migrate` with the connection string of the owner of the database\..*\n$/;

/** An upgrade to the last version and beyond it, the last statement of which is this. */
function endingWith(last: string): Migration[] {
  const statements = [
    'alter table todo.users add column half text',
    "update todo.users set half = 'x'",
    last,
  ];
  return [...MIGRATIONS, { version: SCHEMA_VERSION + 1, name: 'from_the_future', statements }];
}

describe('an upgrade that fails', () => {
  let neon: Neon;
  beforeAll(async () => {
    neon = await startNeon({ engine: 'postgres' });
  });
  afterAll(() => neon.close());

  async function databaseOf2(): Promise<TestDatabase> {
    const name = await neon.createDatabase();
    const url = neon.url({ database: name });
    const database = {
      ...databaseOf(neon),
      url,
      query: (sql: string, parameters?: readonly unknown[]) => neon.query(sql, parameters, name),
    };
    await migrate(openGateway(url), MIGRATIONS.slice(0, 2));
    await database.query(
      "insert into todo.users (username, email, password) values ('ada', 'ada@example.org', '$argon2id$v=19$m=65536,t=3,p=4$6RLqNQO71GAHt4q7SZZn6w$F04qQXzqOFOKSK0FD+h1DhYYxHWSBIr99G/+hoZ4XVI')",
    );
    return database;
  }

  it.each([
    ['breaks before it', { kind: 'drop-before' }],
    ['breaks after it', { kind: 'drop-after-commit' }],
    ['finds no connection', { kind: 'too-many-connections' }],
  ] as const)('as the connection %s is tried again', async (_what, fault) => {
    const database = await databaseOf2();
    // The version and the server are asked for first.
    for (const kind of ['delay', 'delay'] as const) neon.inject({ kind, ms: 0 });
    neon.inject(fault);
    const result = await migrate(openGateway(database.url), MIGRATIONS);
    expect(result).toMatchObject({ from: 2, to: SCHEMA_VERSION });
    expect(await database.query('select count(*)::int as count from todo.users')).toEqual([{ count: 1 }]);
    expect(await database.query('select max(version) as version from todo.migrations')).toEqual([
      { version: SCHEMA_VERSION },
    ]);
  });

  it.each([
    ['a mistake', 'select 1 / 0', 60_000, 'The database answered with an error (SQLSTATE 22012)'],
    [
      'the time that it takes',
      'select pg_sleep(60)',
      1_500,
      expect.stringMatching(/took too long|No answer/),
    ],
    ['a role that may not', 'drop role neon_superuser', 60_000, expect.stringMatching(/may not do this/)],
  ] as const)('for %s leaves the old tables whole', async (_why, last, timeoutMs, told) => {
    const database = await databaseOf2();
    const [catalogue, rows] = [await schemaCatalogue(database), await rowsOf(database)];
    expect((await failureOf(migrate(openGateway(database.url, timeoutMs), endingWith(last))))?.[1]).toEqual(
      told,
    );
    expect(await schemaCatalogue(database)).toEqual(catalogue);
    expect(await rowsOf(database)).toEqual(rows);
    expect(await newMachine(database.url).todo('db migrate')).toMatchObject({ exitCode: 0 });
    expect(await schemaCatalogue(database)).toEqual(fresh);
  });

  it('as the server goes away in the middle leaves the old tables whole, and succeeds when it is back', async () => {
    const database = await databaseOf2();
    const upgrade = migrate(openGateway(database.url), endingWith('select pg_sleep(1)'));
    let ended = false;
    while (!ended) {
      const found = await database.query(
        "select pg_terminate_backend(pid) as ended from pg_stat_activity where query like 'select pg_sleep(1)%' and datname = current_database()",
      );
      ended = found.length > 0;
    }
    expect(await database.query('select max(version) as version from todo.migrations')).toEqual([
      { version: 2 },
    ]);
    expect(await upgrade).toMatchObject({ from: 2, to: SCHEMA_VERSION + 1 });
    expect(await database.query('select half from todo.users')).toEqual([{ half: 'x' }]);
  });

  it.each(Array.from({ length: effort(2, 20) }, (_, round) => round))(
    'on one of several machines does not keep the others from it (round %i)',
    async () => {
      const database = await databaseOf2();
      for (let count = 0; count < 6; count += 1) {
        neon.inject({ kind: 'delay', ms: 0 });
        neon.inject({ kind: count % 2 === 0 ? 'drop-before' : 'drop-after-commit' });
      }
      const outcomes = await Promise.all([1, 2, 3].map(() => newMachine(database.url).todo('db migrate')));
      expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      expect(await schemaCatalogue(database)).toEqual(fresh);
    },
  );
});

describe('where there is something else', () => {
  it('refuses a schema of the same name that is not ours', async () => {
    const database = await emptyDatabase();
    await database.query('create schema todo');
    const refused = {
      exitCode: 6,
      stdout: '',
      stderr: `Error: The schema "todo" in ${database.name} is not neon-todo's.\nUse another database, or rename that schema.\n`,
    };
    expect(await newMachine(database.url).todo('db migrate')).toEqual(refused);
    expect(await newMachine(database.url).todo('init')).toEqual(refused);
  });

  it('refuses a server that is too old for the tables', () => {
    const connection = parseConnection('postgresql://ada:x@localhost:1/db', 'the test');
    expect(() => checkPostgres({ number: 150_000, name: '15.0' }, connection)).not.toThrow();
    expect(() => checkPostgres({ number: 140_019, name: '14.19 (Debian)' }, connection)).toThrow(
      'localhost:1/db is PostgreSQL 14.19 (Debian), which is too old',
    );
  });
});
