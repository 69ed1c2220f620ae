import { beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let laptop: Machine;

beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
});

/** The row of the task, as the database has it. */
async function stored(title: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await world.neon.query('select t.* from todo.tasks t where title = $1', [title]);
  return row;
}

/** The number that the database gave it. */
async function add(...words: readonly string[]): Promise<string> {
  const { code, stdout } = await laptop.todo('add', '--quiet', ...words);
  expect(code).toBe(0);
  return stdout.trim();
}

describe('US3, task data persistence', () => {
  it('US3.1 saves every field of a new task', async () => {
    const note = 'Röntgenbild mitbringen\nhttps://example.org/?a=1&b=2';
    const words = ['Zahnarzt', '–', 'Kontrolle 🦷', '--due', '2027-01-15 08:30', '--priority', 'high'];
    const more = [
      '--tag',
      'gesundheit',
      '--tag',
      'tel',
      '--note',
      note,
      '--repeat',
      'FREQ=MONTHLY;INTERVAL=6',
    ];
    const outcome = await laptop.todo('add', ...words, ...more);

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(/^Added #\d+ Zahnarzt – Kontrolle 🦷 · due /);
    const [owner] = await world.neon.query(`select id from todo.users where username = 'ada'`);
    expect(await stored('Zahnarzt – Kontrolle 🦷')).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      user_id: owner?.['id'],
      number: expect.any(Number),
      title: 'Zahnarzt – Kontrolle 🦷',
      description: 'Röntgenbild mitbringen\nhttps://example.org/?a=1&b=2',
      due_date: '2027-01-15',
      due_time: '08:30:00',
      priority: 'High',
      tags: '{gesundheit,tel}',
      recursion_pattern: 'FREQ=MONTHLY;INTERVAL=6',
      completed: false,
      completed_at: null,
      spawned_from: null,
      created_at: expect.stringMatching(/^20\d\d-/),
      updated_at: expect.stringMatching(/^20\d\d-/),
    });
  });

  it('US3.1 gives a task that is nothing but words the medium priority and no more', async () => {
    await add('Call', 'the', 'plumber');

    expect(await stored('Call the plumber')).toMatchObject({
      description: null,
      due_date: null,
      due_time: null,
      priority: 'Medium',
      tags: '{}',
      recursion_pattern: null,
      completed: false,
    });
  });

  it('US3.2 shows the same tasks after a logout and a login', async () => {
    await add('Renew the passport', '--due', '2027-03-01', '--tag', 'travel');
    const before = await laptop.json('list', '--all');

    expect(await laptop.todo('logout')).toMatchObject({ code: 0 });
    expect(await laptop.todo('list')).toMatchObject({ code: 4, stdout: '' });
    await laptop.logIn('ada');

    expect(await laptop.json('list', '--all')).toEqual(before);
    expect(before).toContainEqual(expect.objectContaining({ title: 'Renew the passport', tags: ['travel'] }));
  });

  it('US3.3 saves at once that a task is done, and that it is open again', async () => {
    const number = await add('Return the library books');

    expect(await laptop.todo('done', number)).toMatchObject({ code: 0, stderr: '' });
    const done = await stored('Return the library books');
    expect(done).toMatchObject({ completed: true, completed_at: expect.stringMatching(/^20\d\d-/) });
    expect(await laptop.todo('done', number)).toEqual({
      code: 0,
      stdout: `#${number} is already done\n`,
      stderr: '',
    });
    expect(await stored('Return the library books')).toEqual(done);

    expect(await laptop.todo('reopen', number)).toMatchObject({ code: 0, stderr: '' });
    expect(await stored('Return the library books')).toMatchObject({ completed: false, completed_at: null });
  });

  it('US3.3 saves the next occurrence together with the one that is done', async () => {
    const number = await add('Water the orchids', '--due', '2026-01-01', '--repeat', 'FREQ=WEEKLY');

    expect(await world.requestsOf(() => laptop.todo('done', number))).toBeLessThanOrEqual(2);

    const rows = await world.neon.query(
      `select completed, recursion_pattern, due_date > current_date as later, extract(dow from due_date) as weekday
         from todo.tasks where title = 'Water the orchids' order by number`,
    );
    expect(rows).toEqual([
      { completed: true, recursion_pattern: 'FREQ=WEEKLY', later: false, weekday: '4' },
      { completed: false, recursion_pattern: 'FREQ=WEEKLY', later: true, weekday: '4' },
    ]);
  });

  it('US3.4 removes a task after a confirmation, and not without one', async () => {
    const number = await add('Cancel the gym');

    expect(await laptop.todo('rm', number)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Nothing was changed. Add --yes'),
    });
    expect(await stored('Cancel the gym')).toBeDefined();

    expect(await laptop.todo('rm', number, '--yes')).toEqual({
      code: 0,
      stdout: `Removed #${number} Cancel the gym\n`,
      stderr: '',
    });
    expect(await stored('Cancel the gym')).toBeUndefined();
    expect(await laptop.json('list', '--all', '--search', 'gym')).toEqual([]);
    expect(await laptop.todo('show', number)).toMatchObject({ code: 3 });
  });

  it('US3.5 saves what is changed and leaves the rest as it was', async () => {
    const number = await add('Book a table', '--due', '2027-02-14', '--tag', 'family', '--note', 'For four');
    const before = await stored('Book a table');

    const changes = [
      '--title',
      'Book a table by the window',
      '--priority',
      'low',
      '--clear',
      'due',
      '--add-tag',
      'phone',
    ];
    expect(await laptop.todo('edit', number, ...changes)).toMatchObject({ code: 0, stderr: '' });

    expect(await stored('Book a table by the window')).toEqual({
      ...before,
      title: 'Book a table by the window',
      due_date: null,
      priority: 'Low',
      tags: '{family,phone}',
      updated_at: expect.not.stringMatching(String(before?.['updated_at'])),
    });
  });

  it('US3.5 says the same on another machine', async () => {
    const number = await add('Order firewood');
    const phone = createMachine({ DATABASE_URL: world.neon.url() });
    await phone.logIn('ada');

    await phone.todo('edit', number, '--due', '2026-12-01');

    expect(await laptop.json('show', number)).toMatchObject({
      title: 'Order firewood',
      dueDate: '2026-12-01',
    });
  });
});
