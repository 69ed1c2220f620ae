import { beforeAll, describe, expect, it } from 'vitest';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';
import { TITLES } from '../unit/sample-task.ts';

// More than pass through at once, with all that a terminal fears.
const COUNT = 250;

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.database.query(
    `insert into todo.tasks (id, user_id, title, description, due_date, due_time, tags, recursion_pattern, completed, completed_at)
     select gen_random_uuid(), $1, ($2::jsonb) ->> (n % $3::int), case n % 3 when 1 then E'Line \\u009b31m\\n\\u202e"' || n end,
            case when n % 2 = 0 then '2026-11-01'::date + n % 40 end, case when n % 4 = 0 then time '17:00' end,
            case n % 3 when 0 then array['home', 'a/b'] else '{}' end, case n % 5 when 0 then 'FREQ=DAILY' end,
            n % 7 = 0, case when n % 7 = 0 then now() end
       from generate_series(1, ${COUNT}) n`,
    [ada.id, JSON.stringify(TITLES.map((title) => title.replaceAll('\n', ' '))), TITLES.length],
  );
});

const output = async (words: string, terminal?: { stdout: true }): Promise<string> => {
  const { exitCode, stdout, stderr } = await ada.todo(words, terminal && { terminal });
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
};

describe('todo list, in each form for programs', () => {
  it('--jsonl has a line for each task, as show --json prints it', async () => {
    const lines = (await output('list --all --jsonl --sort number')).split('\n');
    expect(lines).toHaveLength(COUNT + 1);
    for (const number of [1, 28, 30, 100, 101, 200, COUNT]) {
      expect(`${lines[number - 1]}\n`).toBe(await output(`show ${number} --json`));
    }
  });

  it('--json is the array of these', async () => {
    const lines = (await output('list --all --jsonl')).trimEnd().split('\n');
    expect(await output('list --all --json')).toBe(`[${lines.join(',')}]\n`);
  });

  it('--json is indented at a terminal, and as safe', async () => {
    const compact = await output('list --all --json');
    const indented = await output('list --all --json', { stdout: true });
    const tasks: TaskRecord[] = JSON.parse(compact);
    expect(indented.split('\n').slice(0, 3)).toEqual(['[', '  {', `    "number": ${tasks[0]?.number},`]);
    expect(indented.replaceAll(/^ +/gm, '').split('\n')).toHaveLength(
      JSON.stringify(tasks, null, 2).split('\n').length + 1,
    );
    expect(JSON.stringify(JSON.parse(indented), null, 2)).toBe(JSON.stringify(tasks, null, 2));
    expect(indented.replaceAll(/\\u[0-9a-f]{4}/g, '')).toBe(
      `${JSON.stringify(tasks, null, 2)}\n`
        .replaceAll(/\\u[0-9a-f]{4}/g, '')
        .replaceAll(/[\u007f-\u009f\p{Bidi_Control}]/gu, ''),
    );
    expect(indented).not.toMatch(/[\u007f-\u009f\p{Bidi_Control}]/u);
  });

  it('plain and --quiet name the same tasks', async () => {
    const tasks: TaskRecord[] = JSON.parse(await output('list --all --json'));
    const lines = (await output('list --all')).split('\n');
    expect(lines.slice(0, -1).map((line) => Number(line.split('\t')[0]))).toEqual(
      tasks.map(({ number }) => number),
    );
    expect(lines.slice(0, -1).map((line) => line.split('\t')[5])).toEqual(
      tasks.map(({ tags }) => tags.join(',')),
    );
    expect(lines.join('').replaceAll('\t', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(await output('list --all -q')).toBe(tasks.map(({ number }) => `${number}\n`).join(''));
  });

  it.each([
    ['list +none', '', undefined],
    ['list +none --jsonl', '', undefined],
    ['list +none --jsonl', '', { stdout: true }],
    ['list +none --quiet', '', { stdout: true }],
    ['list +none --json', '[]\n', undefined],
    ['list +none --json', '[]\n', { stdout: true }],
  ] as const)('%s prints %j, as there is none', async (words, expected, terminal) => {
    expect(await output(words, terminal)).toBe(expected);
  });
});
