import { UUID } from '../row.ts';

/** In lower case; undefined for what is none. */
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
