import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { PRIORITY_WORDS } from '../domain/priority.ts';
import { CSV_FIELDS } from '../formats/csv/columns.ts';
import { parseSelection } from '../domain/selection.ts';
import { CLEARABLE } from '../domain/task-change.ts';
import {
  behind,
  type Candidate,
  dates,
  months,
  ofCommand,
  ofFlag,
  pair,
  plain,
  recurrences,
} from './candidate.ts';
import { DUE_FILTERS, EVERY_PHRASES, REPEAT_PHRASES, STATES } from './offered-phrases.ts';
import { TOPICS } from './help-topics.ts';
import { SHELLS } from './shells.ts';
import { type TypedLine, visibleOptions } from './typed-line.ts';
import { commandNamed, visibleCommands } from './visible-commands.ts';

/** Where the tasks are that a command is for. */
type TaskPlace = 'open' | 'done' | 'deleted';

/** What only the database knows, and what belongs ahead of each answer to make a word of it. */
export type LiveQuestion = { readonly head: string } & (
  | {
      readonly kind: 'tasks';
      readonly state: TaskPlace;
      /** Digits that the numbers begin with. */
      readonly digits: string;
      readonly excluded: ReadonlySet<number>;
    }
  | { readonly kind: 'tags'; readonly beginning: string }
  | { readonly kind: 'sessions'; readonly excluded: readonly string[] }
);

export interface Candidates {
  readonly known: readonly Candidate[];
  readonly live?: LiveQuestion;
  /** Names of files are what is wanted; the shell knows them. */
  readonly files?: true;
}

const NOTHING: Candidates = { known: [] };
const FILES: Candidates = { known: [], files: true };
/** The commands that take tasks. */
const WITH_TASKS: ReadonlyMap<string, TaskPlace> = new Map([
  ['show', 'open'],
  ['done', 'open'],
  ['reopen', 'done'],
  ['edit', 'open'],
  ['rm', 'open'],
  ['history', 'open'],
  ['restore', 'deleted'],
]);
/** The commands that take quick words, with their markers. */
const WITH_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['add', ['due:', 'pri:', 'every:', 'note:', '+']],
  ['edit', ['due:', 'pri:', 'every:', 'note:', '+', '-']],
  ['list', ['due:', 'pri:', 'is:', '+', '-']],
  ['stats', ['due:', 'pri:', 'is:', '+', '-']],
  ['export', ['due:', 'pri:', 'is:', '+', '-']],
]);
/** Those of which the words are terms of a list. */
const WITH_TERMS: ReadonlySet<string> = new Set(['list', 'stats', 'export']);
const MARKERS: Readonly<Record<string, string>> = {
  'due:': 'a date',
  'pri:': 'a priority',
  'every:': 'a recurrence',
  'note:': 'more about the task',
  'is:': 'open, done or any',
  '+': 'a tag',
  '-': 'without a tag',
};
const TAG_OPTIONS: ReadonlySet<string> = new Set(['--tag', '--add-tag', '--remove-tag', '--without']);

/** What may stand in the place of the last word of a line. */
export function candidatesFor(line: TypedLine, now: Date): Candidates {
  const { command, option, current, literal } = line;
  if (option !== undefined) return ofOption(option, line, now);
  if (literal) return WITH_TASKS.has(command.name()) ? ofTasks(line) : NOTHING;
  if (current.startsWith('-')) {
    const known = visibleOptions(command).flatMap(ofFlag);
    const takesMinus = WITH_WORDS.get(command.name())?.includes('-') === true && !current.startsWith('--');
    return takesMinus ? { known, live: tags('-', current.slice(1)) } : { known };
  }
  if (command.name() === 'help') return { known: ofHelp(line) };
  if (command.commands.length > 0) {
    return { known: line.operands.length === 0 ? visibleCommands(command).map(ofCommand) : [] };
  }
  if (command.name() === 'completion') {
    return { known: line.operands.length === 0 ? SHELLS.map(plain) : [] };
  }
  if (command.name() === 'calendar') {
    return { known: line.operands.length === 0 ? months(now) : [] };
  }
  if (command.name() === 'import') return line.operands.length === 0 ? FILES : NOTHING;
  if (command.name() === 'revoke') {
    return { known: [], live: { kind: 'sessions', head: '', excluded: line.operands } };
  }
  const words = WITH_WORDS.has(command.name()) ? ofWords(line, now) : NOTHING;
  const tasks = WITH_TASKS.has(command.name()) ? ofTasks(line) : NOTHING;
  const live = tasks.live ?? words.live;
  return { known: words.known, ...(live === undefined ? {} : { live }) };
}

