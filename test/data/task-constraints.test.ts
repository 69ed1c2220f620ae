import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE } from '../support/two-users.ts';
import { CHECK, MISSING, NO_PARENT, TWICE, insertTask, refusal } from './bad-row.ts';

// Bad rows put in directly by the owner, whom neither policies nor this program's validation stop.

let server: Server;
let owner: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

describe('tasks', () => {
  it.each([
    ['a title of 500 characters that take four bytes each', { title: "repeat('😀', 500)" }],
    ['a title with quotes, brackets and backslashes', { title: "'Read “O’Reilly” [ch. 3] \\o/ -- today'" }],
    ['a title with a tab', { title: "e'a\\tb'" }],
    ['a note of 10,000 characters with line breaks', { description: "repeat(e'x\\n', 5000)" }],
    ['an empty note', { description: "''" }],
    ['a leap day', { due_date: "'2028-02-29'" }],
    ['a due time', { due_date: "'2026-11-27'", due_time: "'23:59'" }],
    ['midnight', { due_date: "'2026-11-27'", due_time: "'00:00'" }],
    [
      '20 tags of 50 characters',
      { tags: "array(select repeat('ü', 49) || i % 10 from generate_series(1, 20) i)" },
    ],
    [
      'tags in all scripts and with the four signs',
      { tags: "'{work/2026-q4,a_b.c,Haushalt,買い物,сад,🏡}'" },
    ],
    ['a recurrence rule', { recursion_pattern: "'FREQ=MONTHLY;BYDAY=-1FR'" }],
    ['a completed task', { completed: 'true', completed_at: 'now()' }],
  ])('admit %s', async (_name, values) => {
    expect(await refusal(owner, insertTask(values))).toBeUndefined();
  });

  it.each([
    ['a missing id', MISSING, 'id', { id: 'null' }],
    ['a user that does not exist', NO_PARENT, 'tasks_user_id_fkey', { user_id: 'gen_random_uuid()' }],
    ['a missing user', MISSING, 'user_id', { user_id: 'null' }],
    ['a missing title', MISSING, 'title', { title: 'null' }],
    ['a missing state', MISSING, 'completed', { completed: 'null' }],
    ['a missing priority', MISSING, 'priority', { priority: 'null' }],
    ['missing tags', MISSING, 'tags', { tags: 'null' }],
    [
      'a predecessor that does not exist',
      NO_PARENT,
      'tasks_spawned_from_fkey',
      { spawned_from: 'gen_random_uuid()' },
    ],
    ['an empty title', CHECK, 'tasks_title_check', { title: "''" }],
    ['a title of spaces and tabs', CHECK, 'tasks_title_check', { title: "e' \\t '" }],
    ['a title of 501 characters', CHECK, 'tasks_title_check', { title: "repeat('ü', 501)" }],
    ['a title of two lines', CHECK, 'tasks_title_check', { title: "e'a\\nb'" }],
    ['a carriage return in a title', CHECK, 'tasks_title_check', { title: "e'a\\rb'" }],
    ['a note of 10,001 characters', CHECK, 'tasks_description_check', { description: "repeat('x', 10001)" }],
    ['a due date without end', CHECK, 'tasks_due_date_check', { due_date: "'infinity'" }],
    ['a due date before our era', CHECK, 'tasks_due_date_check', { due_date: "'0044-03-15 BC'" }],
    ['a due date of five digits', CHECK, 'tasks_due_date_check', { due_date: "'10000-01-01'" }],
    ['a due time without a date', CHECK, 'tasks_due_time_check', { due_time: "'09:00'" }],
    [
      'a due time with seconds',
      CHECK,
      'tasks_due_time_check',
      { due_date: "'2026-11-27'", due_time: "'09:00:01'" },
    ],
    ['the end of a day', CHECK, 'tasks_due_time_check', { due_date: "'2026-11-27'", due_time: "'24:00'" }],
    ['21 tags', CHECK, 'tasks_tags_check', { tags: 'array(select i::text from generate_series(1, 21) i)' }],
    ['a tag of 51 characters', CHECK, 'tasks_tags_check', { tags: "array[repeat('x', 51)]" }],
    ['an empty tag', CHECK, 'tasks_tags_check', { tags: "array['']" }],
    ['an empty tag among others', CHECK, 'tasks_tags_check', { tags: "array['a', '', 'b']" }],
    ['a tag that is null', CHECK, 'tasks_tags_check', { tags: "array['a', null]" }],
    ['a tag with a space', CHECK, 'tasks_tags_check', { tags: "array['a b']" }],
    ['a tag with a comma', CHECK, 'tasks_tags_check', { tags: "array['a,b']" }],
    ['a tag with a plus', CHECK, 'tasks_tags_check', { tags: "array['+a']" }],
    ['a tag with a line break', CHECK, 'tasks_tags_check', { tags: "array[e'a\\nb']" }],
    ['a tag with an escape sequence', CHECK, 'tasks_tags_check', { tags: "array[e'\\x1b[31m']" }],
    ['tags counted from 0', CHECK, 'tasks_tags_check', { tags: "'[0:1]={a,b}'" }],
    ['tables of tags', CHECK, 'tasks_tags_check', { tags: "'{{a,b},{c,d}}'" }],
    ['an empty recurrence rule', CHECK, 'tasks_recursion_pattern_check', { recursion_pattern: "''" }],
    [
      'a recurrence rule of 501 characters',
      CHECK,
      'tasks_recursion_pattern_check',
      { recursion_pattern: "repeat('x', 501)" },
    ],
    ['a completed task without a time', CHECK, 'tasks_completed_check', { completed: 'true' }],
    ['an open task with a time of completion', CHECK, 'tasks_completed_check', { completed_at: 'now()' }],
  ])('refuse %s', async (_name, code, constraint, values) => {
    expect(await refusal(owner, insertTask(values))).toEqual([code, constraint]);
  });

  it.each([
    ['a priority that is not one of the three', '22P02', { priority: "'Highest'" }],
    ['a day that does not exist', '22008', { due_date: "'2026-02-29'" }],
    ['a NUL byte', '22021', { title: "convert_from('\\x610062', 'UTF8')" }],
  ])('refuse %s', async (_name, code, values) => {
    expect((await refusal(owner, insertTask(values)))?.[0]).toBe(code);
  });

  it('refuse a number that is taken, should the trigger ever be missing', async () => {
    expect(await refusal(owner, 'update todo.tasks set number = 1')).toEqual([
      TWICE,
      'tasks_user_id_number_key',
    ]);
    expect(await refusal(owner, 'update todo.tasks set number = 0')).toEqual([CHECK, 'tasks_number_check']);
  });

  it('go with their user, and so do sessions', async () => {
    await owner.query('begin');
    await owner.query(`delete from todo.users where id = '${ALICE.id}'`);
    const left = await owner.query(
      `select from todo.tasks where user_id = $1 union all select from todo.sessions where user_id = $1`,
      [ALICE.id],
    );
    expect(left.rowCount).toBe(0);
    await owner.query('rollback');
  });
});
