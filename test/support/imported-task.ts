import type { ImportedTask } from '../../src/domain/imported-task.ts';

/** A task of which the file says only this. */
export function importedTask(fields: Partial<ImportedTask>): ImportedTask {
  return {
    id: null,
    title: '',
    description: null,
    due: null,
    priority: 'Medium',
    tags: [],
    recursionPattern: null,
    completed: false,
    completedAt: null,
    createdAt: null,
    updatedAt: null,
    ...fields,
  };
}

/** When a day begins where the tests run. */
export function begin(day: string): Date {
  return new Date(`${day}T00:00`);
}
