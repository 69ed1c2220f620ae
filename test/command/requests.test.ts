import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import type { Surroundings } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  ada = await signUpUser(databaseOf(neon));
  const stdin = 'Buy oat milk\nPay rent\nCall the dentist\nWater the plants\nPack\nRead\n';
  await ada.todo('add -', { stdin });
});
afterAll(() => neon.close());

const THOUSAND_LINES = Array.from({ length: 1_000 }, (_, index) => `Page ${index + 1} of the inventory`).join(
  '\n',
);

describe('the number of HTTP requests of', () => {
  it.each<[string, number, Surroundings?]>([
    ['add Book the ferry --due tomorrow --tag travel', 1],
    ['add -', 1, { stdin: 'Milk\nBread\nCoffee ☕' }],
    ['add - -q', 1, { stdin: THOUSAND_LINES }],
    ['list', 1],
    ['list --all --overdue --tag travel --priority high --search milk --sort title --limit 3', 1],
    ['list', 1, { terminal: true }],
    ['list +travel -work pri:high due:week or milk is:any', 1],
    ['add Book the ferry due:tomorrow +travel every:week note:x', 1],
    ['list --json', 1],
    ['export', 1],
    ['export +travel --open --format ical', 1],
    ['import - --format todotxt', 1, { stdin: 'Tea\nSugar @shop' }],
    ['import - --format todotxt --dry-run', 1, { stdin: 'Salt' }],
    ['', 1],
    ['show 1', 1],
    ['tags', 1],
    ['tags --all --json', 1],
    ['calendar', 1],
    ['calendar next --json', 1],
    ['stats', 1],
    ['stats +travel -work pri:high --json', 1],
    ['stats', 1, { terminal: true }],
    ['calendar -1', 1, { terminal: { stdout: true, columns: 120 } }],
    ['done 1', 1],
    ['done 1 2 3-4', 1],
    ['reopen 1-4', 1],
    ['edit 2 --title Rent --due today --add-tag home --clear note', 1],
    ['edit 1-3 due:tomorrow +home -work pri:low', 1],
    ['done 1-3 --dry-run', 1],
    ['reopen 1-3 --dry-run', 1],
    ['edit 1-3 pri:low --dry-run', 1],
    ['rm 1-3 --dry-run', 1],
    ['edit pri:low --where milk --yes', 2],
    ['rm 5 --yes', 1],
    ['rm 6', 2, { answers: [['Delete this task?', 'y']] }],
    ['whoami', 1],
    ['completion zsh -- todo done 1', 1],
    ['completion zsh -- todo add +h', 1],
    ['completion zsh -- todo sessions revoke 3', 1],
    ['token create --name ci', 1],
    ['sessions', 1],
    ['undo', 1],
    ['redo', 1],
    ['undo --dry-run', 1],
    ['history', 1],
    ['history 2', 1],
    ['trash', 1],
    ['completion zsh -- todo restore 1', 1],
    ['restore 5-6', 2],
    ['done 5 6 --json', 1],
    ['sessions --json', 1],
    ['logout', 1],
  ])('`todo %s` is %i', async (words, expected, surroundings = {}) => {
    const before = neon.requests.length;
    const env = words === 'logout' ? { TODO_TOKEN: await token() } : {};
    const extra = neon.requests.length - before;
    const { exitCode } = await ada.todo(words, { ...surroundings, env });
    expect(exitCode).toBe(0);
    expect(neon.requests.length - before - extra).toBe(expected);
    expect(neon.requests.at(-1)).toMatchObject({ batch: true, status: 200 });
  });

  it('`todo import` of 10,000 tasks is at most 40', async () => {
    const eve = await signUpUser(databaseOf(neon), 'eve');
    const stdin = Array.from(
      { length: 10_000 },
      (_, index) => `Page ${index + 1} @inventory note:with%20care`,
    );
    const before = neon.requests.length;
    const { exitCode, stdout } = await eve.todo('import - -q', { stdin: stdin.join('\n') });
    expect([exitCode, stdout.trimEnd().split('\n').length]).toEqual([0, 10_000]);
    expect(neon.requests.length - before).toBeLessThanOrEqual(40);
  });

  it('`todo done` of any number of recurring tasks is two', async () => {
    const eve = await signUpUser(databaseOf(neon), 'eve');
    await eve.todo('add - --repeat daily --due today', { stdin: 'Water\nFeed\nSweep\nRead\n' });
    await eve.todo('add Pack');
    const before = neon.requests.length;
    expect((await eve.todo('done 1-5')).stdout.trimEnd().split('\n')).toHaveLength(9);
    expect(neon.requests.length - before).toBe(2);
  });

  it('`todo login` is two, the salt and the proof', async () => {
    const before = neon.requests.length;
    const machine = newMachine(neon.url());
    await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD });
    expect(neon.requests.length - before).toBe(2);
  });

  it('`todo passwd`, `todo sessions revoke` and `todo account delete` are two', async () => {
    const eve = await signUpUser(databaseOf(neon), 'eve');
    await eve.todo('token create --name ci');
    const [other] = (await eve.todo('sessions -q')).stdout.split('\n');
    for (const [words, stdin] of [
      [`sessions revoke ${other}`, ''],
      ['passwd --password-stdin', `${PASSWORD}\nferry-tulip-42`],
      [`account delete --confirm ${eve.username} --password-stdin`, 'ferry-tulip-42'],
    ] as const) {
      const before = neon.requests.length;
      expect([words, (await eve.todo(words, { stdin })).exitCode]).toEqual([words, 0]);
      expect([words, neon.requests.length - before]).toEqual([words, 2]);
    }
  });

  it('`todo signup` is one where the tables are', async () => {
    const before = neon.requests.length;
    const { exitCode } = await newMachine(neon.url()).todo(
      'signup -u grace -e grace@example.org --password-stdin',
      {
        stdin: 'ferry-tulip-42',
      },
    );
    expect([exitCode, neon.requests.length - before]).toEqual([0, 1]);
  });

  it.each([
    'add Milk --due someday',
    'list --priority urgent',
    'calendar someday',
    'stats pri:urgent',
    'edit 1',
    'rm 1',
    'done one',
    'login ada',
    'sessions x',
    'sessions revoke x',
    'passwd',
    'passwd --password-stdin',
    'account delete',
    'account delete --confirm ada --password-stdin',
    'add',
    'help',
    'list --help',
    'import nothing.txt',
    'import -',
    'export --json',
    'help dates',
    'help --json',
    'completion bash',
    'completion bash -- todo add pri:',
    '--version',
    'signup -u x -e y --password-stdin',
  ])('`todo %s` is none', async (words) => {
    const before = neon.requests.length;
    await ada.todo(words);
    expect(neon.requests.length).toBe(before);
  });
});

