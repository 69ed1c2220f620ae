import { calendarDate, dayNumber, weekdayOf } from '../domain/calendar.ts';
import { shortMonth, WEEKDAYS } from '../domain/calendar-names.ts';
import type { PriorityCount, Statistics } from '../domain/statistics.ts';
import { type Bar, columnChart } from './column-chart.ts';
import { cells } from './columns.ts';
import { cell, columnOf, grid } from './grid.ts';
import { colors, type Style } from './style.ts';
import { tagTable } from './tag-table.ts';
import { wrap } from './wrap.ts';

const NARROWEST = 20;
/** Between blocks that stand side by side. */
const GAP = '    ';

/** A piece of the page, without a last newline; `style.width` is what it may take. */
type Block = (style: Style) => string;

/**
 * Numbers, charts and tables in the style's width (20 cells at least), side by side where there is room. No last newline.
 */
export function statisticsPage(statistics: Statistics, asked: Style): string {
  const style = { ...asked, width: Math.max(asked.width, NARROWEST) };
  const { openByWeek, doneByDay, priorities, tags } = statistics;
  const charts: Block[] = [];
  if (doneByDay.some(({ done }) => done > 0)) charts.push((room) => doneChart(statistics, room));
  if (openByWeek.some(({ open }) => open > 0)) charts.push((room) => openChart(statistics, room));
  const tables: Block[] = [(room) => priorityTable(priorities, room)];
  if (tags.length > 0) tables.push((room) => tagTable(tags, room));
  return [summary(statistics, style), ...rows(charts, style), ...rows(tables, style)].join('\n\n');
}

/** What stands in the place of all of that where there is no task. */
export function noStatistics(isFiltered: boolean, style: Style): string {
  return colors(style).dim(isFiltered ? 'No task matches' : 'No tasks yet: begin with todo add');
}

function summary(statistics: Statistics, style: Style): string {
  const { red, dim } = colors(style);
  const { open, done, overdue, doneToday, doneThisWeek, streak } = statistics;
  const all = [`${open} open`, ...(overdue === 0 ? [] : [`${overdue} overdue`]), `${done} done`].join(', ');
  const lately = `${doneToday} done today, ${doneThisWeek} this week`;
  const lines = streak.longest === 0 ? [all] : [all, lately, describeStreak(streak)];
  return lines
    .flatMap((line) => wrap(line, style.width))
    .map((line, index) => (index === 0 ? line.replace(/\d+ overdue/, (text) => red(text)) : dim(line)))
    .join('\n');
}

function describeStreak({ current, longest }: Statistics['streak']): string {
  return `${inDays(current)} in a row, ${current === longest ? 'the best so far' : `${longest} at best`}`;
}

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function doneChart({ doneByDay }: Statistics, style: Style): string {
  const bars = doneByDay.map(({ date, done }): Bar => {
    const day = dayNumber(date);
    const weekday = WEEKDAYS[weekdayOf(day)]?.slice(0, 2) ?? '';
    return { value: done, label: [weekday, String(calendarDate(day).day)] };
  });
  return titled('Done each day', columnChart({ bars, color: 'green' }, style), style);
}

function openChart({ openByWeek, today }: Statistics, style: Style): string {
  const bars = openByWeek.map(({ date, open }): Bar => {
    const { month, day } = calendarDate(dayNumber(date));
    return { value: open, label: [date === today ? 'now' : `${day} ${shortMonth(month)}`, ''] };
  });
  return titled('Open after each week', columnChart({ bars, color: 'cyan' }, style), style);
}

function titled(title: string, chart: string, style: Style): string {
  return `${colors(style).bold(title)}\n${chart}`;
}

function priorityTable(priorities: readonly PriorityCount[], style: Style): string {
  const { dim } = colors(style);
  const numbers = (heading: string, count: (of: PriorityCount) => number, paint?: typeof dim) =>
    columnOf(
      heading,
      priorities.map((of) => cell(String(count(of)), paint)),
      'right',
    );
  return grid(
    [
      columnOf(
        'Priority',
        priorities.map(({ priority }) => cell(priority)),
      ),
      numbers('Open', ({ open }) => open),
      numbers('Done', ({ done }) => done, dim),
    ],
    style,
  );
}

/** The blocks in one row if that is wide enough for them, otherwise in a row each. */
function rows(blocks: readonly Block[], style: Style): string[] {
  const texts = blocks.map((block) => block(style));
  const widths = blocks.map((block) => widthOf(block({ ...style, color: false })));
  const together = widths.reduce((all, width) => all + width + GAP.length, -GAP.length);
  if (blocks.length < 2 || together > style.width) return texts;
  const plain = blocks.map((block) => block({ ...style, color: false }).split('\n'));
  const lines = texts.map((text) => text.split('\n'));
  const height = Math.max(...lines.map(({ length }) => length));
  const row = Array.from({ length: height }, (_, line) =>
    lines
      .map((text, place) => {
        const padding = (widths[place] ?? 0) - cells(plain[place]?.[line] ?? '');
        return (text[line] ?? '') + ' '.repeat(padding);
      })
      .join(GAP)
      .trimEnd(),
  );
  return [row.join('\n')];
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => cells(line)));
}
