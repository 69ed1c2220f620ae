import type { Task } from '../domain/task.ts';
import type { Style, View } from './present.ts';

/** What became of several tasks: lines for a person, the tasks themselves for scripts. */
export function tasksView(
  tasks: readonly Task[],
  lines: (style: Style) => Promise<readonly string[]> | readonly string[],
): View {
  return {
    human: async (style) => (await lines(style)).join('\n'),
    json: () => taskDocuments(tasks),
    jsonl: () => taskDocuments(tasks),
    quiet: () => taskNumbers(tasks),
  };
}

/** The tasks in their public JSON shape. */
export async function taskDocuments(tasks: readonly Task[]) {
  const { taskJson } = await import('../render/task-json.ts');
  return tasks.map(taskJson);
}

export function taskNumbers(tasks: readonly Task[]): number[] {
  return tasks.map(({ number }) => number);
}
