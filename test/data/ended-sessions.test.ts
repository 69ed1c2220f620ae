import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseToken } from '../../src/auth/session-token.ts';
import type { Gateway } from '../../src/data/gateway.ts';
import { newId } from '../../src/data/new-id.ts';
import { tasks } from '../../src/data/schema.ts';
import { tasksOf } from '../support/every-write.ts';
import { oneRun } from '../support/one-run.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedPostgres } from '../support/test-database.ts';
import { failureOf } from './failure-of.ts';

let ada: User;
let gateway: Gateway;
beforeEach(async () => {
  ada = await signUpUser(sharedPostgres());
  await ada.todo('add Milk');
  gateway = await oneRun(ada).gateway();
});

function asAda() {
  const credentials = { ...parseToken(ada.token, 'the test'), source: 'login' as const };
  return { ...gateway.asUser(credentials, 'edit'), ...credentials };
}

/** Until another connection has ended the session, or deleted the account. */
const WAIT_FOR_THE_END = `do $$ begin
  while todo.current_user_id() is not null loop perform pg_catalog.pg_sleep(0.01); end loop; end $$`;

async function whileItEnds(work: Promise<unknown>): Promise<readonly [string, string] | undefined> {
  const [failure] = await Promise.all([
    failureOf(work),
    ada.database.query('delete from todo.sessions where user_id = $1', [ada.id]),
  ]);
  return failure;
}

const IS_OVER = ['not_logged_in', 'The session at HOST/neondb has expired or was ended'];

describe('a session that ends between two statements of a request', () => {
  it('takes no empty list for an answer', async () => {
    const { read } = asAda();
    const work = read((database) => [
      database.execute(sql.raw(WAIT_FOR_THE_END)),
      database.select().from(tasks),
    ]);
    expect(await whileItEnds(work)).toEqual(IS_OVER);
  });

  it('has changed nothing', async () => {
    const { write } = asAda();
    const work = write((database) => [
      database.update(tasks).set({ title: 'Oat milk' }),
      database.execute(sql.raw(WAIT_FOR_THE_END)),
    ]);
    expect(await whileItEnds(work)).toEqual(IS_OVER);
    expect(await tasksOf(ada)).toEqual(['1 Milk open Medium']);
  });

  it('is told as over, and not as one that may only read', async () => {
    const { write, userId } = asAda();
    const work = write((database) => [
      database.execute(sql.raw(WAIT_FOR_THE_END)),
      database.insert(tasks).values({ userId, id: newId(), title: 'Bread' }),
    ]);
    expect(await whileItEnds(work)).toEqual(IS_OVER);
    expect(await tasksOf(ada)).toEqual(['1 Milk open Medium']);
  });
});
