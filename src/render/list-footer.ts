import { colors, type Style } from './style.ts';

export interface ListCounts {
  /** Open tasks of the user, whatever the list is about; and how many of them are overdue. */
  readonly open: number;
  readonly overdue: number;
  /** Rows of the list, and how many it would have without its limit. */
  readonly shown: number;
  readonly total: number;
}

/** What stands under a table, or instead of an empty one: `12 open, 3 overdue`, and what the limit left out; `2 listed` ahead of it
 * for a list that is not of all open tasks. No last newline. */
export function listFooter({ open, overdue, shown, total }: ListCounts, style: Style): string {
  const { dim, red } = colors(style);
  if (total === 0 && open === 0) return dim('No open tasks');
  const lines: string[] = [];
  if (total === 0) lines.push('No task matches');
  if (shown < total) {
    lines.push(dim(`${style.unicode ? '…' : '...'} ${total - shown} more: add --limit ${total}`));
  }
  // A list that leaves tasks out, or shows done ones as well, says how long it is itself.
  const listed = total === 0 || total === open ? '' : `${total} listed, `;
  const counts = `${listed}${open} open`;
  lines.push(overdue === 0 ? dim(counts) : dim(`${counts}, `) + red(`${overdue} overdue`));
  return lines.join('\n');
}
