import { NotFoundError, type TodoError, UsageError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';

/** What became of the tasks that a command line named. */
export interface NamedTasks {
  /** Those that exist, by number. */
  readonly found: readonly Task[];
  /** Why not every name led to one task; nothing was changed for such a name. */
  readonly problem: TodoError | undefined;
}

/** Sorts out which names led to exactly one of the tasks that the database found for them. */
export function sortOut({ numbers, idPrefixes }: Selection, tasks: readonly Task[]): NamedTasks {
  const byNumber = new Map(tasks.map((task) => [task.number, task]));
  const found = new Set(numbers.flatMap((number) => byNumber.get(number) ?? []));
  const missing = numbers.filter((number) => !byNumber.has(number)).map((number) => `#${number}`);
  const ambiguous: string[] = [];
  for (const prefix of idPrefixes) {
    const [first, second] = tasks.filter(({ id }) => id.startsWith(prefix));
    if (first === undefined) {
      missing.push(prefix);
    } else if (second === undefined) {
      found.add(first);
    } else {
      ambiguous.push(prefix);
    }
  }
  return {
    found: [...found].toSorted((a, b) => a.number - b.number),
    problem:
      missing.length > 0 ? noSuchTask(missing) : ambiguous.length > 0 ? severalTasks(ambiguous) : undefined,
  };
}

const NAMES_SHOWN = 10;

export function noSuchTask(names: readonly string[]): NotFoundError {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  const rest = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return new NotFoundError(`No such task: ${shown}${rest}`, {
    hint: 'Run `todo list --all` to see the numbers of your tasks.',
  });
}

export function severalTasks(prefixes: readonly string[]): UsageError {
  return new UsageError(`Several tasks have ids that begin with ${prefixes.join(', ')}`, {
    hint: 'Give more of the id, or the number of the task.',
  });
}
