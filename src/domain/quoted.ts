import { escapeUnsafe } from './unsafe-characters.ts';

const TOO_LONG = /^.{60}(?=.)/su;

/** A wrong value of the user's own for an error message: in quotes, safe to show, cut after 60 characters. */
export function quoted(value: string): string {
  const beginning = TOO_LONG.exec(value)?.[0];
  return beginning === undefined ? `"${escapeUnsafe(value)}"` : `"${escapeUnsafe(beginning)}…"`;
}
