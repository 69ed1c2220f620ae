import type { Client } from 'pg';

/** A user whose ids and secrets are known beforehand, so that tests can name them in SQL. */
export interface KnownUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** SQL for the key that is derived from the password. */
  readonly key: string;
  readonly sessionId: string;
  readonly secret: string;
  readonly readOnlySecret: string;
  /** Two tasks with the numbers 1 and 2; the second repeats, and had another title. */
  readonly taskIds: readonly [string, string];
  /** A third one, number 3, which only the journal remembers: its commands are the adding of all, the edit and the deletion. */
  readonly deletedTaskId: string;
}

export const ALICE: KnownUser = {
  id: 'a11ce000-0000-4000-8000-000000000000',
  name: 'alice',
  email: 'alice@example.org',
  key: "sha256('alice''s password')",
  sessionId: 'a11ce000-0000-4000-8000-0000000000aa',
  secret: 'secret of alice',
  readOnlySecret: 'read-only secret of alice',
  taskIds: ['a11ce000-0000-4000-8000-000000000001', 'a11ce000-0000-4000-8000-000000000002'],
  deletedTaskId: 'a11ce000-0000-4000-8000-000000000003',
};

export const MALLORY: KnownUser = {
  id: 'bad00000-0000-4000-8000-000000000000',
  name: 'mallory',
  email: 'mallory@example.org',
  key: "sha256('mallory''s password')",
  sessionId: 'bad00000-0000-4000-8000-0000000000aa',
  secret: 'secret of mallory',
  readOnlySecret: 'read-only secret of mallory',
  taskIds: ['bad00000-0000-4000-8000-000000000001', 'bad00000-0000-4000-8000-000000000002'],
  deletedTaskId: 'bad00000-0000-4000-8000-000000000003',
};

/** What the program sends first in every request of a user. */
export function asUser(
  { id, secret }: KnownUser,
  options: { readonly write: boolean } = { write: false },
): string {
  return `select todo.require_session('${secret}', '${id}', ${options.write})`;
}

/** Alice first, so that her rows are where somebody would look who counts pages from 0. */
export async function addTwoUsers(owner: { query(sql: string): Promise<unknown> }): Promise<void> {
  for (const user of [ALICE, MALLORY]) {
    await owner.query(`insert into todo.users (id, username, email, password) values
      ('${user.id}', '${user.name}', '${user.email}', ${verifier(user.key)})`);
    await owner.query(`insert into todo.sessions (id, user_id, token_hash, device, read_only, expires_at) values
      ('${user.sessionId}', '${user.id}', sha256('${user.secret}'), 'laptop of ${user.name}', false, now() + interval '30 days'),
      (gen_random_uuid(), '${user.id}', sha256('${user.readOnlySecret}'), 'wallboard of ${user.name}', true, now() + interval '30 days')`);
    await owner.query(`insert into todo.tasks (id, user_id, title, description, due_date, tags, recursion_pattern) values
      ('${user.taskIds[0]}', '${user.id}', 'Call the clinic for ${user.name}', 'Results of ${user.name}', '2026-11-27', '{health}', null),
      ('${user.taskIds[1]}', '${user.id}', 'Pay the landlord of ${user.name}', null, '2026-12-01', '{home}', 'FREQ=MONTHLY'),
      ('${user.deletedTaskId}', '${user.id}', 'Buy a ring for ${user.name}', 'Sapphire of ${user.name}', null, '{}', null)`);
    await owner.query(`update todo.tasks t set title = 'Pay the rent of ${user.name}'
      from ${inSession(user, 'edit')} s where t.id = '${user.taskIds[1]}' and s is not null`);
    await owner.query(`delete from todo.tasks t
      using ${inSession(user, 'remove')} s where t.id = '${user.deletedTaskId}' and s is not null`);
    // As if there had never been a third.
    await owner.query(`update todo.users set last_number = 2 where id = '${user.id}'`);
  }
}

/** SQL for a part of FROM that makes the statement one of the user's session, in a command with this name. */
function inSession({ secret }: KnownUser, command: string): string {
  return `(select set_config('todo.token', '${secret}', true), set_config('todo.command', '${command}', true) offset 0)`;
}

/** SQL for what `users.password` holds for a key. */
export function verifier(key: string): string {
  return `'$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$' || rtrim(encode(sha256(${key}), 'base64'), '=')`;
}

/** All that is stored about a user, as text: unchanged if nobody changed anything. */
export async function readAllAbout(superuser: Client, { id }: KnownUser): Promise<string> {
  const { rows } = await superuser.query<{ everything: string }>(
    `select jsonb_build_object(
       'users', (select jsonb_agg(to_jsonb(u)) from todo.users u where u.id = $1),
       'sessions', (select jsonb_agg(to_jsonb(s) order by s.id) from todo.sessions s where s.user_id = $1),
       'tasks', (select jsonb_agg(to_jsonb(t) order by t.number) from todo.tasks t where t.user_id = $1),
       'commands', (select jsonb_agg(to_jsonb(c) order by c.seq) from todo.commands c where c.user_id = $1),
       'changes', (select jsonb_agg(to_jsonb(c) order by c.seq, c.task_id) from todo.changes c where c.user_id = $1))::text as everything`,
    [id],
  );
  return rows[0]?.everything ?? '';
}
