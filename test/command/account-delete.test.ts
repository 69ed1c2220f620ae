import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk');
});

describe('todo account delete', () => {
  it('says what will go, asks for name and password, and deletes all of it', async () => {
    const desktop = newMachine(ada.database.url);
    await desktop.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    const { exitCode, stdout, stderr } = await ada.todo('account delete', {
      ...PLAIN_TERMINAL,
      answers: [
        ['Type the username to delete it:', ada.username.toUpperCase()],
        ['Password:', PASSWORD],
      ],
    });
    expect([exitCode, masked(stdout)]).toEqual([
      0,
      'Deleted the account ada at HOST/DB, with all of its tasks\n',
    ]);
    expect(masked(stderr)).toMatch(
      /^This deletes the account of ada <ada@example\.org> at HOST\/DB\nwith all of its tasks, sessions and tokens\. It cannot be undone\.\n/,
    );
    expect(stdout + stderr).not.toContain('horse');
    expect(await stored()).toEqual([{ users: 0, sessions: 0, tasks: 0 }]);
    expect(masked((await ada.todo('list')).stderr)).toContain('Not logged in to HOST/DB');
    expect(await desktop.todo('list')).toMatchObject({ exitCode: 4 });
    expect(await desktop.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD })).toMatchObject({
      exitCode: 4,
    });
  });

  it('takes name and password from an option and from stdin', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo('add Count the silver');
    const { exitCode, stdout, stderr } = await ada.todo(
      `account delete --confirm ${ada.username} --password-stdin --json`,
      { stdin: `${PASSWORD}\n` },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(masked(stdout)).toBe(
      '{"user":{"id":"ID","username":"ada","email":"ada@example.org","createdAt":"INSTANT"},"database":"HOST/DB"}\n',
    );
    expect(await stored()).toEqual([{ users: 0, sessions: 0, tasks: 0 }]);
    expect((await eve.todo('list')).stdout).toContain('Count the silver');
  });

  it('leaves the stored login of somebody else alone when TODO_TOKEN deletes its account', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    const file = join(eve.configDir, 'sessions.json');
    const before = readFileSync(file);
    expect(
      await eve.todo(`account delete --confirm ${ada.username} --password-stdin`, {
        stdin: PASSWORD,
        env: { TODO_TOKEN: ada.token },
      }),
    ).toMatchObject({ exitCode: 0 });
    expect(await stored()).toEqual([{ users: 0, sessions: 0, tasks: 0 }]);
    expect(readFileSync(file)).toEqual(before);
    expect(await eve.todo('list')).toMatchObject({ exitCode: 0 });
  });

  it('asks again when another name is typed', async () => {
    const { exitCode, stderr } = await ada.todo('account delete', {
      answers: [
        ['Type the username to delete it:', 'eve'],
        ['This is not the username of the account', '\u0015'],
        ['Type the username to delete it:', CTRL_C],
      ],
    });
    expect(exitCode).toBe(130);
    expect(stderr).not.toContain('Password:');
    expect(await stored()).toEqual([{ users: 1, sessions: 1, tasks: 1 }]);
  });

  it.each([
    ['another name', '--confirm eve', PASSWORD, 2, 'This is not the username of the account'],
    ['no name', '--confirm=', PASSWORD, 2, 'This is not the username of the account'],
    ['the e-mail address', '--confirm %@example.org', PASSWORD, 2, 'This is not the username of the account'],
    ['a wrong password', '--confirm %', 'not the password', 4, 'Wrong password for ada at HOST/DB'],
    ['no password', '--confirm %', '', 2, 'Expected the password on stdin, but stdin was empty'],
    ['no confirmation', '', PASSWORD, 2, 'Deleting an account needs a confirmation'],
    ['a word', '--confirm % now', PASSWORD, 2, "Too many arguments for 'delete'"],
  ])('deletes nothing with %s', async (_what, options, stdin, code, message) => {
    const words = `account delete ${options.replace('%', ada.username)} --password-stdin`;
    const { exitCode, stdout, stderr } = await ada.todo(words, { stdin });
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(masked(stderr)).toContain(`Error: ${message}`);
    expect(await stored()).toEqual([{ users: 1, sessions: 1, tasks: 1 }]);
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });

  it('keeps the login when the password is wrong or not given', async () => {
    for (const [answer, code] of [
      ['not the password', 4],
      [CTRL_C, 130],
    ] as const) {
      expect(
        await ada.todo(`account delete --confirm ${ada.username}`, { answers: [['Password:', answer]] }),
      ).toMatchObject({ exitCode: code });
    }
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });

  it('asks nothing where nobody is logged in', async () => {
    expect(await newMachine(ada.database.url).todo('account delete', { terminal: true })).toMatchObject({
      exitCode: 4,
      stdout: '',
    });
  });
});

async function stored(): Promise<unknown> {
  return ada.database.query(
    `select (select count(*)::int from todo.users where id = $1) as users,
            (select count(*)::int from todo.sessions where user_id = $1) as sessions,
            (select count(*)::int from todo.tasks where user_id = $1) as tasks`,
    [ada.id],
  );
}
