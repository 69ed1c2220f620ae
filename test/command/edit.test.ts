import { beforeEach, describe, expect, it } from 'vitest';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo([
    'add',
    'Pay rent',
    '-d',
    '2026-11-27 09:00',
    '-p',
    'high',
    '-t',
    'home,Money',
    '-n',
    'IBAN in the folder',
  ]);
});

describe('todo edit', () => {
  it('says what the task is now', async () => {
    expect(await ada.todo('edit 1 --due tomorrow --priority low --add-tag urgent')).toEqual({
      exitCode: 0,
      stdout: 'Edited #1 Pay rent · due tomorrow · Low · +home +Money +urgent · note\n',
      stderr: '',
    });
  });

  it.each<[string, readonly string[], Record<string, unknown>]>([
    ['the title', ['--title', 'Pay the rent, all of it'], { title: 'Pay the rent, all of it' }],
    ['the due date', ['-d', '2026-12-01'], { due_date: '2026-12-01', due_time: null }],
    ['the due date and time', ['--due', 'today 8:05'], { due_date: '2026-11-23', due_time: '08:05:00' }],
    ['the priority', ['-p', 'medium'], { priority: 'Medium' }],
    ['the note', ['-n', 'New landlord\nNew IBAN'], { description: 'New landlord\nNew IBAN' }],
    ['all tags', ['-t', 'flat', '-t', '2026'], { tags: ['flat', '2026'] }],
    ['one more tag', ['--add-tag', 'flat'], { tags: ['home', 'Money', 'flat'] }],
    ['one tag less', ['--remove-tag', 'money'], { tags: ['home'] }],
    ['one for another', ['--remove-tag', 'home', '--add-tag', 'flat'], { tags: ['Money', 'flat'] }],
    ['no tag that is there already', ['--add-tag', 'HOME'], { tags: ['home', 'Money'] }],
    [
      'what the words say',
      ['due:tomorrow', '+flat', '-home', 'pri:l'],
      { due_date: '2026-11-24', due_time: null, tags: ['Money', 'flat'], priority: 'Low' },
    ],
    ['nothing left of the due date by a word', ['due:none'], { due_date: null, due_time: null }],
    ['nothing left of the due date', ['--clear', 'due'], { due_date: null, due_time: null }],
    ['nothing left of the note', ['--clear', 'note'], { description: null }],
    ['nothing left of an empty note', ['--note', ''], { description: null }],
    ['nothing left of the tags', ['--clear', 'tags'], { tags: [] }],
    ['the priority back to its default', ['--clear', 'priority'], { priority: 'Medium' }],
    [
      'several at once',
      ['--clear', 'due,note', '--clear', 'Tags', '--title', 'Rent'],
      { due_date: null, due_time: null, description: null, tags: [], title: 'Rent' },
    ],
  ])('changes %s and no other field', async (_what, options, changed) => {
    expect(await ada.todo(['edit', '1', ...options])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await stored()).toEqual({
      title: 'Pay rent',
      description: 'IBAN in the folder',
      due_date: '2026-11-27',
      due_time: '09:00:00',
      priority: 'High',
      tags: ['home', 'Money'],
      ...changed,
    });
  });

  it('prints an array with --json, the number with --quiet', async () => {
    const { stdout } = await ada.todo('edit 1 --title Rent --json');
    expect(JSON.parse(stdout)).toMatchObject([{ number: 1, title: 'Rent', dueTime: '09:00' }]);
    expect((await ada.todo('edit 1 --title Rent -q')).stdout).toBe('1\n');
    const { stdout: line } = await ada.todo('edit 1 --title Rent --jsonl');
    expect(JSON.parse(line)).toMatchObject({ number: 1, title: 'Rent' });
  });

  it('notes when the task was changed', async () => {
    const [before] = await ada.database.query('select updated_at from todo.tasks where user_id = $1', [
      ada.id,
    ]);
    await ada.todo('edit 1 -p low');
    const [after] = await ada.database.query(
      'select updated_at > $2::timestamptz as later, created_at < updated_at as kept from todo.tasks where user_id = $1',
      [ada.id, before?.['updated_at']],
    );
    expect(after).toEqual({ later: true, kept: true });
  });

  it.each<[readonly string[], string]>([
    [[], 'Nothing to change was given'],
    [['--clear', 'due', '--due', 'today'], 'due is both given and cleared'],
    [['--clear', 'tags', '--add-tag', 'x'], 'tags is both given and cleared'],
    [['--tag', 'x', '--add-tag', 'y'], '--tag takes the place of all tags'],
    [['--title', ' '], 'The title is empty'],
    [['--due', 'someday'], 'The date "someday" cannot be understood'],
    [['--priority', 'urgent'], 'The priority "urgent" is none of high, medium and low'],
    [['due:fri', '--due', 'sat'], 'Both due: and --due are given'],
    [['due:fri', '--clear', 'due'], 'due is both given and cleared'],
    [['+x', '--tag', 'y'], '--tag takes the place of all tags'],
    [['Pay the rent'], '"Pay" names no task'],
    [['-x'], "Unknown option '-x'"],
    [['due:fri', '--editor'], '--editor shows all fields'],
    [['--editor'], 'An editor needs a terminal'],
    [['--clear', 'title'], 'Possible are due, note, tags, repeat, priority'],
  ])('refuses %j and changes nothing', async (options, message) => {
    const before = await stored();
    const { exitCode, stdout, stderr } = await ada.todo(['edit', '1', ...options]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(await stored()).toEqual(before);
  });

  it('says so when a tag that it was to take off was not there', async () => {
    const before = await stored();
    expect(await ada.todo('edit 1 -garden')).toMatchObject({
      exitCode: 0,
      stderr: 'Note: the task was not tagged +garden\n',
    });
    expect(await stored()).toEqual(before);
  });

  it('says where a title goes', async () => {
    expect((await ada.todo('edit 1 Rent')).stderr).toContain('A new title goes with --title.');
  });

  it('exits 3 for a task that is not there', async () => {
    expect(await ada.todo('edit 2 -p low')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'Error: No such task: #2.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
  });
});

async function stored(): Promise<Record<string, unknown> | undefined> {
  const [row] = await ada.database.query(
    `select title, description, due_date::text, due_time::text, priority::text, to_jsonb(tags) as tags
       from todo.tasks where user_id = $1`,
    [ada.id],
  );
  return row;
}
