import type { ImportedRow } from '../../domain/imported-task.ts';
import type { Due, Priority } from '../../domain/task.ts';
import { dueOf } from '../due-instant.ts';
import type { ReadTasks } from '../format.ts';
import { asText, JsonFields } from '../json/fields.ts';
import { readObjects } from '../json/objects.ts';
import type { JsonObject } from '../json/values.ts';
import { type Found, toRow } from '../row.ts';
import { readAnnotations } from './annotations.ts';
import { ATTRIBUTES, DERIVED, OF_COPIES, PERIODIC } from './attributes.ts';
import { readDate } from './dates.ts';
import { fitNote } from './fitting-note.ts';
import { takeRule, takeSeriesRule } from './rule.ts';
import { type Entry, gatherSeries, statusOf } from './series.ts';
import { readUuid } from './uuid.ts';

const PRIORITIES: ReadonlyMap<unknown, Priority> = new Map([
  ['H', 'High'],
  ['M', 'Medium'],
  ['L', 'Low'],
]);
const STATUSES = new Set<unknown>(['pending', 'waiting', 'recurring', 'completed']);
const KNOWN = new Set(ATTRIBUTES);

/** Taskwarrior's export, of version 2 or 3: a list of objects, one object, or one after the other. */
export const readTaskwarrior: ReadTasks = (text) => {
  const places = readObjects(text);
  const entries = places.filter((place) => 'fields' in place);
  const repeated = findRepeated(entries);
  const outcomes = gatherSeries(entries.filter((entry) => !repeated.has(entry)));
  return places.map((place): ImportedRow => {
    const { line } = place;
    if ('problem' in place) return place;
    const last = repeated.get(place);
    if (last !== undefined) return { line, skipped: `line ${last.line} has the same uuid` };
    const outcome = outcomes.get(place) ?? { fields: place.fields, isSeries: false };
    if ('skipped' in outcome) return { line, skipped: outcome.skipped };
    if (statusOf(outcome.fields) === 'deleted') return { line, skipped: 'it is deleted' };
    return toRow('taskwarrior', find(line, outcome.fields, outcome.isSeries));
  });
};

/** Each entry whose uuid comes again, with the one that counts: the last, as for Taskwarrior. */
function findRepeated(entries: readonly Entry[]): Map<Entry, Entry> {
  const last = new Map(entries.map((entry) => [readUuid(entry.fields['uuid']), entry]));
  const repeated = new Map<Entry, Entry>();
  for (const entry of entries) {
    const uuid = readUuid(entry.fields['uuid']);
    const counts = last.get(uuid);
    if (uuid !== undefined && counts !== undefined && counts !== entry) repeated.set(entry, counts);
  }
  return repeated;
}

function find(line: number, object: JsonObject, isSeries: boolean): Found {
  const fields = new JsonFields(Object.entries(object));
  fields.drop(...DERIVED, ...(isSeries ? OF_COPIES : []));
  // Which is written wherever there is a recurrence.
  if (object['recur'] !== undefined) fields.take('rtype', (type) => type === PERIODIC || undefined);
  fields.take('status', (value) => STATUSES.has(value) || undefined);
  const completed = statusOf(object) === 'completed';
  const createdAt = fields.take('entry', readDate);
  const due = fields.take('due', readDue);
  const rule = isSeries ? takeSeriesRule(fields, due, object) : takeRule(fields, due, object);
  const found = {
    line,
    id: fields.take('uuid', readUuid),
    title: fields.take('description', asText) ?? '',
    due: due ?? null,
    priority: fields.take('priority', (value) => PRIORITIES.get(value)) ?? 'Medium',
    tags: [fields.take('project', readProject) ?? '', ...(fields.take('tags', readTags) ?? [])],
    completed,
    completedAt: (completed ? fields.take('end', readDate) : undefined) ?? null,
    createdAt: createdAt ?? null,
    updatedAt: fields.take('modified', readDate) ?? null,
    rule,
  };
  const annotations = fields.take('annotations', readAnnotations) ?? [];
  const { note, kept, remarks } = fitNote(annotations, createdAt, fields.kept());
  const others = [
    isSeries && rule === undefined ? 'a recurrence that is none of days, or over, is in the note' : undefined,
    hasSeconds(due, object['due']) ? 'the seconds of the due time are left out' : undefined,
    fields.describe(KNOWN),
  ].filter((remark) => remark !== undefined);
  return { ...found, note, kept, remarks: [...others, ...remarks] };
}

function readDue(value: unknown): Due | undefined {
  const instant = readDate(value);
  return instant === undefined ? undefined : dueOf(instant);
}

/** Midnight and the last second of a day are the day alone. */
function hasSeconds(due: Due | undefined, value: unknown): boolean {
  return (due?.at ?? null) !== null && readDate(value)?.getSeconds() !== 0;
}

function readProject(value: unknown): string | undefined {
  const project = asText(value)?.trim();
  return project === undefined ? undefined : project === '' ? '' : `project/${project}`;
}

/** A list, or a text of several as old versions kept it. */
function readTags(value: unknown): readonly string[] | undefined {
  const tags = typeof value === 'string' ? value.split(/[,\s]+/) : value;
  if (!Array.isArray(tags)) return undefined;
  const texts = tags.map((tag) => asText(tag));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
