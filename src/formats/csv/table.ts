import Papa from 'papaparse';
import { UsageError } from '../../domain/errors.ts';
import { splitRecords } from './records.ts';

export interface CsvTable {
  readonly delimiter: string;
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  readonly line: number;
  /** As many as there are headings, or fewer, or more. Undefined: a quote is not closed. */
  readonly cells: readonly string[] | undefined;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** What Excel writes ahead of the headings. */
const SEPARATOR = /^sep=(.)(?=\n)/i;
/** As much of the headings as says what stands between them. */
const BEGINNING = 10_000;

/** The first row has the headings. An empty file has none of them. */
export function readTable(text: string): CsvTable {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  const [separator = '', named] = SEPARATOR.exec(lines) ?? [];
  const body = lines.slice(separator.length);
  const delimiter = named ?? guessDelimiter(body);
  const records = splitRecords(body, delimiter);
  const cells = cellsOf(
    records.flatMap((record) => record.text ?? []),
    delimiter,
  );
  let next = 0;
  const [headings, ...rows] = records.map((record) => ({
    line: record.line,
    cells: record.text === undefined ? undefined : cells[next++],
  }));
  if (headings !== undefined && headings.cells === undefined) {
    throw new UsageError('The headings of the table cannot be read: a quote is not closed', {
      hint: `Look at line ${headings.line} of the file.`,
    });
  }
  return { delimiter, headings: headings?.cells ?? [], rows };
}

function guessDelimiter(text: string): string {
  const [headings = ''] = text.slice(0, BEGINNING).trimStart().split('\n', 1);
  return Papa.parse(headings, { delimitersToGuess: DELIMITERS }).meta.delimiter;
}

function cellsOf(records: readonly string[], delimiter: string): string[][] {
  // With an end of the last line: to Papa Parse, a quote closes a field at the very end of a text, but not ahead of spaces there.
  return Papa.parse<string[]>(`${records.join('\n')}\n`, { delimiter, newline: '\n' }).data;
}
