import { escapeUnsafe } from '../domain/unsafe-characters.ts';

/** What is unsafe on a terminal and JSON.stringify leaves as it is: of domain/unsafe-characters.ts, all but C0 and lone surrogates. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Stored text for a terminal or a pipe: control characters and the like become `\x1b`, `\u202e`. Programs take the JSON. */
export function escapeControl(
  text: string,
  { keepNewlines = false }: { keepNewlines?: boolean } = {},
): string {
  return escapeUnsafe(text, keepNewlines ? '\n' : undefined);
}

/** The same for a table: soft hyphens and blank fillers go, as they show nothing, and terminals do not agree whether they take room. */
export function oneLine(text: string): string {
  return escapeControl(text)
    .replaceAll(/[\u00ad\u3164\uffa0]/g, '')
    .trim();
}

/** JSON as ever, with what is unsafe on a terminal in its `\u` form: the same value for every reader. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    UNSAFE_IN_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
