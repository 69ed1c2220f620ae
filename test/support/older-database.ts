import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { openGateway } from './open-gateway.ts';
import { emptyDatabase, type TestDatabase } from './test-database.ts';

// What earlier versions left behind, in the SQL of those versions: none of it may follow from what the program does today.

/** Ada's password is PASSWORD of sign-up-user.ts. */
export const ADA = {
  username: 'ada',
  id: '0198c0de-0000-7000-8000-00000000000a',
  /** Of a session that may do everything. */
  token: 'todo_AZjA3gAAcACAAAAAAAAACmFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh',
  readOnlyToken: 'todo_AZjA3gAAcACAAAAAAAAACmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJi',
  /** What she has been given so far; the task with the last number is deleted. */
  lastNumber: 7,
} as const;

export const BEN = {
  id: '0198c0de-0000-7000-8000-00000000000b',
  token: 'todo_AZjA3gAAcACAAAAAAAAAC2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj',
} as const;

const LAPTOP = 'YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE';
const WALLBOARD = 'YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI';
const PHONE = 'Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M';

/** From the second version on, whose functions make accounts possible at all. */
const ACCOUNTS_AND_TASKS = [
  `insert into todo.users (id, username, email, password, created_at) values
     ('${ADA.id}', 'ada', 'ada@example.org',
      '$argon2id$v=19$m=65536,t=3,p=4$6RLqNQO71GAHt4q7SZZn6w$F04qQXzqOFOKSK0FD+h1DhYYxHWSBIr99G/+hoZ4XVI', '2026-01-02 03:04:05.678901+00'),
     ('${BEN.id}', 'ben.b_c-2', 'ben@example.org',
      '$argon2id$v=19$m=65536,t=3,p=4$6RLqNQO71GAHt4q7SZZn6w$F04qQXzqOFOKSK0FD+h1DhYYxHWSBIr99G/+hoZ4XVI', '2026-02-03 04:05:06+00')`,
  `insert into todo.sessions (user_id, token_hash, device, read_only, slides_by, created_at, last_used_at, expires_at) values
     ('${ADA.id}', sha256(convert_to('${LAPTOP}', 'UTF8')), 'laptop', false, '30 days', now() - interval '9 days', now() - interval '1 minute', now() + interval '30 days'),
     ('${ADA.id}', sha256(convert_to('${WALLBOARD}', 'UTF8')), 'Wandtafel 🧳', true, null, now() - interval '9 days', now() - interval '1 minute', now() + interval '90 days'),
     ('${ADA.id}', sha256('expired'), '', false, '30 days', now() - interval '99 days', now() - interval '98 days', now() - interval '68 days'),
     ('${BEN.id}', sha256(convert_to('${PHONE}', 'UTF8')), 'phone', false, '30 days', now() - interval '9 days', now() - interval '1 minute', now() + interval '30 days')`,
  `select user_id from todo.signup('grace', 'grace@example.org',
     '$argon2id$v=19$m=65536,t=3,p=4$6RLqNQO71GAHt4q7SZZn6w$F04qQXzqOFOKSK0FD+h1DhYYxHWSBIr99G/+hoZ4XVI', sha256('grace'), 'desktop', '30 days')`,
  `insert into todo.tasks (id, user_id, title, description, due_date, due_time, priority, tags, recursion_pattern, completed, completed_at) values
     ('0198c0de-0000-7000-8000-000000000001', '${ADA.id}', 'Buy oat milk', null, null, null, 'Medium', '{}', null, false, null),
     ('0198c0de-0000-7000-8000-000000000002', '${ADA.id}', E'Fähre buchen 🧳 "say" \\\\{x}', E'two\\nlines, and \\\\N', '2026-11-27', '18:30', 'High', '{home,Äpfel,"null",a/b}', null, false, null),
     ('0198c0de-0000-7000-8000-000000000003', '${ADA.id}', 'Pay rent', 'IBAN', '2026-10-31', null, 'Low', '{home}', 'FREQ=MONTHLY;BYMONTHDAY=31', true, '2026-10-30 09:08:07.654321+00'),
     ('0198c0de-0000-7000-8000-000000000005', '${ADA.id}', '${'x'.repeat(500)}', '${'n'.repeat(10_000)}', '9999-12-31', '23:59', 'Medium', '{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t}', null, true, '0099-01-01 00:00:00+00'),
     ('0198c0de-0000-7000-8000-000000000001', '${BEN.id}', 'Of somebody else, with the same id', null, '0001-01-01', '00:00', 'High', '{}', 'FREQ=WEEKLY;COUNT=2', false, null)`,
  `insert into todo.tasks (id, user_id, title, description, due_date, tags, recursion_pattern, spawned_from)
     select '0198c0de-0000-7000-8000-000000000004', user_id, title, description, '2026-11-30', tags, recursion_pattern, id
       from todo.tasks where id = '0198c0de-0000-7000-8000-000000000003'`,
  `insert into todo.tasks (id, user_id, title) values
     ('0198c0de-0000-7000-8000-000000000006', '${ADA.id}', 'Sweep'), ('0198c0de-0000-7000-8000-000000000007', '${ADA.id}', 'Gone')`,
  `delete from todo.tasks where title = 'Gone'`,
  `update todo.settings set max_sessions = 77, signups_per_hour = 99`,
  `select todo.count_try('ada'), todo.count_try('ada'), todo.count_try('grace')`,
];

