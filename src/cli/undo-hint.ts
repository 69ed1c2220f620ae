import type { Context } from '../context.ts';
import { type FormatOptions, isForReaders, notice } from './present.ts';

/** Says how a change is taken back: to a person at a terminal, below what was changed. */
export function tellUndo(context: Context, options: FormatOptions, command = 'undo'): void {
  if (context.terminal.err.isTerminal && isForReaders(context, options)) {
    notice(context, `To take this back: todo ${command}`);
  }
}
