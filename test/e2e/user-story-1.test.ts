import { describe, expect, it } from 'vitest';
import { createMachine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

describe('US1, database connection', () => {
  it('US1.1 connects to the database that DATABASE_URL in .env names', async () => {
    const laptop = createMachine();
    laptop.write('.env', `DATABASE_URL="${world.neon.url()}"\n`);

    const requests = await world.requestsOf(() => laptop.signUp('ada'));

    expect(requests).toBeGreaterThan(0);
    expect(await world.neon.query('select username from todo.users')).toEqual([{ username: 'ada' }]);
  });

  it('US1.1 goes on using that .env from every folder', async () => {
    const laptop = createMachine();
    const name = world.name();
    laptop.write('.env', `DATABASE_URL="${world.neon.url()}"\n`);
    await laptop.signUp(name);

    const elsewhere = laptop.in('elsewhere');
    elsewhere.write('.env', 'DATABASE_URL="postgresql://other:secret@localhost:1/project"\n');

    expect(await elsewhere.json('whoami')).toMatchObject({ user: { username: name } });
  });

  it('US1.2 runs every query in that database', async () => {
    const laptop = world.machine();
    await laptop.signUp(world.name());

    expect(await world.requestsOf(() => laptop.todo('add', 'Descale', 'the', 'kettle'))).toBe(1);

    expect(world.neon.requests.at(-1)).toMatchObject({ batch: true, status: 200 });
    const stored = await world.neon.query(`select title from todo.tasks where title like '%kettle'`);
    expect(stored).toEqual([{ title: 'Descale the kettle' }]);
    expect(await laptop.json('list')).toMatchObject([{ title: 'Descale the kettle' }]);
  });
});

describe('US1.3 ends with a clear message, exit code 6 and no secret if DATABASE_URL is', () => {
  const SECRET = 'npg_S3cret';

  it.each([
    ['missing', undefined, /^Error: No DATABASE_URL is set\.\nRun `todo init`/],
    ['empty', '', /^Error: No DATABASE_URL is set\./],
    ['no URL', SECRET, /^Error: DATABASE_URL from the environment is not a valid URL\.\n/],
    ['cut off', `postgresql://ada:${SECRET}@`, /from the environment is not a valid URL\.\n/],
    ['without a user', 'postgresql://localhost/neondb', /from the environment names no user\.\n/],
    ['without a password', 'postgresql://ada@localhost/neondb', /has no password\.\n/],
    ['without a database', `postgresql://ada:${SECRET}@localhost`, /names no database\.\n/],
    ['of another database system', `mysql://ada:${SECRET}@localhost/todo`, /is not a Postgres URL\.\n/],
    ['an IP address', `postgresql://ada:${SECRET}@10.0.0.7/neondb`, /has an IP address for a host/],
    ['out of reach', `postgresql://ada:${SECRET}@localhost:1/neondb`, /Cannot reach localhost:1\/neondb/],
  ])('%s', async (_, url, message) => {
    const laptop = createMachine({ DATABASE_URL: url });

    const words = ['signup', '-u', 'ada', '-e', 'ada@example.org', '--password-stdin', '--timeout', '1'];
    const outcome = await laptop.pipe('correct horse battery staple', ...words);

    expect(outcome).toMatchObject({ code: 6, stdout: '', stderr: expect.stringMatching(message) });
    expect(outcome.stderr).not.toContain(SECRET);
  });

  it('refused by the database for its password', async () => {
    const laptop = createMachine({ DATABASE_URL: world.neon.url({ password: SECRET }) });

    const outcome = await laptop.todo('db', 'status');

    expect(outcome).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(/refuses the user or the password in DATABASE_URL\.\n/),
    });
    expect(outcome.stderr).not.toContain(SECRET);
  });

  it('the name of a database that does not exist', async () => {
    const laptop = createMachine({ DATABASE_URL: world.neon.url({ database: 'nodb' }) });

    expect(await laptop.todo('db', 'status')).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^Error: There is no database localhost:\d+\/nodb\.\n/),
    });
  });
});
