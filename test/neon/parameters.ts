/**
 * A JSON parameter as the text that goes to Postgres; null is SQL NULL. Arrays become array literals, with strings and
 * objects quoted the JSON way (the proxy's `json.rs`).
 */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? arrayLiteral(value) : JSON.stringify(value);
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function elementText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return arrayLiteral(value);
  return JSON.stringify(typeof value === 'object' ? JSON.stringify(value) : value);
}
