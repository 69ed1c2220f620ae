import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import type { Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';
import { foreignIn, unsafeIn } from '../support/unsafe-output.ts';

// What another client may have put into the tables, past all that this program checks, as far as the tables take it.

/** Sequences that the program itself never writes, among them an inverse video that hides as a colour. */
const ESCAPES =
  'Pay\u001B[2J\u001B]0;owned\u0007\u001B[7m\u001B]8;;https://example.org\u001B\\rent\u009B31m\u0090x\u009C';
const MARKS = 'Zoe' + '\u0301'.repeat(497);

const TITLES = [
  ESCAPES,
  'a\tb\vc\fd\u0085e\u2028f\u2029g',
  '\u202Efdp.exe\u2066 and \u061C\u200F',
  '\u200B',
  '\u200B\u00AD\u3164\uFFA0\uFEFF',
  MARKS,
  '買'.repeat(500),
  '👨‍👩‍👧‍👦'.repeat(71),
  'ﷺ'.repeat(500),
  '\u{10FFFF}\uFFFE\uFDD0\u{E0001}',
  String.raw`\x1b[31m \t \\ "quoted" 'too' $(touch x) %s {}`,
  ' at both ends ',
  '--json',
  '+tag due:fri',
  'x'.repeat(500),
] as const;

const NOTES = [
  `${ESCAPES}\r\nsecond\rthird\n\n\u2028${MARKS}\n---\nTitle: x\n`,
  '\n \n',
  '',
  '買'.repeat(10_000),
] as const;

/** As far as the table refuses punctuation and white space of ASCII alone. */
const TAGS = [
  ['a\u202Eb', 'c\u2028d', '\u2066'],
  ['\u200B', '\u00A0', '\u3000x', '\u00AD', '\u0301'],
  ['買'.repeat(50), '👨‍👩‍👧‍👦', '“quoted”', 'ŻÓŁW', 'żółw'],
  [],
] as const;

const PATTERNS = [
  'often',
  ESCAPES,
  'FREQ=DAILY;INTERVAL=99999999999999999999',
  'FREQ=HOURLY',
  'FREQ=DAILY;FREQ=WEEKLY',
  '\n',
  ' ',
  'RRULE:FREQ=DAILY\r\nDTSTART:20200101',
  'FREQ=DAILY;'.repeat(45),
  'every fri',
  '\u202EFREQ=DAILY',
] as const;

const DATES = ['0001-01-01', '0099-12-31', '9999-12-31', '2026-11-27'] as const;
/** A task is done at any moment that Postgres knows. */
const MOMENTS = [
  'infinity',
  '-infinity',
  '4713-01-01 00:00:00 BC',
  '294276-12-31',
  '0001-01-01',
  '2026-11-20',
] as const;

const COUNT = 60;

/** A row for every column, each walking through its own list. */
const ROWS = Array.from({ length: COUNT }, (_, index) => {
  const pick = <T>(list: readonly T[]): T | undefined => list[index % list.length];
  const isDone = index % 7 === 6;
  return {
    title: pick(TITLES),
    description: pick([...NOTES, null]),
    tags: pick(TAGS),
    recursion_pattern: index % 3 === 0 ? null : pick(PATTERNS),
    due_date: index % 5 === 4 ? null : pick(DATES),
    due_time: index % 10 === 0 ? '23:59' : null,
    completed: isDone,
    completed_at: isDone ? MOMENTS[Math.floor(index / 7) % MOMENTS.length] : null,
  };
});

async function insert(user: User, rows: readonly object[]): Promise<void> {
  await user.database.query(
    `insert into todo.tasks (id, user_id, title, description, tags, recursion_pattern, due_date, due_time, completed, completed_at)
     select gen_random_uuid(), $1, r.title, r.description, coalesce(r.tags, '{}'), r.recursion_pattern, r.due_date, r.due_time,
            coalesce(r.completed, false), r.completed_at
       from jsonb_to_recordset($2::jsonb) r (title text, description text, tags text[], recursion_pattern text, due_date date,
            due_time time, completed boolean, completed_at timestamptz)`,
    [user.id, JSON.stringify(rows)],
  );
}

/** Somebody whose tasks, sessions, history, trash and e-mail address hold all of it. */
async function haunted(): Promise<User> {
  const user = await signUpUser(sharedDatabase());
  const { database, id } = user;
  await database.query('update todo.sessions set device = $2 where user_id = $1', [
    id,
    ESCAPES.slice(0, 100),
  ]);
  await database.query(
    `insert into todo.sessions (user_id, token_hash, device, expires_at)
     select $1::uuid, sha256(convert_to($1::text || device, 'UTF8')), left(device, 100), now() + interval '1 day' from jsonb_array_elements_text($2::jsonb) device`,
    [id, JSON.stringify([...TITLES, ...NOTES])],
  );
  await database.query('update todo.users set email = $2 where id = $1', [
    id,
    `\u2029\u202E${user.username}@\u200B\u061Cx`,
  ]);
  await insert(user, ROWS);
  // By the program, so that the journal names the session: an edit of all, a deletion of half, and the way back for some.
  await user.todo(`edit 1-${COUNT} +seen`);
  await user.todo(`rm 1-${COUNT / 2} --yes`);
  await user.todo(`restore 1-${COUNT / 4}`);
  return user;
}

const TERMINAL: Surroundings = { terminal: { stdout: true, stderr: true, columns: 72 } };
const NARROW: Surroundings = {
  terminal: { stdout: true, stderr: true, columns: 24 },
  env: { NO_COLOR: '1', LANG: 'C' },
};

const FORMS: readonly (readonly [string, string, Surroundings])[] = [
  ['at a terminal', '', TERMINAL],
  ['at a narrow terminal', '', NARROW],
  ['in a pipe', '', {}],
  ['as JSON', ' --json', {}],
  ['as JSON at a terminal', ' --json', TERMINAL],
  ['as lines of JSON', ' --jsonl', {}],
  ['in short', ' -q', {}],
];

const RECORDS = [1, 2, 3, 4, 7, 14, 49, 56, 60];
const PAST = ['history', ...RECORDS.map((number) => `history ${number}`)];
const MANY = [
  'list --all',
  'list --all --limit 60',
  'list --all --sort title',
  'list is:any pay',
  'tags --all',
  'sessions',
  'trash',
  'edit 46-59 pri:low due:fri --dry-run',
  'reopen 46-59 --dry-run',
  'rm 46-59 --dry-run',
  'restore 16-30 --dry-run',
  'undo --dry-run',
];
const SINGLE = ['whoami', 'db status', 'calendar', 'stats', ...RECORDS.map((number) => `show ${number}`)];

let ada: User;
beforeAll(async () => {
  ada = await haunted();
});

/** What a form is asked for; the others are no options of the command. */
function commandsWith(option: string): readonly string[] {
  if (option === ' -q') return MANY;
  return option === ' --jsonl' ? [...MANY, ...PAST] : [...MANY, ...PAST, ...SINGLE];
}

describe.each(FORMS)('%s', (_form, option, surroundings) => {
  it.each(commandsWith(option))('`todo %s` sends nothing but text', async (words) => {
    const { exitCode, stdout, stderr } = await ada.todo(words + option, surroundings);
    expect([exitCode, stderr, unsafeIn(stdout)]).toEqual([0, '', undefined]);
    expect(stdout).not.toBe('');
  });

  it('`todo done` names a task whose rule is none, and goes on with the others', async () => {
    const { exitCode, stdout, stderr } = await ada.todo(`done 45-48 --dry-run${option}`, surroundings);
    expect([exitCode, unsafeIn(stdout), unsafeIn(stderr)]).toEqual([2, undefined, undefined]);
    expect(stderr).toMatch(/The recurrence \\?".+\\?" of #45 cannot be understood.*todo edit 45 every:week/s);
    expect(stdout).toContain('46');
  });
});

describe('the journal of a version to come', () => {
  it.each(FORMS.filter(([, option]) => option !== ' -q'))(
    'is shown as far as it is understood: %s',
    async (_form, option, surroundings) => {
      const eve = await signUpUser(sharedDatabase(), 'eve');
      await eve.todo('add Pay rent');
      await eve.todo('edit 1 pri:high');
      await eve.database.query(
        'update todo.changes set before = before || $2::jsonb, after = after || $2::jsonb where user_id = $1',
        [
          eve.id,
          JSON.stringify({
            priority: `Urgent${ESCAPES}`,
            title: ESCAPES,
            tags: TAGS[0],
            recursion_pattern: ESCAPES,
            ['\u001B[2J']: [{}, null],
          }),
        ],
      );
      for (const words of ['history', 'history 1']) {
        const { exitCode, stdout, stderr } = await eve.todo(words + option, surroundings);
        expect([exitCode, stderr, unsafeIn(stdout)]).toEqual([0, '', undefined]);
        expect(stdout).toContain(words === 'history' ? 'edit' : 'Urgent');
      }
    },
  );
});

describe('a table', () => {
  it.each([
    'list --all --limit 60',
    'trash',
    'history',
    'sessions',
    'tags --all',
    'calendar',
    'stats',
    'history 1',
  ])('of `todo %s` is never wider than its terminal', async (words) => {
    for (const columns of [24, 40, 72, 200]) {
      const { stdout } = await ada.todo(words, {
        terminal: { stdout: true, columns },
        env: { NO_COLOR: '1' },
      });
      const lines = stdout.split('\n').filter((line) => !/ listed, /.test(line));
      const tooWide = lines.filter((line) => stringWidth(line) > columns);
      expect([columns, tooWide]).toEqual([columns, []]);
    }
  });

  it('has a line for each task, with its columns below their headings', async () => {
    const wide = { terminal: { stdout: true, columns: 200 }, env: { NO_COLOR: '1' } };
    const [heading = '', ...rows] = (
      await ada.todo('list --all --limit 60 --sort number', wide)
    ).stdout.split('\n');
    const shown = rows.filter((row) => /^ ?\d+ {2}/.test(row));
    expect(shown).toHaveLength(45);
    const due = heading.indexOf('Due');
    expect(shown.filter((row) => row[due - 1] !== ' ')).toEqual([]);
  });
});

const storedTasks = () =>
  ada.database.query(
    `select number, title, description, to_jsonb(tags) as tags, recursion_pattern from todo.tasks where user_id = $1 order by number`,
    [ada.id],
  );
const asStored = (tasks: readonly TaskRecord[]) =>
  tasks.map(({ number, title, description, tags, recursionPattern }) => ({
    number,
    title,
    description,
    tags,
    recursion_pattern: recursionPattern,
  }));

describe('for programs', () => {
  it('JSON gives back every character, whole and by the line', async () => {
    const json: TaskRecord[] = JSON.parse((await ada.todo('list --all --sort number --json')).stdout);
    const lines = (await ada.todo('list --all --sort number --jsonl')).stdout.trimEnd().split('\n');
    expect(asStored(json)).toEqual(await storedTasks());
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(json);
    for (const task of json.slice(0, 20)) {
      expect(JSON.parse((await ada.todo(`show ${task.number} --json`)).stdout)).toEqual(task);
    }
  });

  it('every instant is one', async () => {
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
    const tasks: TaskRecord[] = JSON.parse((await ada.todo('list --all --json')).stdout);
    const deleted: TaskRecord[] = JSON.parse((await ada.todo('trash --json')).stdout);
    const moments = [...tasks, ...deleted].flatMap(({ completedAt }) => completedAt ?? []);
    expect(moments.filter((moment) => !instant.test(moment))).toEqual([]);
    expect(new Set(moments)).toContain('9999-12-31T23:59:59.999Z');
    expect(new Set(moments)).toContain('0001-01-01T00:00:00.000Z');
  });

  it.each([
    ['list --all', 45, 6],
    ['trash', 15, 5],
    ['history', 4, 6],
    ['sessions', 1 + TITLES.length + NOTES.length, 7],
    ['tags --all', 13, 3],
  ])('`todo %s` has %d lines of %d fields in a pipe', async (words, lines, fields) => {
    const rows = (await ada.todo(words)).stdout.slice(0, -1).split('\n');
    expect(rows).toHaveLength(lines);
    expect(rows.filter((row) => row.split('\t').length !== fields)).toEqual([]);
  });
});

describe('the candidates of a shell', () => {
  it.each([
    'done',
    'reopen',
    'restore',
    'sessions revoke',
    'list +',
    'list -',
    'add --tag',
    'edit 1 --remove-tag',
  ])('for `todo %s` are a line each, of text alone', async (line) => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const last = /[+-]$/.test(line) ? [] : [''];
      const { exitCode, stdout, stderr } = await ada.todo([
        'completion',
        shell,
        '--',
        'todo',
        ...line.split(' '),
        ...last,
      ]);
      expect([exitCode, stderr, unsafeIn(stdout)]).toEqual([0, '', undefined]);
      expect(
        stdout
          .trimEnd()
          .split('\n')
          .filter((row) => row.split('\t').length > 2),
      ).toEqual([]);
    }
  });

  it('are the tags that can be typed, and no others', async () => {
    const { stdout } = await ada.todo(['completion', 'zsh', '--', 'todo', 'list', '+']);
    expect(stdout.split('\n').map((row) => row.split('\t')[0])).toEqual(
      expect.arrayContaining(['+seen', '+ŻÓŁW', `+${'買'.repeat(50)}`]),
    );
    expect(stdout).not.toMatch(/\u200B|\u00A0|“/);
  });
});

