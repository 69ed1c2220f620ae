import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Machine, newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { emptyDatabase, sharedDatabase, type TestDatabase } from '../support/test-database.ts';

const OTHER = 'postgresql://ada:secret-of-ada@ep-cool-darkness-123456.eu-central-1.aws.neon.tech/other';

let database: TestDatabase;
beforeAll(() => {
  database = sharedDatabase();
});

describe('todo init', () => {
  it('takes the connection string from stdin and remembers it for every folder', async () => {
    const machine = newMachine(undefined);
    const { exitCode, stdout, stderr } = await machine.todo('init --url-stdin', {
      stdin: `${database.url}\n`,
    });
    expect([exitCode, masked(stdout)]).toEqual([
      0,
      'HOST/DB is set up; its connection string is in ~/config/.env\n',
    ]);
    expect(stderr).toBe('Next: `todo signup`, or `todo login` if you have an account.\n');
    expect(readFileSync(envFile(machine), 'utf8')).toBe(`DATABASE_URL="${database.url}"\n`);
    expect(modes(machine)).toEqual(['700', '600']);
    expect((await machine.todo('whoami', { cwd: '/' })).stderr).toMatch(
      /^Error: Not logged in to localhost:\d+\/neondb \(DATABASE_URL from .*\/config\/\.env\)/,
    );
  });

  it('takes it from the environment, and from --env-file', async () => {
    const machine = newMachine(database.url);
    const { stdout } = await machine.todo('init --json');
    expect(masked(stdout)).toBe('{"database":"HOST/DB","envFile":"~/config/.env"}\n');
    const other = newMachine(undefined);
    writeFileSync(join(other.cwd, 'neon.env'), `DATABASE_URL='${database.url}'\n`);
    expect(await other.todo('init --env-file neon.env')).toMatchObject({ exitCode: 0 });
    expect(readFileSync(envFile(other), 'utf8')).toBe(`DATABASE_URL="${database.url}"\n`);
  });

  it('makes the tables where there are none, after saying so', async () => {
    const empty = await emptyDatabase();
    const { exitCode, stderr } = await newMachine(undefined).todo('init --url-stdin', { stdin: empty.url });
    expect(exitCode).toBe(0);
    expect(masked(stderr)).toBe(
      'Creating the tables of neon-todo in HOST/DB (DATABASE_URL from stdin), in a schema named todo.\n' +
        'Next: `todo signup`, or `todo login` if you have an account.\n',
    );
    expect(await empty.query("select to_regclass('todo.tasks') is not null as made")).toEqual([
      { made: true },
    ]);
  });

  it('asks for it at a terminal, does not show it, and offers an account', async () => {
    const empty = await emptyDatabase();
    const machine = newMachine(undefined);
    const { exitCode, stdout, stderr } = await machine.todo('init', {
      ...PLAIN_TERMINAL,
      answers: [
        ['Connection string (not shown):', empty.url],
        ['Create an account now?', 'y'],
        ['Username:', 'ada'],
        ['E-mail address:', 'ada@example.org'],
        ['Password:', 'ferry-tulip-42'],
        ['Password again:', 'ferry-tulip-42'],
      ],
    });
    expect(exitCode).toBe(0);
    expect(masked(stdout)).toBe(
      'HOST/DB is set up; its connection string is in ~/config/.env\nWelcome to HOST/DB as ada, until DAY\n',
    );
    expect(stdout + stderr).not.toContain('npg_');
    expect(stdout + stderr).not.toContain('ferry');
    expect(await machine.todo('add Buy oat milk')).toMatchObject({ exitCode: 0 });
  });

  it('goes without an account if none is wanted', async () => {
    const { exitCode, stderr } = await newMachine(database.url).todo('init', {
      ...PLAIN_TERMINAL,
      answers: [['Create an account now?', 'n']],
    });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/Next: `todo signup`, or `todo login` if you have an account\.\n$/);
  });

  it('writes nothing if the database does not answer, and nothing after Ctrl-C', async () => {
    const machine = newMachine(undefined);
    const wrong = database.url.replace('npg_', 'npg-wrong-');
    const { exitCode, stdout, stderr } = await machine.todo('init --url-stdin', { stdin: wrong });
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(masked(stderr)).toBe(
      'Error: HOST/DB refuses the user or the password in DATABASE_URL.\n' +
        'Copy the connection string again from the Neon console. It is from stdin.\n',
    );
    const answers = [['Connection string (not shown):', CTRL_C]] as const;
    expect(await machine.todo('init', { answers })).toMatchObject({ exitCode: 130, stdout: '' });
    expect(existsSync(machine.configDir)).toBe(false);
  });

  it('does not replace another connection string unasked', async () => {
    const machine = remembering(OTHER);
    const { exitCode, stderr } = await machine.todo('init --url-stdin', { stdin: database.url });
    expect(exitCode).toBe(5);
    expect(masked(stderr)).toBe(
      'Error: ~/config/.env holds another connection string already.\nNothing was changed. Add --force to replace it.\n',
    );
    expect(readFileSync(envFile(machine), 'utf8')).toBe(`DATABASE_URL="${OTHER}"\n`);
    expect(await machine.todo('init --url-stdin --force', { stdin: database.url })).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(envFile(machine), 'utf8')).toBe(`DATABASE_URL="${database.url}"\n`);
    expect(modes(machine)).toEqual(['700', '600']);
  });

  it.each([
    ['n', 130, OTHER],
    ['y', 0, undefined],
  ])('asks at a terminal before it replaces one: %s', async (answer, expected, kept) => {
    const machine = remembering(OTHER);
    const { exitCode, stderr } = await machine.todo('init', {
      ...PLAIN_TERMINAL,
      env: { DATABASE_URL: database.url },
      answers: [
        ['Replace the connection string in', answer],
        ...(answer === 'y' ? [['Create an account now?', 'n'] as const] : []),
      ],
    });
    expect(exitCode).toBe(expected);
    expect(stderr).not.toContain('secret-of-ada');
    expect(readFileSync(envFile(machine), 'utf8')).toBe(`DATABASE_URL="${kept ?? database.url}"\n`);
  });

  it('is safe to repeat', async () => {
    const machine = newMachine(database.url);
    await machine.todo('init');
    expect(await machine.todo('init')).toMatchObject({ exitCode: 0 });
  });

  it('says if something nearer names another database', async () => {
    const machine = newMachine(undefined);
    writeFileSync(join(machine.cwd, '.env'), `DATABASE_URL="${OTHER}"\n`);
    const { exitCode, stderr } = await machine.todo('init --url-stdin', { stdin: database.url });
    expect(exitCode).toBe(0);
    expect(masked(stderr)).toBe(
      'Note: here, commands use ep-cool-darkness-123456.eu-central-1.aws.neon.tech/other, as ~/work/.env comes first.\n',
    );
  });

  it.each([
    ['init', '', 'The connection string is missing, and nobody can be asked here'],
    ['init --url-stdin', '', 'Expected the connection string on stdin, but stdin was empty'],
    ['init --url postgresql://ada:pw@host/db', '', "Unknown option '--url'"],
  ])('refuses `todo %s` with exit 2', async (words, stdin, message) => {
    const { exitCode, stdout, stderr } = await newMachine(undefined).todo(words, { stdin });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

function envFile(machine: Machine): string {
  return join(machine.configDir, '.env');
}

/** Of the configuration folder and of the `.env` in it. */
function modes(machine: Machine): string[] {
  return [machine.configDir, envFile(machine)].map((path) => (statSync(path).mode & 0o777).toString(8));
}

/** A machine whose configuration folder has a `.env`, readable by everybody. */
function remembering(url: string): Machine {
  const machine = newMachine(undefined);
  mkdirSync(machine.configDir, { mode: 0o700 });
  writeFileSync(envFile(machine), `DATABASE_URL="${url}"\n`);
  chmodSync(envFile(machine), 0o644);
  return machine;
}
