import type { TaskRecord } from '../../domain/task-record.ts';
import type { OpenWriter, WrittenTask } from '../format.ts';
import { folded, LINE_END, textValue } from './content-line.ts';
import { giveBack, type GivenBack } from './give-back.ts';
import * as own from './own-properties.ts';

/** One calendar, in which each task is a VTODO as RFC 5545 has it. Times are those of the clocks, without a zone. */
export const icalWriter: OpenWriter = () => ({
  head: ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//neon-todo//neon-todo//EN', ''].join(LINE_END),
  write: writeTodo,
  foot: `END:VCALENDAR${LINE_END}`,
});

function writeTodo(task: TaskRecord): WrittenTask {
  const back = giveBack(task);
  const lines = [
    'BEGIN:VTODO',
    `UID:${back.uid ?? task.id}`,
    `DTSTAMP:${utc(task.updatedAt)}`,
    `CREATED:${utc(task.createdAt)}`,
    `LAST-MODIFIED:${utc(task.updatedAt)}`,
    ...textLines('SUMMARY', own.WHOLE_TITLE, back.title ?? task.title),
    ...textLines('DESCRIPTION', own.WHOLE_NOTE, back.note),
    ...dueLines(task),
    ...(task.priority === 'Medium' ? [] : [`PRIORITY:${task.priority === 'High' ? 1 : 9}`]),
    ...categoryLines([...task.tags, ...back.tags]),
    ...completionLines(task, back),
    ...ruleLines(task, back),
    ...back.lines,
    ...back.components,
    'END:VTODO',
  ];
  return { text: lines.map(folded).join(''), lost: [] };
}

/** Nothing for an empty text. */
function textLines(name: string, whole: string, text: string): string[] {
  const shown = own.withPictures(text);
  const line = `${name}:${textValue(shown)}`;
  if (text === '') return [];
  return shown === text ? [line] : [line, `${whole}:${encodeURIComponent(text)}`];
}

function dueLines({ dueDate, dueTime }: TaskRecord): string[] {
  if (dueDate === null) return [];
  const due = `DUE${dueValue(dueDate, dueTime)}`;
  // To a reader, midnight is the day alone.
  return dueTime === '00:00' ? [due, `${own.DUE_IS}:${own.MIDNIGHT}`] : [due];
}

function categoryLines(tags: readonly string[]): string[] {
  return tags.length === 0 ? [] : [`CATEGORIES:${tags.map(textValue).join(',')}`];
}

function completionLines({ completed, completedAt }: TaskRecord, { status }: GivenBack): string[] {
  if (!completed) return [`STATUS:${status ?? 'NEEDS-ACTION'}`];
  return [
    `STATUS:${status ?? 'COMPLETED'}`,
    ...(completedAt === null ? [] : [`COMPLETED:${utc(completedAt)}`]),
    ...(status === undefined ? ['PERCENT-COMPLETE:100'] : []),
  ];
}

/** With the start that a rule is counted from. */
function ruleLines(task: TaskRecord, back: GivenBack): string[] {
  const { dueDate, dueTime, recursionPattern, createdAt } = task;
  if (recursionPattern === null) return keptRuleLines(task, back);
  const parts = recursionPattern.split(';');
  const isFromCompletion = parts.at(-1) === 'X-FROM=COMPLETION';
  const strict = (isFromCompletion ? parts.slice(0, -1) : parts).map((part) =>
    // It has to be of the type of the start.
    part.startsWith('UNTIL=') && dueTime !== null ? `${part}T235959` : part,
  );
  return [
    `DTSTART${dueValue(dueDate ?? createdAt.slice(0, 'YYYY-MM-DD'.length), dueDate === null ? null : dueTime)}`,
    `RRULE:${strict.join(';')}`,
    ...(isFromCompletion ? [`${own.REPEAT_FROM}:${own.COMPLETION}`] : []),
    ...(dueDate === null ? [`${own.DUE_IS}:${own.NONE}`] : []),
  ];
}

function keptRuleLines({ dueDate, dueTime }: TaskRecord, { rule, start }: GivenBack): string[] {
  const kept = start === undefined ? [] : [`DTSTART${start.startsWith(';') ? '' : ':'}${start}`];
  if (rule === undefined) return kept;
  const due = dueDate === null ? [] : [`DTSTART${dueValue(dueDate, dueTime)}`];
  return [...(kept.length > 0 ? kept : due), `RRULE:${rule}`];
}

function dueValue(date: string, time: string | null): string {
  const day = date.replaceAll('-', '');
  return time === null ? `;VALUE=DATE:${day}` : `:${day}T${time.replace(':', '')}00`;
}

/** `2026-11-23T09:00:00.000Z` as `20261123T090000Z`. */
function utc(instant: string): string {
  return instant.replaceAll(/[-:]|\.\d+/g, '');
}
