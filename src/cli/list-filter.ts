import { parsePriority } from '../domain/priority.ts';
import { parseSearch } from '../domain/search-text.ts';
import { parseTags } from '../domain/tag.ts';
import { requireFewConditions, type TaskFilter, type TaskTerms } from '../domain/task-filter.ts';

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
  requireFewConditions([...tag, ...without, ...priority, ...search].length);
  return {
    state: all === true ? 'all' : done === true ? 'done' : 'open',
    due: [...when('overdue', overdue), ...when('today', today)],
    tags: parseTags(tag),
    withoutTags: parseTags(without),
    priorities: priority.map(parsePriority),
    search: search.map(parseSearch),
    either: terms.length === 0 ? [] : await readTerms(terms, now),
  };
}

function when<const T>(value: T, wanted: true | undefined): T[] {
  return wanted === true ? [value] : [];
}

async function readTerms(terms: readonly string[], now: Date): Promise<TaskTerms[]> {
  const { parseTerms } = await import('../domain/filter-terms.ts');
  const { readDue } = await import('./dates.ts');
  return parseTerms(terms, (text) => readDue(text, now));
}
