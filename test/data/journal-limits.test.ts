import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { countCommands } from '../support/every-write.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  await neon.query('update todo.settings set max_journal_commands = 10');
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
});

/** The limit, and the 32 commands after which it is seen to. */
const MOST = 10 + 32;

async function repeat(count: number, ...commands: readonly string[]): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    for (const words of commands) expect((await ada.todo(words)).exitCode).toBe(0);
  }
}

describe('the journal does not grow for ever', () => {
  it('by commands', async () => {
    await repeat(64, 'add Milk');
    expect(Number(await countCommands(ada))).toBeLessThanOrEqual(MOST);
  });

  it('by undo and redo', async () => {
    await ada.todo('add Milk');
    await repeat(30, 'undo', 'redo');
    expect(Number(await countCommands(ada))).toBeLessThanOrEqual(MOST);
    // What is remembered can be taken back all the same.
    await repeat(1, 'undo');
    expect((await ada.todo('list')).stdout).toBe('');
  });

  it('nor does it forget the last command, however large or old it is', async () => {
    await ada.todo('add -', { stdin: 'Milk\nBread' });
    await neon.query(
      `update todo.commands set at = at - interval '2 years', size = 1000000 where user_id = $1`,
      [ada.id],
    );
    expect((await ada.todo('undo -q')).stdout).toBe('1\n2\n');
    expect((await ada.todo('redo -q')).stdout).toBe('1\n2\n');
  });
});
