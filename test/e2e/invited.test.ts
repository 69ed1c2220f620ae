import { beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let ada: Machine;
let ben: Machine;
let invitation: string;

beforeAll(async () => {
  ada = world.machine();
  await ada.signUp('ada');
  await ada.todo('add', 'Talk to the lawyer', '--note', 'Strictly between us', '--tag', 'private');
  invitation = (await ada.todo('db', 'invite')).stdout.trim();
  ben = createMachine({ DATABASE_URL: invitation });
  await ben.signUp('ben');
});

/** One statement by the role of the invitation, past the program. Rows, or the SQLSTATE. */
async function raw(...statements: readonly string[]): Promise<unknown> {
  const response = await fetch(`http://localhost:${world.neon.port}/sql`, {
    method: 'POST',
    headers: { 'neon-connection-string': invitation, 'neon-raw-text-output': 'true' },
    body: JSON.stringify({ queries: statements.map((query) => ({ query, params: [] })) }),
  });
  const answer: { readonly results?: readonly { readonly rows: unknown }[]; readonly code?: string } =
    JSON.parse(await response.text());
  return answer.code ?? answer.results?.at(-1)?.rows;
}

describe('who was invited', () => {
  it('got a connection string of a role that sees nothing by itself', () => {
    expect(invitation).toMatch(/^postgresql:\/\/todo_client:[\w-]{32,}@localhost:\d+\/neondb$/);
    expect(invitation).not.toContain('neondb_owner');
  });

  it('uses the program as everybody does', async () => {
    expect(await ben.pipe('Fix the bicycle\nBuy a helmet\n', 'add', '-')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await ben.todo('done', '1')).toMatchObject({ code: 0 });
    expect(await ben.todo('edit', '2', '--due', 'tomorrow')).toMatchObject({ code: 0 });
    expect(await ben.todo('rm', '1', '--yes')).toMatchObject({ code: 0 });
    expect(await ben.json('list', '--all')).toMatchObject([{ number: 2, title: 'Buy a helmet' }]);
    expect(await ben.todo('logout')).toMatchObject({ code: 0 });
    await ben.logIn('ben');
  });

  it('cannot see or change what others have', async () => {
    const before = await world.neon.query(`select * from todo.tasks where title like 'Talk%'`);
    const id = String(before[0]?.['id']);

    expect(await ben.json('list', '--all', '--search', 'lawyer')).toEqual([]);
    for (const words of [['show'], ['done'], ['rm', '--yes'], ['edit', '--title', 'Mine']]) {
      expect(await ben.todo(...words, id)).toMatchObject({ code: 3, stdout: '' });
    }
    expect(await world.neon.query(`select * from todo.tasks where title like 'Talk%'`)).toEqual(before);
  });

  it('may neither migrate nor invite', async () => {
    expect(await ben.todo('db', 'invite')).toMatchObject({ code: 4, stdout: '' });
    expect(await ben.todo('db', 'status', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"bypassesRowSecurity":false'),
    });
  });

  it.each([
    ['select * from todo.tasks', []],
    [`update todo.tasks set title = 'Mine' returning *`, []],
    ['delete from todo.tasks returning *', []],
    ['select * from todo.users', '42501'],
    ['select * from todo.sessions', '42501'],
    ['set role neondb_owner', '42501'],
    ['set row_security = off; select 1', '42601'],
    ['create table public.mine (x int)', '42501'],
    [`copy todo.tasks to program 'cat'`, '42501'],
    [
      `insert into todo.tasks (id, user_id, title) select gen_random_uuid(), gen_random_uuid(), 'Yours'`,
      '42501',
    ],
  ])('gets nothing by SQL of their own: %s', async (statement, outcome) => {
    expect(await raw(statement)).toEqual(outcome);
    expect(await world.neon.query(`select title from todo.tasks where title like 'Talk%'`)).toEqual([
      { title: 'Talk to the lawyer' },
    ]);
  });

  it('gets nothing by pretending to be another user', async () => {
    const [{ id } = {}] = await world.neon.query(`select id from todo.users where username = 'ada'`);

    expect(await raw(`select set_config('todo.token', 'guess', true)`, 'select * from todo.tasks')).toEqual(
      [],
    );
    expect(await raw(`select todo.require_session('guess', '${String(id)}', false)`)).toBe('28000');
  });

  it('is locked out when the owner invites anew', async () => {
    const { code, stdout, stderr } = await ada.todo('db', 'invite');

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('has stopped working') });
    expect(await ben.todo('list')).toMatchObject({ code: 6, stdout: '' });
    const again = ben.with({ DATABASE_URL: stdout.trim() });
    expect(await again.json('list', '--all')).toMatchObject([{ title: 'Buy a helmet' }]);
  });
});
