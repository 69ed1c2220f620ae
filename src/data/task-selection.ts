import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Selection } from '../domain/selection.ts';
import { tasks } from './schema.ts';

/** The tasks of one user that were named on the command line; a prefix that several ids share names all of them. */
export function named(userId: string, { numbers, idPrefixes }: Selection): SQL | undefined {
  return and(eq(tasks.userId, userId), or(hasNumber(numbers), ...idPrefixes.map(startsWith)));
}

/** The same without the tasks of an ambiguous prefix, so that a change never reaches more than was meant. */
export function namedUniquely(userId: string, { numbers, idPrefixes }: Selection): SQL | undefined {
  const unique = idPrefixes.map(
    (prefix) => sql`(${startsWith(prefix)} and (select count(*) from ${tasks}
      where ${eq(tasks.userId, userId)} and ${startsWith(prefix)}) = 1)`,
  );
  return and(eq(tasks.userId, userId), or(hasNumber(numbers), ...unique));
}

function hasNumber(numbers: readonly number[]): SQL {
  return sql`${tasks.number} = any(${`{${numbers.join(',')}}`}::int[])`;
}

/** Written as a range, which the key's index serves. */
function startsWith(prefix: string): SQL {
  return sql`${tasks.id} between ${uuidFrom(prefix, '0')}::uuid and ${uuidFrom(prefix, 'f')}::uuid`;
}

function uuidFrom(prefix: string, filler: string): string {
  return prefix.replaceAll('-', '').padEnd(32, filler);
}
