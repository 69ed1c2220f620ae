import { ConflictError } from '../domain/errors.ts';

/** Why the change of a task cannot be taken back. */
export interface Obstacle {
  readonly number: number;
  /** `exists`, `deleted`, or the columns that somebody has changed since. */
  readonly what: readonly string[];
}

const REASONS_SHOWN = 10;

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

/** Says of each task what stands in the way. @param name of the command, as the journal has it */
export function takingBackConflict(
  kind: 'undo' | 'redo',
  name: string,
  obstacles: readonly Obstacle[],
): ConflictError {
  const reasons = obstacles.slice(0, REASONS_SHOWN).map(reason);
  if (obstacles.length > REASONS_SHOWN) {
    reasons.push(`and ${obstacles.length - REASONS_SHOWN} more stand in the way`);
  }
  const what = name === '' ? 'The last change' : `The last ${name}`;
  const done = kind === 'undo' ? 'undone' : 'redone';
  return new ConflictError(`${what} cannot be ${done}: ${reasons.join('; ')}`, {
    hint: `Nothing was changed. See what happened with \`todo history ${obstacles[0]?.number ?? 1}\`.`,
  });
}

function reason({ number, what }: Obstacle): string {
  if (what.includes('deleted')) return `#${number} has been deleted since`;
  if (what.includes('exists')) return `#${number} is there again`;
  const names = new Set(what.flatMap((column) => NAMES[column] ?? []));
  return `#${number} has been changed since${names.size === 0 ? '' : ` (${[...names].join(', ')})`}`;
}
