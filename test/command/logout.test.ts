import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSessionStore } from '../../src/local/session-store.ts';
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

  it.each([
    ['was ended', 'delete from todo.sessions where id = $1'],
    ['has expired', "update todo.sessions set expires_at = now() - interval '1 second' where id = $1"],
  ])('with --all says that it could not end the others, if its own session %s', async (_what, sql) => {
    const desktop = newMachine(ada.database.url);
    await desktop.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    await ada.database.query(sql, [ada.sessionId]);
    const { exitCode, stdout, stderr } = await ada.todo('logout --all');
    expect([exitCode, stdout, masked(stderr)]).toEqual([
      4,
      '',
      'Error: The session at HOST/DB was over already, and could not end the others.\n' +
        'Run `todo login`, then `todo logout --all`.\n',
    ]);
    expect(await desktop.todo('whoami')).toMatchObject({ exitCode: 0 });
    expect((await ada.todo('logout')).stdout).toBe('Not logged in\n');
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

describe('todo logout --purge', () => {
  it('deletes what is here although the database cannot be reached, and says that the session goes on', async () => {
    const unreachable = ada.database.url.replace(/:\d+\//, ':1/');
    await openSessionStore(ada.configDir).save(ada.database.name.replace(/:\d+\//, ':1/'), {
      token: ada.token,
      username: ada.username,
    });
    await openSessionStore(ada.configDir).forget(ada.database.name, ada.token);
    const { exitCode, stdout, stderr } = await ada.todo('logout --purge --timeout 1', {
      env: { DATABASE_URL: unreachable },
    });
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(masked(stderr)).toMatch(/^Error: Cannot reach HOST\/DB \(ECONNREFUSED\)\.\n/);
    expect(masked(stderr)).toContain(
      'What todo kept on this machine was deleted all the same. The sessions of the logins to HOST/DB may still be open: ' +
        'on another machine, end them with `todo sessions revoke`.\n',
    );
    expect(existsSync(ada.configDir)).toBe(false);
    expect(await sessions()).toBe(1);
  });

  it('names the other databases whose sessions go on', async () => {
    await openSessionStore(ada.configDir).save('ep-cool.example.neon.tech/work', {
      token: ada.token,
      username: 'ada',
    });
    const { exitCode, stdout, stderr } = await ada.todo('logout --purge');
    expect([exitCode, masked(stdout)]).toEqual([0, 'Logged out of HOST/DB\n']);
    expect(stderr).toBe(
      'Note: The sessions of the logins to ep-cool.example.neon.tech/work may still be open: ' +
        'on another machine, end them with `todo sessions revoke`.\n',
    );
    expect(existsSync(ada.configDir)).toBe(false);
  });

  it('says that the stored login goes on if it was TODO_TOKEN that ended', async () => {
    const token = (await ada.todo('token create --name ci')).stdout.trim();
    const { exitCode, stderr } = await ada.todo('logout --purge', { env: { TODO_TOKEN: token } });
    expect([exitCode, masked(stderr)]).toEqual([
      0,
      'Note: The sessions of the logins to HOST/DB may still be open: on another machine, end them with `todo sessions revoke`.\n',
    ]);
    expect(await sessions()).toBe(1);
  });

  it('works where no database is set, and says what it could not do', async () => {
    const { exitCode, stderr } = await ada.todo('logout --purge', { env: { DATABASE_URL: undefined } });
    expect(exitCode).toBe(6);
    expect(masked(stderr)).toContain('Error: No DATABASE_URL is set.\n');
    expect(masked(stderr)).toContain('The sessions of the logins to HOST/DB may still be open');
    expect(existsSync(ada.configDir)).toBe(false);
  });

  it('deletes nothing if the file with the logins is broken, as nobody would know what they were', async () => {
    const file = join(ada.configDir, 'sessions.json');
    writeFileSync(file, 'broken');
    expect(await ada.todo('logout --purge')).toMatchObject({ exitCode: 6, stdout: '' });
    expect(existsSync(file)).toBe(true);
  });

  it('deletes nothing if a read-only token may not end what was asked for', async () => {
    const token = (await ada.todo('token create --name wallboard --read-only')).stdout.trim();
    expect(await ada.todo('logout --all --purge', { env: { TODO_TOKEN: token } })).toMatchObject({
      exitCode: 4,
    });
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
  });
});

async function sessions(): Promise<unknown> {
  const [row] = await ada.database.query('select count(*)::int as n from todo.sessions where user_id = $1', [
    ada.id,
  ]);
  return row?.['n'];
}
