import { Command } from '@commander-js/extra-typings';
import type { Host, OpenContext } from '../context.ts';
import { declareAccount, declarePassword } from './account.ts';
import { declareAccounts } from './accounts.ts';
import { declareAdd } from './add.ts';
import { declareDatabases } from './databases.ts';
import { declareDone } from './done.ts';
import { declareEdit } from './edit.ts';
import { declareHistory } from './history.ts';
import { declareHelp, formatHelp, withExamples } from './help.ts';
import { declareInit } from './init.ts';
import { declareList } from './list.ts';
import { refuseSeveralFormats } from './present.ts';
import { declareRemove } from './remove.ts';
import { declareSessions } from './sessions.ts';
import { addGlobalOptions, type Program } from './settings.ts';
import { declareShellCompletion } from './shell-completion.ts';
import { declareShow } from './show.ts';
import { declareTags } from './tags.ts';
import { declareTokens } from './tokens.ts';
import { declareTrash } from './trash.ts';
import { declareUndo } from './undo.ts';

/** Every command, with its options and help, and nothing of what they do: that is loaded when one is called. */
export function createProgram(
  host: Pick<Host, 'stdout'>,
  version: string,
  open: (program: Program) => OpenContext,
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
  program.commandsGroup('Tasks:');
  declareAdd(program, openContext);
  declareList(program, openContext);
  declareShow(program, openContext);
  declareDone(program, openContext);
  declareEdit(program, openContext);
  declareRemove(program, openContext);
  declareTags(program, openContext);
  program.commandsGroup('Changes:');
  declareUndo(program, openContext);
  declareHistory(program, openContext);
  declareTrash(program, openContext);
  program.commandsGroup('Account:');
  declareInit(program, openContext);
  declareAccounts(program, openContext);
  declarePassword(program, openContext);
  declareSessions(program, openContext);
  declareTokens(program, openContext);
  declareAccount(program, openContext);
  program.commandsGroup('Database:');
  declareDatabases(program, openContext);
  program.commandsGroup('Help:');
  declareHelp(program, openContext);
  declareShellCompletion(program, openContext);
  return program;
}
