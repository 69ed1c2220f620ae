import type { Task } from '../domain/task.ts';

/** The tasks in their public JSON shape. */
export async function taskDocuments(tasks: readonly Task[]) {
  const { taskJson } = await import('../render/task-json.ts');
  return tasks.map(taskJson);
}

export function taskNumbers(tasks: readonly Task[]): number[] {
  return tasks.map(({ number }) => number);
}
