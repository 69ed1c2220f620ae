import { beforeEach, describe, expect, it } from 'vitest';
import { parseConnection } from '../../src/data/connection.ts';
import { createGateway } from '../../src/data/gateway.ts';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { emptyDatabase, type TestDatabase } from '../support/test-database.ts';

/** Tables as they were before there was a journal. */
async function databaseWithoutJournal(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  const gateway = createGateway(parseConnection(database.url, 'the test'), {
    timeoutMs: 60_000,
    showWaiting: () => () => undefined,
    trace: () => undefined,
  });
  await migrate(gateway, readMigrations(new URL('../../drizzle/', import.meta.url)).slice(0, 2));
  return database;
}

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(await databaseWithoutJournal());
  await ada.todo('add -', { stdin: 'Buy oat milk +shop\nPay rent due:2026-11-27 every:month\n' });
});

async function rows(): Promise<unknown> {
  return ada.database.query(
    'select to_jsonb(t) as task, (select to_jsonb(u) from todo.users u where u.id = $1) as owner from todo.tasks t where user_id = $1 order by number',
    [ada.id],
  );
}

describe('a database without the journal', () => {
  it.each(['list', 'show 1', 'tags', 'whoami', 'edit 1 pri:low', 'add Bread'])(
    'is enough for `todo %s`',
    async (words) => {
      expect(await ada.todo(words)).toMatchObject({ exitCode: 0, stderr: '' });
    },
  );

  it.each(['rm 1 --yes', 'done 1', 'reopen 1', 'undo', 'redo', 'history', 'history 1', 'trash', 'restore 1'])(
    'is told by `todo %s`, and nothing is changed',
    async (words) => {
      const before = await rows();
      expect(await ada.todo(words)).toEqual({
        exitCode: 6,
        stdout: '',
        stderr:
          `Error: The tables in ${ada.database.name} are older than this program.\n` +
          'Run `todo db migrate` with the connection string of the owner of the database.\n',
      });
      expect(await rows()).toEqual(before);
    },
  );

  it('keeps accounts, logins and tasks when it is brought up to date', async () => {
    const before = await rows();
    expect((await ada.todo('db migrate')).stdout).toContain('from version 2 to 5\n');
    expect(await rows()).toEqual(before);
    expect(await ada.todo('undo')).toMatchObject({ exitCode: 3 });
    expect((await ada.todo('history')).stdout).toBe('');
    await ada.todo('done 2');
    await ada.todo('rm 1 --yes');
    await ada.todo('undo');
    await ada.todo('undo');
    expect(await rows()).toEqual(
      // Numbers are given once.
      JSON.parse(JSON.stringify(before).replaceAll('"last_number":2', '"last_number":3')),
    );
  });
});
