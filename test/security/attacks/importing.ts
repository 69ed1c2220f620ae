import { ALICE, MALLORY } from '../../support/two-users.ts';
import type { Attack, Attacks } from '../attack.ts';

const NEW_ID = 'bad00000-0000-4000-8000-00000000000f';

/** SQL for an import of one row of a file. */
function importing(row: object, apply = true): string {
  const whole = { id: NEW_ID, title: 'x', priority: 'Medium', tags: [], completed: false, ...row };
  return `select * from todo.import_tasks('${JSON.stringify([whole]).replaceAll("'", "''")}', ${apply})`;
}

const CLINIC = {
  title: 'Call the clinic for alice',
  description: 'Results of alice',
  due_date: '2026-11-27',
  tags: ['health'],
  by_content: true,
  copy: 0,
};

export const IMPORTING: readonly Attacks[] = [
  {
    what: 'imports without a session,',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    // A task of nobody.
    without: '23502',
    attacks: [
      ['a task', importing({})],
      ['a task that names him', importing({ user_id: MALLORY.id })],
      [
        'a task under a forged setting',
        `select set_config('todo.token', '${MALLORY.id}', true)`,
        importing({}),
      ],
    ],
  },
  {
    what: 'asks without a session what an import would add,',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    attacks: [
      ['of a task', importing({}, false)],
      ['of nothing', "select todo.import_tasks('[]', false) union all select null"],
    ],
  },
  {
    what: 'imports with a token that may only read,',
    guards: ['read-only sessions'],
    sessions: ['with his session that may only read'],
    gains: '42501',
    attacks: [
      ['a task', importing({})],
      ['a task that is there', importing({ id: MALLORY.taskIds[0] })],
    ],
  },
  {
    what: 'learns by an import what is there of others,',
    guards: ['functions that filter by user'],
    sessions: ['with his session', 'with his session, to write', 'with his session that may only read'],
    gains: 'nothing',
    attacks: [
      ['by id', `${importing({ id: ALICE.taskIds[0] }, false)} where not is_new`],
      ['by content', `${importing(CLINIC, false)} where not is_new`],
      ['by number', `${importing({ id: ALICE.taskIds[1] }, false)} where number is not null`],
    ],
  },
  {
    what: 'calls what an import is made of,',
    guards: ['grants on functions'],
    sessions: ['without a session', 'with his session', 'with his session, to write'],
    gains: '42501',
    attacks: [
      ['looking for tasks of Alice’s', `select * from todo.find_imported('${ALICE.id}', '[{"title": "x"}]')`],
      ['naming a part of a command', `select todo.later_part('${NEW_ID}', 1)`],
      [
        'beginning a command with her tasks',
        `select todo.open_command('${ALICE.id}', 1, array['${ALICE.taskIds[0]}']::uuid[])`,
      ],
    ],
  },
  {
    what: 'imports into a task what is too large or no part of one:',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: (
      [
        ['a long title', { title: 'x'.repeat(501) }],
        ['a title of a megabyte', { title: 'x'.repeat(1_000_000) }],
        ['no title', { title: '' }],
        ['a title of two lines', { title: 'x\ny' }],
        ['a long note', { description: 'x'.repeat(10_001) }],
        ['a long tag', { tags: ['x'.repeat(51)] }],
        ['21 tags', { tags: Array.from({ length: 21 }, () => 'x') }],
        ['a table of tags', { tags: [['a'], ['b']] }],
        ['a tag that is null', { tags: [null] }],
        ['a tag in colours', { tags: ['\u001B[31m'] }],
        ['a long pattern', { recursion_pattern: 'x'.repeat(501) }],
        ['a day after all days', { due_date: 'infinity' }],
        ['a time without a day', { due_time: '09:00' }],
        ['the hour 24', { due_date: '2026-11-27', due_time: '24:00' }],
        ['an end of what is not done', { completed_at: '2026-01-01' }],
        ['no end of what is done', { completed: true }],
      ] as const
    ).map(([name, row]): Attack => [name, importing(row)]),
  },
];
