import type {
  CommandOnTask,
  CommandOnTasks,
  DeletedTask,
  PastCommand,
  TaskChanged,
  TaskFields,
} from '../domain/journal.ts';
import { taskJson } from './task-json.ts';

// The public shapes of the journal. Keys may be added, none goes or changes.

/** A command of the past with its tasks. */
export function commandJson({ tasks, ...command }: Omit<CommandOnTasks, 'numbers'>) {
  return { ...entryJson(command), tasks };
}

/** A command of the past with what it did to one task: the fields that it changed, in the names and forms of a task; null: no task. */
export function changeJson({ before, after, ...command }: CommandOnTask) {
  return { ...entryJson(command), ...changedJson({ before, after }) };
}

/** A deleted task as it was, and when it was deleted. */
export function deletedTaskJson({ task, deletion }: DeletedTask) {
  return { ...taskJson(task), deletedAt: deletion.at.toISOString() };
}

function entryJson(command: PastCommand) {
  const { id, name, kind, device, at, takenBack } = command;
  return { id, command: name, kind, device, at: at.toISOString(), undone: takenBack };
}

function changedJson({ before, after }: TaskChanged) {
  return { before: before && fieldsJson(before), after: after && fieldsJson(after) };
}

function fieldsJson({ due, completedAt, ...same }: Partial<TaskFields>) {
  return {
    ...same,
    ...(due === undefined ? {} : { dueDate: due?.on ?? null, dueTime: due?.at ?? null }),
    ...(completedAt === undefined ? {} : { completedAt: completedAt?.toISOString() ?? null }),
  };
}
