/** A uuid that breaks off anywhere after its eighth digit, with its dashes or without any. */
const ID_PREFIX =
  /^[\da-f]{8}(?:[\da-f]{0,24}|-(?:[\da-f]{0,4}|[\da-f]{4}-(?:[\da-f]{0,4}|[\da-f]{4}-(?:[\da-f]{0,4}|[\da-f]{4}-[\da-f]{0,12}))))$/i;

const GROUPS = [
  [0, 8],
  [8, 12],
  [12, 16],
  [16, 20],
  [20, 32],
] as const;

/**
 * The beginning of a uuid, of 8 to 32 hex digits, in the form in which Postgres prints it: lower case, with dashes, none at the end.
 * Undefined for every other text.
 */
export function parseIdPrefix(text: string): string | undefined {
  if (!ID_PREFIX.test(text)) return undefined;
  const digits = text.toLowerCase().replaceAll('-', '');
  return GROUPS.map(([from, to]) => digits.slice(from, to))
    .filter((group) => group !== '')
    .join('-');
}
