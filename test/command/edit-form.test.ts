import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { CTRL_C, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

type Answers = NonNullable<Surroundings['answers']>;
type Answer = Answers[number];

/** Empties the line. */
const CTRL_U = '\u0015';
const EMPTIED = `${CTRL_U}\r`;
const DOWN = '\u001B[B';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'pglite' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  const words = ['-d', '2026-11-27 17:00', '-p', 'high', '-t', 'home', '-t', 'Money', '-r', 'monthly'];
  await ada.todo(['add', 'Pay rent', ...words, '-n', 'IBAN in the folder']);
});

/** Enter at every question but those that are answered here. */
function form(answers: Readonly<Record<string, string>> = {}): Answers {
  return ['Title:', 'Due:', 'Priority:', 'Tags:', 'Repeat:'].map((question): Answer => [
    question,
    answers[question] ?? '',
  ]);
}

async function edit(answers: Answers, words = 'edit 1') {
  return ada.todo(words, { env: { NO_COLOR: '1' }, answers });
}

async function task(number = 1): Promise<unknown> {
  return JSON.parse((await ada.todo(`show ${number} --json`)).stdout);
}

describe('todo edit with a number and nothing else', () => {
  it('asks for each field with what is there, and changes nothing on Enter', async () => {
    const before = await task();
    const requests = neon.requests.length;
    const { exitCode, stdout, stderr } = await edit(form());
    expect([exitCode, stdout]).toEqual([0, '']);
    const seen = stripVTControlCharacters(stderr);
    expect(seen).toContain('Editing #1: Enter goes on, an empty line empties a field, Ctrl-C cancels.\n');
    for (const line of [
      'Title: Pay rent',
      'Due: 2026-11-27 17:00',
      'Priority: High',
      'Tags: home Money',
      'Repeat: every month',
    ]) {
      expect(seen).toContain(`✔ ${line}\n`);
    }
    expect(seen).toMatch(/\nNothing was changed\n$/);
    expect(neon.requests.length - requests).toBe(1);
    expect(await task()).toEqual(before);
  });

  it.each<[string, string, string, object]>([
    ['the title', 'Title:', `${CTRL_U}Pay the rent`, { title: 'Pay the rent' }],
    ['the end of the title', 'Title:', ' to Zoë', { title: 'Pay rent to Zoë' }],
    ['the due date', 'Due:', `${CTRL_U}next friday`, { dueDate: '2026-12-04', dueTime: null }],
    ['the due date to none', 'Due:', EMPTIED, { dueDate: null, dueTime: null }],
    ['the priority', 'Priority:', `${DOWN}\r`, { priority: 'Medium' }],
    ['the tags', 'Tags:', `${CTRL_U}+home, flat`, { tags: ['home', 'flat'] }],
    ['the tags to none', 'Tags:', EMPTIED, { tags: [] }],
    ['the recurrence', 'Repeat:', `${CTRL_U}2w`, { recursionPattern: 'FREQ=WEEKLY;INTERVAL=2' }],
    ['the recurrence to none', 'Repeat:', EMPTIED, { recursionPattern: null }],
  ])('changes %s and nothing else, in two requests', async (_what, question, answer, changed) => {
    const before = await task();
    const requests = neon.requests.length;
    const answers = form({ [question]: answer });
    expect(await edit(answers)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Edited #1 /) });
    expect(neon.requests.length - requests).toBe(2);
    expect(await task()).toEqual({ ...Object(before), ...changed, updatedAt: expect.any(String) });
  });

  it('keeps what was typed and says what is wrong with it', async () => {
    const { exitCode, stderr } = await edit([
      ['Title:', EMPTIED],
      ['The title is empty', 'Rent'],
      ['Due:', `${CTRL_U}someday`],
      ['The date "someday" cannot be understood', `${CTRL_U}today`],
      ['Priority:', ''],
      ['Tags:', ' no:tag'],
      [
        'The tag "no:tag" holds a character that tags cannot have',
        '\u007F\u007F\u007F\u007F\u007F\u007F\u0005',
      ],
      ['Tags: home Money', ''],
      ['Repeat:', ' or so'],
      ['cannot be understood', `${CTRL_U}daily until 2026-11-01`],
      ['ends before the due date', `${CTRL_U}daily`],
    ]);
    expect([exitCode, stripVTControlCharacters(stderr).includes('✔ Due: today')]).toEqual([0, true]);
    expect(await task()).toMatchObject({
      title: 'Rent',
      dueDate: '2026-11-23',
      tags: ['home', 'Money'],
      recursionPattern: 'FREQ=DAILY',
    });
  });

  it.each(['Title:', 'Due:', 'Priority:', 'Tags:', 'Repeat:'])(
    'changes nothing after Ctrl-C at %s',
    async (question) => {
      const before = await task();
      const all = form({
        'Title:': `${CTRL_U}Other`,
        'Due:': `${CTRL_U}today`,
        'Tags:': 'x',
        [question]: CTRL_C,
      });
      const answers = all.slice(0, all.findIndex(([asked]) => asked === question) + 1);
      const requests = neon.requests.length;
      const { exitCode, stdout, stderr } = await edit(answers);
      expect([exitCode, stdout]).toEqual([130, '']);
      expect(stderr).toMatch(/Error: Cancelled, nothing further was done\.\n$/);
      expect(neon.requests.length - requests).toBe(1);
      expect(await task()).toEqual(before);
    },
  );

  it('shows no control character, and keeps those of a title that stays', async () => {
    await ada.todo(['add', 'Red \u001B[31malert\u0007', '-r', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO']);
    const { stderr } = await edit(form({ 'Tags:': 'x' }), 'edit 2');
    expect(stderr).not.toContain('\u001B[31m');
    expect(stderr).not.toContain('\u0007');
    expect(stripVTControlCharacters(stderr)).toContain('Repeat: FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO\n');
    expect(await task(2)).toMatchObject({ title: 'Red \u001B[31malert\u0007', tags: ['x'] });
  });

  it('refuses to write over the change of another machine', async () => {
    const { exitCode, stdout, stderr } = await meanwhile(
      neon,
      "update todo.tasks set priority = 'Low' where user_id = $1",
      ada.id,
      () => edit(form({ 'Title:': `${CTRL_U}Mine` })),
    );
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(
      /Error: #1 was changed on another machine meanwhile\.\nIt was left as it is there\. Look at it with `todo show 1`, then edit it again\.\n$/,
    );
    expect(await task()).toMatchObject({ title: 'Pay rent', priority: 'Low' });
  });

  it('has nothing to write over if another machine changed the same field in the same way', async () => {
    const { exitCode, stdout } = await meanwhile(
      neon,
      "update todo.tasks set title = 'Rent', priority = 'Low' where user_id = $1",
      ada.id,
      () => edit(form({ 'Title:': `${CTRL_U}Rent` })),
    );
    expect([exitCode, stdout]).toEqual([
      0,
      'Edited #1 Rent · due Fri 27 Nov 17:00 (in 4 days) · Low · +home +Money · every month · note\n',
    ]);
  });

  it('notices that the task was deleted meanwhile', async () => {
    const { exitCode, stderr } = await meanwhile(
      neon,
      'delete from todo.tasks where user_id = $1',
      ada.id,
      () => edit(form({ 'Title:': `${CTRL_U}Mine` })),
    );
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Error: No such task: #1.\n');
  });

  it('takes no answer that was lost for a change of another machine', async () => {
    neon.inject({ kind: 'delay', ms: 0 });
    neon.inject({ kind: 'drop-after-commit' });
    const { exitCode, stderr } = await edit(form({ 'Title:': `${CTRL_U}Rent` }));
    expect([exitCode, stderr.includes('Error')]).toEqual([0, false]);
    expect(await task()).toMatchObject({ title: 'Rent', priority: 'High' });
  });

  it('exits 3 without a question for a task that is not there', async () => {
    expect(await ada.todo('edit 2', { terminal: true })).toMatchObject({
      exitCode: 3,
      stderr: 'Error: No such task: #2.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
  });
});
