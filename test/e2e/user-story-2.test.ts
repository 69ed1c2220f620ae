import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { startWorld } from './world.ts';

const world = startWorld();

const account = (username: string, email: string): string[] => [
  'signup',
  '--username',
  username,
  '--email',
  email,
  '--password-stdin',
];

describe('US2, user data persistence', () => {
  it('US2.1 saves username, e-mail address, hashed password and time of a sign-up', async () => {
    const outcome = await world.machine().pipe(PASSWORD, ...account('Grace', 'Grace@Example.org'));

    expect(outcome).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Welcome to localhost:\d+\/neondb as grace/),
    });
    const stored = await world.neon.query(
      `select username, email, password, created_at between now() - interval '1 minute' and now() as just_now
         from todo.users where username = 'grace'`,
    );
    expect(stored).toEqual([
      {
        username: 'grace',
        email: 'grace@example.org',
        password: expect.stringMatching(
          /^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
        ),
        just_now: true,
      },
    ]);
  });

  it('US2.2 logs in with the right password, by username and by e-mail address', async () => {
    const name = world.name();
    await world.machine().signUp(name);
    const phone = world.machine();

    const requests = await world.requestsOf(() => phone.logIn(name));

    expect(requests).toBe(2);
    expect(await phone.json('whoami')).toMatchObject({ user: { username: name } });
    await world.machine().logIn(`${name}@example.org`);
  });

  it('US2.2 refuses a wrong password and an unknown name in the same words', async () => {
    const name = world.name();
    await world.machine().signUp(name);
    const phone = world.machine();

    const wrong = await phone.pipe('wrong password', 'login', name, '--password-stdin');
    const unknown = await phone.pipe(PASSWORD, 'login', 'nobody-at-all', '--password-stdin');

    expect(wrong).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^Error: Wrong username/),
    });
    expect(unknown).toEqual(wrong);
    expect(await phone.todo('whoami')).toMatchObject({ code: 4 });
  });

  it('US2.3 knows the account after every restart, and on a fresh machine after a login', async () => {
    const name = world.name();
    const laptop = world.machine();
    await laptop.signUp(name);

    // Every command is a new process.
    const first = await laptop.json('whoami');
    const second = await laptop.json('whoami');

    expect(first).toMatchObject({ user: { username: name, email: `${name}@example.org` } });
    expect(second).toEqual(first);
    await world.machine().logIn(name);
  });

  it('US2.4 rejects a sign-up with an e-mail address that is registered already', async () => {
    const name = world.name();
    await world.machine().signUp(name);

    const outcome = await world
      .machine()
      .pipe(PASSWORD, ...account(world.name(), `${name.toUpperCase()}@example.org`));

    expect(outcome).toEqual({
      code: 5,
      stdout: '',
      stderr:
        'Error: There is an account with this e-mail address already.\n' +
        'Run `todo login` with the address, or sign up with another.\n',
    });
    const stored = await world.neon.query('select username from todo.users where email = $1', [
      `${name}@example.org`,
    ]);
    expect(stored).toEqual([{ username: name }]);
  });

  it('US2.4 rejects a sign-up with a username that is taken', async () => {
    const name = world.name();
    await world.machine().signUp(name);

    const outcome = await world.machine().pipe(PASSWORD, ...account(name, 'somebody@example.org'));

    expect(outcome).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/^Error: This username is taken\.\n/),
    });
  });
});
