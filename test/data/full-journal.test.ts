import { type SQLWrapper, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/data/gateway.ts';
import { selectTasks } from '../../src/data/task-list.ts';
import { countOpenTasks, selectNamedTasks } from '../../src/data/tasks.ts';
import { type Clock, NO_CONDITIONS, type TaskFilter, type TaskOrder } from '../../src/domain/task-filter.ts';
import type { Neon } from '../neon/stand-in.ts';
import { fillJournal } from '../support/fill-journal.ts';
import { oneRun } from '../support/one-run.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

const OPEN: TaskFilter = { ...NO_CONDITIONS, state: 'open', either: [] };
const BY_DUE: TaskOrder = { by: 'due', reverse: false };
const CLOCK: Clock = { date: '2026-11-23', time: '10:00' };

let neon: Neon;
let ada: User;
let plansBefore: Plans;
let plansAfter: Plans;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  ada = await signUpUser(databaseOf(neon));
  const stdin = Array.from(
    { length: 200 },
    (_, index) => `Task ${index + 1} due:2026-11-${10 + (index % 20)}`,
  );
  await ada.todo('add -', { stdin: stdin.join('\n') });
  await ada.todo('done 1-50');
  await neon.query('delete from todo.commands');
  plansBefore = await plansOf(ada);
  await fillJournal(neon, ada.id);
  await analyze();
  plansAfter = await plansOf(ada);
});
afterAll(() => neon.close());

async function analyze(): Promise<void> {
  for (const table of ['tasks', 'commands', 'changes']) await neon.query(`vacuum analyze todo.${table}`);
}

type Plans = Readonly<Record<'list' | 'count' | 'show', string>>;

/** How Postgres answers somebody's `list` and `show`, in the batch that asks for it: nodes, rows, and how many pages each one reads. */
async function plansOf(user: User): Promise<Plans> {
  const { gateway, login } = oneRun(user);
  const access = (await gateway()).asUser(await login());
  const ask = () =>
    access.read((database) => [
      explain(
        database,
        selectTasks(database, {
          userId: user.id,
          filter: OPEN,
          clock: CLOCK,
          order: BY_DUE,
          limit: undefined,
        }),
      ),
      explain(database, countOpenTasks(database, user.id, CLOCK)),
      explain(database, selectNamedTasks(database, user.id, { numbers: [7], idPrefixes: [] })),
    ]);
  await analyze();
  // The first time, pages are read from disk and catalogs looked up.
  await ask();
  const [list, count, show] = await ask();
  return { list: textOf(list), count: textOf(count), show: textOf(show) };
}

function explain(database: Database, query: SQLWrapper) {
  return database.execute<{ 'QUERY PLAN': string }>(
    sql`explain (analyze, buffers, costs off, timing off, summary off) ${query.getSQL()}`,
  );
}

/** Without what planning took, which depends on what the connection did before. */
function textOf({ rows }: { readonly rows: readonly { readonly 'QUERY PLAN': string }[] }): string {
  return rows
    .map((row) => row['QUERY PLAN'])
    .join('\n')
    .replace(/\nPlanning:[^]*/, '');
}

describe('a journal of 100,000 changes', () => {
  it('is as full as it can be', async () => {
    const [row] = await neon.query(
      'select (select count(*)::int from todo.commands) as commands, (select count(*)::int from todo.changes) as changes',
    );
    expect(row).toEqual({ commands: 1_000, changes: 100_000 });
  });

  it('changes nothing of how list and show are answered, to the page', () => {
    expect(plansBefore.list).toMatch(/Buffers: shared hit=\d+\n/);
    expect(plansBefore.list).toMatch(/rows=150/);
    expect(plansAfter).toEqual(plansBefore);
    expect(plansAfter.list + plansAfter.count + plansAfter.show).not.toMatch(/changes|commands/);
  });

  // Of each, one that compared everything with everything would take minutes.
  it.each([
    'history --jsonl',
    'history 120001',
    'trash --limit 50 -q',
    'trash --limit 5000 -q',
    'restore 120001',
    'undo',
    'redo',
    'undo',
  ])('is no burden to todo %s', async (words) => {
    expect(await ada.todo(`${words} --timeout 5`)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
