import { newSecret } from '../auth/secret.ts';
import type { Context } from '../context.ts';
import type { Gateway } from '../data/gateway.ts';
import { readSchemaVersion } from '../data/migrations.ts';
import {
  CLIENT_ROLE,
  clientUrl,
  endClientConnections,
  grantClientRole,
  joinClientRole,
  makeClientRole,
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
  /** Whether connections that were opened with the earlier one are over as well. */
  readonly othersEnded: boolean;
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
  const role = await (rotated ? renewRole : createRole)(gateway, password);
  if (role === undefined || role.tooPowerful) {
    throw new ForbiddenError(
      `The role ${CLIENT_ROLE} could read everybody's tasks, so its URL is not handed out`,
      {
        hint: `It was not made by this command. Drop it (drop role ${CLIENT_ROLE}), then run \`todo db invite\` again.`,
      },
    );
  }
  let othersEnded = true;
  try {
    await gateway.asRole().write((database) => [endClientConnections(database)]);
  } catch (error) {
    // The old password is void already; what is still connected with it is no reason to keep the new one back.
    if (!(error instanceof TodoError)) throw error;
    othersEnded = false;
  }
  const url = clientUrl(connection.url, password);
  return { database: connection.name, role: CLIENT_ROLE, url, rotated, othersEnded };
}

async function createRole(gateway: Gateway, password: string) {
  const [, , , [role]] = await gateway
    .asRole()
    .write((database) => [
      makeClientRole(database),
      setClientPassword(database, password),
      joinClientRole(database),
      selectClientRole(database),
    ]);
  return role;
}

/** Connections end first: one of them may have begun to change the role itself, and everybody else waits until it is done with that. */
async function renewRole(gateway: Gateway, password: string) {
  const [, , , , , [role]] = await gateway
    .asRole()
    .write((database) => [
      joinClientRole(database),
      endClientConnections(database),
      setClientPassword(database, password),
      grantClientRole(database),
      resetClientSettings(database),
      selectClientRole(database),
    ]);
  return role;
}