function ofOption(option: Option, { head, current }: TypedLine, now: Date): Candidates {
  const { long = '', argChoices } = option;
  if (argChoices !== undefined) return { known: argChoices.map(plain).map(behind(head)) };
  const [list] = /^.*,|^/.exec(current) ?? [''];
  const before = behind(head + list);
  if (TAG_OPTIONS.has(long)) return { known: [], live: tags(head + list, current.slice(list.length)) };
  switch (long) {
    case '--priority':
      return { known: PRIORITY_WORDS.map(plain).map(behind(head)) };
    case '--clear':
      return {
        known: CLEARABLE.filter((field) => !list.split(',').includes(field))
          .map(plain)
          .map(before),
      };
    case '--map':
      return {
        known: CSV_FIELDS.filter((field) => !list.includes(`${field}=`))
          .map((field) => plain(`${field}=`))
          .map(before),
      };
    case '--due':
      return { known: dates(now).map(behind(head)) };
    case '--repeat':
      return { known: recurrences(REPEAT_PHRASES).map(behind(head)) };
    case '--env-file':
    case '--output':
      return FILES;
    default:
      return NOTHING;
  }
}

/** Quick words of a task, or terms of a list. */
function ofWords({ command, current }: TypedLine, now: Date): Candidates {
  const markers = WITH_WORDS.get(command.name()) ?? [];
  if (current.startsWith('+')) return { known: [], live: tags('+', current.slice(1)) };
  const marker = markers.find((name) => name.endsWith(':') && current.toLowerCase().startsWith(name));
  if (marker === undefined) {
    return { known: markers.map((value) => ({ value, description: MARKERS[value] ?? '' })) };
  }
  const several = WITH_TERMS.has(command.name()) ? /^[^:]*:(.*,)?/ : /^[^:]*:/;
  const [head, chosen = ''] = several.exec(current) ?? [''];
  const values = ofMarker(marker, command.name(), now).filter(
    ({ value }) => !chosen.split(',').includes(value),
  );
  return { known: values.map(behind(head)) };
}

function ofMarker(marker: string, command: string, now: Date): Candidate[] {
  const none = command === 'edit' ? [{ value: 'none', description: 'take it away' }] : [];
  switch (marker) {
    case 'pri:':
      return PRIORITY_WORDS.map(plain);
    case 'is:':
      return STATES.map(pair);
    case 'due:':
      return WITH_TERMS.has(command) ? DUE_FILTERS.map(pair) : [...dates(now), ...none];
    case 'every:':
      return [...recurrences(EVERY_PHRASES), ...none];
    default:
      return [];
  }
}

/** The numbers that are not named yet; behind a comma, within the same word. */
function ofTasks({ command, operands, current }: TypedLine): Candidates {
  const [, head = '', digits] = /^((?:[\d-]+,)*)(\d*)$/.exec(current) ?? [];
  if (digits === undefined) return NOTHING;
  const excluded = new Set([...operands, ...head.split(',')].flatMap(numbersIn));
  const state = WITH_TASKS.get(command.name()) ?? 'open';
  return { known: [], live: { kind: 'tasks', head, state, digits, excluded } };
}

function numbersIn(word: string): readonly number[] {
  try {
    return parseSelection([word]).numbers;
  } catch {
    return [];
  }
}

function ofHelp({ command, operands }: TypedLine): Candidate[] {
  let named: CommandUnknownOpts | null = command.parent;
  for (const word of operands) {
    named = named && (commandNamed(named, word) ?? null);
  }
  const commands = named === null ? [] : visibleCommands(named).map(ofCommand);
  const topics = Object.values(TOPICS).map(({ name, summary }) => ({ value: name, description: summary }));
  return operands.length === 0 ? [...commands, ...topics] : commands;
}

function tags(head: string, beginning: string): LiveQuestion {
  return { kind: 'tags', head, beginning };
}
