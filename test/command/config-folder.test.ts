import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Machine, newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('the configuration folder', () => {
  it('and what is in it can be read by its owner alone', async () => {
    const machine = newMachine(ada.database.url);
    await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    expect([mode(machine.configDir), mode(sessionsFile(machine))]).toEqual(['700', '600']);
  });

  it('is made private again when a login is stored', async () => {
    const machine = newMachine(ada.database.url);
    mkdirSync(machine.configDir);
    writeFileSync(sessionsFile(machine), '{"logins":{}}');
    chmodSync(sessionsFile(machine), 0o644);
    await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    expect(mode(sessionsFile(machine))).toBe('600');
  });

  it.each(['list', 'whoami', 'db status', 'logout', 'help'])('is not made by `todo %s`', async (words) => {
    const machine = newMachine(ada.database.url);
    await machine.todo(words);
    expect(existsSync(machine.configDir)).toBe(false);
  });

  it('is where XDG says, without TODO_CONFIG_DIR', async () => {
    const machine = newMachine(ada.database.url);
    const home = join(machine.folder, 'xdg');
    const env = { TODO_CONFIG_DIR: undefined, XDG_CONFIG_HOME: home };
    await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD, env });
    expect(existsSync(join(home, 'neon-todo', 'sessions.json'))).toBe(true);
  });
});

describe('a configuration folder that cannot be made', () => {
  it.each(['signup -u late-ada -e late-ada@example.org', 'login %', 'init'])(
    'is exit 6 for `todo %s`, before anything happens in the database',
    async (command) => {
      const machine = newMachine(ada.database.url);
      writeFileSync(machine.configDir, 'a file, not a folder');
      const below = join(machine.configDir, 'deeper');
      const before = await usersAndSessions();
      const words = command === 'init' ? command : `${command.replace('%', ada.username)} --password-stdin`;
      const { exitCode, stdout, stderr } = await machine.todo(words, {
        stdin: PASSWORD,
        env: { TODO_CONFIG_DIR: below },
      });
      expect([exitCode, stdout]).toEqual([6, '']);
      expect(masked(stderr)).toMatch(
        /^Error: Cannot write to ~\/config\/deeper(\/\.env)? \(ENOTDIR\)\.\nMake it writable, or name another folder in TODO_CONFIG_DIR\./,
      );
      expect(await usersAndSessions()).toEqual(before);
      expect(readFileSync(machine.configDir, 'utf8')).toBe('a file, not a folder');
    },
  );

  it('does not matter to TODO_TOKEN', async () => {
    const machine = newMachine(ada.database.url);
    writeFileSync(machine.configDir, 'a file, not a folder');
    const env = { TODO_TOKEN: ada.token };
    expect(await machine.todo('add Buy oat milk', { env })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await machine.todo('list', { env })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

// Root may write everywhere.
describe.skipIf(process.getuid?.() === 0)('a configuration folder that is read-only', () => {
  it('is exit 6 for signing up and logging in, before anything happens in the database', async () => {
    const machine = newMachine(ada.database.url);
    mkdirSync(machine.configDir, { mode: 0o500 });
    const before = await usersAndSessions();
    for (const words of [`login ${ada.username}`, 'signup -u late-ada -e late-ada@example.org']) {
      const { exitCode, stderr } = await machine.todo(`${words} --password-stdin`, { stdin: PASSWORD });
      expect(exitCode).toBe(6);
      expect(masked(stderr)).toMatch(/^Error: Cannot write to ~\/config \(EACCES\)\.\n/);
    }
    expect(await usersAndSessions()).toEqual(before);
    chmodSync(machine.configDir, 0o700);
  });
});

describe('a broken sessions.json', () => {
  it.each([
    ['no JSON', '{"logins": {'],
    ['nothing', ''],
    ['another shape', '[1, 2, 3]'],
    ['no logins', '{"current":"x"}'],
    ['a login without a token', '{"logins":{"localhost/db":{"username":"ada"}}}'],
    ['bytes', '\0\u0001\uFFFD'],
  ])('with %s is exit 6 and stays as it is, byte for byte', async (_what, content) => {
    const machine = newMachine(ada.database.url);
    mkdirSync(machine.configDir);
    writeFileSync(sessionsFile(machine), content);
    const before = await usersAndSessions();
    for (const words of [
      'list',
      'whoami',
      'logout',
      `login ${ada.username} --password-stdin`,
      'signup -u late-ada -e late-ada@example.org --password-stdin',
    ]) {
      const { exitCode, stdout, stderr } = await machine.todo(words, { stdin: PASSWORD });
      expect([words, exitCode, stdout]).toEqual([words, 6, '']);
      expect(masked(stderr)).toBe(
        'Error: The file with the logins of this machine is broken: ~/config/sessions.json.\n' +
          'Nothing was changed. Move the file away, then run `todo login`.\n',
      );
    }
    expect(readFileSync(sessionsFile(machine), 'utf8')).toBe(content);
    expect(await usersAndSessions()).toEqual(before);
  });

  it.each<[string, (path: string) => unknown]>([
    ['a folder', (path) => mkdirSync(path)],
    ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path])],
    ['a link in a loop', (path) => symlinkSync(path, path)],
  ])('that is %s is exit 6 as well', async (_what, make) => {
    const machine = newMachine(ada.database.url);
    mkdirSync(machine.configDir);
    make(sessionsFile(machine));
    for (const words of [
      'list',
      'add Milk',
      'whoami',
      'logout',
      'logout --purge',
      'login x --password-stdin',
    ]) {
      const { exitCode, stdout, stderr } = await machine.todo(words, { stdin: PASSWORD });
      expect([words, exitCode, stdout]).toEqual([words, 6, '']);
      expect(masked(stderr)).toMatch(
        /^Error: The file with the logins of this machine (is broken|cannot be read): ~\/config\/sessions\.json/,
      );
    }
    expect(readdirSync(machine.configDir)).toEqual(['sessions.json']);
  });

  it('does not matter to TODO_TOKEN', async () => {
    const machine = newMachine(ada.database.url);
    mkdirSync(machine.configDir);
    writeFileSync(sessionsFile(machine), 'broken');
    expect(await machine.todo('list', { env: { TODO_TOKEN: ada.token } })).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect(readFileSync(sessionsFile(machine), 'utf8')).toBe('broken');
  });
});

function sessionsFile(machine: Machine): string {
  return join(machine.configDir, 'sessions.json');
}

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function usersAndSessions(): Promise<unknown> {
  return ada.database.query(
    `select (select count(*)::int from todo.users where username like 'late-%') as late,
            (select count(*)::int from todo.sessions where user_id = $1) as sessions`,
    [ada.id],
  );
}
