import { beforeAll, describe, expect, it } from 'vitest';
import { newSecret } from '../../src/auth/secret.ts';
import { formatToken } from '../../src/auth/session-token.ts';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { emptyDatabase, type TestDatabase } from '../support/test-database.ts';

const SIGN_UP = 'signup -u ada -e ada@example.org --password-stdin';
const STDIN = { stdin: 'ferry-tulip-42' };

describe('the first sign-up in a database', () => {
  it('says which database it is, and makes the tables in a schema of their own', async () => {
    const database = await emptyDatabase();
    const { exitCode, stdout, stderr } = await newMachine(database.url).todo(SIGN_UP, STDIN);
    expect(masked(stderr)).toBe(
      'Creating the tables of neon-todo in HOST/DB (DATABASE_URL from the environment), in a schema named todo.\n',
    );
    expect([exitCode, masked(stdout)]).toEqual([0, 'Welcome to HOST/DB as ada, until DAY\n']);
    expect(await tables(database)).toEqual([
      'todo.changes',
      'todo.commands',
      'todo.migrations',
      'todo.sessions',
      'todo.settings',
      'todo.tasks',
      'todo.users',
    ]);
  });

  it('keeps stdout to one JSON document with --json', async () => {
    const { stdout } = await newMachine((await emptyDatabase()).url).todo(`${SIGN_UP} --json`, STDIN);
    expect(JSON.parse(stdout)).toMatchObject({ user: { username: 'ada' } });
  });

  it('asks a person if the database holds something else, and leaves that alone', async () => {
    const database = await emptyDatabase();
    await database.query('create table public.invoices (id int primary key)');
    await database.query('insert into public.invoices values (7)');
    const machine = newMachine(database.url);
    const names = 'signup -u ada -e ada@example.org';
    const passwords = [
      ['Password:', 'ferry-tulip-42'],
      ['Password again:', 'ferry-tulip-42'],
    ] as const;
    // The terminal is too narrow for all of it on one line.
    const question = 'This database holds another table already';

    for (const answer of ['n', CTRL_C]) {
      const { exitCode, stdout } = await machine.todo(names, {
        ...PLAIN_TERMINAL,
        answers: [...passwords, [question, answer]],
      });
      expect([exitCode, stdout]).toEqual([130, '']);
      expect(await tables(database)).toEqual(['public.invoices']);
    }

    const { exitCode } = await machine.todo(names, {
      ...PLAIN_TERMINAL,
      answers: [...passwords, [question, 'y']],
    });
    expect(exitCode).toBe(0);
    expect(await tables(database)).toContain('public.invoices');
    expect(await database.query('select id from public.invoices')).toEqual([{ id: 7 }]);
  });

  it('does not ask a script', async () => {
    const database = await emptyDatabase();
    await database.query('create table public.invoices (id int)');
    expect(await newMachine(database.url).todo(SIGN_UP, STDIN)).toMatchObject({ exitCode: 0 });
  });

  it('succeeds on two machines at once', async () => {
    const database = await emptyDatabase();
    const outcomes = await Promise.all(
      ['ada', 'grace'].map((name) =>
        newMachine(database.url).todo(`signup -u ${name} -e ${name}@example.org --password-stdin`, STDIN),
      ),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(await database.query('select username from todo.users order by 1')).toEqual([
      { username: 'ada' },
      { username: 'grace' },
    ]);
  });
});

describe('without tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await emptyDatabase();
  });

  it.each(['whoami', 'login ada', 'list', 'add Buy oat milk', 'done 1'])(
    'todo %s makes none',
    async (command) => {
      const machine = newMachine(database.url);
      const token = formatToken({ userId: '01987654-3210-7000-8000-000000000001', secret: newSecret() });
      const words = command === 'login ada' ? 'login ada --password-stdin' : command;
      const { exitCode, stdout, stderr } = await machine.todo(words, {
        ...STDIN,
        env: { TODO_TOKEN: token },
      });
      expect([exitCode, stdout]).toEqual([6, '']);
      expect(masked(stderr)).toBe(
        'Error: HOST/DB has no tables of neon-todo yet.\n' +
          'Run `todo signup` or `todo db migrate` if this is the right database; DATABASE_URL is from the environment.\n',
      );
      expect(await tables(database)).toEqual([]);
    },
  );
});

async function tables(database: TestDatabase): Promise<unknown[]> {
  const rows = await database.query(
    `select schemaname || '.' || tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return rows.map(({ name }) => name);
}
