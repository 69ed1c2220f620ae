import { beforeEach, describe, expect, it } from 'vitest';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

/** Everything of ada’s was last used two hours ago and ends in a day. */
async function twoHoursLater(): Promise<void> {
  await ada.database.query(
    `update todo.sessions set last_used_at = now() - interval '2 hours', expires_at = now() + interval '1 day'
       where user_id = $1`,
    [ada.id],
  );
}

async function state(device: string): Promise<unknown> {
  const [row] = await ada.database.query(
    `select round(extract(epoch from expires_at - now()) / 86400)::int as days, last_used_at > now() - interval '1 minute' as used
       from todo.sessions where user_id = $1 and device = $2`,
    [ada.id, device],
  );
  return row;
}

describe('the expiry', () => {
  it.each(['list', 'add Buy oat milk', 'whoami', 'sessions'])(
    'of a login moves when it is used by `todo %s`',
    async (words) => {
      await twoHoursLater();
      expect(await ada.todo(words)).toMatchObject({ exitCode: 0 });
      expect(await state('laptop')).toEqual({ days: 30, used: true });
    },
  );

  it('of a login is told as it is after the use', async () => {
    await twoHoursLater();
    const { stdout } = await ada.todo('sessions --json');
    const [{ expiresAt }]: [{ expiresAt: string }] = JSON.parse(stdout);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(29 * 86_400_000);
  });

  it('of a token stays where it is', async () => {
    const env = { TODO_TOKEN: (await ada.todo('token create --name ci --expires 90d')).stdout.trim() };
    await twoHoursLater();
    expect(await ada.todo('list', { env })).toMatchObject({ exitCode: 0 });
    expect(await state('ci')).toEqual({ days: 1, used: true });
    expect(await state('laptop')).toEqual({ days: 1, used: false });
  });
});
