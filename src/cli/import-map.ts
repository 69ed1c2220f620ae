import { UsageError } from '../domain/errors.ts';

/**
 * The columns that `--map` names, by what they hold: `title=Name,due=Deadline`. A comma that no other such pair follows belongs to the name.
 * Throws UsageError.
 */
export function readMap(values: readonly string[] | undefined): ReadonlyMap<string, string> | undefined {
  if (values === undefined) return undefined;
  const map = new Map<string, string>();
  for (const pair of values.flatMap((value) => value.split(/,(?=\s{0,9}[a-zA-Z]{1,20}=)/))) {
    const [, field = '', column = ''] = /^\s*([a-zA-Z]+)=([^]+)$/.exec(pair) ?? [];
    if (field === '') {
      throw new UsageError('The value of --map is no field with an equals sign and the name of a column', {
        hint: 'Such as: --map title=Name,due=Deadline',
      });
    }
    if (map.has(field)) {
      throw new UsageError(`Two columns of --map are for ${field}`, { hint: 'Leave one of the two out.' });
    }
    map.set(field, column);
  }
  return map;
}
