import type { User } from './sign-up-user.ts';

/** Has the commands of a user so far run at nine in the morning of the tests' day (in Berlin), a minute after one another. */
export async function setJournalClock({ database, id }: User): Promise<void> {
  await database.query(
    "update todo.commands set at = timestamptz '2026-11-23T08:00:00Z' + (seq - 1) * interval '1 minute' where user_id = $1",
    [id],
  );
}
