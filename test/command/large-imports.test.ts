import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { importAll, imported } from '../support/imported.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

const COUNT = 1_500;
/** Of an answer; with Neon's 10 MiB it is as with a hundred times as many tasks. */
const LIMIT = 100_000;
/** An answer of so many bytes holds 150 tasks or more. */
const MOST_REQUESTS = 30;

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres', maxResponseBytes: LIMIT });
  ada = await signUpUser(databaseOf(neon));
  await ada.todo('add Eggs');
  await importAll(
    ada,
    Array.from({ length: COUNT }, (_, index) => imported(`Box ${index + 2}`, { tags: ['attic'] })),
  );
});
afterAll(() => neon.close());

const NUMBERS = Array.from({ length: COUNT }, (_, index) => index + 2);
const TITLED = NUMBERS.map((number) => ({ number, title: `Box ${number}` }));

/** What it prints, asking for no more answers than it takes. */
async function printed(words: string): Promise<string> {
  const before = neon.requests.length;
  const { exitCode, stdout, stderr } = await ada.todo(words);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(neon.requests.length - before).toBeLessThanOrEqual(MOST_REQUESTS);
  return stdout.trimEnd();
}

async function shown(words: string): Promise<string[]> {
  const { stdout } = await ada.todo(words, PLAIN_TERMINAL);
  return stdout.trimEnd().split('\n');
}

describe('an import of thousands', () => {
  it('is one line of the history at a terminal', async () => {
    const [, line = ''] = await shown('history');
    expect(line).toMatch(/^\S+ +\S+ .*laptop +import +#2-1501 Box 2, Box 3, Box/);
  });

  it('has all its numbers in a pipe, in one request', async () => {
    const before = neon.requests.length;
    const [line = ''] = (await printed('history')).split('\n');
    expect(line.split('\t').slice(1)).toEqual(['laptop', 'import', '', NUMBERS.join(','), '']);
    expect(neon.requests.length).toBe(before + 1);
  });

  it('has all its titles in JSON', async () => {
    const commands: unknown = JSON.parse(await printed('history --json'));
    expect(commands).toMatchObject([
      { command: 'import', tasks: TITLED },
      { command: 'add', tasks: [{ number: 1, title: 'Eggs' }] },
    ]);
  });

  it('is undone and redone, which a terminal shows the beginning of', async () => {
    const undone = await shown('undo');
    expect(undone).toHaveLength(52);
    expect(undone[0]).toMatch(/^Undid import, .* on laptop$/);
    expect(undone.slice(1, 3)).toEqual(['Removed #2 Box 2', 'Removed #3 Box 3']);
    expect(undone.at(-1)).toBe('… and 1,450 more');
    expect(await printed('list --all -q')).toBe('1');

    const redone = await shown('redo');
    expect(redone.slice(1, 3)).toEqual(['Restored #2 Box 2 · +attic', 'Restored #3 Box 3 · +attic']);
    expect(redone.at(-1)).toBe('… and 1,450 more');
    expect(await printed('list --all -q --sort number')).toBe([1, ...NUMBERS].join('\n'));
  });

  it('is told in full elsewhere, as it was told before', async () => {
    const tasks: unknown = JSON.parse(await printed('list --all --json --sort number'));
    const told: unknown = JSON.parse(await printed('undo --dry-run --json'));
    expect(told).toMatchObject({ command: 'import', device: 'laptop' });
    expect(told).toHaveProperty(
      'tasks',
      expect.toSatisfy((gone: unknown[]) => gone.length === COUNT),
    );
    expect(await printed('undo --json')).toBe(JSON.stringify(told));
    expect(tasks).toHaveProperty('length', COUNT + 1);
    expect(await printed('redo -q')).toBe(NUMBERS.join('\n'));
    expect(JSON.parse(await printed('list --all --json --sort number'))).toEqual(tasks);
  });

  it('is in the trash after an undo', async () => {
    await printed('undo -q');
    expect(await printed('trash -q')).toBe(NUMBERS.join('\n'));
    const lines = (await printed('trash')).split('\n');
    expect([lines.length, lines.at(-1)?.split('\t').at(-1)]).toEqual([COUNT, 'Box 1501']);
    expect(await shown('trash')).toHaveLength(51);
    await printed('redo -q');
  });

  it('of which much was edited since is taken back step by step', async () => {
    await ada.database.query(
      `update todo.tasks set title = title || '!', completed = true, completed_at = now() where user_id = '${ada.id}' and number > 1`,
    );
    const told: unknown = JSON.parse(await printed('undo --dry-run --json'));
    const undone = JSON.parse(await printed('undo --json'));
    expect(undone).toEqual(told);
    expect(undone.tasks.slice(-2)).toMatchObject([
      { number: 1500, title: 'Box 1500', completed: false },
      { number: 1501, title: 'Box 1501', completed: false },
    ]);
    expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  });

  it('is told with what is in the way, if that is one task of it', async () => {
    await printed('undo -q');
    await printed('restore 1250');
    const { exitCode, stderr } = await ada.todo('redo');
    expect([exitCode, stderr]).toEqual([
      5,
      'Error: The last import cannot be redone: #1250 has been restored already.\nNothing was changed. See what happened with `todo history 1250`.\n',
    ]);
  });
});
