const TOO_LONG = /^.{60}(?=.)/su;

/**
 * A wrong value of the user's own, in quotes for an error message, cut after 60 characters. Control characters stay as
 * they are: whoever prints the message escapes it.
 */
export function quoted(value: string): string {
  const beginning = TOO_LONG.exec(value)?.[0];
  return beginning === undefined ? `"${value}"` : `"${beginning}…"`;
}
