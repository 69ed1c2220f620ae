import type { Priority } from '../../domain/task.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import { dueOf, instantOf } from '../due-instant.ts';
import type { TaskWriter, WriteOptions, WrittenTask } from '../format.ts';
import { giveBack } from '../json/given-back.ts';
import { asText, type JsonFields } from '../json/fields.ts';
import { withKept } from '../kept.ts';
import { toAnnotations } from './annotations.ts';
import { ATTRIBUTES, DERIVED, PERIODIC, RRULE } from './attributes.ts';
import { formatDate, hasDate, nearestDate, readDate } from './dates.ts';
import { isRecur, readRecur } from './recur.ts';
import { type SaidRule, sayRule } from './rule.ts';
import { readUuid, readUuids } from './uuid.ts';

const LETTERS: Readonly<Record<Priority, string | undefined>> = { High: 'H', Medium: undefined, Low: 'L' };
const PROJECT = 'project/';
const OUR_OWN = new Set([...ATTRIBUTES, ...DERIVED, RRULE]);

/** What Taskwarrior's own files hold as the name of a field or as a tag. */
const WORD = /^[^\s,:"\\[\]\p{C}]+$/u;

/** How a task recurs, and what ties it to others of its series. */
interface RuleFields extends SaidRule {
  readonly rtype?: string | undefined;
  readonly mask?: string | undefined;
  readonly imask?: number | undefined;
  readonly parent?: string | undefined;
}

/** Writes a list as Taskwarrior exports it, a task a line, which versions 2 and 3 import. */
export function taskwarriorWriter({ now }: WriteOptions): TaskWriter {
  return {
    head: '[',
    write: (task, isFirst) => {
      const { text, lost } = write(task, now);
      return { text: `${isFirst ? '' : ','}\n${text}`, lost };
    },
    foot: '\n]\n',
  };
}

function write(task: TaskRecord, now: Date): WrittenTask {
  const { title, tags, note, fields, left } = giveBack(task, 'taskwarrior');
  const created = nearestDate(new Date(task.createdAt));
  const { due, lost } = writtenDue(task);
  const rule = task.completed ? ruleOfDone(task, due, fields) : ruleOfOpen(task, due, fields, now);
  const wait = fields.take('wait', readWritable);
  const project = tags.find((tag) => tag.startsWith(PROJECT) && tag !== PROJECT);
  const others = tags.filter((tag) => tag !== project);
  const values = {
    uuid: task.id,
    status: task.completed ? 'completed' : openStatus(rule, wait, now),
    entry: created,
    description: title,
    modified: nearestDate(new Date(task.updatedAt)),
    end: task.completed ? nearestDate(new Date(task.completedAt ?? task.updatedAt)) : undefined,
    due,
    wait,
    start: fields.take('start', readWritable),
    scheduled: fields.take('scheduled', readWritable),
    project: project?.slice(PROJECT.length),
    priority: LETTERS[task.priority] ?? fields.take('priority', asFilled),
    tags: others.filter((tag) => isWord(tag)),
    depends: fields.take('depends', readUuids),
    ...rule,
  };
  const own = fields.takeNamed((name) => isWord(name) && !OUR_OWN.has(name));
  const noWords = others.flatMap((value) => (isWord(value) ? [] : [{ name: 'tag', value }]));
  const text = withKept(note, 'taskwarrior', [...left, ...noWords, ...fields.kept()]).trimEnd();
  const annotations = toAnnotations(text, created);
  return { text: toJson({ ...values, annotations }, own), lost };
}

function openStatus({ recur }: RuleFields, wait: Date | undefined, now: Date): string {
  if (recur !== undefined) return 'recurring';
  return after(now, wait) === undefined ? 'pending' : 'waiting';
}

/** When it is due, if Taskwarrior has that. */
function writtenDue({ dueDate: on, dueTime: at }: TaskRecord): { due: Date | undefined; lost: string[] } {
  if (on === null) return { due: undefined, lost: [] };
  const due = instantOf({ on, at });
  if (!hasDate(due)) return { due: undefined, lost: ['due dates before 1980 and after 9998'] };
  return { due, lost: dueOf(due)?.at === at ? [] : ['time of day'] };
}

function ruleOfOpen(task: TaskRecord, dueAt: Date | undefined, fields: JsonFields, now: Date): RuleFields {
  const { dueDate: on, dueTime: at, recursionPattern: pattern } = task;
  const due = dueAt === undefined || on === null ? undefined : { on, at };
  if (pattern !== null) {
    const kept = { recur: fields.peek('recur', asRecur), until: fields.peek('until', readWritable) };
    const rule = sayRule(pattern, due, kept, now);
    if (rule.recur === kept.recur) fields.drop('recur');
    if (rule.until === kept.until) fields.drop('until');
    return rule.recur === undefined ? rule : { ...rule, rtype: takeType(fields) };
  }
  // What is none of days has never become a rule.
  const recur = due && fields.take('recur', asOtherRecur);
  // What has expired, Taskwarrior deletes.
  const until = fields.take('until', (value) => after(now, readWritable(value)));
  return recur === undefined ? { until } : { recur, until, rtype: takeType(fields) };
}

function takeType(fields: JsonFields): string {
  return fields.take('rtype', asFilled) ?? PERIODIC;
}

/** A copy of a series keeps what tied it to that. */
function ruleOfDone(
  { recursionPattern: pattern }: TaskRecord,
  due: Date | undefined,
  fields: JsonFields,
): RuleFields {
  const until = fields.take('until', readWritable);
  if (pattern !== null) return { until, rrule: pattern };
  const recur = due && fields.take('recur', asRecur);
  return {
    until,
    recur,
    rtype: recur === undefined ? undefined : takeType(fields),
    mask: fields.take('mask', asFilled),
    imask: fields.take('imask', asNumber),
    parent: fields.take('parent', readUuid),
  };
}

/** A line of the file; what is empty is left out. */
function toJson(
  values: Readonly<Record<string, unknown>>,
  others: readonly (readonly [string, unknown])[],
): string {
  const known = [...ATTRIBUTES, RRULE].map((name) => [name, values[name]] as const);
  const members = [...known, ...others]
    .map(([name, value]) => [name, value instanceof Date ? formatDate(value) : value] as const)
    .filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${members.join(',')}}`;
}

function isWord(text: string): boolean {
  return WORD.test(text);
}

function asRecur(value: unknown): string | undefined {
  const recur = asText(value);
  return recur !== undefined && isRecur(recur) ? recur : undefined;
}

/** A recurrence that is none of days. */
function asOtherRecur(value: unknown): string | undefined {
  const recur = asRecur(value);
  return recur !== undefined && readRecur(recur) === undefined ? recur : undefined;
}

function readWritable(value: unknown): Date | undefined {
  const date = readDate(value);
  return date !== undefined && hasDate(date) ? date : undefined;
}

function after(now: Date, date: Date | undefined): Date | undefined {
  return date !== undefined && date > now ? date : undefined;
}

/** What is empty, we do not write. */
function asFilled(value: unknown): string | undefined {
  return asText(value) || undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