describe('questions at a terminal', () => {
  const plain = { NO_COLOR: '1' };

  it.each([
    ['show', 'Show which'],
    ['done --dry-run', 'Complete which'],
    ['restore --dry-run', 'Restore which'],
  ])('`todo %s` offers the tasks as text', async (words, question) => {
    const { stdout, stderr } = await ada.todo(words, {
      env: plain,
      // To the end of the line: it moves nothing, and completes no answer.
      answers: [
        [question, 'pay\u0005'],
        ['task? pay', ''],
      ],
    });
    expect(stderr).toContain('Pay\\x1b[2J');
    expect(foreignIn(stdout + stderr)).toBeUndefined();
  });

  it('`todo rm` shows what is to go', async () => {
    const { exitCode, stderr } = await ada.todo('rm 31-60', {
      env: plain,
      answers: [['Delete these 30 tasks', 'n']],
    });
    expect([exitCode, foreignIn(stderr)]).toEqual([130, undefined]);
  });

  it('`todo account delete` shows whose', async () => {
    const { exitCode, stderr } = await ada.todo('account delete', {
      env: plain,
      answers: [['Type the username', '\u0003']],
    });
    expect([exitCode, foreignIn(stderr)]).toEqual([130, undefined]);
  });
});

describe('a task with a recurrence that is none', () => {
  const AT_TERMINAL: Surroundings = { terminal: { stdin: true, stderr: true }, env: { NO_COLOR: '1' } };

  it.each(PATTERNS)(
    'can be seen, changed by hand, removed and taken back, but not done: %j',
    async (pattern) => {
      const eve = await signUpUser(sharedDatabase(), 'eve');
      const task = {
        title: ESCAPES,
        description: NOTES[0],
        tags: TAGS[0],
        recursion_pattern: pattern,
        due_date: '0099-12-31',
      };
      await insert(eve, [task]);
      const stored = async (): Promise<unknown> => {
        const [row] = await eve.database.query(
          'select title, description, to_jsonb(tags) as tags, recursion_pattern, due_date::text from todo.tasks where user_id = $1',
          [eve.id],
        );
        return row;
      };
      const done = await eve.todo('done 1');
      expect([done.exitCode, done.stdout]).toEqual([2, '']);
      expect(done.stderr).toMatch(
        /^Error: The recurrence "[^\n]+" of #1 cannot be understood\.\n[^\n]+every:week[^\n]+\n$/,
      );
      for (const [words, surroundings] of [
        ['edit 1 pri:high', {}],
        [
          'edit 1 --editor',
          {
            ...AT_TERMINAL,
            env: { ...AT_TERMINAL.env, EDITOR: 'sed -i s/^Priority:.*/Priority:Low/', TMPDIR: eve.folder },
          },
        ],
        [
          'edit 1',
          {
            env: { NO_COLOR: '1' },
            answers: ['Title:', 'Due:', 'Priority:', 'Tags:', 'Repeat:'].map((name) => [name, ''] as const),
          },
        ],
        ['rm 1 --yes', {}],
        ['trash', {}],
        ['restore 1', {}],
        ['undo', {}],
        ['undo', {}],
        ['undo', {}],
        ['redo', {}],
        ['history 1', {}],
        ['list', {}],
      ] satisfies [string, Surroundings][]) {
        const { exitCode, stdout, stderr } = await eve.todo(words, surroundings);
        expect([words, exitCode, foreignIn(stdout + stderr)]).toEqual([words, 0, undefined]);
      }
      expect(await stored()).toEqual(task);
      expect(await eve.todo('edit 1 every:week due:2026-11-27')).toMatchObject({ exitCode: 0 });
      expect(await eve.todo('done 1')).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining('Next #2'),
      });
    },
  );

  it.each([
    ['0001-01-31', 'FREQ=MONTHLY', '2026-11-30'],
    ['0001-01-01', 'FREQ=YEARLY', '2027-01-01'],
    ['0004-02-29', 'FREQ=YEARLY', '2027-02-28'],
    ['0099-12-31', 'FREQ=DAILY;INTERVAL=2', '2026-11-25'],
    ['0001-01-01', 'FREQ=WEEKLY;COUNT=5', undefined],
    ['9999-12-31', 'FREQ=DAILY', undefined],
  ])('follows a due date of %s by its rule %s', async (due, pattern, next) => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await insert(eve, [{ title: 'x', due_date: due, recursion_pattern: pattern }]);
    const tasks: TaskRecord[] = JSON.parse((await eve.todo('done 1 --json')).stdout);
    expect(tasks.map(({ dueDate }) => dueDate)).toEqual(next === undefined ? [due] : [due, next]);
  });
});
