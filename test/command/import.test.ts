import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const TASKS =
  '(A) Pay rent +Flat due:2026-11-27\n\nx 2026-11-20 2026-11-01 Buy milk @shop\nCall t:2026-12-01\n';
/** Line 3 is longer than a title and a note together. */
const BAD = `Milk\nEggs\n${'x'.repeat(20_000)}\nBread\n`;

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(ada.cwd, name), content);
}

/** Without what a person is told who waits for longer than a second. */
async function atTerminal(words: string): Promise<Outcome> {
  const outcome = await ada.todo(words, { terminal: true, env: { NO_COLOR: '1' } });
  return { ...outcome, stderr: outcome.stderr.replaceAll(/^(?:Importing|Comparing) \d.*\n/gm, '') };
}

/** What there is, a task a line. */
async function list(): Promise<string> {
  return (await ada.todo('list --all --sort number')).stdout;
}

const LISTED =
  '1\topen\t2026-11-27\tHigh\tPay rent\tproject/Flat\n' +
  '2\tdone\t\tMedium\tBuy milk\tshop\n' +
  '3\topen\t\tMedium\tCall\t\n';

describe('todo import', () => {
  it('adds the tasks of a file and says so in one line, with what went where and how to take it back', async () => {
    write('todo.txt', TASKS);

    expect(await atTerminal('import todo.txt')).toEqual({
      exitCode: 0,
      stdout: 'Added 3 tasks (#1-3)\n',
      stderr: '1 task: what t: says is in the note\nTo take this back: todo undo\n',
    });
    expect(await list()).toBe(LISTED);
    expect((await ada.todo('show 3')).stdout).toContain('todotxt.t: 2026-12-01');
  });

  it('tells a pipe what became of each line', async () => {
    await ada.todo('add Eggs');
    write('todo.txt', 'Eggs\nMilk\n');

    expect(await ada.todo('import todo.txt')).toEqual({
      exitCode: 0,
      stdout: '1\tthere\t1\tEggs\t\n2\tadded\t2\tMilk\t\n',
      stderr: '',
    });
  });

  it('is one JSON document with --json, one a line with --jsonl, and numbers with -q', async () => {
    write('todo.txt', TASKS);

    const { exitCode, stdout, stderr } = await ada.todo('import todo.txt --json');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({
      format: 'todotxt',
      dryRun: false,
      added: [
        {
          line: 1,
          number: 1,
          title: 'Pay rent',
          description: null,
          dueDate: '2026-11-27',
          dueTime: null,
          priority: 'High',
          tags: ['project/Flat'],
          recursionPattern: null,
          completed: false,
          completedAt: null,
          createdAt: null,
          updatedAt: null,
          remarks: [],
        },
        expect.objectContaining({ line: 3, number: 2, title: 'Buy milk', completed: true }),
        expect.objectContaining({ line: 4, number: 3, remarks: ['what t: says is in the note'] }),
      ],
      there: [],
      skipped: [],
      problems: [],
    });

    const again = await ada.todo('import todo.txt --jsonl');
    expect(again.stdout).toBe(
      '{"outcome":"there","line":1,"number":1,"title":"Pay rent"}\n' +
        '{"outcome":"there","line":3,"number":2,"title":"Buy milk"}\n' +
        '{"outcome":"there","line":4,"number":3,"title":"Call"}\n',
    );
    write('more.txt', 'Pay rent\nSweep @home\n');
    expect(await ada.todo('import more.txt -q')).toEqual({ exitCode: 0, stdout: '4\n5\n', stderr: '' });
  });

  it('adds nothing of the same file a second time, and changes nothing of what is there', async () => {
    write('todo.txt', TASKS);
    await ada.todo('import todo.txt');
    await ada.todo('done 1');
    const before = await list();

    expect((await atTerminal('import todo.txt')).stdout).toBe('Added no task · 3 were there already\n');
    expect(await list()).toBe(before);
  });

  it('is taken back by one undo, and put back by one redo', async () => {
    write('todo.txt', TASKS);
    await ada.todo('add Eggs');
    await ada.todo('import todo.txt');

    expect((await ada.todo('undo')).stdout).toMatch(
      /^Undid import, .*\nRemoved #2 Pay rent\nRemoved #3 Buy milk\nRemoved #4 Call\n$/,
    );
    expect(await list()).toBe('1\topen\t\tMedium\tEggs\t\n');
    expect((await ada.todo('redo')).stdout).toContain('Restored #3 Buy milk');
    expect((await ada.todo('history')).stdout).toContain('\timport\t');
  });

  it('takes what is on stdin', async () => {
    expect((await ada.todo('import -', { stdin: TASKS })).exitCode).toBe(0);
    expect(await list()).toBe(LISTED);
  });

  it('takes columns of CSV by the names that --map gives them', async () => {
    write('tasks.csv', 'Was;Bis, spätestens;Name\nMilk;2026-11-27;x\n');

    const { exitCode } = await ada.todo(['import', 'tasks.csv', '--map', 'title=Was,due=Bis, spätestens']);

    expect([exitCode, await list()]).toEqual([0, '1\topen\t2026-11-27\tMedium\tMilk\t\n']);
    expect(await ada.todo('import tasks.csv --map titel=Was')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no field "titel" to map a column to'),
    });
  });

  it('puts a tag on all that comes in', async () => {
    write('todo.txt', 'Milk @shop\nBread @Work\n');

    await ada.todo('import todo.txt -t work --tag from/phone');

    expect(await list()).toBe(
      '1\topen\t\tMedium\tMilk\tshop,work,from/phone\n2\topen\t\tMedium\tBread\tWork,from/phone\n',
    );
  });

  it('says of a tag that there is no room for it', async () => {
    write('todo.txt', `Milk ${Array.from({ length: 20 }, (_, index) => `@t${index}`).join(' ')}\n`);

    expect((await atTerminal('import todo.txt -t one')).stderr).toContain(
      '1 task: there is no room for a tag of --tag\n',
    );
  });

  it.each([
    ['an empty file', ''],
    ['nothing but a mark', '\uFEFF'],
    ['blank lines', '\r\n \n'],
  ])('adds no task of %s, and says so', async (_, content) => {
    write('todo.txt', content);

    expect(await atTerminal('import todo.txt')).toEqual({
      exitCode: 0,
      stdout: 'There is no task in the file\n',
      stderr: '',
    });
    expect(await ada.todo('import todo.txt')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'There is no task in the file\n',
    });
    expect(JSON.parse((await ada.todo('import todo.txt --json')).stdout)).toEqual({
      format: null,
      dryRun: false,
      added: [],
      there: [],
      skipped: [],
      problems: [],
    });
  });

  it('leaves out the mark at the beginning of a file, and takes line ends of Windows', async () => {
    write('todo.txt', '\uFEFF(A) Milk\r\nBread\r\n');

    await ada.todo('import todo.txt');

    expect(await list()).toBe('1\topen\t\tHigh\tMilk\t\n2\topen\t\tMedium\tBread\t\n');
  });

  it('shows nothing that could drive a terminal', async () => {
    write('todo.txt', 'Milk \u001B]0;owned\u0007 \u202E @\u001B[31m\n');

    const outcomes = [
      await atTerminal('import todo.txt --dry-run'),
      await ada.todo('import todo.txt --dry-run'),
      await ada.todo('import todo.txt --json'),
      await atTerminal('import todo.txt'),
    ];

    for (const { stdout, stderr } of outcomes) expect(stdout + stderr).not.toMatch(/[^\P{C}\n\t]/u);
  });
});

