import { colors, type Style } from './style.ts';

/** All of them of the user, except `shown` and `total`: the rows of this list, and those it would have without its limit. */
export interface ListCounts {
  readonly open: number;
  readonly overdue: number;
  readonly shown: number;
  readonly total: number;
}

/** What stands under a table: `12 open, 3 overdue`, and above it what the limit left out. No last newline. */
export function listFooter({ open, overdue, shown, total }: ListCounts, style: Style): string {
  const { dim, red } = colors(style);
  const lines: string[] = [];
  if (shown < total) {
    lines.push(dim(`${style.unicode ? '…' : '...'} ${total - shown} more: todo list --limit ${total}`));
  }
  lines.push(overdue === 0 ? dim(`${open} open`) : dim(`${open} open, `) + red(`${overdue} overdue`));
  return lines.join('\n');
}
