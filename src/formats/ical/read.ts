import { UsageError } from '../../domain/errors.ts';
import type { ImportedRow } from '../../domain/imported-task.ts';
import { type Component, componentsOf, type Line } from './components.ts';
import { idOf, isDone, readTodo } from './read-todo.ts';
import { Todo } from './todo.ts';
import { Zones } from './zones.ts';

const OTHERS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['VEVENT', ['event', 'events']],
  ['VJOURNAL', ['journal entry', 'journal entries']],
  ['VFREEBUSY', ['list of busy times', 'lists of busy times']],
]);

const OCCURRENCE = /^RECURRENCE-ID[;:]/i;

/** The tasks (VTODO) of iCalendar files, in calendars and outside of them. */
export function readIcal(text: string): readonly ImportedRow[] {
  const { components, stray } = componentsOf(text);
  if (components.length === 0 && stray.length > 0) {
    throw new UsageError('The file is no iCalendar: nothing begins in it', {
      hint: 'Say with --format what it is, or export it once more.',
    });
  }
  const rows = [...todoRows(components), ...otherRows(components), ...strayRows(stray)];
  return rows.toSorted((one, other) => one.line - other.line);
}

function todoRows(components: readonly Component[]): ImportedRow[] {
  const zones = new Zones(components);
  const todos = components.filter(({ name }) => name === 'VTODO');
  const series = seriesOf(todos, zones);
  const lines = new Map<string, number>();
  return todos.map((component) => {
    const { line, isCut } = component;
    if (isCut) return { line, problem: 'The task is cut off: its END:VTODO is missing' };
    const todo = new Todo(component, zones);
    if (todo.occurrence !== '' && series.has(todo.uid) && !isDone(todo)) {
      return { line, skipped: 'it is one occurrence of a series, which comes in, and is not done' };
    }
    const id = idOf(todo);
    const first = id === undefined ? undefined : lines.get(id);
    if (first !== undefined) return { line, skipped: `it has the UID of the task on line ${first}` };
    if (id !== undefined) lines.set(id, line);
    return readTodo(todo);
  });
}

/** The UIDs of which there may be occurrences; none if there are no occurrences at all, as in most files. */
function seriesOf(components: readonly Component[], zones: Zones): ReadonlySet<string> {
  const hasOccurrences = components.some(({ lines }) => lines.some(({ text }) => OCCURRENCE.test(text)));
  if (!hasOccurrences) return new Set();
  return new Set(
    components.flatMap((component) => {
      const { occurrence, uid } = new Todo(component, zones);
      return occurrence === '' ? uid : [];
    }),
  );
}

/** One row for all of a kind. */
function otherRows(components: readonly Component[]): ImportedRow[] {
  const kinds = new Map<string, { readonly line: number; count: number }>();
  for (const { name, line } of components) {
    const kind = OTHERS.has(name) ? name : '';
    const others = kinds.get(kind);
    if (name === 'VTODO' || name === 'VTIMEZONE') continue;
    if (others === undefined) kinds.set(kind, { line, count: 1 });
    else others.count++;
  }
  return Array.from(kinds, ([kind, { line, count }]) => {
    const [one, many] = OTHERS.get(kind) ?? ['other component', 'other components'];
    return { line, skipped: count === 1 ? `1 ${one} is no task` : `${count} ${many} are no tasks` };
  });
}

/** One row for all. */
function strayRows([first, ...more]: readonly Line[]): ImportedRow[] {
  if (first === undefined) return [];
  const lines = more.length === 0 ? '1 line belongs' : `${more.length + 1} lines belong`;
  return [{ line: first.line, problem: `${lines} to no task and no calendar` }];
}
