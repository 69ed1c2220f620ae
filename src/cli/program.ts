import { Command } from '@commander-js/extra-typings';
import type { Host, OpenContext } from '../context.ts';
import { declareAccount, declarePassword } from './account.ts';
import { declareAccounts } from './accounts.ts';
import { declareAdd } from './add.ts';
import { declareCalendar } from './calendar.ts';
import { declareDatabases } from './databases.ts';
import { declareDone } from './done.ts';
import { declareEdit } from './edit.ts';
import { declareExport } from './export.ts';
import { declareHistory } from './history.ts';
import { declareHelp, formatHelp, withExamples } from './help.ts';
import { declareImport } from './import.ts';
import { declareInit } from './init.ts';
import { declareList } from './list.ts';
import { refuseSeveralFormats } from './present.ts';
import { declareRemove } from './remove.ts';
import { declareSessions } from './sessions.ts';
import { addGlobalOptions, type Program } from './settings.ts';
import { declareShellCompletion } from './shell-completion.ts';
import { declareShow } from './show.ts';
import { declareStatistics } from './stats.ts';
import { declareTags } from './tags.ts';
import { declareTokens } from './tokens.ts';
import { declareTrash } from './trash.ts';
import { declareUndo } from './undo.ts';

interface Declaration {
  /** The commands that it declares, by all of their names. */
  readonly names: readonly string[];
  readonly declare: (program: Program, open: OpenContext) => void;
}

/** Under their headings, in the order of the help. */
const DECLARATIONS: Readonly<Record<string, readonly Declaration[]>> = {
  'Tasks:': [
    { names: ['add'], declare: declareAdd },
    { names: ['list', 'ls'], declare: declareList },
    { names: ['show'], declare: declareShow },
    { names: ['done', 'reopen'], declare: declareDone },
    { names: ['edit'], declare: declareEdit },
    { names: ['rm'], declare: declareRemove },
    { names: ['tags'], declare: declareTags },
    { names: ['calendar'], declare: declareCalendar },
    { names: ['stats'], declare: declareStatistics },
  ],
  'Files:': [
    { names: ['import'], declare: declareImport },
    { names: ['export'], declare: declareExport },
  ],
  'Changes:': [
    { names: ['undo', 'redo'], declare: declareUndo },
    { names: ['history'], declare: declareHistory },
    { names: ['trash', 'restore'], declare: declareTrash },
  ],
  'Account:': [
    { names: ['init'], declare: declareInit },
    { names: ['signup', 'login', 'logout', 'whoami'], declare: declareAccounts },
    { names: ['passwd'], declare: declarePassword },
    { names: ['sessions'], declare: declareSessions },
    { names: ['token'], declare: declareTokens },
    { names: ['account'], declare: declareAccount },
  ],
  'Database:': [{ names: ['db'], declare: declareDatabases }],
  'Help:': [
    { names: ['help'], declare: declareHelp },
    { names: ['completion'], declare: declareShellCompletion },
  ],
};

/** The names that need no other command: all but those of commands that are about the others. */
const ALONE = new Set(
  Object.values(DECLARATIONS)
    .flat()
    .flatMap(({ names }) => names)
    .filter((name) => name !== 'help' && name !== 'completion'),
);

/**
 * The commands with their options and help, and nothing of what they do: that is loaded when one is called. Where the first word that
 * was typed is the name of one, the others are left out, as declaring all takes 2 ms.
 */
export function createProgram(
  host: Pick<Host, 'stdout'>,
  version: string,
  open: (program: Program) => OpenContext,
  firstWord?: string,
): Program {
  const program = addGlobalOptions(
    new Command('todo')
      .description(
        withExamples('A todo list that lives in your Neon Postgres database.', [
          'todo init',
          'todo add Buy oat milk due:tomorrow',
          'todo list',
          'todo done 1',
        ]),
      )
      .version(version, '-V, --version', 'print the version')
      .helpOption('-h, --help', 'show help for a command')
      .helpCommand(false)
      .configureHelp({ showGlobalOptions: true, formatHelp })
      .exitOverride()
      .configureOutput({
        writeOut: (text) => host.stdout.write(text),
        // What is wrong is told by failure.ts, in the form that was asked for.
        writeErr: () => {},
      }),
  );
  program.hook('preAction', (_program, command) => refuseSeveralFormats(command.optsWithGlobals()));
  const openContext = open(program);
  const isAlone = firstWord !== undefined && ALONE.has(firstWord);
  for (const [heading, declarations] of Object.entries(DECLARATIONS)) {
    program.commandsGroup(heading);
    for (const { names, declare } of declarations) {
      if (!isAlone || names.includes(firstWord)) declare(program, openContext);
    }
  }
  return program;
}
