import { and, type Column, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Selection } from '../domain/selection.ts';
import { tasks } from './schema.ts';

/** The tasks of one user that were named on the command line; a prefix that several ids share names all of them. */
export function named(userId: string, selection: Selection): SQL | undefined {
  return and(eq(tasks.userId, userId), isNamed(selection, tasks));
}

/** The same without the tasks of an ambiguous prefix, so that a change never reaches more than was meant. */
export function namedUniquely(userId: string, { numbers, idPrefixes }: Selection): SQL | undefined {
  const unique = idPrefixes.map(
    (prefix) => sql`(${startsWith(tasks.id, prefix)} and (select count(*) from ${tasks}
      where ${eq(tasks.userId, userId)} and ${startsWith(tasks.id, prefix)}) = 1)`,
  );
  return and(eq(tasks.userId, userId), or(hasNumber(tasks.number, numbers), ...unique));
}

/** Whether one of the names is for the task with this number and id, whoever's it is. */
export function isNamed(
  { numbers, idPrefixes }: Selection,
  { number, id }: { readonly number: Column; readonly id: Column },
): SQL | undefined {
  return or(hasNumber(number, numbers), ...idPrefixes.map((prefix) => startsWith(id, prefix)));
}

function hasNumber(number: Column, numbers: readonly number[]): SQL {
  return sql`${number} = any(${`{${numbers.join(',')}}`}::int[])`;
}

/** Written as a range, which the key's index serves. */
function startsWith(id: Column, prefix: string): SQL {
  return sql`${id} between ${uuidFrom(prefix, '0')}::uuid and ${uuidFrom(prefix, 'f')}::uuid`;
}

function uuidFrom(prefix: string, filler: string): string {
  return prefix.replaceAll('-', '').padEnd(32, filler);
}
