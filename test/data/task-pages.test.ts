import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTasks } from '../../src/commands/list-tasks.ts';
import {
  listNumbers,
  type ListRequest,
  streamListedTasks,
  streamTaskRecords,
} from '../../src/commands/stream-tasks.ts';
import { PRIORITIES, type Priority } from '../../src/domain/task.ts';
import { NO_CONDITIONS, SORT_KEYS } from '../../src/domain/task-filter.ts';
import type { Neon } from '../neon/stand-in.ts';
import { runs } from '../support/effort.ts';
import { oneRun } from '../support/one-run.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

/** A page of these bytes has a few tasks. */
const SMALL_PAGE = 1_000;
const EVERYTHING: ListRequest = {
  filter: { ...NO_CONDITIONS, state: 'all', either: [] },
  order: { by: 'due', reverse: false },
  limit: undefined,
};

let neon: Neon;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());

interface StoredTask {
  readonly title: string;
  readonly description: string | null;
  readonly due_date: string | null;
  readonly due_time: string | null;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly completed: boolean;
}

/** Few different values, so that keys are often equal, and nulls. */
const anyTask: fc.Arbitrary<StoredTask> = fc.record({
  title: fc.constantFrom('Pay rent', 'pay Rent', 'Éclairs', 'x'.repeat(500)),
  description: fc.option(fc.constantFrom('A note', 'Much to say. '.repeat(200))),
  due_date: fc.option(fc.constantFrom('2026-11-20', '2026-11-27')),
  due_time: fc.constantFrom(null, '09:00', '17:00'),
  priority: fc.constantFrom(...PRIORITIES),
  tags: fc.constantFrom([], ['home'], ['home', 'x']),
  completed: fc.boolean(),
});

const anyRequest = fc.record({
  filter: fc.constantFrom(
    EVERYTHING.filter,
    { ...EVERYTHING.filter, state: 'open' as const },
    { ...EVERYTHING.filter, tags: ['home'] },
  ),
  order: fc.record({ by: fc.constantFrom(...SORT_KEYS), reverse: fc.boolean() }),
  limit: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
});

async function userWith(tasks: readonly StoredTask[]): Promise<User> {
  const user = await signUpUser(databaseOf(neon));
  await neon.query(
    `insert into todo.tasks (user_id, id, title, description, due_date, due_time, priority, tags, completed, completed_at)
     select $1, gen_random_uuid(), title, description, due_date, case when due_date is not null then due_time end, priority,
            tags, completed, case when completed then now() end
       from jsonb_to_recordset($2::jsonb) as t (title text, description text, due_date date, due_time time,
            priority todo.priority, tags text[], completed boolean)`,
    [user.id, JSON.stringify(tasks)],
  );
  return user;
}

const contextOf = (user: User) => ({ ...oneRun(user), now: () => new Date('2026-11-23T09:00:00Z') });

async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

const numbersOf = (tasks: readonly { readonly number: number }[]) => tasks.map(({ number }) => number);

describe('a list in pages', () => {
  it('is the list in one answer, in every order, whatever is in it', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTask, { maxLength: 40 }),
        fc.array(anyRequest, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 * SMALL_PAGE }),
        async (tasks, requests, pageBytes) => {
          const context = contextOf(await userWith(tasks));
          for (const request of requests) {
            const { tasks: listed } = await listTasks(request, context);
            const records = await collect(streamTaskRecords(request, context));
            expect(await collect(streamListedTasks(request, context, pageBytes))).toEqual(listed);
            expect(await collect(streamTaskRecords(request, context, pageBytes))).toEqual(records);
            expect(numbersOf(records)).toEqual(numbersOf(listed));
            expect(await listNumbers(request, context)).toEqual(numbersOf(listed));
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  it('has each task once, whatever becomes of it between two pages', async () => {
    const user = await userWith(
      Array.from({ length: 60 }, (_, index) => ({
        title: `Task ${index + 1}`,
        description: null,
        due_date: `2026-12-${String(Math.floor(index / 2) + 1).padStart(2, '0')}`,
        due_time: null,
        priority: 'Medium',
        tags: [],
        completed: false,
      })),
    );
    const request = { ...EVERYTHING, filter: { ...EVERYTHING.filter, state: 'open' as const } };
    const pages: number[][] = [];
    for await (const batch of streamListedTasks(request, contextOf(user), SMALL_PAGE)) {
      pages.push(numbersOf(batch));
      if (pages.length === 1) {
        await user.todo('edit 2 --due 2027-01-31');
        await user.todo('edit 50 --due 2026-11-01');
      }
      if (pages.length === 2) {
        await user.todo('edit 3 --due 2027-02-28');
        await user.todo('edit 40 --due 2026-10-01');
        await user.todo('edit 20 --due 2027-03-01');
        await user.todo('done 30');
        await user.todo('rm 31 --yes');
        await user.todo('add Something new --due 2027-12-31');
      }
    }
    const expected = Array.from({ length: 60 }, (_, index) => index + 1).filter((n) => n !== 30 && n !== 31);
    expect(pages.flat().toSorted((a, b) => a - b)).toEqual(expected);
    expect(pages[0]).toEqual([1, 2, 3, 4, 5]);
    expect(pages[1]?.[0]).toBe(50);
  });

  it('has no more tasks than were asked for, also where some have gone between two pages', async () => {
    const user = await userWith(plainTasks(30));
    const numbers: number[] = [];
    for await (const batch of streamListedTasks({ ...EVERYTHING, limit: 12 }, contextOf(user), SMALL_PAGE)) {
      if (numbers.length === 0) await user.todo('rm 1-3 --yes');
      numbers.push(...numbersOf(batch));
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

describe('the requests of a list', () => {
  it.each([
    [0, 1],
    [3, 1],
    // It cannot know that nothing follows.
    [4, 2],
    [20, 6],
    [40, 11],
    [80, 21],
  ])('of %i tasks are %i, where four make a page', async (count, expected) => {
    const context = contextOf(await userWith(plainTasks(count)));
    const before = neon.requests.length;
    expect(await collect(streamListedTasks(EVERYTHING, context, SMALL_PAGE))).toHaveLength(count);
    expect(neon.requests.length - before).toBe(expected);
  });

  it('are made when somebody wants more', async () => {
    const context = contextOf(await userWith(plainTasks(40)));
    const before = neon.requests.length;
    const batches = streamTaskRecords(EVERYTHING, context, SMALL_PAGE);
    expect((await batches.next()).value).toHaveLength(4);
    expect(neon.requests.length - before).toBe(1);
    await batches.next();
    expect(neon.requests.length - before).toBe(3);
    await batches.return();
    expect(neon.requests.length - before).toBe(3);
  });
});

/** They count for 250 bytes each. */
function plainTasks(count: number): StoredTask[] {
  return Array.from({ length: count }, () => ({
    title: 'Water the plants: kitchen, balcony and both rooms.',
    description: null,
    due_date: null,
    due_time: null,
    priority: 'Medium',
    tags: [],
    completed: false,
  }));
}
