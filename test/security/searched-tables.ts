import { ALICE } from '../support/two-users.ts';

/** A condition that holds for a row of Alice's and for none of Mallory's, and one that holds for nobody's. */
type Pair = readonly [column: string, holds: string, doesNot: string];

/** A table that clients may read, as somebody would search it for other people's rows. */
export interface SearchedTable {
  readonly table: string;
  /** All that a client may do to it. */
  readonly statements: readonly string[];
  /** A column of integers, for a condition as cheap as any other. */
  readonly integer: string;
  readonly pairs: readonly Pair[];
  /** Columns whose condition Postgres takes neither for harmless nor for cheap: it is tried after all policies anyway. */
  readonly triedLast: ReadonlySet<string>;
}

const COMMAND_ID = 'a11ce000-0000-4000-8000-0000000000cc';

/** What the pairs find and `addTwoUsers` has not stored: a task that is done, and a command that differs from all others in everything. */
export const MORE_OF_ALICE: readonly string[] = [
  `update todo.tasks set completed = true, completed_at = now(), due_time = '09:00' where number = 1 and user_id = '${ALICE.id}'`,
  `update todo.commands set id = '${COMMAND_ID}', name = 'done', kind = 'undo', session_id = '${ALICE.sessionId}',
     device = 'phone of alice', at = '2001-01-01', size = 7, takes_back = 1, taken_back_by = 2
   where user_id = '${ALICE.id}' and seq = 4`,
  `update todo.changes set number = 77, before = null, after = null where user_id = '${ALICE.id}' and seq = 4`,
];

const OF_EVERY_TABLE: readonly Pair[] = [
  ['user', `user_id = any ('{${ALICE.id}}')`, `user_id = any ('{a11ce000-0000-4000-8000-000000000001}')`],
  ['owner key', 'owner_key = any (array[1])', 'owner_key = any (array[3])'],
];

const TASKS: SearchedTable = {
  table: 'todo.tasks',
  statements: ['select from todo.tasks', "update todo.tasks set title = 'x'", 'delete from todo.tasks'],
  integer: 'number',
  triedLast: new Set(['title', 'time of completion']),
  pairs: [
    [
      'title in a list',
      "title = any ('{Call the clinic for alice}')",
      "title = any ('{Call the clinic for bob}')",
    ],
    ['title', "title = 'Call the clinic for alice'", "title = 'Call the clinic for bob'"],
    ['title by halves', "title < any ('{Call the clinic for b}')", "title < any ('{Call the clinic for a}')"],
    [
      'title by its beginning',
      "starts_with(title, 'Call the clinic for a')",
      "starts_with(title, 'Call the clinic for x')",
    ],
    [
      'title in a choice',
      "case when title = any ('{Call the clinic for alice}') then true end",
      "case when title = any ('{x}') then true end",
    ],
    [
      'note',
      "description > any ('{Results of a}') and description < any ('{Results of b}')",
      "description < any ('{Results of a}')",
    ],
    ['presence of a time', 'due_time is not null', 'spawned_from is not null'],
    ['state', 'completed', 'completed and spawned_from is not null'],
    [
      'state and date',
      "completed and due_date = any ('{2026-11-27}')",
      "completed and due_date = any ('{2026-11-28}')",
    ],
    ['id', `id = any ('{${ALICE.taskIds[0]}}')`, `id = any ('{a11ce000-0000-4000-8000-00000000000f}')`],
    ['time of completion', `completed_at < any (array[now()])`, `completed_at > any (array[now()])`],
    ...OF_EVERY_TABLE,
  ],
};

const COMMANDS: SearchedTable = {
  table: 'todo.commands',
  statements: ['select from todo.commands'],
  integer: 'size',
  triedLast: new Set(['device by its beginning']),
  pairs: [
    ['device in a list', "device = any ('{phone of alice}')", "device = any ('{phone of bob}')"],
    [
      'device by halves',
      "device > any ('{phone}') and device < any ('{phone of b}')",
      "device > any ('{phone of b}')",
    ],
    ['device by its beginning', "starts_with(device, 'phone of a')", "starts_with(device, 'phone of x')"],
    ['name', "name = any ('{done}')", "name = any ('{reopen}')"],
    ['kind', "kind = any ('{undo}')", "kind = any ('{redo}')"],
    ['presence of a kind', 'kind is not null', 'kind is not null and takes_back is null'],
    [
      'what was taken back',
      'takes_back = any (array[1]) and taken_back_by = any (array[2])',
      'takes_back = any (array[9])',
    ],
    ['seq', 'seq = any (array[4])', 'seq = any (array[9])'],
    ['size', 'size = any (array[7])', 'size = any (array[9])'],
    ['time', "at < any ('{2002-01-01}'::timestamptz[])", "at < any ('{2000-01-01}'::timestamptz[])"],
    ['id', `id = any ('{${COMMAND_ID}}')`, `id = any ('{a11ce000-0000-4000-8000-00000000000f}')`],
    [
      'session',
      `session_id = any ('{${ALICE.sessionId}}')`,
      `session_id = any ('{a11ce000-0000-4000-8000-00000000000f}')`,
    ],
    ...OF_EVERY_TABLE,
  ],
};

const CHANGES: SearchedTable = {
  table: 'todo.changes',
  statements: ['select from todo.changes'],
  integer: 'seq',
  triedLast: new Set(['title before', 'title before, in a list', 'title after', 'a note that was deleted']),
  pairs: [
    [
      'absence of everything',
      'before is null and after is null',
      'before is null and after is null and number = any (array[9])',
    ],
    [
      'title before',
      "before ->> 'title' = 'Pay the landlord of alice'",
      "before ->> 'title' = 'Pay the landlord of bob'",
    ],
    [
      'title before, in a list',
      "before ->> 'title' = any ('{Pay the landlord of alice}')",
      "before ->> 'title' = any ('{Pay the landlord of bob}')",
    ],
    [
      'title after',
      `after @> '{"title": "Pay the rent of alice"}'`,
      `after @> '{"title": "Pay the rent of bob"}'`,
    ],
    [
      'a note that was deleted',
      `before @? '$.description ? (@ starts with "Sapphire of a")' and after is null`,
      `before @? '$.description ? (@ starts with "Sapphire of x")' and after is null`,
    ],
    ['number', 'number = any (array[77])', 'number = any (array[78])'],
    [
      'task',
      `task_id = any ('{${ALICE.deletedTaskId}}')`,
      `task_id = any ('{a11ce000-0000-4000-8000-00000000000f}')`,
    ],
    ['seq', 'seq = any (array[4])', 'seq = any (array[9])'],
    ...OF_EVERY_TABLE,
  ],
};

export const SEARCHED_TABLES = [TASKS, COMMANDS, CHANGES];
