import * as fc from 'fast-check';

/** What somebody types. In the words, `#3` stands for the number of some task that is there and `~3` for one that was deleted. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly stdin?: string;
}

/** The same at one of two machines. */
export interface RandomCommand extends CommandLine {
  readonly machine: 0 | 1;
  readonly stdin: string;
}

/** Few values, so that edits which change nothing, and commands that meet one task again and again, come often. */
const TITLES = ['Milk', 'Rent', 'Fähre buchen', 'say "hi" \\ {x}'] as const;
const NOTES = ['IBAN', 'two\nlines', '\\{"a": null}'] as const;
const DUES = ['2026-11-20', '2026-11-27', '2027-02-28', '"2026-12-24 18:30"'] as const;
const RULES = ['daily', 'FREQ=WEEKLY;COUNT=2', 'monthly'] as const;
const TAGS = ['home', 'work', 'null', 'Äpfel'] as const;
const PRIORITIES = ['high', 'medium', 'low'] as const;
const CLEARABLE = ['due', 'note', 'priority', 'repeat', 'tags'] as const;

const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const unquoted = (date: string) => date.replaceAll('"', '');

const title = oneOf(TITLES);
const due = oneOf(DUES).map((value) => ['--due', unquoted(value)]);
const priority = oneOf(PRIORITIES).map((value) => ['--priority', value]);
const note = oneOf(NOTES).map((value) => ['--note', value]);
const rule = oneOf(RULES).map((value) => ['--repeat', value]);

function some(...options: readonly fc.Arbitrary<string[]>[]): fc.Arbitrary<string[]> {
  return fc
    .tuple(...options.map((option) => fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, option)))
    .map((parts) => parts.flat());
}

const tags = fc
  .uniqueArray(oneOf(TAGS), { maxLength: 2 })
  .map((names) => names.flatMap((name) => ['--tag', name]));
const newTask = fc.tuple(title, some(due, priority, note, rule), tags).map(([text, fields, labels]) => ({
  words: ['add', text, ...fields, ...labels],
}));
const newTasks = fc
  .tuple(fc.array(title, { minLength: 1, maxLength: 4 }), some(due, rule), tags)
  .map(([lines, fields, labels]) => ({ words: ['add', '-', ...fields, ...labels], stdin: lines.join('\n') }));

/** A file of few titles, so that some of its tasks are there already, were there, or are there twice. */
const imported = fc
  .array(title, { minLength: 1, maxLength: 4 })
  .map((lines) => ({ words: ['import', '-', '--format', 'todotxt'], stdin: lines.join('\n') }));

function tasks(sign: '#' | '~', maxLength: number): fc.Arbitrary<string[]> {
  return fc
    .array(fc.nat(99), { minLength: 1, maxLength })
    .map((places) => places.map((place) => `${sign}${place}`));
}

const field = fc.oneof(
  due,
  priority,
  note,
  rule,
  oneOf(TAGS).map((tag) => ['--add-tag', tag]),
  oneOf(TAGS).map((tag) => ['--remove-tag', tag]),
  oneOf(TAGS).map((tag) => ['--tag', tag]),
  oneOf(CLEARABLE).map((name) => ['--clear', name]),
);
const retitled = fc.tuple(tasks('#', 1), title, some(field)).map(([names, text, fields]) => ({
  words: ['edit', ...names, '--title', text, ...fields],
}));
const edited = fc
  .tuple(tasks('#', 4), field)
  .map(([names, fields]) => ({ words: ['edit', ...names, ...fields] }));
const editedInAll = fc
  .tuple(tasks('#', 3), due, priority, note, rule, tags)
  .map(([names, ...fields]) => ({ words: ['edit', ...names, ...fields.flat()] }));

const onTasks = (name: string, ...options: readonly string[]) =>
  tasks('#', 3).map((names) => ({ words: [name, ...names, ...options] }));

const writing: fc.Arbitrary<CommandLine> = fc.oneof(
  { weight: 5, arbitrary: newTask },
  { weight: 2, arbitrary: newTasks },
  { weight: 1, arbitrary: imported },
  { weight: 3, arbitrary: retitled },
  { weight: 4, arbitrary: edited },
  { weight: 1, arbitrary: editedInAll },
  { weight: 5, arbitrary: onTasks('done') },
  { weight: 4, arbitrary: onTasks('reopen') },
  { weight: 4, arbitrary: onTasks('rm', '--yes') },
  { weight: 3, arbitrary: tasks('~', 3).map((names) => ({ words: ['restore', ...names] })) },
  { weight: 5, arbitrary: fc.constant({ words: ['undo'] }) },
  { weight: 3, arbitrary: fc.constant({ words: ['redo'] }) },
);

const LISTS = [
  'list',
  'list --all --json',
  'list --done --jsonl',
  'list --overdue -q',
  'list --today',
  'list --tag home --priority high',
  'list --search milk --sort title --reverse',
  'list +work or pri:low --limit 3',
  'list due:week --without null',
  'trash',
  'trash --json',
  'tags',
  'tags --all --json',
  'calendar',
  'calendar -1 --json',
  'stats',
  'stats +work --json',
  'export',
  'export +home --open --format todotxt',
  'history',
  'history --limit 5 --json',
  'sessions',
  'whoami',
] as const;

const reading: fc.Arbitrary<CommandLine> = fc.oneof(
  { weight: 3, arbitrary: oneOf(LISTS).map((line) => ({ words: line.split(' ') })) },
  { weight: 1, arbitrary: tasks('#', 1).map((names) => ({ words: ['show', ...names] })) },
  { weight: 1, arbitrary: tasks('#', 1).map((names) => ({ words: ['history', ...names] })) },
);

/** Commands that change tasks. @param imports of 10 of them, besides those that come anyhow */
export function randomCommands(count: number, imports = 0): fc.Arbitrary<RandomCommand[]> {
  const line = fc.oneof(
    { weight: 10 - imports, arbitrary: writing },
    { weight: imports, arbitrary: imported },
  );
  const one = fc
    .tuple(fc.constantFrom(0 as const, 1 as const), line)
    .map(([machine, { words, stdin = '' }]): RandomCommand => ({ machine, words, stdin }));
  return fc.array(one, { minLength: count, maxLength: count, size: 'max' });
}

/** Commands that change tasks or only look, always the same ones for a seed. */
export function commandsOfSeed(seed: number, count: number): CommandLine[] {
  const line = fc.oneof({ weight: 3, arbitrary: writing }, { weight: 1, arbitrary: reading });
  return fc.sample(line, { seed, numRuns: count });
}

/** The number for `#3` and `~3`; where there is no such task, one that never was. */
export function nameTask(word: string, there: readonly number[], deleted: readonly number[]): string {
  const [, sign, place] = /^([#~])(\d+)$/.exec(word) ?? [];
  if (sign === undefined) return word;
  const candidates = sign === '#' ? there : deleted;
  return String(candidates[Number(place) % candidates.length] ?? 9_999);
}