describe('the counts of a list', () => {
  it.each([
    ['list', 1],
    ['list --json', 1],
    ['list --jsonl', 1],
    ['list -q', 1],
  ])('are not asked for by `todo %s` in a pipe, which shows none', async (words, expected) => {
    await ada.todo(words);
    expect(neon.requests.at(-1)?.statements.slice(1, -1)).toHaveLength(expected);
    expect(neon.requests.at(-1)?.statements.join('\n')).not.toContain('count(');
  });

  it('are asked for at a terminal', async () => {
    await ada.todo('list', { terminal: true });
    expect(neon.requests.at(-1)?.statements.slice(1, -1)).toHaveLength(2);
  });
});

describe('every request of a user', () => {
  it('checks the session first and last, and filters by the user', async () => {
    for (const words of [
      'add Milk',
      'list',
      'show 1',
      'tags',
      'calendar',
      'stats',
      'done 1',
      'reopen 1',
      'edit 1 -p low',
      'rm 4 --yes',
    ]) {
      await ada.todo(words);
      const statements = neon.requests.at(-1)?.statements ?? [];
      expect(statements[0]).toMatch(/set_config\('role', \$1, true\)[^]*todo\.require_session\(/);
      expect(statements.at(-1)).toMatch(/^select todo\.require_session\(/);
      expect(statements.slice(1, -1).length).toBeGreaterThan(0);
      for (const statement of statements.slice(1, -1)) {
        expect(statement).toMatch(/"user_id" = \$\d+|^insert into "todo"."tasks" \("id", "user_id",/);
      }
    }
  });

  it('keeps every value out of the SQL text', async () => {
    const before = neon.requests.length;
    await ada.todo([
      'add',
      'Robert’); DROP TABLE tasks;--',
      '-n',
      'secret-note',
      '-t',
      'secret-tag',
      '-d',
      '2031-07-19',
    ]);
    await ada.todo(['list', '-s', 'secret-search', '-t', 'secret-tag']);
    await ada.todo('list secret-text +secret-tag -secret-tag due:2031-07-19 or secret%');
    const sql = neon.requests
      .slice(before)
      .flatMap(({ statements }) => statements)
      .join('\n');
    expect(sql).not.toMatch(/Robert|secret-|2031|todo_[\w-]{20}/);
    expect(sql).not.toContain(ada.id);
  });
});

async function token(): Promise<string> {
  return (await ada.todo('token create --name once')).stdout.trim();
}