describe('a dry run of an import', () => {
  const PREVIEW =
    'Line 1: Would add Pay rent · due Fri 27 Nov (in 4 days) · High · +project/Flat\n' +
    'Line 3: Would add Buy milk · done · +shop\n' +
    'Line 4: Would add Call · note\n' +
    '    What t: says is in the note\n' +
    'Would add 3 tasks\n';

  it('shows line by line what would come in, and adds nothing', async () => {
    write('todo.txt', TASKS);

    expect(await atTerminal('import todo.txt --dry-run')).toEqual({
      exitCode: 0,
      stdout: PREVIEW,
      stderr: '',
    });
    expect((await ada.todo('import todo.txt --dry-run')).stdout).toBe(
      '-\tadded\t1\tPay rent\t\n-\tadded\t3\tBuy milk\t\n-\tadded\t4\tCall\twhat t: says is in the note\n',
    );
    expect((await ada.todo('import todo.txt --dry-run -q')).stdout).toBe('');
    expect(await list()).toBe('');
  });

  it('says what is there already', async () => {
    write('todo.txt', 'Milk\nBread\n');
    await ada.todo('add Milk');

    expect((await ada.todo('import todo.txt --dry-run', PLAIN_TERMINAL)).stdout).toBe(
      'Line 1: There already as #1: Milk\nLine 2: Would add Bread\nWould add 1 task · 1 is there already\n',
    );
  });

  it('shows all lines that cannot be read', async () => {
    write('todo.txt', `Milk\n${'x'.repeat(20_000)}\n`.repeat(30));

    const { exitCode, stdout, stderr } = await atTerminal('import todo.txt --dry-run');

    expect(exitCode).toBe(2);
    expect(stdout.match(/^Line \d+: The title has 20000 characters, 500 are possible$/gm)).toHaveLength(30);
    expect(stdout).toMatch(/\nWould add 30 tasks · 30 lines could not be read\n$/);
    expect(stderr).toBe(
      'Error: 30 lines of the file could not be read.\n' +
        'The others would come in. Mend it and import the file again: nothing is added twice.\n',
    );
  });
});

