import type { Context } from '../context.ts';
import { type FormatOptions, formatOf, notice } from './present.ts';

/** Says how a change is taken back: to a person at a terminal, below what was changed. */
export function tellUndo(context: Context, options: FormatOptions, command = 'undo'): void {
  const format = formatOf(context, options);
  if (context.terminal.err.isTerminal && (format === 'human' || format === 'plain')) {
    notice(context, `To take this back: todo ${command}`);
  }
}
