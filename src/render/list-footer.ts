import { colors, type Style } from './style.ts';

export interface ListCounts {
  /** Open tasks of the user, whatever the list is about; and how many of them are overdue. */
  readonly open: number;
  readonly overdue: number;
  /** Rows of the list, and how many it would have without its limit. */
  readonly shown: number;
  readonly total: number;
}

/** What stands under a table, or instead of an empty one: `12 open, 3 overdue`, and what the limit left out. No last newline. */
export function listFooter({ open, overdue, shown, total }: ListCounts, style: Style): string {
  const { dim, red } = colors(style);
  if (total === 0 && open === 0) return dim('No open tasks');
  const lines: string[] = [];
  if (total === 0) lines.push('No task matches');
  if (shown < total) {
    lines.push(dim(`${style.unicode ? '…' : '...'} ${total - shown} more: add --limit ${total}`));
  }
  lines.push(overdue === 0 ? dim(`${open} open`) : dim(`${open} open, `) + red(`${overdue} overdue`));
  return lines.join('\n');
}
