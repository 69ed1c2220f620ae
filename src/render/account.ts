import type { Account } from '../domain/user.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';

/** `Logged in to HOST/DB as ada, until 2026-12-23`, for `verb` "Logged in". */
export function welcomeLine(verb: string, { user, database, session }: Account, style: Style): string {
  const { bold, dim } = colors(style);
  const until = dim(`, until ${day(session.expiresAt)}`);
  return `${verb} to ${escapeControl(database)} as ${bold(escapeControl(user.username))}${until}`;
}

/** For `todo whoami`; one fact a line. */
export function accountCard({ user, database, session }: Account, style: Style): string {
  const { bold, dim } = colors(style);
  const access = session.readOnly
    ? 'may read, but not change anything'
    : 'may read and change everything of yours';
  return [
    `${bold(escapeControl(user.username))} ${dim(`<${escapeControl(user.email)}>`)}`,
    `${dim('Database ')} ${escapeControl(database)}`,
    `${dim('Member   ')} since ${day(user.createdAt)}`,
    `${dim('Session  ')} until ${day(session.expiresAt)}, ${access}`,
  ].join('\n');
}

/** `Changed the password of ada at HOST/DB`, and what that ended. */
export function passwordChangedLine({ user, database }: Account, style: Style): string {
  const { bold } = colors(style);
  const whose = `${bold(escapeControl(user.username))} at ${escapeControl(database)}`;
  return `Changed the password of ${whose}\nEvery other session and token of the account has ended, this one stays`;
}

/** `Deleted the account ada at HOST/DB` */
export function deletedLine({ user, database }: Account, style: Style): string {
  const { bold } = colors(style);
  return `Deleted the account ${bold(escapeControl(user.username))} at ${escapeControl(database)}, with all of its tasks`;
}

/** For a pipe: username, e-mail, database, expiry, separated by tabs. */
export function accountLine({ user, database, session }: Account): string {
  return [user.username, user.email, database, session.expiresAt.toISOString()]
    .map((text) => escapeControl(text))
    .join('\t');
}

/** The public shape of an account in JSON. */
export function accountJson({ user, database, session }: Account) {
  return {
    user: { ...user, createdAt: user.createdAt.toISOString() },
    database,
    session: { ...session, expiresAt: session.expiresAt.toISOString() },
  };
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
