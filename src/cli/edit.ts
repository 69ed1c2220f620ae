import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { parseNote } from '../domain/note.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseSelection } from '../domain/selection.ts';
import { parseTags } from '../domain/tag.ts';
import type { TaskChange } from '../domain/task-change.ts';
import { parseTitle } from '../domain/title.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { readDue, readRecurrence } from './dates.ts';
import { withExamples } from './help.ts';
import { collect, type Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';

const CLEARABLE = ['due', 'note', 'tags', 'repeat', 'priority'] as const;
type Clearable = (typeof CLEARABLE)[number];

interface EditOptions {
  readonly title?: string | undefined;
  readonly due?: string | undefined;
  readonly priority?: string | undefined;
  readonly note?: string | undefined;
  readonly repeat?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly addTag?: readonly string[] | undefined;
  readonly removeTag?: readonly string[] | undefined;
  readonly clear?: readonly Clearable[] | undefined;
}

export function declareEdit(program: Program, open: OpenContext): void {
  program
    .command('edit')
    .summary('change a task')
    .description(
      withExamples('Change the fields of a task that are named, and no other.', [
        'todo edit 3 --due tomorrow --add-tag urgent',
        'todo edit 3 --title "Pay the rent" --clear due,note',
      ]),
    )
    .argument('<task>', 'its number, or the first 8 or more characters of its id')
    .option('--title <text>', 'a new title')
    .option(
      '-d, --due <date>',
      'today, fri, next-friday, in-3-days, 27-nov or YYYY-MM-DD, with a time or without',
    )
    .option('-p, --priority <priority>', 'high, medium or low')
    .option('-n, --note <text>', 'a new note')
    .option(
      '-r, --repeat <rule>',
      'daily, weekdays, 2w, mon,thu, "every month on the last friday" or an RRULE',
    )
    .option('-t, --tag <tag>', 'this tag in place of all others; repeat it for several', collect)
    .option('--add-tag <tag>', 'one more tag; repeat it for several', collect)
    .option('--remove-tag <tag>', 'without this tag; repeat it for several', collect)
    .option('--clear <fields>', `empty these, separated by commas: ${CLEARABLE.join(', ')}`, collectFields)
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (word, options) => {
      const selection = parseSelection([word]);
      const context = await open();
      const change = await readChange(options, context.now());
      const { editTask } = await import('../commands/edit-task.ts');
      const task = await editTask(selection, change, context);
      await present(
        context,
        {
          human: async (style) => {
            const { editedLine } = await import('../render/task-change.ts');
            return editedLine(task, style);
          },
          json: () => taskDocuments([task]),
          jsonl: () => taskDocuments([task]),
          quiet: () => taskNumbers([task]),
        },
        options,
      );
    });
}

async function readChange(options: EditOptions, now: Date): Promise<TaskChange> {
  refuseContradictions(options);
  const { title, due, priority, note, repeat, clear = [] } = options;
  const newDue = due === undefined ? undefined : await readDue(due, now);
  const change: TaskChange = {
    title: title === undefined ? undefined : parseTitle(title),
    due: clear.includes('due') ? null : newDue,
    priority: clear.includes('priority')
      ? 'Medium'
      : priority === undefined
        ? undefined
        : parsePriority(priority),
    description: clear.includes('note') ? null : note === undefined ? undefined : parseNote(note),
    recursionPattern: clear.includes('repeat')
      ? null
      : repeat === undefined
        ? undefined
        : await readRecurrence(repeat, newDue ?? null),
    tags: clear.includes('tags') ? [] : options.tag === undefined ? undefined : parseTags(options.tag),
    addTags: parseTags(options.addTag ?? []),
    removeTags: parseTags(options.removeTag ?? []),
  };
  const { addTags, removeTags, ...fields } = change;
  if (
    Object.values(fields).every((value) => value === undefined) &&
    addTags.length + removeTags.length === 0
  ) {
    throw new UsageError('Nothing to change was given', {
      hint: 'Name what changes: --title, --due, --priority, --note, --repeat, --tag, --add-tag, --remove-tag or --clear.',
    });
  }
  return change;
}

/** A field that is given and cleared at once, or tags that are replaced and added to: one of them is a mistake. */
function refuseContradictions({
  due,
  note,
  priority,
  repeat,
  tag,
  addTag,
  removeTag,
  clear = [],
}: EditOptions): void {
  const given: Readonly<Record<Clearable, boolean>> = {
    due: due !== undefined,
    note: note !== undefined,
    priority: priority !== undefined,
    tags: tag !== undefined || addTag !== undefined || removeTag !== undefined,
    repeat: repeat !== undefined,
  };
  const both = clear.find((field) => given[field]);
  if (both !== undefined) {
    throw new UsageError(`${both} is both given and cleared`, {
      hint: `Leave out one of the two: --clear ${both}, or its new value.`,
    });
  }
  if (tag !== undefined && (addTag !== undefined || removeTag !== undefined)) {
    throw new UsageError(
      '--tag takes the place of all tags and cannot be combined with --add-tag or --remove-tag',
      {
        hint: 'Use --add-tag and --remove-tag to keep the others.',
      },
    );
  }
}

function collectFields(value: string, previous: readonly Clearable[] | undefined): readonly Clearable[] {
  const fields = value
    .split(',')
    .map((name) => CLEARABLE.find((field) => field === name.trim().toLowerCase()));
  if (fields.some((field) => field === undefined)) {
    throw new InvalidArgumentError(`Possible are ${CLEARABLE.join(', ')}.`);
  }
  return [...(previous ?? []), ...fields.filter((field) => field !== undefined)];
}
