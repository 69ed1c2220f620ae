import type { Engine } from './engine.ts';
import { parameterText } from './parameters.ts';

type Parse = (text: string) => unknown;

/** By type OID (`pg_type.dat`). Types that are not here stay text, timestamps and 64-bit integers among them. */
const PARSERS = new Map<number, Parse>([
  [16, (text) => text === 't'],
  [21, Number],
  [23, Number],
  [700, Number],
  [701, Number],
  [114, JSON.parse],
  [3802, JSON.parse],
]);

/** Asks a database as its superuser, past the endpoint: to see what is stored. */
export async function superuserQuery(
  engine: Engine,
  database: string,
  sql: string,
  parameters: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const connection = await engine.connectAsSuperuser(database);
  try {
    const { fields, rows } = await connection.execute(sql, parameters.map(parameterText));
    const columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: PARSERS.get(dataTypeID) ?? String,
    }));
    return rows.map((row) =>
      Object.fromEntries(columns.map(({ name, parse }, i) => [name, parseValue(row[i] ?? null, parse)])),
    );
  } finally {
    await connection.release('keep');
  }
}

function parseValue(text: string | null, parse: Parse): unknown {
  return text === null ? null : parse(text);
}