/** What one run of the program did, as one command of the journal. */
function asCommand(id: number, name: string, change: string): string {
  return `do $$ begin
    perform set_config('todo.token', '${LAPTOP}', true), set_config('todo.command', '${name}', true),
            set_config('todo.command_id', '0198c0de-0000-7000-8000-0000000001${String(id).padStart(2, '0')}', true);
    ${change};
  end $$`;
}

/** From the fourth version on. In the end, the last command is an undo that can be redone. */
const JOURNAL = [
  asCommand(
    1,
    'edit',
    `update todo.tasks set title = 'Buy rye bread', priority = 'High' where user_id = '${ADA.id}' and number = 1`,
  ),
  asCommand(
    2,
    'done',
    `update todo.tasks set completed = true, completed_at = clock_timestamp() where user_id = '${ADA.id}' and number = 2`,
  ),
  asCommand(3, 'rm', `delete from todo.tasks where user_id = '${ADA.id}' and number in (3, 6)`),
  asCommand(4, '', `perform todo.take_back('0198c0de-0000-7000-8000-000000000104', 'undo', true)`),
];

/** A database with the tables of that version, and with whatever it can hold. */
export async function databaseOfVersion(version: number): Promise<TestDatabase> {
  const database = await emptyDatabase();
  await migrate(openGateway(database.url), readMigrations(DRIZZLE).slice(0, version));
  const statements = [...(version >= 2 ? ACCOUNTS_AND_TASKS : []), ...(version >= 4 ? JOURNAL : [])];
  for (const statement of statements) await database.query(statement);
  return database;
}

export const DRIZZLE = new URL('../../drizzle/', import.meta.url);

/** All rows that are kept in the tables of the schema, by table, and the counts of guesses. */
export async function rowsOf(database: TestDatabase): Promise<Record<string, readonly unknown[]>> {
  const [found] = await database.query(
    `select string_agg(format('select %L as name, to_jsonb(t) as row from todo.%I t', relname, relname), ' union all ') as all_rows
       from pg_class where relnamespace = 'todo'::regnamespace and relkind = 'r'`,
  );
  const guesses = `select 'guesses', to_jsonb(s) from pg_sequences s where schemaname = 'todo' and last_value is not null`;
  const rows = await database.query(
    `select name::text, jsonb_agg(row order by row::text collate "C") as rows
       from (${String(found?.['all_rows'])} union all ${guesses}) r group by name`,
  );
  return Object.fromEntries(rows.map(({ name, rows: ofTable }) => [String(name), asArray(ofTable)]));
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
