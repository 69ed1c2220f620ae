import { beforeAll, describe, expect, it } from 'vitest';
import { formatToken, parseToken } from '../../src/auth/session-token.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
let mallory: User;
let ids: string[];
let before: unknown;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  mallory = await signUpUser(sharedDatabase(), 'mallory');
  await ada.todo('add -', { stdin: 'Buy oat milk\nCall the lawyer\nPay rent' });
  await ada.todo(['edit', '2', '--note', 'File 4711', '--tag', 'private']);
  await mallory.todo('add Count the silver');
  const rows = await ada.database.query(
    'select id::text from todo.tasks where user_id = $1 order by number',
    [ada.id],
  );
  ids = rows.map(({ id }) => String(id));
  before = await everythingOf(ada);
});

describe("another user's task", () => {
  it.each(['show %', 'done %', 'reopen %', 'edit % --title Mine', 'rm % --yes'])(
    'does not exist for `todo %s`, by number or by id',
    async (command) => {
      for (const name of ['2', ids[1] ?? '', ids[1]?.slice(0, 23) ?? '']) {
        const { exitCode, stdout, stderr } = await mallory.todo(command.replace('%', name));
        expect([exitCode, stdout]).toEqual([3, '']);
        expect(stderr).toBe(
          `Error: No such task: ${name === '2' ? '#2' : name}.\nRun \`todo list --all\` to see the numbers of your tasks.\n`,
        );
      }
      expect(await everythingOf(ada)).toEqual(before);
    },
  );

  it('is not touched together with an own one', async () => {
    const { exitCode, stdout } = await mallory.todo(['done', '1', '2', ids[0] ?? '', '-q']);
    expect([exitCode, stdout]).toEqual([3, '1\n']);
    expect(await everythingOf(ada)).toEqual(before);
  });

  it.each([
    'list --all',
    'list --search lawyer',
    'list --tag private',
    'list --sort updated --all',
    'tags --all',
    'calendar --json',
    'stats',
    'export',
  ])('is not in `todo %s`', async (command) => {
    const { exitCode, stdout } = await mallory.todo(command);
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/oat milk|lawyer|rent|private/);
  });

  it('does not count in the footer, nor in the numbers', async () => {
    const { stdout } = await mallory.todo('list --all', { terminal: true, env: { NO_COLOR: '1' } });
    expect(stdout).toMatch(/\n1 listed, [01] open\n$/);
    expect((await mallory.todo('add Polish it -q')).stdout).toBe('2\n');
  });
});

describe('a token', () => {
  it.each(['list', 'add Mine now', 'show 1', 'done 1', 'rm 1 --yes', 'whoami'])(
    "with one's own secret and another's id is refused by `todo %s`",
    async (words) => {
      const { secret } = parseToken(mallory.token, 'the test');
      const forged = formatToken({ userId: ada.id, secret });
      const { exitCode, stdout, stderr } = await mallory.todo(words, { env: { TODO_TOKEN: forged } });
      expect([exitCode, stdout]).toEqual([4, '']);
      expect(stderr).toContain('The token in TODO_TOKEN is unknown to');
      expect(await everythingOf(ada)).toEqual(before);
    },
  );
});

async function everythingOf({ id, database }: User): Promise<unknown> {
  return database.query(
    `select (select to_jsonb(u) from todo.users u where u.id = $1) as account,
            (select jsonb_agg(to_jsonb(t) order by t.number) from todo.tasks t where t.user_id = $1) as tasks,
            (select jsonb_agg(s.id order by s.id) from todo.sessions s where s.user_id = $1) as sessions`,
    [id],
  );
}
