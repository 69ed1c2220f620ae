import type { Format } from './format.ts';
import { looksLikeOurJson, looksLikeTaskwarrior } from './json/recognize.ts';

/** Endings of names that say what is in a file, without the dot. Of a file to write, all of them; `json` may be ours as well. */
const ENDINGS: ReadonlyMap<string, Format> = new Map([
  ['txt', 'todotxt'],
  ['json', 'taskwarrior'],
  ['ics', 'ical'],
  ['ical', 'ical'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
]);

/** What is looked at of a file: enough for its first tasks. */
const BEGINNING = 100_000;

const CALENDAR = /^BEGIN:V(?:CALENDAR|TODO)\b/i;
const JSON_TEXT = /^(?:\{|\[\s*[\]{])/;
const CHECKBOX = /^\s{0,40}(?:[-*+]|\d{1,9}[.)]) \[[ xX]\](?:\s|$)/m;
const HEADING_OF_TITLES =
  /^(?:(?:task|card)?[ _]?(?:title|name)|task|subject|summary|content|todo|item|description)$/i;
/** A done task, a priority or a day at the beginning of a line; a project, a context or a key in it. */
const TODO_TXT = /^(?:x |\([A-Z]\) |\d{4}-\d\d-\d\d )|(?:^|\s)(?:[+@]\S|(?:due|t|rec|pri):\S)/m;

/** By the ending of a name; undefined if that says nothing. */
export function formatOfName(name: string): Format | undefined {
  return ENDINGS.get(/\.(\w{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '');
}

/**
 * What a file is in, by its content as far as that leaves no doubt, then by its name. Undefined if neither says it, as for lines of plain
 * text on stdin.
 * @param name undefined: it has none
 */
export function recognizeFormat(text: string, name: string | undefined): Format | undefined {
  const beginning = text.slice(0, BEGINNING).trimStart();
  if (CALENDAR.test(beginning)) return 'ical';
  const named = name === undefined ? undefined : formatOfName(name);
  if (JSON_TEXT.test(beginning)) {
    if (looksLikeTaskwarrior(text)) return 'taskwarrior';
    // Without a task, it is none of both or of either.
    return looksLikeOurJson(text) ? 'jsonl' : (named ?? 'jsonl');
  }
  if (named !== 'csv' && CHECKBOX.test(beginning)) return 'markdown';
  if (named !== undefined) return named;
  if (isTable(beginning)) return 'csv';
  return TODO_TXT.test(beginning) ? 'todotxt' : undefined;
}

/** Whether the first line has columns, one of which is named as that of titles is. */
function isTable(text: string): boolean {
  const [heading = ''] = text.split(/\r?\n|\r/, 1);
  const names = heading.split(/[,;\t]/).map((cell) => cell.trim().replaceAll('"', ''));
  return names.length > 1 && names.some((cell) => HEADING_OF_TITLES.test(cell));
}
