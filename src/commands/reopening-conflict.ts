import { ConflictError, type TodoError } from '../domain/errors.ts';

/** A completed occurrence that stays done, because there is one after it. */
export interface Refusal {
  readonly number: number;
  readonly successor: {
    readonly number: number;
    readonly completed: boolean;
    /** Its row is as it was added. */
    readonly untouched: boolean;
  };
}

const REASONS_SHOWN = 10;

/**
 * Says of each which occurrence continues it, and why that one was not removed.
 * @param other what else went wrong, which is told with it, as a command ends with one error
 */
export function reopeningConflict(refused: readonly Refusal[], other: TodoError | undefined): ConflictError {
  const reasons = refused.slice(0, REASONS_SHOWN).map(reason);
  if (refused.length > REASONS_SHOWN) reasons.push(`and so were ${refused.length - REASONS_SHOWN} more`);
  if (other !== undefined) reasons.push(other.message);
  // In a chain only the last one is in the way; the others are to be reopened themselves.
  const named = new Set(refused.map(({ number }) => number));
  const ends = refused.map(({ successor }) => successor.number).filter((number) => !named.has(number));
  return new ConflictError(reasons.join('; '), {
    hint: `Delete what follows first, with \`todo rm ${ends.slice(0, REASONS_SHOWN).join(' ')}\`, or leave it as it is.`,
    cause: other,
  });
}

function reason({ number, successor }: Refusal): string {
  return `#${number} was continued by #${successor.number}, which ${state(successor)}`;
}

function state({ completed, untouched }: Refusal['successor']): string {
  if (completed) return 'has been done since';
  return untouched ? 'is being changed on another machine' : 'has been changed since';
}
