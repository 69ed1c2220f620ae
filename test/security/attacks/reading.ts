import { ALICE, MALLORY } from '../../support/two-users.ts';
import { ANY_SESSION, type Attacks } from '../attack.ts';

const OF_ALICE = `user_id = '${ALICE.id}'`;
const OF_OTHERS = `user_id <> '${MALLORY.id}'`;
const SCAN_ALL = ['set local enable_indexscan = off', 'set local enable_bitmapscan = off'];

export const READING: readonly Attacks[] = [
  {
    what: 'reads tasks of others',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    attacks: [
      ['user', `select * from todo.tasks where ${OF_ALICE}`],
      ['id', `select * from todo.tasks where id = '${ALICE.taskIds[0]}'`],
      ['key', `select * from todo.tasks where (user_id, id) = ('${ALICE.id}', '${ALICE.taskIds[0]}')`],
      ['number', `select * from todo.tasks where ${OF_OTHERS} and number = 1`],
      ['owner key', 'select * from todo.tasks where owner_key = 1'],
      ['everything but his own', `select * from todo.tasks where ${OF_OTHERS}`],
      ['place on the disk', "select * from todo.tasks where ctid = '(0,1)'"],
      ['range of places on the disk', `select * from todo.tasks where ctid < '(9,0)' and ${OF_OTHERS}`],
      ['sample', `select * from todo.tasks tablesample system (100) where ${OF_ALICE}`],
      ['cursor', `declare c cursor for select * from todo.tasks where ${OF_ALICE}`, 'fetch all c'],
      [
        'cursor that is read backwards',
        `declare c scroll cursor for select * from todo.tasks where ${OF_ALICE}`,
        'move last c',
        'fetch backward all c',
        'fetch absolute 1 c',
      ],
      ['prepared statement', `prepare s as select * from todo.tasks where ${OF_ALICE}`, 'execute s'],
      ['subquery', `select * from (select * from todo.tasks offset 0) t where t.${OF_ALICE}`],
      [
        'common table expression',
        `with t as materialized (select * from todo.tasks) select * from t where ${OF_ALICE}`,
      ],
      [
        'recursion',
        `with recursive r (id) as (select '${ALICE.taskIds[0]}'::uuid union select t.id from todo.tasks t, r where t.spawned_from = r.id)
           select t.* from todo.tasks t join r using (id)`,
      ],
      [
        'join from the side',
        `select t.* from generate_series(1, 9) n, lateral (select * from todo.tasks where number = n and ${OF_ALICE} offset 0) t`,
      ],
      [
        'outer join',
        `select t.title from (values ('${ALICE.id}'::uuid)) u (id) left join todo.tasks t on t.user_id = u.id where t.id is not null`,
      ],
      [
        'window',
        `select * from (select title, user_id, lag(title) over (order by user_id desc) l from todo.tasks) t where ${OF_ALICE}`,
      ],
      [
        'group',
        `select title from todo.tasks where ${OF_OTHERS} group by rollup (title)  having title is not null`,
      ],
      ['set operation', `select user_id from todo.tasks except select '${MALLORY.id}'`],
      ['count', `select from todo.tasks where ${OF_ALICE} having count(*) > 0`],
      ['existence', `select where exists (select from todo.tasks where ${OF_ALICE})`],
      ['all texts in one', "select from todo.tasks having string_agg(title, '') like '%alice%'"],
      ['whole row', "select t from todo.tasks t where t::text like '%alice%'"],
      ['row as JSON', "select to_jsonb(t) from todo.tasks t where to_jsonb(t) ->> 'title' like '%alice%'"],
      ['search for a pattern', "select title from todo.tasks where title ~ 'for alice$'"],
      ['search in JSON', `select from todo.tasks t where to_jsonb(t) @? '$.title ? (@ like_regex "alice")'`],
      ['FOR UPDATE', `select * from todo.tasks where ${OF_ALICE} for update`],
      ['FOR KEY SHARE', `select * from todo.tasks where ${OF_ALICE} for key share`],
      [
        'XML of a query',
        "select from query_to_xml('select * from todo.tasks', false, false, '') x where x::text like '%alice%'",
      ],
      [
        'XML of a cursor',
        'declare c cursor for select title from todo.tasks',
        "select from cursor_to_xml('c', 99, false, false, '') x where x::text like '%alice%'",
      ],
      [
        'XML of the table',
        "select from table_to_xml('todo.tasks', false, false, '') x where x::text like '%alice%'",
      ],
      [
        'XML of the schema',
        "select from schema_to_xml('todo', false, false, '') x where x::text like '%clinic for alice%'",
      ],
      ['COPY of a query', `copy (select * from todo.tasks where ${OF_OTHERS}) to stdout`],
      [
        'block of code',
        `do $$ begin if exists (select from todo.tasks where ${OF_ALICE}) then perform set_config('trace.found', 'yes', true); end if; end $$`,
        "select where current_setting('trace.found', true) = 'yes'",
      ],
      ['sequential scan', ...SCAN_ALL, `select * from todo.tasks where ${OF_ALICE}`],
      [
        'index scan',
        'set local enable_seqscan = off',
        `select * from todo.tasks where ${OF_ALICE} order by number`,
      ],
      ['parallel scan', 'set local debug_parallel_query = on', `select * from todo.tasks where ${OF_ALICE}`],
      [
        'generic plan',
        'set local plan_cache_mode = force_generic_plan',
        `prepare g (uuid) as select * from todo.tasks where user_id = $1`,
        `execute g ('${ALICE.id}')`,
      ],
      ['statistics of columns', "select * from pg_stats where schemaname = 'todo'"],
    ],
  },
  {
    what: 'learns of tasks of others by an error that depends on them, dividing',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    without: '22012',
    attacks: [
      ['where', `select * from todo.tasks where ${OF_ALICE} and 1 / (number - 1) > 0`],
      ['in the output', `select 1 / (number - 1) from todo.tasks where ${OF_ALICE}`],
      [
        'in a choice',
        `select from todo.tasks where ${OF_ALICE} and case when title like 'Call%' then 1 / (number - 1) > 0 end`,
      ],
      ['in the order', `select from todo.tasks where ${OF_ALICE} order by 1 / (number - 1)`],
      [
        'in a limit',
        `select from todo.tasks where ${OF_ALICE} limit (select 1 / (number - 1) from todo.tasks where ${OF_ALICE} and number = 1)`,
      ],
    ],
  },
  {
    what: 'learns of tasks of others by an error that quotes them, casting',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    without: '22P02',
    attacks: [
      ['to a number', `select * from todo.tasks where ${OF_ALICE} and title::int > 0`],
      ['to JSON', `select * from todo.tasks where ${OF_ALICE} and title::json is not null`],
      ['to an identifier', `select * from todo.tasks where ${OF_ALICE} and title::uuid is not null`],
      ['to a priority', `select * from todo.tasks where ${OF_ALICE} and title::todo.priority is not null`],
    ],
  },
  {
    what: 'reads tasks with row-level security switched off',
    guards: ['row-level security'],
    sessions: ANY_SESSION,
    gains: '42501',
    attacks: [
      ['in the transaction', 'set local row_security = off', 'select from todo.tasks'],
      ['by a function', "select set_config('row_security', 'off', true)", 'select from todo.tasks'],
      ['for a copy of the table', 'set local row_security = off', 'copy todo.tasks to stdout'],
    ],
  },
  {
    what: 'reads what functions tell their own user',
    guards: ['functions that filter by user'],
    sessions: ANY_SESSION,
    gains: 'nothing',
    attacks: [
      ['sessions', "select * from todo.list_sessions() where device like '%alice%'"],
      ['the account', "select * from todo.whoami() where username = 'alice'"],
    ],
  },
  {
    what: 'reads a secret in the source of a function',
    guards: ['functions without a secret'],
    sessions: ['without a session'],
    gains: 'nothing',
    attacks: [
      ['as a string', "select proname from pg_proc where prosrc ~ '[0-9a-f]{16}'"],
      [
        'as its definition',
        "select from pg_proc where pronamespace = 'todo'::regnamespace and prokind = 'f' and pg_get_functiondef(oid) ~ '[0-9a-f]{16}'",
      ],
      [
        'as its parsed body',
        "select from pg_proc where pronamespace = 'todo'::regnamespace and pg_get_function_sqlbody(oid) ~ '[0-9a-f]{16}'",
      ],
    ],
  },
  {
    what: 'reads accounts',
    guards: ['grants on tables', 'row-level security'],
    sessions: ANY_SESSION,
    gains: '42501',
    attacks: [
      ['users', 'select from todo.users'],
      ['number of users', 'select count(*) from todo.users having count(*) > 0'],
      ['verifiers of passwords', 'select password from todo.users'],
      ['sessions', 'select from todo.sessions'],
      ['hashes of tokens', 'select token_hash from todo.sessions'],
      ['limits, and the key of made-up salts', 'select from todo.settings'],
      ['migrations', 'select from todo.migrations'],
      ['users by COPY', 'copy todo.users to stdout'],
      [
        'users by XML',
        "select from table_to_xml('todo.users', false, false, '') x where x::text like '%alice%'",
      ],
      ['users by TABLE', 'table todo.users'],
      ['users by place on the disk', "select * from todo.users where ctid < '(9,0)'"],
      ['users by lock', 'select from todo.users for key share'],
    ],
  },
  {
    what: 'looks at internal tables',
    guards: ['grants on tables'],
    sessions: ANY_SESSION,
    gains: '42501',
    attacks: [
      ['plan', "explain select from todo.users where username = 'alice'"],
      [
        'plan that nobody knows the values of',
        'explain (generic_plan) select from todo.users where username = $1',
      ],
      ['block of code', 'do $$ begin perform 1 from todo.users; end $$'],
      ['prepared statement', 'prepare u as select count(*) from todo.users', 'execute u'],
      ['cursor', 'declare u cursor for select from todo.users'],
    ],
  },
  {
    what: 'looks at counters and changes them:',
    guards: ['grants on sequences'],
    sessions: ANY_SESSION,
    gains: '42501',
    attacks: [
      ['tries to log in', 'select last_value from todo.login_tries_0'],
      ['next try to log in', "select nextval('todo.login_tries_0')"],
      ['forgetting tries to log in', "select setval('todo.login_tries_0', 1)"],
    ],
  },
  {
    what: 'sees what is counted',
    guards: ['grants on sequences'],
    sessions: ['without a session'],
    gains: 'nothing',
    attacks: [
      // Something is counted as soon as it is asked for.
      [
        'tries to log in',
        "select from todo.login('alice', 'guess', sha256('x'), 'x', '1 day')",
        "select * from pg_sequences where schemaname = 'todo' and last_value is not null",
      ],
    ],
  },
  {
    what: 'calls what functions are made of, for',
    guards: ['grants on functions'],
    sessions: ['with his session, to write'],
    gains: '42501',
    attacks: [
      ['the id of a session', 'select todo.session_id()'],
      ['the user', 'select todo.require_user(false)'],
      ['counting a try', "select todo.count_try('alice')"],
      ['comparing a key', `select todo.check_key('alice', ${ALICE.key})`],
      ['comparing his key', `select todo.confirm_key(${MALLORY.key})`],
      ['finding a session', `select todo.find_session(sha256('${ALICE.secret}'))`],
      ['making a session', `select todo.new_session('${ALICE.id}', sha256('x'), '', '1 day', true, false)`],
      ['ending sessions', `select todo.end_sessions('${ALICE.id}', null)`],
      ['images of tasks', 'select todo.image(t) from todo.tasks t'],
      ['differences between tasks', 'select todo.difference(t, t) from todo.tasks t'],
      ['equality of tasks', 'select todo.differs(t, t) from todo.tasks t'],
      ['obstacles to an undo', 'select todo.obstacle(null, null)'],
    ],
  },
  {
    what: 'calls a trigger’s function,',
    guards: ['grants on functions'],
    sessions: ['with his session, to write'],
    gains: '42501',
    // That it is no other function.
    without: '0A000',
    attacks: [
      'journal_added',
      'journal_edited',
      'journal_deleted',
      'delete_changes',
      'empty_changes',
      'note_numbers',
      'number_task',
      'follow_user',
      'refuse_stranger',
      'touch_task',
    ].map((name) => [name, `select todo.${name}()`] as const),
  },
];
