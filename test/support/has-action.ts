import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** Whether a command does something itself, rather than hold others alone. Commander has no public way to tell. */
export function hasAction(command: CommandUnknownOpts): boolean {
  const action: unknown = Reflect.get(command, '_actionHandler');
  return typeof action === 'function';
}
