import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ImportBatch, importTasks } from '../../src/commands/import-tasks.ts';
import type { Fault, Neon } from '../neon/stand-in.ts';
import { importAll, imported, NOW } from '../support/imported.ts';
import { journalDisagreements, miscounts } from '../support/journal-agrees.ts';
import { oneRun } from '../support/one-run.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
});
afterAll(() => neon.close());

/** Three batches. */
const FILE = Array.from({ length: 2_100 }, (_, index) => imported(index % 3 === 0 ? 'Milk' : `Box ${index}`));
const NUMBERS = FILE.map((_, index) => index + 1);

function begin(): AsyncGenerator<ImportBatch, void> {
  return importTasks(FILE, { apply: true }, { ...oneRun(ada), now: () => NOW });
}

async function next(batches: AsyncGenerator<ImportBatch, void>): Promise<ImportBatch['outcomes']> {
  const { value } = await batches.next();
  return value?.outcomes ?? [];
}

async function commandsOf({ database, id }: User): Promise<unknown[]> {
  const rows = await database.query(
    "select concat_ws(' ', kind, name, size) as command from todo.commands where user_id = $1 order by seq",
    [id],
  );
  return rows.map(({ command }) => command);
}

async function expectSound(): Promise<void> {
  expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  expect(await miscounts(ada.database, ada.id)).toEqual([]);
}

const PASSING: readonly Fault[] = [
  { kind: 'drop-before' },
  { kind: 'drop-after-commit' },
  { kind: 'cut' },
  { kind: 'cut', unnoticed: true },
  { kind: 'control-plane' },
  { kind: 'too-many-connections' },
];

describe('a fault that passes', () => {
  it.each(PASSING)('is not to be seen, nor in the journal: $kind', async (fault) => {
    const batches = begin();
    const outcomes = [...(await next(batches))];
    neon.inject(fault);
    outcomes.push(...(await next(batches)));
    await ada.todo('edit 7 pri:high');
    neon.inject(fault);
    outcomes.push(...(await next(batches)));
    expect(outcomes).toEqual(NUMBERS.map((number) => ({ number, isNew: true })));
    expect(await commandsOf(ada)).toEqual(['import 2100', 'edit 1']);
    await expectSound();
  });

  it('tells the same of a batch that has become a command of its own', async () => {
    const batches = begin();
    await next(batches);
    await ada.todo('undo -q');
    neon.inject({ kind: 'drop-after-commit' });
    const outcomes = await next(batches);
    // All Milk of the first batch is gone: what follows is new, and not there for it.
    expect(outcomes).toEqual(NUMBERS.slice(1_000, 2_000).map((number) => ({ number, isNew: true })));
    expect(await commandsOf(ada)).toEqual(['import 1000', 'undo import 1000', 'import 1000']);
    await expectSound();
  });
});

describe('a fault that lasts', () => {
  it('leaves whole batches, says how many tasks are in, and lets the same import go on', async () => {
    const batches = begin();
    await next(batches);
    neon.inject({ kind: 'html' });
    const hint =
      '1,000 tasks are in, and perhaps those that were on their way: `todo undo` takes them back, and the same import again goes on.';
    await expect(batches.next()).rejects.toMatchObject({ code: 'unavailable', hint });
    expect(await batches.next()).toEqual({ done: true, value: undefined });
    const outcomes = await importAll(ada, FILE);
    expect(outcomes).toEqual(NUMBERS.map((number) => ({ number, isNew: number > 1_000 })));
    await expectSound();
  });

  it('at the first batch says nothing of tasks', async () => {
    neon.inject({ kind: 'html' });
    await expect(begin().next()).rejects.toMatchObject({
      code: 'unavailable',
      hint: expect.not.stringContaining('tasks are in'),
    });
    expect(await commandsOf(ada)).toEqual([]);
  });
});

describe('a full account', () => {
  beforeAll(() => neon.query('update todo.settings set max_tasks_per_user = 1500'));
  afterAll(() => neon.query('update todo.settings set max_tasks_per_user = 50000'));

  it('takes the batches that it has room for, and the error says so', async () => {
    const batches = begin();
    await next(batches);
    await expect(batches.next()).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This account has as many tasks as the database admits',
      hint: expect.stringContaining('1,000 tasks are in: `todo undo` takes them back'),
    });
    expect(await commandsOf(ada)).toEqual(['import 1000']);
    await expectSound();
  });
});

describe('two machines that import the same file', () => {
  it('at once bring each task once', async () => {
    const outcomes = await Promise.all([importAll(ada, FILE), importAll(ada, FILE)]);
    expect(outcomes.map((all) => all.map(({ number }) => number))).toEqual([
      expect.arrayContaining(NUMBERS),
      expect.arrayContaining(NUMBERS),
    ]);
    expect(outcomes.flat().filter(({ isNew }) => isNew)).toHaveLength(FILE.length);
    await expectSound();
  });

  it('in turns are two commands, which are undone one after the other', async () => {
    const [one, other] = [begin(), begin()];
    await next(one);
    expect((await next(other)).filter(({ isNew }) => isNew)).toEqual([]);
    await next(other);
    expect((await next(one)).filter(({ isNew }) => isNew)).toEqual([]);
    await next(one);
    expect(await commandsOf(ada)).toEqual(['import 1100', 'import 1000']);
    await ada.todo('undo -q');
    await ada.todo('undo -q');
    expect((await ada.todo('list --all')).stdout).toBe('');
    await expectSound();
  });
});
