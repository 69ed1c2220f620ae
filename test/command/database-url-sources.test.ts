import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSessionStore } from '../../src/local/session-store.ts';
import { type Machine, newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { emptyDatabase, sharedDatabase, type TestDatabase } from '../support/test-database.ts';

/** What `todo list` says where nobody is logged in: which database applies, and why. */
async function applies(machine: Machine, options: string, env: Record<string, string | undefined> = {}) {
  const { stderr } = await machine.todo(`list ${options}`, { env });
  const [, database, source] =
    /Not logged in to (\S+) \(DATABASE_URL from (.*)\)\./.exec(masked(stderr)) ?? [];
  return [database, source];
}

function urlOf(database: string): string {
  return `postgresql://ada:hunter2@ep-cool-4711-pooler.eu-central-1.aws.neon.tech/${database}?sslmode=require`;
}

function nameOf(database: string): string {
  return `ep-cool-4711.eu-central-1.aws.neon.tech/${database}`;
}

describe('DATABASE_URL', () => {
  it('is taken from the first of its five places that has one', async () => {
    const machine = newMachine(undefined);
    mkdirSync(machine.configDir);
    const write = (path: string, database: string): string => {
      writeFileSync(path, `# Neon\nexport DATABASE_URL="${urlOf(database)}"\nOTHER=1\n`);
      return path;
    };
    const project = join(machine.folder, 'project');
    mkdirSync(project);
    const env: Record<string, string> = {};
    expect(await machine.todo('list')).toMatchObject({ exitCode: 6, stdout: '' });

    write(join(machine.configDir, '.env'), 'of-init');
    expect(await applies(machine, '', env)).toEqual([nameOf('of-init'), '~/config/.env']);

    write(join(machine.cwd, '.env'), 'of-here');
    expect(await applies(machine, '', env)).toEqual([nameOf('of-here'), '~/work/.env']);

    const envFile = write(join(project, '.env'), 'of-login');
    const store = openSessionStore(machine.configDir);
    await store.save(nameOf('another'), { token: 'x', username: 'ada', envFile });
    expect(await applies(machine, '', env)).toEqual([nameOf('of-login'), '~/project/.env']);

    env['DATABASE_URL'] = urlOf('of-environment');
    expect(await applies(machine, '', env)).toEqual([nameOf('of-environment'), 'the environment']);

    env['TODO_ENV_FILE'] = write(join(machine.folder, 'named.env'), 'of-variable');
    expect(await applies(machine, '', env)).toEqual([nameOf('of-variable'), '~/named.env']);

    write(join(machine.cwd, 'option.env'), 'of-option');
    expect(await applies(machine, '--env-file option.env', env)).toEqual([
      nameOf('of-option'),
      '~/work/option.env',
    ]);
  });

  it('passes over what is set and empty, and files that are not there', async () => {
    const machine = newMachine('');
    mkdirSync(machine.configDir);
    writeFileSync(join(machine.cwd, '.env'), 'DATABASE_URL=\n');
    writeFileSync(join(machine.configDir, '.env'), `DATABASE_URL='${urlOf('of-init')}'\n`);
    const store = openSessionStore(machine.configDir);
    await store.save(nameOf('x'), { token: 'x', username: 'ada', envFile: '/nowhere/.env' });
    expect(await applies(machine, '', { TODO_ENV_FILE: '' })).toEqual([nameOf('of-init'), '~/config/.env']);
  });

  it('is found behind a byte order mark, and passed over in a pipe that nobody writes to', async () => {
    const machine = newMachine(undefined);
    mkdirSync(machine.configDir);
    writeFileSync(join(machine.configDir, '.env'), `\uFEFFDATABASE_URL=${urlOf('of-init')}\r\n`);
    execFileSync('mkfifo', [join(machine.cwd, '.env')]);
    expect(await applies(machine, '')).toEqual([nameOf('of-init'), '~/config/.env']);
  });

  it('is taken from a pipe that is named', async () => {
    const machine = newMachine(undefined);
    const pipe = join(machine.cwd, 'secrets');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('sh', ['-c', 'printf "DATABASE_URL=%s" "$0" >"$1"', urlOf('of-pipe'), pipe]);
    expect(await applies(machine, '--env-file secrets')).toEqual([nameOf('of-pipe'), '~/work/secrets']);
    writer.kill();
  });

  it.each([
    ['nowhere.env', 'Cannot read the env file ~/work/nowhere.env (ENOENT)'],
    ['.', 'Cannot read the env file ~/work (EISDIR)'],
    ['empty.env', '~/work/empty.env holds no DATABASE_URL'],
  ])('is exit 6 where the file that is named has none: %s', async (name, message) => {
    const machine = newMachine(urlOf('of-environment'));
    writeFileSync(join(machine.cwd, 'empty.env'), 'OTHER=1\n');
    for (const outcome of [
      await machine.todo(`list --env-file ${name}`),
      await machine.todo('list', { env: { TODO_ENV_FILE: name } }),
    ]) {
      expect(outcome).toMatchObject({ exitCode: 6, stdout: '' });
      expect(masked(outcome.stderr)).toMatch(/^Error: /);
      expect(masked(outcome.stderr).split('\n')[0]).toBe(`Error: ${message}.`);
    }
  });
});

describe('a login', () => {
  let ada: User;
  let other: TestDatabase;
  beforeAll(async () => {
    ada = await signUpUser(sharedDatabase());
    other = await emptyDatabase();
    await ada.todo('add Buy oat milk');
  });

  it('remembers the file that named its database, and no other folder takes over', async () => {
    const machine = newMachine(undefined);
    writeFileSync(join(machine.cwd, '.env'), `DATABASE_URL="${ada.database.url}"\n`);
    expect(await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD })).toMatchObject({
      exitCode: 0,
    });
    const elsewhere = join(machine.folder, 'shop');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, '.env'), `DATABASE_URL="${other.url}"\n`);
    expect(await machine.todo('list', { cwd: elsewhere })).toEqual({
      exitCode: 0,
      stdout: '1\topen\t\tMedium\tBuy oat milk\t\n',
      stderr: '',
    });
    expect((await machine.todo('add Pay rent -q', { cwd: '/' })).exitCode).toBe(0);
    expect(await schemas(other)).toEqual([]);
  });

  it.each(['list', 'add Milk', 'done 1', 'rm 1 --yes', 'whoami'])(
    'does not count in another database: `todo %s` is exit 4, and nothing is made there',
    async (words) => {
      const before = readFileSync(join(ada.configDir, 'sessions.json'));
      const { exitCode, stdout, stderr } = await ada.todo(words, { env: { DATABASE_URL: other.url } });
      expect([exitCode, stdout]).toEqual([4, '']);
      expect(stderr).toBe(
        `Error: Not logged in to ${other.name} (DATABASE_URL from the environment).\n` +
          'Run `todo login`, or `todo signup` for a new account; in scripts, set TODO_TOKEN.\n',
      );
      expect(await schemas(other)).toEqual([]);
      expect(readFileSync(join(ada.configDir, 'sessions.json'))).toEqual(before);
    },
  );

  it('is kept for each database by itself', async () => {
    const second = await emptyDatabase();
    const env = { DATABASE_URL: second.url };
    await ada.todo('signup -u ada -e ada@example.org --password-stdin', { stdin: PASSWORD, env });
    await ada.todo('add Buy nails', { env });
    expect((await ada.todo('list', { env })).stdout).toContain('Buy nails');
    expect((await ada.todo('list')).stdout).toContain('Buy oat milk');
    await ada.todo('logout', { env });
    expect(await ada.todo('list', { env })).toMatchObject({ exitCode: 4 });
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });
});

async function schemas(database: TestDatabase): Promise<unknown> {
  return database.query("select nspname from pg_namespace where nspname = 'todo'");
}
