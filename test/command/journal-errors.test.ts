import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { countCommands, EVERY_WRITE, prepareAccount, runWrite, tasksOf } from '../support/every-write.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
/** One for each kind of write, ready for it. */
let users: readonly User[];
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  await neon.query('create schema faults');
  await neon.query('grant usage on schema faults to public');
});
afterAll(() => neon.close());
beforeEach(async () => {
  users = await Promise.all(EVERY_WRITE.map(() => signUpUser(databaseOf(neon))));
  await Promise.all(EVERY_WRITE.map((write, index) => prepareAccount(userOf(index), write)));
});
afterEach(() => neon.query('drop function if exists faults.strike() cascade'));

/** Has the database do something where it writes the journal, or right before it commits what is written there. */
async function strike(when: 'in the middle' | 'at the end', body: string): Promise<void> {
  await neon.query(`create function faults.strike() returns trigger language plpgsql security definer
    as $$ begin ${body}; return null; end $$`);
  await neon.query(
    when === 'in the middle'
      ? 'create trigger strike before insert on todo.changes for each statement execute function faults.strike()'
      : `create constraint trigger strike after insert or update on todo.commands deferrable initially deferred
           for each row execute function faults.strike()`,
  );
}

describe.each<[string, 'in the middle' | 'at the end', string, string, number]>([
  ['the journal cannot be written', 'in the middle', `raise exception 'full' using errcode = '53100'`, '', 6],
  ['a check of the journal fails', 'in the middle', `raise exception 'check' using errcode = '23514'`, '', 1],
  ['the transaction cannot be committed', 'at the end', `raise exception 'no commit'`, '', 1],
  ['the statement takes too long', 'in the middle', 'perform pg_sleep(5)', ' --timeout 1', 6],
])('where %s', (_what, when, body, options, exitCode) => {
  it('nothing is changed and nothing written down, and the command can be run again', async () => {
    const before = await Promise.all(users.map(stateOf));
    await strike(when, body);
    const outcomes = await Promise.all(
      EVERY_WRITE.map((write, index) => runWrite(write, userOf(index), options || ' --timeout 3')),
    );
    expect(outcomes.map((outcome) => outcome.exitCode)).toEqual(EVERY_WRITE.map(() => exitCode));
    // Waits for the end of every transaction that is under way.
    await neon.query('drop function faults.strike() cascade');
    expect(await Promise.all(users.map(stateOf))).toEqual(before);
    await Promise.all(EVERY_WRITE.map((write, index) => runWrite(write, userOf(index))));
    await expectAllDone(before.map(({ commands }) => Number(commands) + 1));
  });
});

it('a serialization failure in the middle is tried again, and done once', async () => {
  const before = await Promise.all(users.map(stateOf));
  await neon.query('create sequence faults.tries');
  await strike(
    'in the middle',
    `if nextval('faults.tries') = 1 then raise exception 'again' using errcode = '40001'; end if`,
  );
  for (const [index, write] of EVERY_WRITE.entries()) {
    await neon.query('alter sequence faults.tries restart');
    expect(await runWrite(write, userOf(index))).toMatchObject({ exitCode: 0, stdout: write.stdout });
  }
  await expectAllDone(before.map(({ commands }) => Number(commands) + 1));
});

async function expectAllDone(commands: readonly number[]): Promise<void> {
  const states = await Promise.all(users.map(stateOf));
  expect(states.map(({ tasks }) => tasks)).toEqual(EVERY_WRITE.map(({ leaves }) => leaves));
  expect(states.map((state) => state.commands)).toEqual(commands);
}

/** Checked against the journal, too. */
async function stateOf(user: User): Promise<{ readonly commands: unknown; readonly tasks: unknown[] }> {
  expect(await journalDisagreements(user.database, user.id)).toEqual([]);
  return { commands: await countCommands(user), tasks: await tasksOf(user) };
}

function userOf(index: number): User {
  const user = users[index];
  if (user === undefined) throw new Error(`There is no user for write ${index}`);
  return user;
}
