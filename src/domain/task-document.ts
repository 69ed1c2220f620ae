import { UsageError } from './errors.ts';
import { parseNote } from './note.ts';
import type { Task } from './task.ts';
import type { TaskDraft } from './task-change.ts';
import { fillForm, readForm, type TaskForm } from './task-form.ts';

const LABELS: ReadonlyMap<string, keyof TaskForm> = new Map([
  ['title', 'title'],
  ['due', 'due'],
  ['priority', 'priority'],
  ['tags', 'tags'],
  ['repeat', 'repeat'],
]);
const NAMES = 'Title, Due, Priority, Tags and Repeat';
/** Only the first one counts, so that a note may hold anything. */
const SEPARATOR = /^-{3,}/;

/**
 * A task as a text for an editor: its fields, a line each, and behind a line of dashes its note as it is. readTaskDocument reads it
 * back. Ends with a line break.
 */
export function formatTaskDocument(task: Task): string {
  const { title, due, priority, tags, repeat } = fillForm(task);
  return [
    `# Task #${task.number}. Change what you like, save it and close the editor.`,
    '# An empty line Due, Tags or Repeat takes that away; what is left as it is stays so.',
    `Title: ${title}`,
    `Due: ${due}`,
    `Priority: ${priority}`,
    `Tags: ${tags}`,
    `Repeat: ${repeat}`,
    '--- The note is all that follows this line. ---',
    task.description ?? '',
    '',
  ].join('\n');
}

/**
 * What an edited document changes about the task that it was made from. A field without a line stays as it is, and an empty document
 * changes nothing. Lines may end with `\r\n`. Throws UsageError, which does not repeat title or note.
 */
export function readTaskDocument(text: string, task: Task, now: Date): Partial<TaskDraft> {
  if (text.trim() === '') return {};
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => SEPARATOR.test(line));
  if (end === -1) {
    throw new UsageError('The line of dashes above the note is missing', {
      hint: 'Put a line --- between the fields and the note.',
    });
  }
  const description = parseNote(lines.slice(end + 1).join('\n'));
  return {
    ...readForm(readFields(lines.slice(0, end)), task, now),
    ...(description === parseNote(task.description ?? '') ? {} : { description }),
  };
}

function readFields(lines: readonly string[]): Partial<TaskForm> {
  const fields = new Map<keyof TaskForm, string>();
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, label = '', value = ''] = /^\s*(\p{L}+)\s*:(.*)$/su.exec(line) ?? [];
    const name = LABELS.get(label.toLowerCase());
    if (name === undefined) {
      throw new UsageError(`Line ${index + 1} of the text is none of ${NAMES}`, {
        hint: 'Begin it with one of these and a colon, or put it below the line of dashes, into the note.',
      });
    }
    if (fields.has(name)) {
      throw new UsageError(`Line ${index + 1} of the text is a second ${label}`, {
        hint: 'Leave one of the two out.',
      });
    }
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
