import { ConflictError } from '../domain/errors.ts';
import type { TakingBack } from '../domain/journal.ts';
import { formatNumbers } from '../domain/number-list.ts';

/** Why the change of a task cannot be taken back. */
export interface Obstacle {
  readonly number: number;
  /** `exists`, `deleted`, or the columns that somebody has changed since. */
  readonly what: readonly string[];
}

const REASONS_SHOWN = 5;

/** Columns as people call them; the others say nothing to them. */
const NAMES: Readonly<Record<string, string>> = {
  title: 'title',
  description: 'note',
  due_date: 'due date',
  due_time: 'due date',
  priority: 'priority',
  tags: 'tags',
  recursion_pattern: 'recurrence',
  completed: 'state',
};

/** Says what stands in the way, with the tasks that it is the same for together. @param name of the command, as the journal has it */
export function takingBackConflict(
  kind: TakingBack,
  name: string,
  obstacles: readonly Obstacle[],
): ConflictError {
  const groups = new Map<string, number[]>();
  for (const { number, what } of obstacles) {
    const reason = reasonOf(what);
    const numbers = groups.get(reason);
    if (numbers === undefined) groups.set(reason, [number]);
    else numbers.push(number);
  }
  const reasons = [...groups].slice(0, REASONS_SHOWN).map(([reason, numbers]) => told(reason, numbers));
  if (groups.size > REASONS_SHOWN) reasons.push('and there is more');
  const what = name === '' ? 'The last change' : `The last ${name}`;
  return new ConflictError(
    `${what} cannot be ${kind === 'undo' ? 'undone' : 'redone'}: ${reasons.join('; ')}`,
    {
      hint: `Nothing was changed. See what happened with \`todo history ${obstacles[0]?.number ?? 1}\`.`,
    },
  );
}

function told(reason: string, numbers: readonly number[]): string {
  return `#${formatNumbers(numbers)} ${numbers.length === 1 ? 'has' : 'have'} been ${reason}`;
}

/** Completes "has been". */
function reasonOf(what: Obstacle['what']): string {
  if (what.includes('deleted')) return 'deleted since';
  if (what.includes('exists')) return 'restored already';
  const names = new Set(what.flatMap((column) => NAMES[column] ?? []));
  return names.size === 0 ? 'changed since' : `changed since (${[...names].join(', ')})`;
}
