import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newSecret } from '../../src/auth/secret.ts';
import { formatToken } from '../../src/auth/session-token.ts';
import { newMachine } from '../support/machine.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const COMMANDS = [
  'list',
  'add Milk',
  'show 1',
  'tags --all',
  'calendar',
  'stats',
  'export',
  'done 1',
  'reopen 1',
  'edit 1 -p low',
  'rm 1 --yes',
  'whoami',
  'sessions',
  'sessions revoke 3f2a91bc',
];

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk');
});

const ENDS: readonly (readonly [string, string])[] = [
  ['has expired', "update todo.sessions set expires_at = now() - interval '1 second' where user_id = $1"],
  ['was revoked', 'delete from todo.sessions where user_id = $1'],
];

describe.each(ENDS)('a login that %s', (_what, sql) => {
  it('is exit 4 for every command, reads nothing and changes nothing', async () => {
    await ada.database.query(sql, [ada.id]);
    const before = await tasks();
    for (const words of COMMANDS) {
      expect(await ada.todo(words)).toEqual({
        exitCode: 4,
        stdout: '',
        stderr:
          `Error: The session at ${ada.database.name} has expired or was ended.\n` +
          'Run `todo login`; in scripts, set TODO_TOKEN.\n',
      });
    }
    expect(await tasks()).toEqual(before);
  });

  it('is kept on the machine, and replaced by logging in again', async () => {
    const file = join(ada.configDir, 'sessions.json');
    const stored = readFileSync(file);
    await ada.database.query(sql, [ada.id]);
    await ada.todo('list');
    expect(readFileSync(file)).toEqual(stored);
    await ada.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    expect((await ada.todo('list -q')).stdout).toBe('1\n');
  });

  it('is the same for TODO_TOKEN, with its own advice', async () => {
    await ada.database.query(sql, [ada.id]);
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo('list --json', {
      env: { TODO_TOKEN: ada.token },
    });
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'not_logged_in',
        message: `The token in TODO_TOKEN is unknown to ${ada.database.name}, expired or revoked`,
        hint: 'Put a valid one into TODO_TOKEN, or unset it and run `todo login`.',
        retryable: false,
      },
    });
    expect(stderr).not.toContain(ada.token);
  });
});

describe('a user that was deleted', () => {
  it('is exit 4, also for login', async () => {
    await ada.database.query('delete from todo.users where id = $1', [ada.id]);
    for (const words of COMMANDS) {
      expect(await ada.todo(words)).toMatchObject({ exitCode: 4, stdout: '' });
    }
    expect(await ada.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD })).toMatchObject({
      exitCode: 4,
    });
    expect(await ada.database.query('select 1 from todo.tasks where user_id = $1', [ada.id])).toEqual([]);
  });
});

describe('TODO_TOKEN', () => {
  it('that nobody was ever given is exit 4', async () => {
    const forged = formatToken({ userId: ada.id, secret: newSecret() });
    const { exitCode, stderr } = await ada.todo('list', { env: { TODO_TOKEN: forged } });
    expect(exitCode).toBe(4);
    expect(stderr).not.toContain(forged);
  });

  it.each([
    'x',
    'todo_',
    'todo_AAAA',
    'Bearer todo_AAAA',
    `todo_${'A'.repeat(65)}`,
    `todo_${'!'.repeat(64)}`,
    'postgresql://ada:pw@host/db',
  ])('that is no token at all is exit 4 and not repeated: %s', async (token) => {
    const { exitCode, stdout, stderr } = await ada.todo('list --debug', { env: { TODO_TOKEN: token } });
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error: TODO_TOKEN does not hold a token of this program\.\n/);
    expect(token.length > 5 && stderr.includes(token)).toBe(false);
  });

  it('beats the stored login and leaves it where it is', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo('add Count the silver');
    const file = join(ada.configDir, 'sessions.json');
    const stored = readFileSync(file);
    const env = { TODO_TOKEN: eve.token };
    expect((await ada.todo('list', { env })).stdout).toContain('Count the silver');
    expect((await ada.todo('add Polish it -q', { env })).stdout).toBe('2\n');
    expect(readFileSync(file)).toEqual(stored);
    expect((await ada.todo('list')).stdout).toContain('Buy oat milk');
  });

  it('counts as not set when it is empty', async () => {
    expect((await ada.todo('list -q', { env: { TODO_TOKEN: '' } })).stdout).toBe('1\n');
  });
});

async function tasks(): Promise<unknown> {
  return ada.database.query('select to_jsonb(t) as task from todo.tasks t where user_id = $1', [ada.id]);
}
