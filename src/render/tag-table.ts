import type { TagCount } from '../domain/tag-count.ts';
import { escapeControl } from './escape.ts';
import { cell, columnOf, grid, roomBeside } from './grid.ts';
import { colors, type Style } from './style.ts';

const NARROWEST = 20;

/** Tags with their counts as aligned columns that fit the style's width (20 at least), without a last newline. */
export function tagTable(counts: readonly TagCount[], style: Style): string {
  const { cyan, dim } = colors(style);
  const open = columnOf(
    'Open',
    counts.map((count) => cell(String(count.open))),
    'right',
  );
  const done = columnOf(
    'Done',
    counts.map((count) => cell(String(count.done), dim)),
    'right',
  );
  const tag = columnOf(
    'Tag',
    counts.map((count) => cell(`+${escapeControl(count.tag)}`, count.open === 0 ? dim : cyan)),
  );
  const room = roomBeside([open, done], { ...style, width: Math.max(style.width, NARROWEST) });
  return grid([{ ...tag, width: Math.min(tag.width, room) }, open, done], style);
}

/** What stands in the place of an empty table. */
export function noTags(all: boolean, style: Style): string {
  return colors(style).dim(all ? 'No task has a tag' : 'No open task has a tag');
}