describe('a file with lines that cannot be read', () => {
  const ERROR =
    'Error: 1 line of the file could not be read.\n' +
    'The others are in. Mend it and import the file again: nothing is added twice.\n';

  it('has the others brought in, and the bad ones told by their number', async () => {
    write('todo.txt', BAD);

    expect(await ada.todo('import todo.txt', PLAIN_TERMINAL)).toEqual({
      exitCode: 2,
      stdout: 'Added 3 tasks (#1-3) · 1 line could not be read\n',
      stderr: `Line 3: The title has 20000 characters, 500 are possible\n${ERROR}`,
    });
    expect(await ada.todo('import todo.txt')).toEqual({
      exitCode: 2,
      stdout:
        '1\tthere\t1\tMilk\t\n2\tthere\t2\tEggs\t\n-\tproblem\t3\tThe title has 20000 characters, 500 are possible\t\n3\tthere\t4\tBread\t\n',
      stderr: `Line 3: The title has 20000 characters, 500 are possible\n${ERROR}`,
    });
  });

  it('is told in JSON alone with --json', async () => {
    write('todo.txt', BAD);

    const { exitCode, stdout, stderr } = await ada.todo('import todo.txt --json');

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      added: [{ number: 1 }, { number: 2 }, { number: 3 }],
      problems: [{ line: 3, message: 'The title has 20000 characters, 500 are possible' }],
    });
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'usage',
        message: '1 line of the file could not be read',
        hint: 'The others are in. Mend it and import the file again: nothing is added twice.',
        retryable: false,
      },
    });
  });

  it('tells of the first twenty', async () => {
    write('todo.txt', `${'x'.repeat(20_000)}\n`.repeat(25));

    const { stdout, stderr } = await ada.todo('import todo.txt', PLAIN_TERMINAL);

    expect(stdout).toBe('Added no task · 25 lines could not be read\n');
    expect(stderr.match(/^Line /gm)).toHaveLength(20);
    expect(stderr).toContain('Line 20: ');
    expect(stderr).toContain(
      '\nand 5 more, which --dry-run shows\nError: 25 lines of the file could not be read.\n' +
        'There is no task in the others. If the file is in another format, say so with --format.\n',
    );
  });

  it('adds nothing with --strict', async () => {
    write('todo.txt', BAD);
    const error =
      'Error: 1 line of the file could not be read.\nNothing was added. Without --strict the others come in.\n';
    const told = 'Line 3: The title has 20000 characters, 500 are possible\n';

    expect(await ada.todo('import todo.txt --strict', PLAIN_TERMINAL)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: told + error,
    });
    expect(await ada.todo('import todo.txt --strict')).toEqual({
      exitCode: 2,
      stdout: '-\tproblem\t3\tThe title has 20000 characters, 500 are possible\t\n',
      stderr: told + error,
    });
    expect(await ada.todo('import todo.txt --strict --dry-run', PLAIN_TERMINAL)).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('Line 1: Would add Milk\n'),
    });
    expect(await list()).toBe('');
    write('todo.txt', 'Milk\n');
    expect((await ada.todo('import todo.txt --strict')).exitCode).toBe(0);
  });
});

