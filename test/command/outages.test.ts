import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, Neon } from '../neon/stand-in.ts';
import { masked } from '../support/masked.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
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

describe('a fault that passes', () => {
  it.each<Fault>([
    { kind: 'delay', ms: 50 },
    { kind: 'drop-before' },
    { kind: 'drop-after-commit' },
    { kind: 'cut' },
    { kind: 'cut', unnoticed: true },
    { kind: 'control-plane' },
    { kind: 'too-many-connections' },
    { kind: 'html', status: 502 },
  ])('is nothing to list, show, whoami and sessions: %j', async (fault) => {
    for (const words of ['list', 'show 2', 'whoami', 'sessions']) {
      neon.inject(fault);
      expect(await ada.todo(words)).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  it('may come again, and be another one', async () => {
    neon.inject({ kind: 'control-plane' });
    neon.inject({ kind: 'drop-after-commit' });
    neon.inject({ kind: 'too-many-connections' });
    neon.inject({ kind: 'cut', unnoticed: true });
    expect(await ada.todo('add Call the dentist')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Call the dentist']);
  });
});

// 1.4 s: the fourth attempt ends long before, and a fifth one would begin after it.
describe('a fault that does not pass before the deadline', () => {
  it.each<[Fault, string]>([
    [{ kind: 'control-plane' }, 'HOST/DB is not available (500)'],
    [{ kind: 'too-many-connections' }, 'HOST/DB is not available (53300)'],
    [{ kind: 'html' }, 'What answers for HOST/DB is not Neon (HTTP 200 without JSON)'],
    [{ kind: 'html', status: 502 }, 'HOST/DB is not available (502)'],
    [{ kind: 'drop-before' }, 'The connection to HOST/DB broke (ECONNRESET)'],
  ])('is exit 6: %j', async (fault, message) => {
    const { exitCode, stdout, stderr } = await throughout(fault, () => ada.todo('list --timeout 1.4'));
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(masked(stderr).split('\n')[0]).toBe(`Error: ${message}.`);
    expect(stderr).not.toContain('may have been made');
  });

  it('is exit 6: an answer that takes too long', async () => {
    neon.inject({ kind: 'delay', ms: 3_000 });
    const { exitCode, stdout, stderr } = await ada.todo('list --timeout 0.5 --json');
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(JSON.parse(masked(stderr))).toEqual({
      error: {
        code: 'unavailable',
        message: 'No answer from HOST/DB within 0.5 s',
        hint: 'Neon may be waking up: try again, or wait longer with --timeout SECONDS.',
        retryable: true,
      },
    });
  });

  it('is exit 6: nobody listens', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('list --timeout 1.4', {
      env: { TODO_TOKEN: ada.token, DATABASE_URL: neon.url().replace(/:\d+\//, ':1/') },
    });
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(masked(stderr)).toBe(
      'Error: Cannot reach HOST/DB (ECONNREFUSED).\n' +
        'Check the network and the host name. DATABASE_URL is from the environment.\n',
    );
  });

  it.each<[Fault, string]>([
    [{ kind: 'drop-after-commit' }, 'ECONNRESET'],
    [{ kind: 'cut' }, 'ECONNRESET'],
    [{ kind: 'cut', unnoticed: true }, 'incomplete answer'],
  ])('warns after a change that it may have been made: %j', async (fault, reason) => {
    const { exitCode, stderr } = await throughout(fault, () =>
      ada.todo('add Call the dentist --timeout 1.4'),
    );
    expect(exitCode).toBe(6);
    expect(masked(stderr)).toBe(
      `Error: The connection to HOST/DB broke (${reason}).\n` +
        'The change may have been made all the same: look before you repeat the command. Try again.\n',
    );
    expect(await titles()).toEqual(['Buy oat milk', 'Pay rent', 'Call the dentist']);
  });
});

describe('an answer that takes more than a second', () => {
  it('is waited for with a word on stderr at a terminal, which goes away', async () => {
    neon.inject({ kind: 'delay', ms: 1_300 });
    const { exitCode, stdout, stderr } = await ada.todo('list', { terminal: true });
    expect([exitCode, masked(stderr)]).toEqual([0, 'Waiting for HOST/DB ...\r\u001B[K']);
    expect(stdout).not.toContain('Waiting');
  });

  it.each([
    ['a pipe', {}, ''],
    ['stdout as a terminal alone', { terminal: { stdout: true } }, ''],
    ['no colours', { terminal: { stderr: true }, env: { NO_COLOR: '1' } }, 'Waiting for HOST/DB ...\n'],
  ] as const)('is waited for with %s', async (_name, surroundings, expected) => {
    neon.inject({ kind: 'delay', ms: 1_300 });
    const { exitCode, stderr } = await ada.todo('list', surroundings);
    expect([exitCode, masked(stderr)]).toEqual([0, expected]);
  });
});

async function titles(): Promise<unknown[]> {
  const rows = await neon.query('select title from todo.tasks where user_id = $1 order by number', [ada.id]);
  return rows.map(({ title }) => title);
}

/** Lets every request meet the fault while `act` runs, and none after it. */
async function throughout<T>(fault: Fault, act: () => Promise<T>): Promise<T> {
  const times = 20;
  const before = neon.requests.length;
  neon.inject(fault, times);
  const result = await act();
  while (neon.requests.length < before + times) {
    await fetch(`http://localhost:${neon.port}/sql`, { method: 'POST' }).catch(() => undefined);
  }
  return result;
}
