import { describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { emptyDatabase, sharedPostgres } from '../support/test-database.ts';

describe('todo db status', () => {
  it('tells what an empty database is and what to do next', async () => {
    const { exitCode, stdout, stderr } = await newMachine((await emptyDatabase()).url).todo(
      'db status',
      PLAIN_TERMINAL,
    );
    expect(
      masked(stdout)
        .replace(/\d+ ms/, 'N ms')
        .replace(/17\.\d+/, '17.N'),
    ).toBe(
      'Database  HOST/DB, reachable\n' +
        'Named by  the environment\n' +
        'Latency   N ms\n' +
        'Postgres  17.N\n' +
        'Tables    none yet\n' +
        'Role      neondb_owner, an owner: it can get past row-level security and read\n' +
        '          the tasks of every user\n' +
        'Other     nothing else in this database\n' +
        'Next      `todo signup` creates the tables and your account\n',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('needs no login and counts the tables of others', async () => {
    const database = await emptyDatabase();
    await database.query('create table invoices (id int)');
    const machine = newMachine(database.url);
    await machine.todo('db migrate');
    const { stdout } = await machine.todo('db status --json');
    expect(JSON.parse(stdout)).toEqual({
      database: database.name,
      source: 'the environment',
      reachable: true,
      latencyMs: expect.any(Number),
      postgres: expect.stringMatching(/^17\./),
      schemaVersion: expect.any(Number),
      latestSchemaVersion: expect.any(Number),
      role: {
        name: 'neondb_owner',
        superuser: false,
        bypassesRowSecurity: true,
        memberOfNeonSuperuser: true,
        mayCreateTables: true,
      },
      otherTables: 1,
      next: 'nothing for you alone; to share the database, hand out the URL of `todo db invite`, never this one',
    });
  });

  it('says that the tables are newer than the program, or older', async () => {
    const database = await emptyDatabase();
    const machine = newMachine(database.url);
    await machine.todo('db migrate');
    await database.query("insert into todo.migrations (version, name) values (99, 'from the future')");
    expect((await machine.todo('db status')).stdout).toMatch(/^Next +update neon-todo/m);
    await database.query('delete from todo.migrations where version > 1');
    expect((await machine.todo('db status')).stdout).toMatch(/^Next +`todo db migrate`/m);
  });
});

describe('todo db migrate', () => {
  it('makes the tables, and has nothing to do the next time', async () => {
    const machine = newMachine((await emptyDatabase()).url);
    const { exitCode, stdout, stderr } = await machine.todo('db migrate');
    expect(masked(stdout)).toMatch(/^Brought the tables in HOST\/DB from version 0 to \d+\n$/);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(masked((await machine.todo('db migrate')).stdout)).toMatch(
      /^The tables in HOST\/DB are up to date \(version \d+\)\n$/,
    );
  });

  it('names the migrations with --json', async () => {
    const machine = newMachine((await emptyDatabase()).url);
    const { stdout } = await machine.todo('db migrate --json');
    expect(JSON.parse(stdout)).toMatchObject({ from: 0, applied: expect.arrayContaining(['0001_tables']) });
    const { stdout: again } = await machine.todo('db migrate --json');
    expect(JSON.parse(again)).toMatchObject({ applied: [] });
  });

  it('works on two machines at once', async () => {
    const database = await emptyDatabase();
    const outcomes = await Promise.all([1, 2, 3].map(() => newMachine(database.url).todo('db migrate')));
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(await database.query('select count(*) = max(version) as once from todo.migrations')).toEqual([
      { once: true },
    ]);
  });

  it('is forbidden to a role that is not the owner', async () => {
    const database = await emptyDatabase();
    const guest = await guestOf(database.url);
    const { exitCode, stderr } = await newMachine(guest).todo('db migrate --json');
    expect(exitCode).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'forbidden' } });
    expect(await database.query("select to_regnamespace('todo') is null as none")).toEqual([{ none: true }]);
  });
});

/** The URL of a login that may connect and nothing else. */
async function guestOf(url: string): Promise<string> {
  await sharedPostgres().query(
    "do $$ begin create role test_guest login password 'guest-4711'; exception when duplicate_object then null; end $$",
  );
  const guest = new URL(url);
  guest.username = 'test_guest';
  guest.password = 'guest-4711';
  return guest.href;
}
