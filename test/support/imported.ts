import { importTasks } from '../../src/commands/import-tasks.ts';
import type { TaskOutcome } from '../../src/domain/import-report.ts';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import { importedTask } from './imported-task.ts';
import { oneRun } from './one-run.ts';
import type { User } from './sign-up-user.ts';

export const NOW = new Date('2026-11-23T10:00:00+01:00');

/** An open task that the file does not name and says nothing else about. */
export function imported(title: string, more: Partial<ImportedTask> = {}): ImportedTask {
  return importedTask({ title, ...more });
}

interface Importing {
  readonly apply?: boolean;
  /** Absent: one of its own. */
  readonly run?: ReturnType<typeof oneRun>;
}

/** Imports them in one run of the program; what became of each. */
export async function importAll(
  user: User,
  tasks: readonly ImportedTask[],
  { apply = true, run = oneRun(user) }: Importing = {},
): Promise<TaskOutcome[]> {
  const outcomes: TaskOutcome[] = [];
  for await (const batch of importTasks(tasks, { apply }, { ...run, now: () => NOW })) {
    outcomes.push(...batch.outcomes);
  }
  return outcomes;
}
