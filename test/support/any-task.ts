import * as fc from 'fast-check';
import { UsageError } from '../../src/domain/errors.ts';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import { parseNote } from '../../src/domain/note.ts';
import { parseRecurrence } from '../../src/domain/recurrence.ts';
import { parseTags } from '../../src/domain/tag.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { parseTitle } from '../../src/domain/title.ts';
import { FORMATS } from '../../src/formats/format.ts';
import { anyDate, anyRrule } from '../unit/recurrence-rules.ts';
import { TITLES } from '../unit/sample-task.ts';
import { HOSTILE } from '../unit/usage-error.ts';

/** What some format gives a meaning to; joined at random, also with the spaces and line breaks that let it stand alone. */
const MARKUP = [
  'x |(A) |2024-01-01 |+home|@phone|#home|due:2026-11-27|due:2023-02-30|t:2026-01-01|pri:A|rec:1w|note:a%20b|title:a%20b|h:1|:|at:1700|tag:5',
  '- [ ] |- [x] |* |1. |# |## |> |```|~~~|---|===|<!--|-->|📅 2026-11-27|✅|🔁 every week|⏫|**b**|[a](b)| #|\\|\\n|\\\\|%20|%',
  'BEGIN:VTODO|END:VTODO|SUMMARY;X="a":|\\,|\\;|;|,|"|""|\'|=1+1|{"a":1}|[]|null|\t| |  |\u00A0|é|e\u0301|😀',
  ...FORMATS.map((format) => `\n\n${format}.title: a b|\n${format}.rule: \\n|${format}.tag: x`),
].flatMap((parts) => parts.split('|'));

const words = fc.lorem({ maxCount: 6 });
const pieces = fc.array(
  fc.oneof(fc.constantFrom(...MARKUP), fc.constantFrom(...HOSTILE), words, fc.string({ unit: 'binary' })),
  { minLength: 1, maxLength: 6 },
);
const text = pieces.chain((parts) => fc.constantFrom('', ' ', '\n').map((between) => parts.join(between)));

const anyTitle = allowed(fc.oneof(words, text, fc.constantFrom(...TITLES)), parseTitle);
const anyNote = fc.option(allowed(fc.oneof(words, text, fc.lorem({ mode: 'sentences' })), parseNote), {
  freq: 2,
});

const tagCharacters = fc.constantFrom(...Array.from('abzAZ019-_./éßñ中한٣𐐷'));
const anyTag = fc.oneof(
  fc.constantFrom('home', 'Home', 'project/Home', 'project/Home.Kitchen', 'project/', '5', 'über', 'e\u0301'),
  fc.string({ unit: tagCharacters, minLength: 1, maxLength: 50 }),
);
const anyTags = allowed(fc.array(anyTag, { maxLength: 20 }), parseTags);

const anyDay = fc.oneof({ weight: 9, arbitrary: anyDate }, fc.constantFrom('1000-01-01', '9999-12-31'));
const anyTime = fc.option(
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
);
const anyDue = fc.option(fc.record({ on: anyDay, at: anyTime }), { freq: 2 });
const anyRule = fc.oneof(
  { weight: 2, arbitrary: anyRrule },
  fc.constantFrom('daily', 'every 2 weeks', 'weekdays', 'mon,thu', 'monthly', '3 months!', 'yearly, 3 times'),
);

const anyInstant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/**
 * Any task that the program itself can have stored. Its recurrence is one that was given together with its due date: with another one, its
 * text may be another for the same days.
 */
export const anyTask: fc.Arbitrary<TaskRecord> = fc
  .record({
    number: fc.integer({ min: 1, max: 2_147_483_647 }),
    id: fc.uuid({ version: 7 }),
    title: anyTitle,
    description: anyNote,
    due: anyDue,
    priority: fc.constantFrom('High', 'Medium', 'Low'),
    tags: anyTags,
    rule: fc.option(anyRule, { freq: 2 }),
    completedAt: fc.option(anyInstant, { freq: 2 }),
    createdAt: anyInstant,
    updatedAt: anyInstant,
  })
  .map(({ due, rule, ...task }) =>
    Object.assign(task, {
      dueDate: due?.on ?? null,
      dueTime: due?.at ?? null,
      recursionPattern: attempt(() => (rule === null ? null : parseRecurrence(rule, due?.on))) ?? null,
      completed: task.completedAt !== null,
    }),
  );

/** The task as a format that can hold everything gives it to an import. */
export function toImported({ dueDate, dueTime, ...task }: TaskRecord): ImportedTask {
  const { id, title, description, priority, tags, recursionPattern, completed, completedAt } = task;
  return {
    id,
    title,
    description,
    due: dueDate === null ? null : { on: dueDate, at: dueTime },
    priority,
    tags: [...tags],
    recursionPattern,
    completed,
    completedAt: completedAt === null ? null : new Date(completedAt),
    createdAt: new Date(task.createdAt),
    updatedAt: new Date(task.updatedAt),
  };
}

/** The task as it is stored once it was imported; what the file does not say is as of `now`. */
export function toRecord({ due, ...task }: ImportedTask, now: Date): TaskRecord {
  const { title, description, priority, tags, recursionPattern, completed } = task;
  const createdAt = (task.createdAt ?? now).toISOString();
  return {
    number: 1,
    id: task.id ?? '019ab12c-3def-7abc-8def-0123456789ab',
    title,
    description,
    dueDate: due?.on ?? null,
    dueTime: due?.at ?? null,
    priority,
    tags,
    recursionPattern,
    completed,
    completedAt: completed ? (task.completedAt ?? now).toISOString() : null,
    createdAt,
    updatedAt: task.updatedAt?.toISOString() ?? createdAt,
  };
}

/** What a parser makes of the values that it does not refuse. */
function allowed<From, To>(values: fc.Arbitrary<From>, parse: (value: From) => To): fc.Arbitrary<To> {
  return values.map((value) => attempt(() => parse(value))).filter((parsed) => parsed !== undefined);
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
