const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A UUID in lower case; undefined for anything else. */
export function readUuid(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : undefined;
}

/** A list, or a text of several, as old versions have it. */
export function readUuids(value: unknown): readonly string[] | undefined {
  const items: unknown = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(items)) return undefined;
  const uuids = items.map((item) => readUuid(item));
  return uuids.every((uuid) => uuid !== undefined) ? uuids : undefined;
}
