import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import type { Outcome, Surroundings } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
});

const LOST_BEFORE: Fault = { kind: 'drop-before' };
const LOST_AFTER: Fault = { kind: 'drop-after-commit' };

/** Runs a command whose second request meets the fault. */
async function withFault(words: string, fault: Fault, surroundings: Surroundings = {}): Promise<Outcome> {
  neon.inject({ kind: 'delay', ms: 0 });
  neon.inject(fault);
  return ada.todo(words, surroundings);
}

function deletion(): string {
  return `account delete --confirm ${ada.username} --password-stdin`;
}

async function addToken(name: string): Promise<string> {
  await ada.todo(`token create --name ${name}`);
  const [row] = await neon.query('select id::text from todo.sessions where user_id = $1 and device = $2', [
    ada.id,
    name,
  ]);
  return String(row?.['id']);
}

async function devices(): Promise<unknown[]> {
  const rows = await neon.query('select device from todo.sessions where user_id = $1 order by 1', [ada.id]);
  return rows.map(({ device }) => device);
}

describe.each([LOST_BEFORE, LOST_AFTER])('after $kind, tried again', (fault) => {
  it('todo sessions revoke logs out if the session is its own', async () => {
    const { exitCode, stdout, stderr } = await withFault(`sessions revoke ${ada.sessionId}`, fault);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(masked(stdout)).toMatch(/^Ended [0-9a-f]{8} laptop, last used .*\nLogged out of HOST\/DB\n$/);
    expect(await devices()).toEqual([]);
    expect(masked((await ada.todo('list')).stderr)).toContain('Not logged in to HOST/DB');
  });
});

describe('todo sessions revoke of its own session among others', () => {
  it('says what is certain and what is likely after an answer that was lost', async () => {
    const id = await addToken('ci');
    const outcome = await withFault(`sessions revoke -q ${id} ${ada.sessionId}`, LOST_AFTER);
    expect(outcome).toEqual({
      exitCode: 6,
      stdout: `${ada.sessionId}\n`,
      stderr:
        'Error: The connection broke while ending sessions, and this one is over now.\n' +
        'The others most likely are, too. Log in, and look with `todo sessions`.\n',
    });
    expect(await devices()).toEqual([]);
    expect(masked((await ada.todo('list')).stderr)).toContain('Not logged in to HOST/DB');
  });
});

describe('todo account delete', () => {
  it('says what most likely happened if the answer was lost, and forgets the login, which is over', async () => {
    const { exitCode, stdout, stderr } = await withFault(deletion(), LOST_AFTER, { stdin: PASSWORD });
    expect([exitCode, stdout, masked(stderr)]).toEqual([
      6,
      '',
      'Error: The connection to HOST/DB broke while deleting, and the session is over now.\n' +
        'The account was most likely deleted. To be sure, try `todo login ada`: it is refused if there is none.\n',
    ]);
    expect(await users()).toBe(0);
    expect(masked((await ada.todo('list')).stderr)).toContain('Not logged in to HOST/DB');
    // What the message advises tells for certain.
    expect(await ada.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD })).toMatchObject({
      exitCode: 4,
    });
  });

  it('deletes nothing and keeps the login if the password is wrong, also when the answer was lost', async () => {
    expect(await withFault(deletion(), LOST_AFTER, { stdin: 'not the password' })).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Nothing was deleted.'),
    });
    expect(await users()).toBe(1);
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
  });
});

describe('the first sign-up in a database, whose last request does not come through', () => {
  it('leaves tables, of which it tells, and no account', async () => {
    const database = await neon.createDatabase();
    neon.inject({ kind: 'delay', ms: 0 }, 5);
    neon.inject({ kind: 'html' });
    const machine = newMachine(neon.url({ database }));
    const words = 'signup -u grace -e grace@example.org --password-stdin';
    const { exitCode, stderr } = await machine.todo(words, { stdin: PASSWORD });
    expect(exitCode).toBe(6);
    expect(masked(stderr)).toMatch(/^Creating the tables .*\nError: What answers for HOST\/DB is not Neon /);
    expect(await neon.query('select from todo.users', [], database)).toEqual([]);
    expect(await machine.todo(words, { stdin: PASSWORD })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

async function users(): Promise<unknown> {
  const [row] = await neon.query('select count(*)::int as n from todo.users where id = $1', [ada.id]);
  return row?.['n'];
}
