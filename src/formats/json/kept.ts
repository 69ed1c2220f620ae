import type { Kept } from '../kept.ts';

/** Under these names, toRow keeps what is no field of an object. */
export const KEPT_BY_ROWS: ReadonlySet<string> = new Set(['title', 'tag', 'rule']);
const READABLE_NAME = /^[^\s:%\p{C}]+$/u;
const EMPTY = '%';

/**
 * A field of a JSON object that a task has no field for. A text stands there as it is, unless it would be taken for another value:
 * `estimate: 5` is the number, `estimate: "5"` the text.
 */
export function keepJson(name: string, value: unknown): Kept {
  const isPlain = typeof value === 'string' && value === value.trim() && readJson(value) === undefined;
  return { name: encodeName(name), value: isPlain ? value : JSON.stringify(value) };
}

/** The field that was kept. */
export function restoreJson({ name, value }: Kept): [name: string, value: unknown] {
  const json = readJson(value);
  return [decodeName(name), json === undefined ? value : json.value];
}

function readJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** As in a URL, if it cannot stand in a note as it is. */
function encodeName(name: string): string {
  if (name === '') return EMPTY;
  if (KEPT_BY_ROWS.has(name)) return `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
  return READABLE_NAME.test(name) ? name : encodeURIComponent(name.toWellFormed());
}

function decodeName(name: string): string {
  if (name === EMPTY) return '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
