import { type SQLWrapper, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countOverdueBefore, selectDayCounts, selectDayTasks } from '../../src/data/calendar.ts';
import type { Database } from '../../src/data/gateway.ts';
import { selectStatistics } from '../../src/data/statistics.ts';
import { selectTagCounts } from '../../src/data/tags.ts';
import { selectFirstPage, selectNumbers, selectTasks } from '../../src/data/task-list.ts';
import { LISTED } from '../../src/data/task-projections.ts';
import { countOpenTasks } from '../../src/data/tasks.ts';
import { type Clock, NO_CONDITIONS, type TaskFilter } from '../../src/domain/task-filter.ts';
import type { Neon } from '../neon/stand-in.ts';
import { fillDatabase } from '../support/large-database.ts';
import { oneRun } from '../support/one-run.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

const OPEN: TaskFilter = { ...NO_CONDITIONS, state: 'open', either: [] };
const CLOCK: Clock = { date: '2026-11-23', time: '10:00' };

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  ada = await signUpUser(databaseOf(neon));
  // As few as will do: without the gateway's setting, Postgres reads all of the user's own tasks here.
  await fillDatabase((text, parameters) => neon.query(text, parameters), {
    otherUsers: 400,
    tasksOfEach: 50,
    ownOpen: 50,
    ownDone: 19_950,
  });
});
afterAll(() => neon.close());

const listing = () => ({
  userId: ada.id,
  filter: OPEN,
  clock: CLOCK,
  order: { by: 'due', reverse: false } as const,
  limit: undefined,
});

const everyDay = ({ id }: User) => ({ userId: id, from: '1000-01-01', to: '9999-12-31', clock: CLOCK });

/** How Postgres answers, in the batch that the gateway makes. */
async function planOf(query: (database: Database) => SQLWrapper): Promise<string> {
  const { gateway, login } = oneRun(ada);
  const { read } = (await gateway()).asUser(await login());
  const [{ rows }] = await read((database) => [
    database.execute<{ 'QUERY PLAN': string }>(
      sql`explain (analyze, costs off, timing off, summary off) ${query(database).getSQL()}`,
    ),
  ]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('50 open tasks of somebody with 20,000', () => {
  it.each<[string, (database: Database) => SQLWrapper]>([
    ['listed', (database) => selectTasks(database, { ...listing(), limit: 50 })],
    ['printed', (database) => selectFirstPage(database, listing(), LISTED, 3_000_000)],
    ['numbered', (database) => selectNumbers(database, listing())],
    ['counted', (database) => countOpenTasks(database, ada.id, CLOCK)],
  ])('are %s without a look at those that are done', async (_, query) => {
    const plan = await planOf(query);

    expect(plan).toMatch(/tasks_open_idx( on tasks)? \(actual rows=50 /);
    expect(plan).not.toMatch(/Rows Removed by Filter/);
  });
});

describe('what is counted of all tasks of somebody with 20,000', () => {
  const everyTask: TaskFilter = { ...OPEN, state: 'all' };
  const oneScan = /(Scan using \w+|Heap Scan) on tasks (\w+ )?\(actual rows=20000 /g;

  it.each<[string, (database: Database) => SQLWrapper]>([
    [
      'statistics',
      (database) =>
        selectStatistics(database, {
          userId: ada.id,
          filter: everyTask,
          clock: CLOCK,
          offsets: [{ since: undefined, minutes: 60 }],
          tomorrow: new Date('2026-11-23T23:00:00Z'),
          since: '2026-11-10',
          weekEnds: [new Date('2026-11-22T23:00:00Z')],
          mostTags: 10,
        }),
    ],
    ['tags', (database) => selectTagCounts(database, ada.id, false)],
    ['the days of a calendar', (database) => selectDayCounts(database, everyDay(ada))],
    ['the days of a calendar with titles', (database) => selectDayTasks(database, everyDay(ada), 4)],
  ])('is read once: %s', async (_, query) => {
    expect((await planOf(query)).match(oneScan)).toHaveLength(1);
  });

  it('is no task that is done for what is overdue', async () => {
    const years = {
      userId: ada.id,
      from: '9999-01-01',
      to: '9999-01-31',
      clock: { ...CLOCK, date: '9999-01-10' },
    };
    const plan = await planOf((database) => countOverdueBefore(database, years));
    expect(plan).toMatch(/tasks_open_idx( on tasks)? \(actual rows=50 /);
    expect(plan).not.toMatch(/Rows Removed by Filter/);
  });
});
