import { parseSearch, parseTerms } from '../domain/filter-terms.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseTags } from '../domain/tag.ts';
import type { TaskFilter } from '../domain/task-filter.ts';
import { readDue } from './dates.ts';

/** The options of `list` that filter, as they were typed. */
export interface FilterOptions {
  readonly all?: true | undefined;
  readonly done?: true | undefined;
  readonly overdue?: true | undefined;
  readonly today?: true | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  readonly priority?: readonly string[] | undefined;
  readonly search?: readonly string[] | undefined;
}

/** What the terms and options of `list` ask for. Throws UsageError. */
export async function readFilter(
  terms: readonly string[],
  { all, done, overdue, today, tag = [], without = [], priority = [], search = [] }: FilterOptions,
  now: Date,
): Promise<TaskFilter> {
  return {
    state: all === true ? 'all' : done === true ? 'done' : 'open',
    due: [...when('overdue', overdue), ...when('today', today)],
    tags: parseTags(tag),
    withoutTags: parseTags(without),
    priorities: priority.map(parsePriority),
    search: search.map(parseSearch),
    either: await parseTerms(terms, (text) => readDue(text, now)),
  };
}

function when<const T>(value: T, wanted: true | undefined): T[] {
  return wanted === true ? [value] : [];
}
