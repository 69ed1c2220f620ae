import { ALICE, asUser, type KnownUser, MALLORY } from '../../support/two-users.ts';
import { ANY_SESSION, type Attacks } from '../attack.ts';

const OTHER_ID = 'bad00000-0000-4000-8000-00000000000f';
const IMAGE =
  '{"title": "x", "number": 9, "priority": "Low", "tags": [], "completed": false, "created_at": "now", "updated_at": "now"}';
const SCAN_ALL = ['set local enable_indexscan = off', 'set local enable_bitmapscan = off'];

export const JOURNAL: readonly Attacks[] = [
  {
    what: 'reads the journal of others,',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    attacks: [
      ['commands by user', `select * from todo.commands where user_id = '${ALICE.id}'`],
      ['changes by user', `select * from todo.changes where user_id = '${ALICE.id}'`],
      ['commands of everybody else', `select * from todo.commands where user_id <> '${MALLORY.id}'`],
      ['changes of everybody else', `select * from todo.changes where user_id <> '${MALLORY.id}'`],
      ['commands by device', "select * from todo.commands where device like '%alice%'"],
      ['commands by session', `select * from todo.commands where session_id = '${ALICE.sessionId}'`],
      ['changes by text before', "select * from todo.changes where before::text like '%alice%'"],
      ['changes by text after', "select * from todo.changes where after ->> 'title' like '%alice%'"],
      [
        'changes by a pattern in JSON',
        `select from todo.changes where after @? '$.title ? (@ like_regex "alice")'`,
      ],
      [
        'changes by the id of a task that is gone',
        `select * from todo.changes where task_id = '${ALICE.deletedTaskId}'`,
      ],
      [
        'changes by guessed user, seq and task',
        `select * from todo.changes where (user_id, seq, task_id) = ('${ALICE.id}', 3, '${ALICE.deletedTaskId}')`,
      ],
      ['changes by owner key', 'select * from todo.changes where owner_key = 1'],
      ['commands by owner key', 'select * from todo.commands where owner_key = 1'],
      ['commands by place on the disk', "select * from todo.commands where ctid = '(0,1)'"],
      ['changes by place on the disk', "select * from todo.changes where ctid = '(0,1)'"],
      [
        'commands by sample',
        `select * from todo.commands tablesample system (100) where user_id = '${ALICE.id}'`,
      ],
      [
        'changes by sample',
        `select * from todo.changes tablesample bernoulli (100) where user_id = '${ALICE.id}'`,
      ],
      [
        'changes by cursor',
        `declare c cursor for select * from todo.changes where user_id = '${ALICE.id}'`,
        'fetch all c',
      ],
      [
        'changes joined to commands of his own',
        'select c.* from todo.commands k join todo.changes c using (seq) where c.user_id <> k.user_id or c.owner_key = 1',
      ],
      [
        'changes joined to numbers, sideways',
        `select c.* from generate_series(1, 9) s, lateral (select * from todo.changes c where c.user_id = '${ALICE.id}' and c.seq = s offset 0) c`,
      ],
      [
        'changes of a guessed seq in a subquery',
        `select from (select (select c.before from todo.changes c where c.user_id = '${ALICE.id}' and c.seq = 3) as before) g where g.before is not null`,
      ],
      [
        'whether there are any',
        `select where exists (select from todo.changes where task_id = '${ALICE.taskIds[0]}')`,
      ],
      ['how many there are', `select from todo.changes where user_id = '${ALICE.id}' having count(*) > 0`],
      ['texts in one', "select from todo.changes having string_agg(before::text, '') like '%alice%'"],
      ['changes as whole rows', "select c from todo.changes c where c::text like '%alice%'"],
      [
        'changes as XML',
        "select from query_to_xml('select * from todo.changes', false, false, '') x where x::text like '%alice%'",
      ],
      [
        'commands as XML',
        "select from table_to_xml('todo.commands', false, false, '') x where x::text like '%alice%'",
      ],
      ['commands by COPY', `copy (select * from todo.commands where user_id <> '${MALLORY.id}') to stdout`],
      ['changes by COPY', `copy (select * from todo.changes where user_id <> '${MALLORY.id}') to stdout`],
      [
        'changes with a sequential scan',
        ...SCAN_ALL,
        `select * from todo.changes where user_id = '${ALICE.id}'`,
      ],
      [
        'changes in parallel',
        'set local debug_parallel_query = on',
        `select * from todo.changes where user_id = '${ALICE.id}'`,
      ],
      [
        'commands under a forged setting',
        `select set_config('todo.token', '${ALICE.sessionId}', true)`,
        `select from todo.commands where user_id = '${ALICE.id}'`,
      ],
    ],
  },
  {
    what: 'learns of the journal of others by an error that depends on it, dividing',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    without: '22012',
    attacks: [
      ['in commands', `select * from todo.commands where user_id = '${ALICE.id}' and 1 / (seq - 1) > 0`],
      ['in changes', `select 1 / (number - 1) from todo.changes where user_id = '${ALICE.id}'`],
    ],
  },
  {
    what: 'learns of the journal of others by an error that quotes it, casting',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    without: '22P02',
    attacks: [
      [
        'titles',
        `select * from todo.changes where user_id = '${ALICE.id}' and (before ->> 'title')::int > 0`,
      ],
      ['devices', `select * from todo.commands where user_id = '${ALICE.id}' and (device || name)::int > 0`],
    ],
  },
  {
    what: 'reads the journal with row-level security switched off,',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: '42501',
    attacks: [
      ['commands', 'set local row_security = off', 'select from todo.commands'],
      ['changes', 'set local row_security = off', 'select from todo.changes'],
    ],
  },
  {
    what: 'sees what others could take back,',
    guards: ['functions that filter by user'],
    sessions: ['with his session', 'with his session, to write', 'with his session that may only read'],
    gains: 'nothing',
    attacks: [
      ['as an undo', "select from todo.take_back(null, 'undo', false) t where t::text like '%alice%'"],
      ['as a redo', "select from todo.take_back(null, 'redo', false) t where t::text like '%alice%'"],
      [
        'as the undo that an id names',
        "select from todo.take_back((select id from todo.commands limit 1), 'undo', false) t where t::text like '%alice%'",
      ],
    ],
  },
  {
    what: 'restores what others have deleted,',
    guards: ['functions that filter by user'],
    sessions: ['with his session, to write'],
    gains: 'nothing',
    attacks: [
      [
        'by id',
        'delete from todo.tasks where number > 2',
        `select todo.restore_tasks(array['${ALICE.deletedTaskId}']::uuid[])`,
        "select from todo.tasks where title like '%alice%'",
      ],
    ],
  },
  {
    what: 'takes back or restores without a session,',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    // Of nobody there is nothing.
    without: 'nothing',
    attacks: [['as an undo', "select * from todo.take_back(gen_random_uuid(), 'undo', true)"]],
  },
  {
    what: 'writes to the journal,',
    guards: ['grants on tables', 'row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    attacks: [
      ...writes(ALICE).map(([attack, sql]) => [`${attack} of Alice’s`, sql] as const),
      ...writes(MALLORY).map(([attack, sql]) => [`${attack} of his own`, sql] as const),
      ['keeping more', 'update todo.settings set max_journal_commands = 1000000'],
      ['keeping nothing', "update todo.settings set max_journal_age = '0'"],
    ],
  },
  {
    what: 'writes to the whole journal,',
    guards: ['grants on tables'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    attacks: [
      ['emptying the commands', 'truncate todo.commands'],
      ['emptying the changes', 'truncate todo.changes'],
      ['emptying the commands with all that hangs on them', 'truncate todo.commands cascade'],
      ['locking the commands', 'lock table todo.commands in share row exclusive mode'],
      ['locking the changes', 'lock table todo.changes in row exclusive mode'],
    ],
  },
  {
    what: 'copies into the journal,',
    guards: ['grants on tables', 'row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    // The rows never come.
    without: '57014',
    attacks: [
      ['commands', 'copy todo.commands from stdin'],
      ['changes', 'copy todo.changes from stdin'],
    ],
  },
  {
    what: 'calls what the journal is written with,',
    guards: ['grants on functions'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    attacks: [ALICE, MALLORY].flatMap(({ id, name }) => [
      [`shortening that of ${name}`, `select todo.shorten_journal('${id}', 100)`] as const,
      [`beginning a command of ${name}`, `select todo.open_command('${id}', 1)`] as const,
      [
        `putting a task back for ${name}`,
        `select todo.put_back('${id}', array['${OTHER_ID}']::uuid[], array['${IMAGE}']::jsonb[])`,
      ] as const,
    ]),
  },
  {
    what: 'writes under what is no name or id of a command,',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: [
      ['in capitals', 'EDIT'],
      ['with a space', 'edit '],
      ['with a new line', 'edit\n'],
      ['in colours', '\u001B[31medit'],
      ['in other letters', 'редакт'],
      ['of 21 letters', 'a'.repeat(21)],
      ['of a megabyte', 'a'.repeat(1_000_000)],
    ].map(
      ([name = '', value]) =>
        [
          name,
          `select set_config('todo.command', '${value}', true)`,
          "update todo.tasks set title = 'x'",
        ] as const,
    ),
  },
  {
    what: 'takes back what is no kind of command,',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: [
      ['in capitals', "select from todo.take_back(gen_random_uuid(), 'UNDO', true)"],
      ['empty', "select from todo.take_back(gen_random_uuid(), '', true)"],
      ['of a megabyte', "select from todo.take_back(gen_random_uuid(), repeat('undo', 250000), true)"],
    ],
  },
  {
    what: 'keeps writing after his session’s end:',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    without: 'nothing',
    attacks: [
      [
        'an undo',
        asUser(MALLORY, { write: true }),
        "select set_config('todo.token', 'guess', true)",
        "select * from todo.take_back(gen_random_uuid(), 'undo', true)",
      ],
    ],
  },
];

function writes({ id, taskIds }: KnownUser): readonly (readonly [attack: string, sql: string])[] {
  const command = `'${id}', 9, '${OTHER_ID}', '', '', now(), 1, 1`;
  return [
    [
      'adding a command',
      `insert into todo.commands (user_id, seq, id, name, device, at, size, owner_key) values (${command})`,
    ],
    [
      'adding a change',
      `insert into todo.changes (user_id, seq, task_id, number, owner_key) values ('${id}', 9, '${taskIds[0]}', 1, 1)`,
    ],
    [
      'adding a command by a conflict',
      `insert into todo.commands (user_id, seq, id, name, device, at, size, owner_key) values (${command}) on conflict (user_id, seq) do nothing`,
    ],
    [
      'merging a change in',
      `merge into todo.changes c using (values (9)) v (seq) on c.seq = v.seq when not matched then insert (user_id, seq, task_id, number, owner_key) values ('${id}', 9, '${taskIds[0]}', 1, 1)`,
    ],
    ['renaming a command', `update todo.commands set name = 'add' where user_id = '${id}'`],
    ['changing when it was', `update todo.commands set at = now() where user_id = '${id}'`],
    ['changing which device it was', `update todo.commands set device = '' where user_id = '${id}'`],
    ['calling it taken back', `update todo.commands set taken_back_by = 1 where user_id = '${id}'`],
    ['changing what was there before', `update todo.changes set before = '{}' where user_id = '${id}'`],
    ['changing whose it is', `update todo.changes set owner_key = 2 where user_id = '${id}'`],
    ['deleting commands', `delete from todo.commands where user_id = '${id}'`],
    ['deleting changes', `delete from todo.changes where user_id = '${id}'`],
    [
      'deleting in a query',
      `with c as (delete from todo.changes where user_id = '${id}' returning *) select * from c`,
    ],
    [
      'merging changes away',
      `merge into todo.changes c using (values ('${id}'::uuid)) v (u) on c.user_id = v.u when matched then delete`,
    ],
    ['locking a command', `select from todo.commands where user_id = '${id}' for update`],
    ['locking its key', `select from todo.commands where user_id = '${id}' for key share`],
  ];
}
