import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/domain/file-format.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { FailingOutput } from '../support/streams.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;

/** Everybody's tasks are made within a day, which the database names. */
async function today(): Promise<string> {
  const [row] = await sharedDatabase().query(
    "select to_char(now() at time zone 'Europe/Berlin', 'YYYY-MM-DD') as day",
  );
  return String(row?.['day']);
}

const path = (name: string): string => join(ada.cwd, name);
const titles = (jsonLines: string): string[] =>
  jsonLines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line).title));

describe('todo export', () => {
  beforeAll(async () => {
    ada = await signUpUser(sharedDatabase());
    await ada.todo('add Pay rent +home pri:high due:2026-11-27');
    await ada.todo('add Call Ada due:2026-11-20 +work');
    await ada.todo('add Buy milk +shop');
    await ada.todo('add Sweep +home');
    await ada.todo('done 3');
  });

  it.each([
    ['export', ['Pay rent', 'Call Ada', 'Buy milk', 'Sweep']],
    ['export --all', ['Pay rent', 'Call Ada', 'Buy milk', 'Sweep']],
    ['export --open', ['Pay rent', 'Call Ada', 'Sweep']],
    ['export --done', ['Buy milk']],
    ['export is:done', ['Buy milk']],
    ['export is:open -work', ['Pay rent', 'Sweep']],
    ['export +home', ['Pay rent', 'Sweep']],
    ['export milk or rent', ['Pay rent', 'Buy milk']],
    ['export -t home -p high', ['Pay rent']],
    ['export --without home --search a', ['Call Ada']],
    ['export --overdue', ['Call Ada']],
    ['export due:none', ['Buy milk', 'Sweep']],
    ['export nothing', []],
  ])(
    'writes open and done tasks by number, or those that are asked for: todo %s',
    async (words, expected) => {
      const { exitCode, stdout, stderr } = await ada.todo(words);

      expect([exitCode, stderr, titles(stdout)]).toEqual([0, '', expected]);
    },
  );

  it('prints tasks as `list` does in JSON lines', async () => {
    expect((await ada.todo('export --format jsonl')).stdout).toBe(
      (await ada.todo('list --all --sort number --jsonl')).stdout,
    );
  });

  it('writes todo.txt, and says what that has no place for', async () => {
    const day = await today();

    expect((await ada.todo('export --format todotxt')).stdout).toBe(
      [
        `(A) ${day} Pay rent @home due:2026-11-27`,
        `${day} Call Ada @work due:2026-11-20`,
        `x ${day} ${day} Buy milk @shop`,
        `${day} Sweep @home`,
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['a.txt', 'todotxt'],
    ['a.json', 'taskwarrior'],
    ['a.ics', 'ical'],
    ['a.CSV', 'csv'],
    ['a.jsonl', 'jsonl'],
    ['a.md', 'markdown'],
    ['a', 'jsonl'],
    ['a.doc', 'jsonl'],
    ['.txt', 'todotxt'],
  ])('takes the format from the name of the file: %s is %s', async (name, format) => {
    const { exitCode, stdout, stderr } = await ada.todo(`export -o ${name}`);

    expect([exitCode, stdout, stderr]).toEqual([0, `Exported 4 tasks to ${name}\n`, '']);
    expect(withoutTime(readFileSync(path(name), 'utf8'))).toBe(
      withoutTime((await ada.todo(`export --format ${format}`)).stdout),
    );
  });

  it.each(FORMATS)('writes no task in %s, which is read as none', async (format) => {
    expect((await ada.todo(`export nothing -o none --format ${format}`)).stdout).toBe(
      'Exported 0 tasks to none\n',
    );
    expect(await ada.todo(`import none --format ${format}`, PLAIN_TERMINAL)).toEqual({
      exitCode: 0,
      stdout: 'There is no task in the file\n',
      stderr: '',
    });
  });

  it('says with --json what it wrote where', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('export +home -o home.md --json');

    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ file: 'home.md', format: 'markdown', tasks: 2, lost: [] });
  });

  it('takes - for stdout', async () => {
    expect(await ada.todo('export -o -')).toEqual(await ada.todo('export'));
  });

  it.each([
    ['export --json', '--json tells of a file, and --output names none'],
    ['export --json -o -', '--json tells of a file, and --output names none'],
    ['export --open --done', "Option '--open' cannot be used with option '--done'"],
    ['export --open --all', "Option '--open' cannot be used with option '--all'"],
    ['export due:someday', 'The date "someday" cannot be understood'],
    ['export -o folder', 'folder is a folder'],
    ['export -o nowhere/a', 'nowhere/a cannot be written (ENOENT)'],
    ['export -o round', 'round cannot be written (ELOOP)'],
    ['export -o dangling', 'dangling cannot be written (ENOENT)'],
  ])('refuses todo %s', async (words, message) => {
    mkdirSync(path('folder'), { recursive: true });
    if (!isThere('round')) symlinkSync('round', path('round'));
    if (!isThere('dangling')) symlinkSync('unmounted/a', path('dangling'));

    const { exitCode, stdout, stderr } = await ada.todo(words);

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('escapes at a terminal what could drive it, and gives it to a pipe as it is', async () => {
    const eve = await signUpUser(sharedDatabase());
    await eve.todo(['add', '--', 'Ring\u0007 the bell']);

    expect((await eve.todo('export --format csv')).stdout).toContain('Ring\u0007 the bell');
    expect((await eve.todo('export --format csv', PLAIN_TERMINAL)).stdout).toContain('Ring\\x07 the bell');
    expect((await eve.todo('export --format ical', PLAIN_TERMINAL)).stdout).toMatch(
      /^BEGIN:VCALENDAR\nVERSION/,
    );
  });

  it('ends in silence where nobody reads, and says what is lost on a full disk', async () => {
    expect(await ada.todo('export', { stdout: new FailingOutput('EPIPE') })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(await ada.todo('export', { stdout: new FailingOutput('ENOSPC') })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('The output could not be written (ENOSPC)'),
    });
  });
});

describe('the file of an export', () => {
  beforeEach(async () => {
    ada = await signUpUser(sharedDatabase());
    await ada.todo('add Pay rent');
  });

  it('takes the place of another, with its permissions', async () => {
    writeFileSync(path('a.md'), 'Old');
    chmodSync(path('a.md'), 0o640);

    await ada.todo('export -o a.md');

    expect(readFileSync(path('a.md'), 'utf8')).toContain('Pay rent');
    expect(statSync(path('a.md')).mode & 0o777).toBe(0o640);
    expect(readdirSync(ada.cwd)).toEqual(['a.md']);
  });

  it('is what a link leads to, and the link stays', async () => {
    mkdirSync(path('folder'));
    writeFileSync(path('folder/a.md'), 'Old');
    symlinkSync('folder/a.md', path('link.md'));

    await ada.todo('export -o link.md');

    expect(lstatSync(path('link.md')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path('folder/a.md'), 'utf8')).toContain('Pay rent');
  });

  it('stays as it was if the database fails, and leaves nothing beside it', async () => {
    writeFileSync(path('a.md'), 'Old');

    const { exitCode, stdout, stderr } = await ada.todo('export -o a.md', { env: { TODO_TOKEN: 'todo_x' } });

    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/ Nothing was put in the place of a\.md\.\n$/);
    expect(readFileSync(path('a.md'), 'utf8')).toBe('Old');
    expect(readdirSync(ada.cwd)).toEqual(['a.md']);
    await ada.todo('export -o b.md', { env: { TODO_TOKEN: 'todo_x' } });
    expect(existsSync(path('b.md'))).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('may be a device, which is said to be full', async () => {
    expect(await ada.todo('export -o /dev/full')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Error: /dev/full cannot be written (ENOSPC).\nWhat was written is not all of it.\n',
    });
    expect(await ada.todo('export -o /dev/null')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

function isThere(name: string): boolean {
  return lstatSync(path(name), { throwIfNoEntry: false }) !== undefined;
}

/** A calendar says when it was written. */
function withoutTime(text: string): string {
  return text.replaceAll(/^DTSTAMP:.*$/gm, 'DTSTAMP');
}
