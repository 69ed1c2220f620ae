import { UsageError } from '../../domain/errors.ts';
import type { ImportedRow } from '../../domain/imported-task.ts';
import { type Due, PRIORITIES, type Priority } from '../../domain/task.ts';
import { isDay, timeOf } from '../text/day.ts';
import type { ReadTasks } from '../format.ts';
import { readInstant } from '../instant-text.ts';
import { JsonFields } from '../json/fields.ts';
import { readObjects } from '../json/objects.ts';
import type { JsonObject } from '../json/values.ts';
import { type Found, toRow } from '../row.ts';

const NONE: ReadonlySet<string> = new Set();

/** Our own `--json`, `--jsonl` and export: tasks as objects of which only the title must be there. */
export const readJsonLines: ReadTasks = (text) =>
  readObjects(text).map((place): ImportedRow => {
    if ('problem' in place) return place;
    const { line, fields } = place;
    try {
      return toRow('jsonl', find(line, fields));
    } catch (error) {
      if (error instanceof UsageError) return { line, problem: error.message };
      throw error;
    }
  });

/** Throws UsageError for a value of the wrong type. */
function find(line: number, object: JsonObject): Found {
  const fields = new JsonFields(Object.entries(object));
  fields.drop('number');
  const take = <T>(name: string, what: string, read: (value: unknown) => T | undefined): T | undefined => {
    const taken = fields.take(name, read);
    const value = object[name] ?? undefined;
    if (taken === undefined && value !== undefined) throw new UsageError(`The field ${name} is ${what}`);
    return taken;
  };
  const completedAt = take('completedAt', 'no instant', asInstant);
  const completed = take('completed', 'neither true nor false', asBoolean) ?? completedAt !== undefined;
  const found = {
    line,
    id: take('id', 'no text', asText),
    title: take('title', 'no text', asText) ?? '',
    note: take('description', 'no text', asText),
    due: dueOf(take('dueDate', 'no date', asDay), take('dueTime', 'no time of day', asTime)),
    priority: take('priority', 'none of High, Medium and Low', asPriority) ?? 'Medium',
    tags: take('tags', 'no list of texts', asTexts),
    rule: take('recursionPattern', 'no text', asText),
    completed,
    completedAt: completedAt ?? null,
    createdAt: take('createdAt', 'no instant', asInstant) ?? null,
    updatedAt: take('updatedAt', 'no instant', asInstant) ?? null,
  };
  const remark = fields.describe(NONE);
  return { ...found, kept: fields.kept(), remarks: remark === undefined ? [] : [remark] };
}

function dueOf(on: string | undefined, at: string | undefined): Due | null {
  if (on !== undefined) return { on, at: at ?? null };
  if (at !== undefined) throw new UsageError('It has a dueTime without a dueDate');
  return null;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function asPriority(value: unknown): Priority | undefined {
  return PRIORITIES.find((priority) => priority.toLowerCase() === asText(value)?.toLowerCase());
}

function asDay(value: unknown): string | undefined {
  const day = asText(value);
  return day !== undefined && isDay(day) ? day : undefined;
}

function asTime(value: unknown): string | undefined {
  const time = asText(value);
  return time !== undefined && /^\d\d:\d\d$/.test(time) ? timeOf(time) : undefined;
}

function asInstant(value: unknown): Date | undefined {
  return typeof value === 'string' ? readInstant(value) : undefined;
}
