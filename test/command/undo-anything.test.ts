import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AccountStory } from '../support/account-story.ts';
import { effort } from '../support/effort.ts';
import { importAll, imported } from '../support/imported.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { newMachine } from '../support/machine.ts';
import { nameTask, type RandomCommand, randomCommands } from '../support/random-command.ts';
import type { Outcome } from '../support/run-todo.ts';
import { oneRun } from '../support/one-run.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedPostgres } from '../support/test-database.ts';

const COMMANDS = 200;
/** Ten seconds each. */
const SEEDS = effort([20261123], [20261123, 2, 3, 5, 7, 11, 13, 17]);

it.each(SEEDS)(
  'whatever two machines do, undo leads back to the beginning, step by step, and redo to the end (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    await fc.assert(fc.asyncProperty(randomCommands(COMMANDS), undoAndRedo), {
      seed,
      numRuns: 1,
      // A run takes too long to look for a smaller one; what failed is told with its seed.
      endOnFailure: true,
    });
  },
);

it.each(SEEDS)(
  'so it does if an import goes on while other commands come between (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const [commands = []] = fc.sample(randomCommands(COMMANDS / 2, 5), { seed, numRuns: 1 });
    const ada = await userWithOldTasks();
    const old = await wholeTasks(ada);
    const run = withLastingImports(ada, await twoMachines(ada));
    const beginning = await comparable(ada);
    for (const command of commands) {
      expect([0, 3, 5]).toContain((await run(command)).exitCode);
    }
    expect(await journalDisagreements(ada.database, ada.id, old)).toEqual([]);
    const end = await comparable(ada);
    let undos = 0;
    while ((await ada.todo('undo')).exitCode !== 3) undos += 1;
    expect(await comparable(ada)).toEqual(beginning);
    for (let redo = 0; redo < undos; redo += 1) expect(await ada.todo('redo')).toMatchObject({ exitCode: 0 });
    expect(await comparable(ada)).toEqual(end);
    expect(await journalDisagreements(ada.database, ada.id, old)).toEqual([]);
  },
);

async function undoAndRedo(commands: readonly RandomCommand[]): Promise<void> {
  const ada = await userWithOldTasks();
  const story = new AccountStory(ada, await twoMachines(ada));
  const old = await wholeTasks(ada);
  const beginning = await story.begin();
  for (const command of commands) await story.tell(command);
  expect(await journalDisagreements(ada.database, ada.id, old)).toEqual([]);

  const end = story.rows;
  const undos = await undoAll(story);
  expect(undos).toBeGreaterThan(COMMANDS / 4);
  story.expectRows(beginning, 'the beginning');
  // As often as was undone just now: undos between the commands are there to be redone as well.
  for (let redo = 0; redo < undos; redo += 1) {
    expect((await story.tell(alternately('redo', redo))).exitCode).toBe(0);
  }
  story.expectRows(end, 'the end');
  expect(await journalDisagreements(ada.database, ada.id, old)).toEqual([]);
}

/** Undoes until there is nothing to undo, and counts. */
async function undoAll(story: AccountStory): Promise<number> {
  let count = 0;
  while ((await story.tell(alternately('undo', count))).exitCode !== 3) count += 1;
  return count;
}

function alternately(word: string, count: number): RandomCommand {
  return { machine: count % 2 === 0 ? 0 : 1, words: [word], stdin: '' };
}

/** Somebody with tasks that were made before there was a journal. */
async function userWithOldTasks(): Promise<User> {
  const ada = await signUpUser(sharedPostgres());
  await ada.todo('add - --due 2026-11-23 --repeat weekly --tag home', {
    stdin: 'Water the plants\nSweep\nMow',
  });
  await ada.todo('add Call the dentist --note Monday');
  await ada.todo('done 1 2 4');
  await ada.todo('rm 2 --yes');
  await ada.database.query('delete from todo.commands where user_id = $1', [ada.id]);
  return ada;
}

async function wholeTasks({ database, id }: User): Promise<unknown[]> {
  const rows = await database.query('select to_jsonb(t) as row from todo.tasks t where user_id = $1', [id]);
  return rows.map(({ row }) => row);
}

/** But for the time of an edit, which one that changes nothing moves for good. */
async function comparable({ database, id }: User): Promise<unknown[]> {
  const rows = await database.query(
    "select to_jsonb(t) - 'updated_at' as row from todo.tasks t where user_id = $1 order by number",
    [id],
  );
  return rows.map(({ row }) => row);
}

/** Each with a session of its own. */
async function twoMachines(ada: User): Promise<Run> {
  const token = (await ada.todo('token create --name desktop')).stdout.trim();
  const desktop = newMachine(ada.database.url);
  return async ({ machine, words, stdin }) => {
    const there = await numbers(ada, 'select number from todo.tasks where user_id = $1 order by 1');
    const deleted = await numbers(
      ada,
      'select distinct number from todo.changes where user_id = $1 and after is null order by 1',
    );
    const named = words.map((word) => nameTask(word, there, deleted));
    return machine === 0
      ? ada.todo(named, { stdin })
      : desktop.todo(named, { stdin, env: { TODO_TOKEN: token } });
  };
}

type Run = (command: RandomCommand) => Promise<Outcome>;

/** The same, but all that the first machine imports are batches of one import. */
function withLastingImports(ada: User, run: Run): Run {
  const lasting = oneRun(ada);
  return async (command) => {
    if (command.words[0] !== 'import' || command.machine !== 0) return run(command);
    const tasks = command.stdin.split('\n').map((line) => imported(line));
    await importAll(ada, tasks, { run: lasting });
    return { exitCode: 0, stdout: '', stderr: '' };
  };
}

async function numbers({ database, id }: User, sql: string): Promise<number[]> {
  return (await database.query(sql, [id])).map(({ number }) => Number(number));
}
