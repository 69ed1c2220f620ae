import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
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
  await ada.todo('add -', { stdin: 'Buy oat milk\nPay rent' });
});

const BEFORE_IT_RUNS: readonly Fault[] = [
  { kind: 'delay', ms: 50 },
  { kind: 'drop-before' },
  { kind: 'control-plane' },
  { kind: 'too-many-connections' },
  { kind: 'html', status: 502 },
];
const ANY_PLACE: readonly Fault[] = [...BEFORE_IT_RUNS, { kind: 'drop-after-commit' }];

describe.each(ANY_PLACE)('after $kind, tried again', (fault) => {
  it('todo add adds one task', async () => {
    neon.inject(fault);
    expect(await ada.todo('add Call the dentist')).toEqual({
      exitCode: 0,
      stdout: 'Added #3 Call the dentist\n',
      stderr: '',
    });
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Call the dentist']);
  });

  it('todo add - adds each line once', async () => {
    neon.inject(fault);
    expect((await ada.todo('add - -q', { stdin: 'Milk\nBread\nMilk' })).stdout).toBe('3\n4\n5\n');
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Milk', 'Bread', 'Milk']);
    expect((await ada.todo('add Eggs -q')).stdout).toBe('6\n');
  });

  it('todo done, reopen and edit change what they name', async () => {
    neon.inject(fault);
    expect(await ada.todo('done 1')).toMatchObject({ exitCode: 0, stderr: '' });
    neon.inject(fault);
    expect(await ada.todo('reopen 1')).toMatchObject({ exitCode: 0, stderr: '' });
    neon.inject(fault);
    expect(await ada.todo('edit 2 --title Rent --add-tag home')).toEqual({
      exitCode: 0,
      stdout: 'Edited #2 Rent · +home\n',
      stderr: '',
    });
    expect((await ada.todo('list --all')).stdout).toBe(
      '1\topen\t\tMedium\tBuy oat milk\t\n2\topen\t\tMedium\tRent\thome\n',
    );
  });

  it('todo list, show and whoami answer', async () => {
    for (const words of ['list', 'show 2', 'whoami']) {
      neon.inject(fault);
      expect(await ada.todo(words)).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  it('todo token create makes one token, which works', async () => {
    neon.inject(fault);
    const { stdout } = await ada.todo('token create --name ci');
    expect(await sessionsOf(ada.username)).toBe(2);
    expect(await ada.todo('whoami', { env: { TODO_TOKEN: stdout.trim() } })).toMatchObject({ exitCode: 0 });
  });

  it('todo logout ends the session', async () => {
    neon.inject(fault);
    expect(await ada.todo('logout')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await sessionsOf(ada.username)).toBe(0);
  });
});

/** Where only two are tried, as every hashing of a password takes its time. */
const LOST: readonly Fault[] = [{ kind: 'drop-before' }, { kind: 'drop-after-commit' }];

describe('a connection that breaks', () => {
  it.each(LOST)('todo signup makes one account with one session after $kind', async (fault) => {
    const machine = newMachine(neon.url());
    const name = `${ada.username}-twin`;
    neon.inject(fault);
    const { exitCode } = await machine.todo(`signup -u ${name} -e ${name}@example.org --password-stdin`, {
      stdin: PASSWORD,
    });
    expect(exitCode).toBe(0);
    expect(await sessionsOf(name)).toBe(1);
    expect(await machine.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it.each(LOST)('todo login makes one session after $kind', async (fault) => {
    const machine = newMachine(neon.url());
    neon.inject({ kind: 'delay', ms: 0 });
    neon.inject(fault);
    expect(await machine.todo(`login ${ada.username} --password-stdin`, { stdin: PASSWORD })).toMatchObject({
      exitCode: 0,
    });
    expect(await sessionsOf(ada.username)).toBe(2);
    expect(await machine.todo('whoami')).toMatchObject({ exitCode: 0 });
  });
});

describe('todo rm', () => {
  it.each(BEFORE_IT_RUNS)('deletes after $kind', async (fault) => {
    neon.inject(fault);
    expect(await ada.todo('rm 1 --yes')).toEqual({
      exitCode: 0,
      stdout: 'Removed #1 Buy oat milk\n',
      stderr: '',
    });
    expect(await titles()).toEqual(['Pay rent']);
  });

  it('tells what the first try deleted if its answer was lost', async () => {
    neon.inject({ kind: 'drop-after-commit' });
    expect(await ada.todo('rm 1 --yes')).toEqual({
      exitCode: 0,
      stdout: 'Removed #1 Buy oat milk\n',
      stderr: '',
    });
    expect(await titles()).toEqual(['Pay rent']);
  });
});

describe('a fault that passes only after a while', () => {
  it('is waited for: several in a row', async () => {
    neon.inject({ kind: 'control-plane' });
    neon.inject({ kind: 'drop-after-commit' });
    neon.inject({ kind: 'too-many-connections' });
    expect(await ada.todo('add Call the dentist')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Call the dentist']);
  });

  it('is waited for: connections that are refused for a moment', async () => {
    await neon.refuse(400);
    expect(await ada.todo('add Call the dentist')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Call the dentist']);
  });
});

async function titles(): Promise<unknown[]> {
  const rows = await neon.query('select title from todo.tasks where user_id = $1 order by number', [ada.id]);
  return rows.map(({ title }) => title);
}

async function sessionsOf(username: string): Promise<unknown> {
  const [row] = await neon.query(
    `select count(distinct u.id)::int as users, count(s.id)::int as sessions
       from todo.users u left join todo.sessions s on s.user_id = u.id where u.username = $1`,
    [username],
  );
  return row?.['users'] === 1 ? row['sessions'] : row;
}
