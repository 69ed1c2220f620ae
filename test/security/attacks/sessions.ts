import { ALICE, asUser, MALLORY, verifier } from '../../support/two-users.ts';
import type { Attacks } from '../attack.ts';

const ADD = `insert into todo.tasks (id, user_id, title) values ('bad00000-0000-4000-8000-00000000000f', '${MALLORY.id}', 'x')`;
const HASH = `encode(sha256('${ALICE.secret}'), 'hex')`;
const TASKS = `select from todo.tasks where user_id = '${ALICE.id}'`;
const EXPIRED = "select set_config('todo.token', 'expired secret of alice', true)";
const WALLBOARD = asUser({ ...MALLORY, secret: MALLORY.readOnlySecret });
const LIST_OF_OTHERS = 'select array_agg(id) from todo.list_sessions()';

function token(value: string): string {
  return `select set_config('todo.token', ${value}, true)`;
}

export const SESSIONS: readonly Attacks[] = [
  {
    what: 'forges a setting, and reads with',
    guards: ['a token, known by its hash'],
    sessions: ['without a session', 'with his session'],
    gains: 'nothing',
    attacks: [
      ['her id', token(`'${ALICE.id}'`), TASKS],
      ['her session’s id', token(`'${ALICE.sessionId}'`), TASKS],
      ['the hash of her token', token(HASH), TASKS],
      ['a pattern', token("'laptop of a%'"), TASKS],
      [
        'her id, as whoami tells',
        token(`'${ALICE.id}'`),
        "select from todo.whoami() where username = 'alice'",
      ],
      [
        'her id, as sessions are listed',
        token(`'${ALICE.id}'`),
        "select from todo.list_sessions() where device like '%alice%'",
      ],
      [
        'her id, as the program would',
        token(`'${ALICE.id}'`),
        "select from todo.commands where device like '%alice%'",
      ],
      [
        'her id, set for good and then for the transaction',
        `set todo.token = '${MALLORY.id}'`,
        token(`'${ALICE.id}'`),
        TASKS,
      ],
    ],
  },
  {
    what: 'forges a setting, and is somebody with',
    guards: ['a token, known by its hash'],
    sessions: ['without a session', 'with his session'],
    gains: [[null, null]],
    without: [[ALICE.id, ALICE.id]],
    attacks: [
      ['her session’s id', token(`'${ALICE.sessionId}'`), 'select todo.current_user_id(), todo.writer_id()'],
      ['the hash of her token', token(HASH), 'select todo.current_user_id(), todo.writer_id()'],
      ['a pattern', token("'laptop of a%'"), 'select todo.current_user_id(), todo.writer_id()'],
    ],
  },
  {
    what: 'asks for a session with',
    guards: ['a token, known by its hash'],
    sessions: ['without a session', 'with his session'],
    gains: '28000',
    attacks: [
      ['the hash of a token', `select todo.require_session(${HASH}, '${ALICE.id}', false)`],
      ['her session’s id', `select todo.require_session('${ALICE.sessionId}', '${ALICE.id}', false)`],
      ['a pattern', `select todo.require_session('laptop of a%', '${ALICE.id}', true)`],
    ],
  },
  {
    what: 'asks for the session of another user than he names, with',
    guards: ['the id beside the token'],
    sessions: ['without a session', 'with his session'],
    gains: '28000',
    attacks: [
      ['his token and her id', `select todo.require_session('${MALLORY.secret}', '${ALICE.id}', false)`],
      ['his token and no id', `select todo.require_session('${MALLORY.secret}', null, false)`],
      [
        'his read-only token and her id',
        `select todo.require_session('${MALLORY.readOnlySecret}', '${ALICE.id}', false)`,
      ],
    ],
  },
  {
    what: 'asks for a session with nothing:',
    guards: ['functions that ask for a session', 'the id beside the token'],
    sessions: ['without a session', 'with his session'],
    gains: '28000',
    attacks: [
      ['no token', `select todo.require_session(null, '${ALICE.id}', false)`],
      ['an empty token', `select todo.require_session('', '${ALICE.id}', false)`],
      ['a guess', `select todo.require_session('guess', '${ALICE.id}', false)`],
      ['a token with a blank', `select todo.require_session('${ALICE.secret} ', '${ALICE.id}', true)`],
      ['a token in capitals', `select todo.require_session(upper('${ALICE.secret}'), '${ALICE.id}', true)`],
      ['SQL', `select todo.require_session('x'' or true --', '${ALICE.id}', true)`],
      ['a token of a megabyte', `select todo.require_session(repeat('x', 1000000), '${ALICE.id}', true)`],
    ],
  },
  {
    what: 'asks for nobody’s session:',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    attacks: [
      ['neither token nor id', 'select todo.require_session(null, null, null)'],
      [
        'a setting that was rolled back',
        'savepoint s',
        asUser(MALLORY),
        'rollback to s',
        "select todo.require_session(current_setting('todo.token', true), null, false)",
      ],
    ],
  },
  {
    what: 'uses a session that is over, for',
    guards: ['the end of sessions'],
    sessions: ['without a session'],
    gains: 'nothing',
    attacks: [
      ['tasks', EXPIRED, 'select from todo.tasks'],
      ['commands', EXPIRED, 'select from todo.commands'],
      ['changes', EXPIRED, 'select from todo.changes'],
      ['an edit', EXPIRED, "update todo.tasks set title = 'x'"],
      ['a deletion', EXPIRED, 'delete from todo.tasks'],
      ['a lock', EXPIRED, 'select from todo.tasks for update'],
      ['sessions', EXPIRED, "select from todo.list_sessions() where device like 'laptop%'"],
      ['the account', EXPIRED, 'select from todo.whoami()'],
    ],
  },
  {
    what: 'asks with a session that is over',
    guards: ['the end of sessions'],
    sessions: ['without a session'],
    gains: '28000',
    attacks: [
      ['to go on', asUser({ ...ALICE, secret: 'expired secret of alice' })],
      ['to write', asUser({ ...ALICE, secret: 'expired secret of alice' }, { write: true })],
      ['for a new token', EXPIRED, "select todo.create_token(sha256('x'), 'x', '1 day', false)"],
      ['for the end of others', EXPIRED, `select todo.revoke_sessions(array['${ALICE.sessionId}']::uuid[])`],
      ['for a new password', EXPIRED, `select todo.change_password(${ALICE.key}, ${verifier("'x'")})`],
      ['for the end of the account', EXPIRED, `select todo.delete_account(${ALICE.key})`],
      ['for an undo', EXPIRED, "select from todo.take_back(gen_random_uuid(), 'undo', true)"],
      ['for deleted tasks', EXPIRED, `select todo.restore_tasks(array['${ALICE.deletedTaskId}']::uuid[])`],
    ],
  },
  {
    what: 'guesses at her key without a session,',
    guards: ['functions that ask for a session'],
    sessions: ['without a session'],
    gains: '28000',
    // Compared, and so a guess.
    without: [['wrong']],
    attacks: [
      ['for a new password', `select todo.change_password(${ALICE.key}, '')`],
      ['for the end of the account', `select todo.delete_account(${ALICE.key})`],
    ],
  },
  {
    what: 'ends sessions without one,',
    guards: ['functions that ask for a session', 'functions that filter by user'],
    sessions: ['without a session'],
    gains: '28000',
    attacks: [['by id', `select todo.revoke_sessions(array['${ALICE.sessionId}']::uuid[])`]],
  },
  {
    what: 'takes a token that another user has,',
    guards: ['tokens that are taken stay so'],
    sessions: ['with his session, to write'],
    gains: '23505',
    attacks: [
      ['making one of his own', `select todo.create_token(sha256('${ALICE.secret}'), 'x', '1 day', false)`],
      ['logging in', `select todo.login('mallory', ${MALLORY.key}, sha256('${ALICE.secret}'), 'x', '1 day')`],
    ],
  },
  {
    what: 'writes with a token that may only read:',
    guards: ['read-only sessions'],
    sessions: ['with his session that may only read'],
    gains: '42501',
    attacks: [
      ['a task', ADD],
      ['a task, in a transaction that is called read-write', 'set transaction read write', ADD],
      ['a task, unless it exists', `${ADD} on conflict do nothing`],
      [
        'a task, in the middle of a query',
        `with added as (${ADD} returning number) select number from added`,
      ],
      ['a task, in a block of code', `do $$ begin ${ADD}; end $$`],
      [
        'a task, merged in',
        `merge into todo.tasks t using (values (1)) v (n) on false when not matched then insert (id, user_id, title) values ('bad00000-0000-4000-8000-00000000000f', '${MALLORY.id}', 'x')`,
      ],
      [
        'a merge over his tasks',
        "merge into todo.tasks t using (values (1)) v (n) on t.number = v.n when matched then update set title = 'x'",
      ],
      ['a token', "select todo.create_token(sha256('x'), 'x', '1 day', false)"],
      ['a token that may only read', "select todo.create_token(sha256('x'), 'x', '1 day', true)"],
      [
        'its own token, to make it writable',
        `select todo.create_token(sha256('${MALLORY.readOnlySecret}'), 'x', '1 day', false)`,
      ],
      ['the end of another session', `select todo.revoke_sessions(array['${MALLORY.sessionId}']::uuid[])`],
      ['the end of all sessions', `select todo.revoke_sessions((${LIST_OF_OTHERS}))`],
      ['the end of its own session by id', `select todo.revoke_sessions((${LIST_OF_OTHERS} where current))`],
      ['a logout everywhere', `select todo.logout('${MALLORY.readOnlySecret}', true)`],
      ['a new password', `select todo.change_password(${MALLORY.key}, ${verifier("'x'")})`],
      ['a guess at the password', `select todo.change_password('guess', '')`],
      ['the end of the account', `select todo.delete_account(${MALLORY.key})`],
      ['a write that it announces', asUser({ ...MALLORY, secret: MALLORY.readOnlySecret }, { write: true })],
      ['an undo', "select * from todo.take_back(gen_random_uuid(), 'undo', true)"],
      ['a deleted task', `select todo.restore_tasks(array['${MALLORY.deletedTaskId}']::uuid[])`],
    ],
  },
  {
    what: 'changes with a token that may only read',
    guards: ['read-only sessions'],
    sessions: ['with his session that may only read'],
    gains: 'nothing',
    attacks: [
      ['a title', "update todo.tasks set title = 'x'"],
      ['nothing', 'update todo.tasks set title = title'],
      [
        'a task at a cursor',
        'declare c cursor for select title from todo.tasks',
        'fetch 1 from c',
        "update todo.tasks set title = 'x' where current of c",
      ],
      ['that there are tasks', 'delete from todo.tasks'],
      ['who may write', 'select number from todo.tasks for no key update'],
      ['who may change keys', 'select number from todo.tasks for key share'],
      [
        'his mind in between',
        "select set_config('todo.token', '', true)",
        WALLBOARD,
        "update todo.tasks set title = 'x'",
      ],
    ],
  },
  {
    what: 'uses again what was planned for his session,',
    guards: ['functions that are asked each time'],
    sessions: ['with his session'],
    gains: 'nothing',
    attacks: [
      ['prepared', 'prepare p as select from todo.tasks', 'execute p', token("''"), 'execute p'],
      [
        'prepared, with a generic plan',
        'set local plan_cache_mode = force_generic_plan',
        'prepare p (int) as select from todo.tasks where number >= $1',
        'execute p (1)',
        token("''"),
        'execute p (1)',
      ],
      [
        'prepared in a savepoint',
        'savepoint s',
        'prepare p as select from todo.tasks',
        'execute p',
        'rollback to s',
        token("'guess'"),
        'execute p',
      ],
    ],
  },
];
