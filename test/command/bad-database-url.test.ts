import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { sharedDatabase } from '../support/test-database.ts';

const LOOKS_LIKE = 'It looks like postgresql://USER:PASSWORD@HOST/DATABASE; copy it from the Neon console.';

describe('a DATABASE_URL that cannot be used', () => {
  it.each([
    ['hunter2-is-no-url', 'is not a valid URL'],
    ['postgresql://', 'is not a valid URL'],
    ['postgresql://ada:hunter2@', 'is not a valid URL'],
    ['postgresql://ada:hunter2@bad host/db', 'is not a valid URL'],
    ['postgresql://ada:hunter2@host:99999/db', 'is not a valid URL'],
    ['mysql://ada:hunter2@host/db', 'is not a Postgres URL'],
    ['https://ada:hunter2@ep-x.neon.tech/db', 'is not a Postgres URL'],
    ['file:///home/hunter2/db.sqlite', 'is not a Postgres URL'],
    ['postgresql://host/hunter2', 'names no user'],
    ['postgresql://hunter2@host/db', 'has no password'],
    ['postgresql://ada:hunter2@host', 'names no database'],
    ['postgresql://ada:hunter2@host/', 'names no database'],
    ['postgresql://ada:hunter2@192.0.2.7/db', 'has an IP address for a host, and Neon needs the host name'],
    [
      'postgresql://ada:hunter2@[2001:db8::7]/db',
      'has an IP address for a host, and Neon needs the host name',
    ],
    ['postgresql://ada:hunter2%@host/db', 'has a broken % escape'],
    ['postgresql://ada:hunter2@host/d%zzb', 'has a broken % escape'],
  ])('is exit 6, told with where it came from, and never shown: %s', async (url, problem) => {
    const machine = newMachine(url);
    const { exitCode, stdout, stderr } = await machine.todo('db status');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 6,
      stdout: '',
      stderr: `Error: DATABASE_URL from the environment ${problem}.\n${LOOKS_LIKE}\n`,
    });
    for (const command of [
      'list',
      'login ada --password-stdin',
      'signup -u ada -e a@b.c --password-stdin',
      'init',
    ]) {
      const outcome = await machine.todo(`${command} --json --debug`, { stdin: 'ferry-tulip-42' });
      expect(outcome.exitCode).toBe(6);
      expect(outcome.stdout + outcome.stderr).not.toContain('hunter2');
      expect(JSON.parse(outcome.stderr)).toMatchObject({
        error: { code: 'not_configured', retryable: false },
      });
    }
    expect(readdirSync(machine.folder)).toEqual(['work']);
  });

  it('is told with the file that it came from', async () => {
    const machine = newMachine(undefined);
    writeFileSync(join(machine.cwd, '.env'), 'DATABASE_URL=mysql://ada:hunter2@host/db\n');
    expect(masked((await machine.todo('db status')).stderr)).toBe(
      `Error: DATABASE_URL from ~/work/.env is not a Postgres URL.\n${LOOKS_LIKE}\n`,
    );
  });
});

describe('no DATABASE_URL', () => {
  it.each(['list', 'add Milk', 'whoami', 'login ada', 'signup', 'db status', 'db migrate'])(
    'is exit 6 for `todo %s`, which says how to set one',
    async (words) => {
      const machine = newMachine(undefined);
      expect(await machine.todo(words)).toEqual({
        exitCode: 6,
        stdout: '',
        stderr:
          'Error: No DATABASE_URL is set.\n' +
          'Run `todo init`, or set DATABASE_URL to the connection string that the Neon console shows (in the environment or in ./.env).\n',
      });
      expect(readdirSync(machine.folder)).toEqual(['work']);
    },
  );

  it('is the same where it is set and empty', async () => {
    expect(await newMachine('').todo('list --json')).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('"code":"not_configured"'),
    });
  });
});

describe('a database that does not let us in', () => {
  it.each<[string, (url: URL) => void, string, string]>([
    [
      'a wrong password',
      (url) => (url.password = 'hunter2'),
      'HOST/DB refuses the user or the password in DATABASE_URL',
      'Copy the connection string again from the Neon console. It is from the environment.',
    ],
    [
      'an unknown user',
      (url) => (url.username = 'hunter2'),
      'HOST/DB refuses the user or the password in DATABASE_URL',
      'Copy the connection string again from the Neon console. It is from the environment.',
    ],
    [
      'an unknown database',
      (url) => (url.pathname = '/nowhere'),
      'There is no database HOST/DB',
      'Check the end of DATABASE_URL, which is from the environment.',
    ],
  ])('is exit 6: %s', async (_what, change, message, hint) => {
    const url = new URL(sharedDatabase().url);
    change(url);
    const machine = newMachine(url.href);
    const { exitCode, stdout, stderr } = await machine.todo('db status');
    expect([exitCode, stdout, masked(stderr)]).toEqual([6, '', `Error: ${message}.\n${hint}\n`]);
    const debug = await machine.todo('db status --debug');
    expect(debug.stdout + debug.stderr).not.toMatch(/hunter2|npg_/);
  });

  it('is exit 6: a host that does not exist', async () => {
    const machine = newMachine('postgresql://ada:hunter2@ep-none.invalid/neondb');
    const { exitCode, stdout, stderr } = await machine.todo('db status --timeout 0.3');
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(stderr).toMatch(/^Error: (Cannot reach|No answer from) ep-none\.invalid\/neondb/);
    expect(stderr).not.toContain('hunter2');
  });
});
