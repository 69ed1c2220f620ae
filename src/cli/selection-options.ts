import { Option } from '@commander-js/extra-typings';
import type { TaskState } from '../domain/task-filter.ts';

// What the commands on several tasks have in common; chosen-tasks.ts, which finds the tasks, is loaded when one of them runs.

export const whereOption = () =>
  new Option('--where <terms>', `all tasks that these terms of list match, such as '+home due:overdue'`);

export const yesOption = () => new Option('-y, --yes', 'do not ask');

export const dryRunOption = () => new Option('--dry-run', 'show what would be done, and change nothing');

export interface ChoiceOptions {
  readonly where?: string | undefined;
  readonly yes?: true | undefined;
  readonly dryRun?: true | undefined;
}

/** What a command is about to do with the tasks, for questions and errors. */
export interface Purpose {
  /** `Complete` */
  readonly verb: string;
  /** `Completing` */
  readonly gerund: string;
  /** The tasks to pick from, and those that --where is about unless it says otherwise. */
  readonly state: TaskState;
  /** What to type where nobody can be asked: `todo done 3`. */
  readonly example: string;
  /** Whether it asks for tasks that were named, too, and not only for those of --where. */
  readonly alwaysAsks?: boolean;
}
