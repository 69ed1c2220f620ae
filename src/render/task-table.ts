import { abbreviateDue, describeDaysAgo, describeDue, isOverdue } from '../domain/due-date.ts';
import type { ListedTask } from '../domain/task.ts';
import { oneLine } from './escape.ts';
import { type Cell, cell, type Column, columnOf, GAP, grid, roomBeside } from './grid.ts';
import { colors, type Style } from './style.ts';

const NARROWEST = 20;
/** What the title must be left with, unless all titles are shorter, before other columns are shortened or left out. */
const COMFORTABLE_TITLE = 30;
const NARROWEST_TITLE = 16;
const NARROWEST_TAGS = 6;

/**
 * Tasks as aligned columns that fit the style's width (20 at least), a line each under a heading, without a last newline. A
 * column without any content is left out. When it gets narrow, tags go first, then the length of due dates, then priority, then
 * due dates: that a task is overdue stays to be seen. No tasks: no text.
 */
export function taskTable(tasks: readonly ListedTask[], asked: Style): string {
  if (tasks.length === 0) return '';
  const style = { ...asked, width: Math.max(asked.width, NARROWEST) };
  const title = titles(tasks, style);
  const tags = tagLists(tasks, style);
  const leading = leadingOf(tasks, title.width, style);

  const space = roomBeside(leading, style);
  const tagsWidth = hasContent(tags) ? widthOfTags(space, title.width, tags.width) : 0;
  const titleWidth = Math.min(title.width, tagsWidth === 0 ? space : space - tagsWidth - GAP.length);
  const columns = [...leading, { ...title, width: titleWidth }];
  return grid(tagsWidth === 0 ? columns : [...columns, { ...tags, width: tagsWidth }], style);
}

/** The columns ahead of the titles, as far as these leave them room. Each is made when it is tried, as the due dates take the longest. */
function leadingOf(tasks: readonly ListedTask[], titleWidth: number, style: Style): Column[] {
  const late = new Set(tasks.filter((task) => isLate(task, style)));
  const leavesRoom = (columns: Column[], least: number): boolean =>
    roomBeside(columns, style) >= Math.min(titleWidth, least);

  const [number, mark, priority] = [numbers(tasks), marks(tasks, late, style), priorities(tasks, style)];
  const withDue = [number, mark, dueDates(tasks, late, style, describeDue), priority].filter(hasContent);
  if (leavesRoom(withDue, COMFORTABLE_TITLE)) return withDue;
  const shortDue = dueDates(tasks, late, style, abbreviateDue);
  const withShortDue = [number, mark, shortDue, priority].filter(hasContent);
  if (leavesRoom(withShortDue, NARROWEST_TITLE)) return withShortDue;
  const withoutPriority = [number, mark, shortDue].filter(hasContent);
  if (leavesRoom(withoutPriority, NARROWEST_TITLE)) return withoutPriority;
  return [number, mark].filter(hasContent);
}

function numbers(tasks: readonly ListedTask[]): Column {
  return columnOf(
    '#',
    tasks.map((task) => cell(String(task.number))),
    'right',
  );
}

/** Done or overdue; in a column of its own, so that it is still there when the due date is not. */
function marks(tasks: readonly ListedTask[], late: ReadonlySet<ListedTask>, style: Style): Column {
  const { green, red } = colors(style);
  const done = cell(style.unicode ? '✓' : 'x', green);
  const overdue = cell('!', red);
  const neither = cell('');
  const mark = (task: ListedTask): Cell => {
    if (task.completed) return done;
    return late.has(task) ? overdue : neither;
  };
  return columnOf('', tasks.map(mark));
}

/** What is overdue tells for how long, so that it is seen without colours and without a calendar. */
function dueDates(
  tasks: readonly ListedTask[],
  late: ReadonlySet<ListedTask>,
  style: Style,
  describe: typeof describeDue,
): Column {
  const { red } = colors(style);
  const dueDate = (task: ListedTask): Cell => {
    if (task.due === null) return cell('');
    if (!late.has(task)) return cell(describe(task.due, style.now), quiet(task, style));
    return cell(describeDaysAgo(task.due, style.now) ?? describe(task.due, style.now), red);
  };
  return columnOf('Due', tasks.map(dueDate));
}

/** Medium is what a task has if nobody says anything, so it says nothing. */
function priorities(tasks: readonly ListedTask[], style: Style): Column {
  const { yellow, dim } = colors(style);
  const priority = (task: ListedTask): Cell => {
    if (task.priority === 'Medium') return cell('');
    return cell(task.priority, task.priority === 'High' && !task.completed ? yellow : dim);
  };
  return columnOf('Pri', tasks.map(priority));
}

function titles(tasks: readonly ListedTask[], style: Style): Column {
  return columnOf(
    'Title',
    tasks.map((task) => cell(oneLine(task.title), quiet(task, style), style.width)),
  );
}

function tagLists(tasks: readonly ListedTask[], style: Style): Column {
  const { cyan } = colors(style);
  const tagList = (task: ListedTask): Cell =>
    cell(oneLine(task.tags.map((tag) => `+${tag}`).join(' ')), quiet(task, style) ?? cyan, style.width);
  return columnOf('Tags', tasks.map(tagList));
}

function quiet(task: ListedTask, style: Style): Cell['paint'] {
  return task.completed ? colors(style).dim : undefined;
}

function isLate(task: ListedTask, { now }: Style): boolean {
  return !task.completed && task.due !== null && isOverdue(task.due, now);
}

function hasContent({ cells: content }: Column): boolean {
  return content.some(({ text }) => text !== '');
}

/** What long titles leave, but a quarter of the room if there is plenty; 0: no column for tags. */
function widthOfTags(space: number, title: number, tags: number): number {
  const quarter = space >= COMFORTABLE_TITLE + GAP.length + NARROWEST_TAGS ? Math.floor(space / 4) : 0;
  const width = Math.min(tags, Math.max(space - GAP.length - title, quarter));
  return width < Math.min(tags, NARROWEST_TAGS) ? 0 : width;
}
