import type { TaskFields } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import type { TaskRecord } from '../domain/task-record.ts';

export function taskJson(task: Task): TaskRecord {
  return {
    number: task.number,
    id: task.id,
    ...fieldsJson(task),
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}

/** What people say of a task, and what became of it. */
export function fieldsJson(task: TaskFields) {
  return {
    title: task.title,
    description: task.description,
    dueDate: task.due?.on ?? null,
    dueTime: task.due?.at ?? null,
    priority: task.priority,
    tags: task.tags,
    recursionPattern: task.recursionPattern,
    completed: task.completed,
    completedAt: task.completedAt?.toISOString() ?? null,
  };
}
