import { beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let ada: Machine;
let ben: Machine;

beforeAll(async () => {
  ada = world.machine();
  await ada.signUp('ada');
  ben = world.machine();
  await ben.signUp('ben');
  await ada.pipe('Buy a present for Ben\nPay the electricity bill\nAsk for the X-ray\n', 'add', '-');
  await ben.todo('add', 'Fix the bicycle');
});

const tasksOf = (username: string): Promise<Record<string, unknown>[]> =>
  world.neon.query(
    'select t.* from todo.tasks t join todo.users u on u.id = t.user_id where username = $1 order by number',
    [username],
  );

describe('US4, data isolation and security', () => {
  it("US4.1 stores a task with its owner's user_id, and counts each user's from 1", async () => {
    expect(await tasksOf('ada')).toMatchObject([
      { number: 1, title: 'Buy a present for Ben' },
      { number: 2, title: 'Pay the electricity bill' },
      { number: 3, title: 'Ask for the X-ray' },
    ]);
    expect(await tasksOf('ben')).toMatchObject([{ number: 1, title: 'Fix the bicycle' }]);
  });

  it('US4.2 lists the tasks of who is logged in, and no others', async () => {
    expect(await ben.json('list', '--all')).toMatchObject([{ number: 1, title: 'Fix the bicycle' }]);
    expect(await ben.json('list', '--all', '--search', 'present')).toEqual([]);
    expect(await ada.json('list', '--all')).toMatchObject([{ number: 1 }, { number: 2 }, { number: 3 }]);
  });

  it.each([['show'], ['done'], ['reopen'], ['rm', '--yes'], ['edit', '--title', 'Mine now']])(
    "US4.3 answers `%s` of another user's number or id with: no such task",
    async (...words) => {
      const before = await tasksOf('ada');
      for (const name of ['3', String(before[2]?.['id']), String(before[2]?.['id']).slice(0, 30)]) {
        expect(await ben.todo(...words, name)).toMatchObject({
          code: 3,
          stdout: '',
          stderr: expect.stringMatching(/^Error: No such task: /),
        });
      }
      expect(await tasksOf('ada')).toEqual(before);
      expect(await tasksOf('ben')).toMatchObject([{ number: 1, title: 'Fix the bicycle', completed: false }]);
    },
  );

  it("US4.3 refuses a token in which another user's id was put", async () => {
    const { stdout } = await ben.todo('token', 'create', '--name', 'ci');
    const token = stdout.trim();
    const [{ id } = {}] = await world.neon.query(`select id from todo.users where username = 'ada'`);
    const [{ id: own } = {}] = await world.neon.query(`select id from todo.users where username = 'ben'`);
    const forged = swapUser(token, String(own), String(id));
    expect(forged).not.toBe(token);

    const outcome = await ben.with({ TODO_TOKEN: forged }).todo('list', '--all');

    expect(outcome).toMatchObject({ code: 4, stdout: '' });
    expect(outcome.stderr).not.toContain('X-ray');
  });

  it.each(['list', 'add Feed the cat', 'done 1', 'whoami'])(
    'US4.4 asks for a login when the session has expired: todo %s',
    async (line) => {
      const phone = world.machine();
      await phone.logIn('ada');
      await world.neon.query(
        `update todo.sessions set expires_at = now() - interval '1 second'
          where id = (select id from todo.sessions order by created_at desc limit 1)`,
      );
      const before = await tasksOf('ada');

      expect(await phone.todo(...line.split(' '))).toEqual({
        code: 4,
        stdout: '',
        stderr: expect.stringMatching(
          /^Error: The session at localhost:\d+\/neondb has expired or was ended\.\nRun `todo login`/,
        ),
      });
      expect(await tasksOf('ada')).toEqual(before);

      await phone.logIn('ada');
      expect(await phone.todo('list')).toMatchObject({ code: 0 });
    },
  );
});

/** A token is `todo_` and, in base64url, 16 bytes of the user's id and 32 of a secret. */
function swapUser(token: string, from: string, to: string): string {
  const bytes = Buffer.from(token.slice('todo_'.length), 'base64url').toString('hex');
  const swapped = bytes.replace(from.replaceAll('-', ''), to.replaceAll('-', ''));
  return `todo_${Buffer.from(swapped, 'hex').toString('base64url')}`;
}
