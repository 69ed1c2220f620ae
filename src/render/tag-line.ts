import type { TagCount } from '../domain/tag-count.ts';
import { escapeControl } from './escape.ts';

/** A tag for `cut` and `while read`: name, open, done, with tabs between and no line end. */
export function tagLine({ tag, open, done }: TagCount): string {
  return [escapeControl(tag), open, done].join('\t');
}