describe('what cannot be imported', () => {
  it.each([
    ['import nothing.txt', 3, 'There is no file nothing.txt'],
    ['import todo.txt/x', 3, 'There is no file todo.txt/x'],
    ['import nothing\u001B[31m.txt', 3, 'There is no file nothing\\x1b[31m.txt'],
    ['import folder', 2, 'folder is a folder'],
    ['import round', 2, 'round cannot be read (ELOOP)'],
    ['import large.txt', 2, 'large.txt is larger than 64 MiB'],
    ['import latin.txt', 2, 'latin.txt is not UTF-8'],
    ['import utf16.txt', 2, 'utf16.txt is UTF-16, not UTF-8'],
    ['import words', 2, 'It cannot be told what the file is in'],
    ['import todo.txt --map title=Name', 2, '--map is for columns of CSV alone'],
    [
      'import todo.txt --map title',
      2,
      'The value of --map is no field with an equals sign and the name of a column',
    ],
    ['import todo.txt --map title=A,title=B', 2, 'Two columns of --map are for title'],
    ['import todo.txt --tag a!', 2, 'The tag "a!" holds a character that tags cannot have'],
    ['import todo.txt --format word', 2, "Option '-f, --format <format>' argument 'word' is invalid"],
    ['import', 2, "Missing required argument 'file'"],
    ['import a b', 2, "Too many arguments for 'import'. Expected 1 argument but got 2"],
  ])('is told: todo %s', async (words, exitCode, message) => {
    write('todo.txt', TASKS);
    mkdirSync(join(ada.cwd, 'folder'));
    symlinkSync('round', join(ada.cwd, 'round'));
    write('large.txt', '');
    truncateSync(join(ada.cwd, 'large.txt'), 64 * 1024 * 1024 + 1);
    write('latin.txt', Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
    write('utf16.txt', Buffer.from('\uFEFFMilk', 'utf16le'));
    write('words', 'Some words\nand more\n');

    const outcome = await ada.todo(words);

    expect([outcome.exitCode, outcome.stdout]).toEqual([exitCode, '']);
    expect(outcome.stderr).toContain(`Error: ${message}.`);
    expect(await list()).toBe('');
  });

  it('is told with what to type', async () => {
    expect(await ada.todo('import -', { stdin: 'Milk\n' })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'Error: It cannot be told what the file is in.\nSay it with --format, such as --format todotxt for a task a line.\n',
    });
    expect((await ada.todo('import - --format todotxt', { stdin: 'Milk\n' })).exitCode).toBe(0);
    expect(await ada.todo('import -', { terminal: true })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(
        'Error: Expected a file with tasks on stdin, but stdin is a terminal.\n',
      ),
    });
    write('latin.txt', Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
    expect((await ada.todo('import latin.txt')).stderr).toBe(
      'Error: latin.txt is not UTF-8.\nNothing was done. Convert it, as with: iconv -f ISO-8859-1 -t UTF-8\n',
    );
  });
});
