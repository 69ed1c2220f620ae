/** A row of a table as it stands in the file, without the end of its last line. */
export interface CsvRecord {
  /** The number of the line that it begins on, from 1. */
  readonly line: number;
  /** With each quotation mark doubled that is in a quoted field and does not end it. Undefined: a quote is not closed. */
  readonly text: string | undefined;
}

/** A byte order mark, which is within the file where several were joined. */
const MARK = '\uFEFF';

/**
 * Ahead of any parsing, for the numbers of lines, and so that a quote that is not closed costs the row alone which it is in. Lines end with
 * `\n` alone; empty ones are left out. A quoted field goes over several lines if it is closed as it should be: with a quotation mark ahead of
 * the next delimiter or the end of a line.
 */
export function splitRecords(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  let begin = 0;
  while (begin < text.length) {
    if (text[begin] === MARK) begin++;
    const newline = text.indexOf('\n', begin);
    const lineEnd = newline === -1 ? text.length : newline;
    // Line by line: V8 may look through all of a text for what is asked for in a condition only.
    const isPlain = !text.slice(begin, lineEnd).includes('"');
    const scanned = isPlain ? { end: lineEnd, stray: [] } : scanRecord(text, begin, delimiter);
    const end = scanned?.end ?? lineEnd;
    const record = text.slice(begin, end);
    if (record.trim() !== '') {
      records.push({ line, text: scanned && withDoubled(text, begin, end, scanned.stray) });
    }
    line += isPlain || end === lineEnd ? 1 : record.split('\n').length;
    begin = end + 1;
  }
  return records;
}

interface Scanned {
  readonly end: number;
  /** Where quotation marks are in a field that should be doubled. */
  readonly stray: readonly number[];
}

/** Undefined if a quoted field is not closed. */
function scanRecord(text: string, begin: number, delimiter: string): Scanned | undefined {
  const stray: number[] = [];
  for (let at = begin; ; at++) {
    const end = text[at] === '"' ? quotedEnd(text, at, delimiter, stray) : fieldEnd(text, at, delimiter);
    if (end === undefined) return undefined;
    if (text[end] !== delimiter) return { end, stray };
    at = end;
  }
}

function fieldEnd(text: string, begin: number, delimiter: string): number {
  let at = begin;
  while (at < text.length && text[at] !== '\n' && text[at] !== delimiter) at++;
  return at;
}

/** A field with a stray quotation mark has to be closed on its line: otherwise it is the closing one of another that is missing. */
function quotedEnd(text: string, begin: number, delimiter: string, stray: number[]): number | undefined {
  let hasStray = false;
  let isManyLines = false;
  for (let at = begin + 1; at < text.length; at++) {
    if (text[at] === '\n') {
      if (hasStray) return undefined;
      isManyLines = true;
    } else if (text[at] === '"' && text[at + 1] === '"') {
      at++;
    } else if (text[at] === '"') {
      const end = spacesEnd(text, at + 1);
      if (end === text.length || text[end] === '\n' || text[end] === delimiter) return end;
      if (isManyLines) return undefined;
      hasStray = true;
      stray.push(at);
    }
  }
  return undefined;
}

function spacesEnd(text: string, begin: number): number {
  let at = begin;
  while (text[at] === ' ') at++;
  return at;
}

function withDoubled(text: string, begin: number, end: number, stray: readonly number[]): string {
  const parts: string[] = [];
  let from = begin;
  for (const at of stray) {
    parts.push(text.slice(from, at), '"');
    from = at;
  }
  return parts.join('') + text.slice(from, end);
}
