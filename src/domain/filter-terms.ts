import { UsageError } from './errors.ts';
import { nearestWord } from './nearest-word.ts';
import { parsePriority } from './priority.ts';
import { quoted } from './quoted.ts';
import { spokenForm, unquotedForm } from './spoken-form.ts';
import { parseSearch } from './search-text.ts';
import { parseTags } from './tag.ts';
import type { Due } from './task.ts';
import { type DueCondition, requireFewConditions, type TaskState, type TaskTerms } from './task-filter.ts';
import { END_OF_MARKERS, type MarkerName, readWord, type Word } from './words.ts';

/** `every:` and `note:` are here to be refused, so that nobody takes them for filters. */
const NAMES = ['due', 'pri', 'is', 'every', 'note'] as const satisfies readonly MarkerName[];
const OR = /^or$/i;
const PHRASE_OR_WORD = /"([^"]*)"(?=\s|$)|((?:due|pri|is):"[^"]*"(?=\s|$)|\S+)/gi;

const STATES: ReadonlyMap<string, TaskState> = new Map([
  ['open', 'open'],
  ['done', 'done'],
  ['any', 'all'],
]);

const DUE_WORDS: readonly string[] = ['none', 'any', 'overdue'] satisfies DueCondition[];

/** A filter means the end of these, while a due date is their beginning or no date at all. */
const END_OF: ReadonlyMap<string, string> = new Map([
  ['weekend', 'end of week'],
  ['this weekend', 'end of week'],
  ['next weekend', 'end of next week'],
  ...['week', 'month', 'year'].flatMap((unit): [string, string][] => [
    [unit, `end of ${unit}`],
    [`this ${unit}`, `end of ${unit}`],
    [`next ${unit}`, `end of next ${unit}`],
  ]),
]);

/** Reads a date; passed in, because the language of dates is loaded only by those who use it. */
type ReadDate = (text: string) => Promise<Due> | Due;

/**
 * Reads the terms of a list: `+tag`, `-tag`, `pri:high,low`, `is:open`, `is:done`, `is:any`, `due:none`, `due:any`, `due:overdue` and
 * `due:` with a date (on that day or before, `due:week` on its last one); every other word is text to look for, and so is all that follows
 * `--`. `or` stands between groups, of which one must match: there is an element for each, and none if there are no terms. Throws
 * UsageError.
 */
export async function parseTerms(words: readonly string[], readDate: ReadDate): Promise<TaskTerms[]> {
  const end = words.indexOf(END_OF_MARKERS);
  const marked = end === -1 ? words : words.slice(0, end);
  const groups: Word[][] = [[]];
  for (const text of marked) {
    const word = readWord(text.trim(), NAMES);
    if (word.kind === 'text' && OR.test(word.text)) groups.push([]);
    else groups.at(-1)?.push(word);
  }
  for (const text of words.slice(marked.length + 1)) groups.at(-1)?.push({ kind: 'text', text });
  const terms = groups.map((group) => group.filter((word) => word.kind !== 'text' || word.text !== ''));
  if (terms.length === 1 && terms[0]?.length === 0) return [];
  requireFewConditions(
    terms.flat().reduce((count, word) => count + (word.kind === 'text' ? 1 : valuesIn(word).length), 0),
  );
  if (terms.some((group) => group.length === 0)) {
    throw new UsageError('There is nothing on one side of "or"', {
      hint: 'Write it between terms: +home or +work. To look for the word itself, put -- ahead of it.',
    });
  }
  return Promise.all(terms.map((group) => readGroup(group, readDate)));
}

/** The terms of one text; double quotes keep together a phrase or the value of a marker: `+home due:"next week" "oat milk"`. */
export function splitTerms(text: string): string[] {
  return [...text.matchAll(PHRASE_OR_WORD)].map(([, phrase, word = '']) => phrase ?? word);
}

/** Of `due:today,none` there are two, and so there are of a tag `+home,work`. */
function valuesIn(word: Exclude<Word, { kind: 'text' }>): string[] {
  return (word.kind === 'marker' ? word.value : word.tag).split(',');
}

async function readGroup(words: readonly Word[], readDate: ReadDate): Promise<TaskTerms> {
  const valuesOf = (name: MarkerName) =>
    words.flatMap((word) => (word.kind === 'marker' && word.name === name ? valuesIn(word) : []));
  const tagsOf = (kind: 'tag' | 'no tag') => words.flatMap((word) => (word.kind === kind ? [word.tag] : []));
  const foreign = words.find(
    (word) => word.kind === 'marker' && (word.name === 'every' || word.name === 'note'),
  );
  if (foreign?.kind === 'marker') {
    throw new UsageError(`The marker ${foreign.name}: is no filter`, {
      hint: 'A list can be filtered by due:, pri:, is:, +tag, -tag and text. To look for the word itself, put -- ahead of it.',
    });
  }
  return {
    state: parseState(valuesOf('is')),
    tags: parseTags(tagsOf('tag')),
    withoutTags: parseTags(tagsOf('no tag')),
    priorities: valuesOf('pri').map(parsePriority),
    due: await Promise.all(valuesOf('due').map((text) => readDueCondition(text, readDate))),
    search: words.flatMap((word) => (word.kind === 'text' ? [parseSearch(word.text)] : [])),
  };
}

function parseState([text, ...others]: readonly string[]): TaskState | undefined {
  if (text === undefined) return undefined;
  if (others.length > 0)
    throw new UsageError('The marker is: is given twice', { hint: 'Write is:any for both.' });
  const state = STATES.get(text.toLowerCase());
  if (state === undefined) {
    const meant = nearestWord(text.toLowerCase(), [...STATES.keys()]);
    throw new UsageError(`The state ${quoted(text)} is none of open, done and any`, {
      hint: meant === undefined ? 'Write is:open, is:done or is:any.' : `Did you mean is:${meant}?`,
    });
  }
  return state;
}

async function readDueCondition(text: string, readDate: ReadDate): Promise<DueCondition> {
  const phrase = spokenForm(text);
  if (phrase === 'none' || phrase === 'any' || phrase === 'overdue') return phrase;
  try {
    return { by: await readDate(END_OF.get(phrase) ?? text) };
  } catch (error) {
    const meant = nearestWord(phrase, [...DUE_WORDS, ...END_OF.keys()]);
    throw error instanceof UsageError && meant !== undefined
      ? new UsageError(error.message, { hint: `Did you mean due:${unquotedForm(meant)}?`, cause: error })
      : error;
  }
}
