import { newSecret } from '../auth/secret.ts';
import type { Context } from '../context.ts';
import { readSchemaVersion } from '../data/migrations.ts';
import {
  CLIENT_ROLE,
  clientUrl,
  endClientConnections,
  grantClientRole,
  joinClientRole,
  resetClientSettings,
  selectClientRole,
  setClientPassword,
} from '../data/role.ts';
import { ForbiddenError, NotConfiguredError, TodoError } from '../domain/errors.ts';

export interface Invitation {
  readonly database: string;
  readonly role: string;
  /** The connection string to hand to other people. Holds the password, which is not stored anywhere else. */
  readonly url: string;
  /** True if there was an earlier one, which has stopped working. */
  readonly rotated: boolean;
}

/**
 * Makes the restricted login for other people, or gives it a new password. Four requests. Throws ForbiddenError, and hands out
 * nothing, if the role turns out to have powers that would let it see other people's tasks.
 */
export async function invite(context: Pick<Context, 'gateway'>): Promise<Invitation> {
  const gateway = await context.gateway();
  const { connection } = gateway;
  if ((await readSchemaVersion(gateway)) === 0) {
    throw new NotConfiguredError(`${connection.name} has no tables of neon-todo yet`, {
      hint: 'Run `todo db migrate` first.',
    });
  }
  const password = newSecret();
  const [[existing]] = await gateway.asRole().read((database) => [selectClientRole(database)]);
  const rotated = existing !== undefined;
  const [, , , , [role]] = await gateway
    .asRole()
    .write((database) => [
      setClientPassword(database, rotated, password),
      grantClientRole(database),
      joinClientRole(database),
      resetClientSettings(database),
      selectClientRole(database),
    ]);
  if (role === undefined || role.tooPowerful) {
    throw new ForbiddenError(
      `The role ${CLIENT_ROLE} could read everybody's tasks, so its URL is not handed out`,
      {
        hint: `It was not made by this command. Drop it (drop role ${CLIENT_ROLE}), then run \`todo db invite\` again.`,
      },
    );
  }
  try {
    await gateway.asRole().write((database) => [endClientConnections(database)]);
  } catch (error) {
    // The old password is void already; what is still connected with it is no reason to keep the new one back.
    if (!(error instanceof TodoError)) {
      throw error;
    }
  }
  return { database: connection.name, role: CLIENT_ROLE, url: clientUrl(connection.url, password), rotated };
}
