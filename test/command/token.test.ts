import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk');
});

describe('todo token create', () => {
  it('prints the token alone on stdout', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('token create --name ci');
    expect(masked(stdout)).toBe('TOKEN\n');
    expect(masked(stderr)).toBe('A token that works until INSTANT. It is not shown again:\n');
    expect(exitCode).toBe(0);
  });

  it('prints an object with --json', async () => {
    const { stdout } = await ada.todo('token create --name wallboard --expires 2w --read-only --json');
    expect(masked(stdout)).toBe(
      '{"id":"ID","device":"wallboard","readOnly":true,"expiresAt":"INSTANT","token":"TOKEN"}\n',
    );
    const [session] = await ada.database.query(
      `select device, read_only, slides_by, expires_at - created_at between interval '13 days 23:59' and interval '14 days 00:01' as fits
         from todo.sessions where user_id = $1 order by created_at desc limit 1`,
      [ada.id],
    );
    expect(session).toEqual({ device: 'wallboard', read_only: true, slides_by: null, fits: true });
  });

  it('works as TODO_TOKEN on a machine that knows nothing else', async () => {
    const token = await create('--name ci');
    const runner = newMachine(ada.database.url);
    const env = { TODO_TOKEN: token };
    expect((await runner.todo('add Deploy on Friday -q', { env })).stdout).toBe('2\n');
    expect((await runner.todo('list -q', { env })).stdout).toBe('1\n2\n');
    expect(readdirSync(runner.folder)).toEqual(['work']);
  });

  it.each([
    'add Milk',
    'add -',
    'done 1',
    'reopen 1',
    'edit 1 -p low',
    'rm 1 --yes',
    'token create --name more',
  ])('made --read-only may not `todo %s`', async (words) => {
    const token = await create('--name wallboard --read-only');
    const before = await stored();
    const { exitCode, stdout, stderr } = await ada.todo(words, {
      stdin: 'Milk\nBread',
      env: { TODO_TOKEN: token },
    });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 4,
      stdout: '',
      stderr:
        'Error: This login may read, but not change anything.\n' +
        'Log in yourself, or use a token that was made without --read-only.\n',
    });
    expect(await stored()).toEqual(before);
  });

  it('made --read-only may list, show, and tell who it is and where the account is logged in', async () => {
    const env = { TODO_TOKEN: await create('--name wallboard --read-only') };
    expect((await ada.todo('list', { env })).stdout).toBe('1\topen\t\tMedium\tBuy oat milk\t\n');
    expect(await ada.todo('show 1', { env })).toMatchObject({ exitCode: 0 });
    expect(JSON.parse((await ada.todo('whoami --json', { env })).stdout)).toMatchObject({
      user: { username: ada.username },
      session: { readOnly: true },
    });
    expect(await ada.todo('tags', { env })).toMatchObject({ exitCode: 0 });
    const sessions: unknown = JSON.parse((await ada.todo('sessions --json', { env })).stdout);
    expect(sessions).toMatchObject([
      { device: 'wallboard', readOnly: true, current: true },
      { device: 'laptop', readOnly: false, current: false },
    ]);
    expect((await ada.todo('whoami', { env, terminal: { stdout: true } })).stdout).toContain(
      'may read, but not change anything',
    );
  });

  it('made --read-only may not end the session of somebody, nor change or delete the account', async () => {
    const env = { TODO_TOKEN: await create('--name wallboard --read-only') };
    const before = await ada.database.query('select * from todo.sessions where user_id = $1', [ada.id]);
    expect(await ada.todo(`sessions revoke ${ada.sessionId}`, { env })).toMatchObject({
      exitCode: 4,
      stdout: '',
      stderr: expect.stringContaining('This login may read, but not change anything.'),
    });
    for (const [words, stdin] of [
      ['passwd --password-stdin', `${PASSWORD}\nferry-tulip-42`],
      [`account delete --confirm ${ada.username} --password-stdin`, PASSWORD],
    ] as const) {
      const { exitCode, stdout, stderr } = await ada.todo(`${words} --json`, { env, stdin });
      expect([exitCode, stdout]).toEqual([4, '']);
      expect(JSON.parse(stderr)).toEqual({
        error: {
          code: 'forbidden',
          message: 'A token that was made with --read-only cannot change the account',
          hint: 'Log in yourself with `todo login`, without TODO_TOKEN.',
          retryable: false,
        },
      });
    }
    expect(await ada.database.query('select * from todo.sessions where user_id = $1', [ada.id])).toEqual(
      before,
    );
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it('made --read-only may log itself out, and nobody else', async () => {
    const env = { TODO_TOKEN: await create('--name wallboard --read-only') };
    expect(await ada.todo('logout --all', { env })).toEqual({
      exitCode: 4,
      stdout: '',
      stderr:
        'Error: A token that was made with --read-only can end itself, but no other session.\n' +
        'Leave out --all, or log in yourself with `todo login`, without TODO_TOKEN.\n',
    });
    expect(await ada.todo('list', { env })).toMatchObject({ exitCode: 0 });
    expect(await ada.todo('logout', { env })).toMatchObject({ exitCode: 0 });
    expect(await ada.todo('list', { env })).toMatchObject({ exitCode: 4 });
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['', "Required option '--name <text>' not specified"],
    ['--name=', 'A name for a token has 1 to 100 characters'],
    [`--name ${'x'.repeat(101)}`, 'A name for a token has 1 to 100 characters'],
    ['--name ci --expires never', 'The duration "never" cannot be understood'],
  ])('refuses "%s" with exit 2 and makes none', async (options, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(`token create ${options}`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(await ada.database.query('select device from todo.sessions where user_id = $1', [ada.id])).toEqual(
      [{ device: 'laptop' }],
    );
  });

  it('is never written to disk', async () => {
    const token = await create('--name ci');
    await ada.todo('list', { env: { TODO_TOKEN: token } });
    const sessions = readFileSync(join(ada.configDir, 'sessions.json'), 'utf8');
    expect(readdirSync(ada.configDir)).toEqual(['sessions.json']);
    expect(sessions).toContain(ada.token);
    expect(sessions).not.toContain(token);
  });
});

async function create(options: string): Promise<string> {
  return (await ada.todo(`token create ${options}`)).stdout.trim();
}

async function stored(): Promise<unknown> {
  return ada.database.query('select * from todo.tasks where user_id = $1', [ada.id]);
}
