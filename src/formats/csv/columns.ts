import { UsageError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';

/** What a column can be for, as --map names it. */
export const CSV_FIELDS = [
  'title',
  'note',
  'due',
  'time',
  'priority',
  'tags',
  'project',
  'done',
  'completed',
  'created',
  'updated',
  'repeat',
  'id',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** The indexes of columns. */
export type Columns = ReadonlyMap<CsvField, number>;

/** The headings that other programs and people give to columns, in lower case without anything between words, the surest first. */
const HEADINGS: Readonly<Record<CsvField, string>> = {
  title: 'title name task taskname cardname subject summary content todo item text description notes',
  note: 'note notes description carddescription comment comments body details content',
  due: 'due duedate dueon dueat deadline date',
  time: 'duetime time',
  priority: 'priority prio importance urgency',
  tags: 'tags tag labels label categories category contexts context',
  project: 'project projects projectname list listname listtitle tasklist folder foldername',
  done: 'done status state iscompleted isdone completed complete finished',
  completed:
    'completedat datecompleted completeddate completiondate completedon completedtime finishedat doneat',
  created: 'createdat created creationdate createddate createdtime datecreated added addedat dateadded',
  updated: 'updatedat updated lastmodified modified modifiedat modifieddate datemodified lastupdated',
  repeat: 'recursionpattern repeat repeats recurrence recurring rrule recur',
  id: 'uuid id uid taskid',
};

/** More than a heading has that is one of these. */
const LONGEST_HEADING = 50;
/** Of the headings of a file, so many characters are told. */
const LONGEST_LIST = 400;

/**
 * What each column is for: by the map from fields to headings, then by its heading. Throws UsageError for a map that names what there is
 * not, and where no column has titles.
 */
export function findColumns(
  headings: readonly string[],
  map: ReadonlyMap<string, string> = new Map(),
): Columns {
  const mapped = Array.from(
    map,
    ([field, heading]) => [requireField(field), requireColumn(headings, heading)] as const,
  );
  const columns = new Map<CsvField, number>(mapped);
  const used = new Set(columns.values());
  const byName = new Map<string, number>();
  for (const [index, heading] of headings.entries()) {
    const name = plainName(heading);
    if (!byName.has(name) && !used.has(index)) byName.set(name, index);
  }
  for (const field of CSV_FIELDS.filter((name) => !columns.has(name))) {
    const known = HEADINGS[field].split(' ').map((name) => byName.get(name));
    const index = known.find((column) => column !== undefined && !used.has(column));
    if (index === undefined) continue;
    columns.set(field, index);
    used.add(index);
  }
  if (!columns.has('title')) {
    throw new UsageError('No column of the table is known as that of titles', {
      hint: `Name it, as in --map title=HEADING. ${toldHeadings(headings)}`,
    });
  }
  return columns;
}

/** `duedate` of `Due Date`. */
export function plainName(heading: string): string {
  return heading.length > LONGEST_HEADING ? '' : heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function requireField(field: string): CsvField {
  const known = CSV_FIELDS.find((name) => name === field.trim().toLowerCase());
  if (known === undefined) {
    throw new UsageError(`There is no field ${quoted(field)} to map a column to`, {
      hint: `The fields are ${CSV_FIELDS.join(', ')}.`,
    });
  }
  return known;
}

function requireColumn(headings: readonly string[], heading: string): number {
  const exact = headings.indexOf(heading);
  const plain = plainName(heading);
  const index =
    exact !== -1 || plain === '' ? exact : headings.findIndex((other) => plainName(other) === plain);
  if (index === -1) {
    throw new UsageError(`The table has no column ${quoted(heading)}`, { hint: toldHeadings(headings) });
  }
  return index;
}

function toldHeadings(headings: readonly string[]): string {
  const told: string[] = [];
  for (const heading of headings.map((text) => quoted(text.slice(0, LONGEST_HEADING)))) {
    if (told.join(', ').length + heading.length > LONGEST_LIST) break;
    told.push(heading);
  }
  const more = headings.length - told.length;
  return `Its headings are ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
