import { describeDue, formatDue } from '../domain/due-date.ts';
import type { FieldChange, ShownField, TaskFields } from '../domain/journal.ts';
import { describeRecurrence } from '../domain/recurrence-words.ts';
import { escapeControl } from './escape.ts';
import type { Style } from './style.ts';

/** Fields as people call them. */
export const FIELD_NAMES: Readonly<Record<ShownField, string>> = {
  completed: 'state',
  title: 'title',
  due: 'due',
  priority: 'priority',
  tags: 'tags',
  recursionPattern: 'repeat',
  description: 'note',
};

interface Values {
  readonly before: string;
  readonly after: string;
}

/** Both values of a field for a person, in one line each and safe to show: `none` where it is empty, '' where there was no task. */
export function shownValues({ field, before, after }: FieldChange, { now }: Style): Values {
  const shown = (value: FieldChange['after']): string =>
    value === undefined ? '' : escapeControl(isEmpty(value) ? 'none' : describe(field, value, now));
  return { before: shown(before), after: shown(after) };
}

/** The same for a program: as a task has them in a pipe, and '' where the field is empty as well. */
export function plainValues({ before, after }: FieldChange): Values {
  return { before: plain(before), after: plain(after) };
}

export function arrow({ unicode }: Style): string {
  return unicode ? '→' : '->';
}

function isEmpty(value: TaskFields[ShownField]): value is null | [] {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function describe(field: ShownField, value: NonNullable<TaskFields[ShownField]>, now: Date): string {
  if (typeof value === 'boolean') return value ? 'done' : 'open';
  if (typeof value === 'string') return field === 'recursionPattern' ? describeRecurrence(value) : value;
  return 'on' in value ? describeDue(value, now) : value.map((tag) => `+${tag}`).join(' ');
}

function plain(value: FieldChange['after']): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'done' : 'open';
  if (typeof value === 'string') return value;
  return 'on' in value ? formatDue(value) : value.join(',');
}
