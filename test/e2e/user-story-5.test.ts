import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { startWorld } from './world.ts';

const world = startWorld();

// The first sign-up of all makes the tables.
beforeAll(() => world.machine().signUp('ada'));

/** Names and definitions of the constraints of a table, as Postgres words them. */
async function constraintsOf(table: string): Promise<Record<string, unknown>> {
  const rows = await world.neon.query(
    `select conname::text as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ('todo.' || $1)::regclass and contype in ('p', 'u', 'f')`,
    [table],
  );
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}

async function requiredColumnsOf(table: string): Promise<unknown[]> {
  const rows = await world.neon.query(
    `select attname::text as name from pg_attribute
      where attrelid = ('todo.' || $1)::regclass and attnum > 0 and attnotnull order by attname`,
    [table],
  );
  return rows.map(({ name }) => name);
}

describe('US5, database schema integrity', () => {
  it('US5.1 makes users with a primary key, unique names and addresses, and required fields', async () => {
    expect(await constraintsOf('users')).toMatchObject({
      users_pkey: 'PRIMARY KEY (id)',
      users_username_key: 'UNIQUE (username)',
      users_email_key: 'UNIQUE (email)',
    });
    expect(await requiredColumnsOf('users')).toEqual(
      expect.arrayContaining(['id', 'username', 'email', 'password', 'created_at']),
    );
  });

  it('US5.2 makes tasks with a primary key, a foreign key to users and required fields', async () => {
    expect(await constraintsOf('tasks')).toMatchObject({
      tasks_pkey: 'PRIMARY KEY (user_id, id)',
      tasks_user_id_fkey: 'FOREIGN KEY (user_id) REFERENCES todo.users(id) ON DELETE CASCADE',
    });
    expect(await requiredColumnsOf('tasks')).toEqual(
      expect.arrayContaining(['id', 'user_id', 'title', 'completed', 'created_at', 'updated_at']),
    );
  });

  it('US5.3 rejects a task without a valid user by the foreign key', async () => {
    const insert = `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), `;

    await expect(world.neon.query(`${insert} gen_random_uuid(), 'Nobody''s task')`)).rejects.toMatchObject({
      fields: { code: '23503', constraint: 'tasks_user_id_fkey' },
    });
    await expect(world.neon.query(`${insert} null, 'Nobody''s task')`)).rejects.toMatchObject({
      fields: { code: '23502', column: 'user_id' },
    });
    expect(await world.neon.query('select title from todo.tasks')).toEqual([]);
  });

  it('US5.4 rejects the second of two sign-ups with one e-mail address by the unique key', async () => {
    const signUps = ['first', 'second'].map((name) =>
      world.machine().pipe(PASSWORD, 'signup', '-u', name, '-e', 'shared@example.org', '--password-stdin'),
    );

    const codes = (await Promise.all(signUps)).map(({ code }) => code);

    expect(new Set(codes)).toEqual(new Set([0, 5]));
    const stored = await world.neon.query(`select email from todo.users where email = 'shared@example.org'`);
    expect(stored).toHaveLength(1);
    await expect(
      world.neon.query(
        `insert into todo.users (username, email, password) select 'third', email, password from todo.users limit 1`,
      ),
    ).rejects.toMatchObject({ fields: { code: '23505', constraint: 'users_email_key' } });
  });
});
