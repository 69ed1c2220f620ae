import { UsageError } from '../../domain/errors.ts';
import { isObject, type JsonObject, splitJson } from './values.ts';

export type ObjectPlace = { readonly line: number } & (
  | { readonly fields: JsonObject }
  | { readonly problem: string }
);

/** The objects of a file, and what else there is in their places. Throws UsageError for a text that is something else altogether. */
export function readObjects(text: string): ObjectPlace[] {
  const places: ObjectPlace[] = [];
  for (const place of splitJson(text)) {
    const { line } = place;
    if ('problem' in place) places.push(place);
    else if (isObject(place.value)) places.push({ line, fields: place.value });
    else places.push({ line, problem: 'It is no JSON object' });
  }
  if (places.length > 0 && !/^[\s\uFEFF]*[[{]/.test(text) && !places.some((place) => 'fields' in place)) {
    throw new UsageError('The file holds no JSON', {
      hint: 'Name the format of the file with --format, such as --format todotxt.',
    });
  }
  return places;
}
