import { ALICE, MALLORY, verifier } from '../../support/two-users.ts';
import type { Attacks } from '../attack.ts';

const NEW_ID = 'bad00000-0000-4000-8000-00000000000f';
const OF_ALICE = `user_id = '${ALICE.id}'`;
const OF_OTHERS = `user_id <> '${MALLORY.id}'`;
const ADD = `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${ALICE.id}', 'x')`;
const ADD_HERS = `insert into todo.tasks (id, user_id, number, title) values ('${ALICE.taskIds[0]}', '${ALICE.id}', 1, 'x')`;
const VERIFIER = verifier("'key of mallory'");

export const WRITING: readonly Attacks[] = [
  {
    what: 'adds a task for Alice',
    guards: ['row-level security'],
    sessions: ['without a session', 'with his session, to write', 'with his session that may only read'],
    gains: '42501',
    attacks: [
      ['naming her', ADD],
      ['naming her and skipping conflicts', `${ADD} on conflict do nothing`],
      ['naming her in a query', `with a as (${ADD} returning number) select number from a`],
      ['naming her in a block of code', `do $$ begin ${ADD}; end $$`],
      ['naming her after an answer that was asked for', `${ADD} returning number`],
      [
        'among his own',
        `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), '${MALLORY.id}', 'x'), (gen_random_uuid(), '${ALICE.id}', 'x')`,
      ],
      [
        'copying one of his own',
        `insert into todo.tasks (id, user_id, title) select gen_random_uuid(), '${ALICE.id}', 'x' from generate_series(1, 3)`,
      ],
      [
        'merging it in',
        `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on false when not matched then insert (id, user_id, title) values ('${NEW_ID}', v.u, 'x')`,
      ],
    ],
  },
  {
    what: 'adds a task for nobody',
    guards: ['row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    // Not null.
    without: '23502',
    attacks: [['naming nobody', ADD.replace(`'${ALICE.id}'`, 'null')]],
  },
  {
    what: 'copies rows in',
    guards: ['row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '0A000',
    // The rows never come.
    without: '57014',
    attacks: [['from the client', 'copy todo.tasks (id, user_id, title) from stdin']],
  },
  {
    what: 'learns whether a task of Alice’s is there, adding one with its id',
    guards: ['the trigger check_owner'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    // Skipped, as a repeated request is, before any policy is asked.
    without: 'nothing',
    attacks: [
      [
        'alone',
        `insert into todo.tasks (id, user_id, title) values ('${ALICE.taskIds[0]}', '${ALICE.id}', 'x')`,
      ],
      [
        'as what follows',
        `insert into todo.tasks (id, user_id, title, spawned_from) values ('${ALICE.taskIds[1]}', '${ALICE.id}', 'x', '${ALICE.taskIds[0]}')`,
      ],
    ],
  },
  {
    what: 'changes a task of Alice’s by a conflict',
    guards: ['row-level security', 'the trigger number_task'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    attacks: [
      [
        'its key',
        `${ADD_HERS} on conflict (user_id, id) do update set title = 'stolen ' || tasks.title returning title`,
      ],
    ],
  },
  {
    what: 'changes tasks of others',
    guards: ['row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: 'nothing',
    attacks: [
      ['user', `update todo.tasks set title = 'x' where ${OF_ALICE}`],
      ['everything but his own', `update todo.tasks set title = 'x' where ${OF_OTHERS}`],
      ['place on the disk', `update todo.tasks set title = 'x' where ctid < '(9,0)' and ${OF_OTHERS}`],
      [
        'query',
        `with c as (update todo.tasks set title = 'x' where ${OF_ALICE} returning id) select * from c`,
      ],
      [
        'join',
        `update todo.tasks t set title = 'x' from (values ('${ALICE.id}'::uuid)) v (u) where t.user_id = v.u`,
      ],
      [
        'merge',
        `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on t.user_id = v.u when matched then update set title = 'x'`,
      ],
      [
        'merge of what does not match',
        `merge into todo.tasks t using (values (0)) v (n) on t.number = v.n when not matched by source and t.${OF_OTHERS} then update set title = 'x'`,
      ],
      ['empty change', `update todo.tasks set title = title where ${OF_ALICE}`],
      ['deletion', `delete from todo.tasks where ${OF_ALICE}`],
      ['deletion of everything but his own', `delete from todo.tasks where ${OF_OTHERS}`],
      ['deletion by place on the disk', "delete from todo.tasks where ctid = '(0,1)'"],
      [
        'deletion using his own',
        `delete from todo.tasks t using generate_series(1, 2) n where t.number = n and t.${OF_OTHERS}`,
      ],
      [
        'merge that deletes',
        `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on t.user_id = v.u when matched then delete`,
      ],
    ],
  },
  {
    what: 'changes tasks of others, at a cursor',
    guards: ['row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    // The cursor is at no row.
    gains: '24000',
    attacks: [
      [
        'that was opened on them',
        `declare c cursor for select * from todo.tasks where ${OF_ALICE}`,
        'fetch 1 from c',
        "update todo.tasks set title = 'x' where current of c",
      ],
      [
        'to delete them',
        `declare c cursor for select * from todo.tasks where ${OF_ALICE}`,
        'fetch 1 from c',
        'delete from todo.tasks where current of c',
      ],
    ],
  },
  {
    what: 'reads tasks of others as a change returns them',
    guards: ['row-level security'],
    sessions: ['with his session, to write'],
    gains: 'nothing',
    since: 18,
    attacks: [
      ['old row', `update todo.tasks set title = 'x' where ${OF_ALICE} returning old.title`],
      ['old row of a deletion', `delete from todo.tasks where ${OF_ALICE} returning old.title`],
      [
        'old row of a merge',
        `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on t.user_id = v.u when matched then delete returning old.title`,
      ],
    ],
  },
  {
    what: 'gives away what is his',
    guards: ['grants on tables', 'row-level security'],
    sessions: ['with his session, to write'],
    gains: '42501',
    attacks: [
      [
        'a task to Alice',
        `update todo.tasks set user_id = '${ALICE.id}', number = 100 where id = '${MALLORY.taskIds[0]}'`,
      ],
      ['a task to her key', `update todo.tasks set owner_key = 1 where id = '${MALLORY.taskIds[0]}'`],
    ],
  },
  {
    what: 'changes of a task what is not his to change:',
    guards: ['grants on tables'],
    sessions: ['with his session, to write'],
    gains: '42501',
    attacks: [
      ['its number', `update todo.tasks set number = 100 where id = '${MALLORY.taskIds[0]}'`],
      ['its id', `update todo.tasks set id = '${ALICE.taskIds[0]}' where id = '${MALLORY.taskIds[0]}'`],
      ['when it was created', "update todo.tasks set created_at = 'epoch'"],
      ['that it follows none', 'update todo.tasks set spawned_from = null'],
      ['everything there is', 'truncate todo.tasks'],
      ['everything there is, and what hangs on it', 'truncate todo.tasks cascade'],
    ],
  },
  {
    what: 'follows a recurring task of Alice’s',
    guards: ['references that stay with a user'],
    sessions: ['with his session, to write'],
    gains: '23503',
    attacks: [
      [
        'alone',
        `insert into todo.tasks (id, user_id, title, spawned_from) values ('${NEW_ID}', '${MALLORY.id}', 'x', '${ALICE.taskIds[1]}')`,
      ],
      [
        'under its id',
        `insert into todo.tasks (id, user_id, title, spawned_from) values ('${ALICE.taskIds[0]}', '${MALLORY.id}', 'x', '${ALICE.taskIds[1]}')`,
      ],
    ],
  },
  {
    what: 'writes to accounts',
    guards: ['grants on tables', 'row-level security'],
    sessions: ['without a session', 'with his session, to write'],
    gains: '42501',
    attacks: [
      ['a lock on a user', `select from todo.users where id = '${ALICE.id}' for update`],
      ['a password', `update todo.users set password = ${VERIFIER} where id = '${ALICE.id}'`],
      [
        'a new user',
        `insert into todo.users (username, email, password) values ('eve', 'eve@example.org', ${VERIFIER})`,
      ],
      ['the end of a user', `delete from todo.users where id = '${ALICE.id}'`],
      [
        'a new session',
        `insert into todo.sessions (user_id, token_hash, expires_at) values ('${ALICE.id}', sha256('x'), 'infinity')`,
      ],
      ['a longer session', "update todo.sessions set expires_at = 'infinity'"],
      [
        'another user for a session',
        `update todo.sessions set user_id = '${ALICE.id}' where ${OF_OTHERS} or user_id = '${MALLORY.id}'`,
      ],
      ['the end of sessions', 'delete from todo.sessions'],
      ['no limits', 'update todo.settings set login_tries_per_hour = 1000000'],
      ['a newer schema', "insert into todo.migrations (version, name) values (99, 'x')"],
      ['no schema', 'delete from todo.migrations'],
    ],
  },
  {
    what: 'ends sessions of Alice’s',
    guards: ['functions that filter by user'],
    sessions: ['with his session, to write'],
    gains: 'nothing',
    attacks: [
      ['by id', `select * from todo.revoke_sessions(array['${ALICE.sessionId}']::uuid[])`],
      [
        'among ids that nobody has',
        `select * from todo.revoke_sessions(array[gen_random_uuid(), '${ALICE.sessionId}', null])`,
      ],
    ],
  },
  {
    what: 'uses the key of somebody else for his own account',
    guards: ['a key that is the user’s own'],
    sessions: ['with his session, to write'],
    gains: [['wrong']],
    without: [['ok']],
    attacks: [
      ['for a new password', `select todo.change_password(${ALICE.key}, ${VERIFIER})`],
      ['for the end of it', `select todo.delete_account(${ALICE.key})`],
      ['for a login', `select status from todo.login('mallory', ${ALICE.key}, sha256('x'), 'x', '1 day')`],
    ],
  },
];
