import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('todo logout', () => {
  it('ends the session in the database and forgets it here', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('logout');
    expect([exitCode, masked(stdout), stderr]).toEqual([0, 'Logged out of HOST/DB\n', '']);
    expect(await sessions()).toBe(0);
    expect(await ada.todo('list')).toMatchObject({ exitCode: 4 });
    // A copy of the token is worth nothing any more.
    expect(await ada.todo('list', { env: { TODO_TOKEN: ada.token } })).toMatchObject({ exitCode: 4 });
  });

  it('leaves the other machines alone, unless --all is given', async () => {
    const desktop = newMachine(ada.database.url);
    await desktop.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    const tablet = newMachine(ada.database.url);
    await tablet.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    await ada.todo('logout');
    expect(await desktop.todo('whoami')).toMatchObject({ exitCode: 0 });
    expect(masked((await desktop.todo('logout --all')).stdout)).toBe(
      'Logged out of HOST/DB, 2 sessions ended\n',
    );
    expect(await tablet.todo('whoami')).toMatchObject({ exitCode: 4 });
    expect(await sessions()).toBe(0);
  });

  it('prints what it ended with --json', async () => {
    expect(masked((await ada.todo('logout --json')).stdout)).toBe(
      '{"database":"HOST/DB","sessionsEnded":1}\n',
    );
    expect(await ada.todo('logout --json')).toEqual({
      exitCode: 0,
      stdout: '{"database":null,"sessionsEnded":0}\n',
      stderr: '',
    });
  });

  it('is safe to repeat', async () => {
    await ada.todo('logout');
    expect(await ada.todo('logout')).toEqual({ exitCode: 0, stdout: 'Not logged in\n', stderr: '' });
  });

  it('forgets a session that the database has ended already', async () => {
    await ada.database.query('delete from todo.sessions where user_id = $1', [ada.id]);
    expect(await ada.todo('logout')).toMatchObject({ exitCode: 0 });
    expect((await ada.todo('logout')).stdout).toBe('Not logged in\n');
  });

  it('keeps the login if the database cannot be reached', async () => {
    const unreachable = ada.database.url.replace(/:\d+\//, ':1/');
    await ada.todo('logout --timeout 1', { env: { DATABASE_URL: unreachable } });
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it('ends the session of TODO_TOKEN and keeps the stored login', async () => {
    const { stdout } = await ada.todo('token create --name ci');
    const token = stdout.trim();
    expect(await ada.todo('logout', { env: { TODO_TOKEN: token } })).toMatchObject({ exitCode: 0 });
    expect(await ada.todo('whoami', { env: { TODO_TOKEN: token } })).toMatchObject({ exitCode: 4 });
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it('removes the configuration folder with --purge', async () => {
    expect(await ada.todo('logout --purge')).toMatchObject({ exitCode: 0 });
    expect(existsSync(ada.configDir)).toBe(false);
    expect(await sessions()).toBe(0);
  });

  it("leaves somebody else's file in the folder with --purge", async () => {
    const file = join(ada.configDir, 'notes.txt');
    writeFileSync(file, 'mine');
    await ada.todo('logout --purge');
    expect(existsSync(file)).toBe(true);
    expect(existsSync(join(ada.configDir, 'sessions.json'))).toBe(false);
  });
});

async function sessions(): Promise<unknown> {
  const [row] = await ada.database.query('select count(*)::int as n from todo.sessions where user_id = $1', [
    ada.id,
  ]);
  return row?.['n'];
}
