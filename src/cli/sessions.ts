import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { type ListedSession, parseSessionIds } from '../domain/listed-session.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import { withExamples } from './help.ts';
import { jsonlOption, present, quietOption, type Style, type View } from './present.ts';
import type { Program } from './settings.ts';

const idsOption = () => quietOption('print the ids of the sessions only');

export function declareSessions(program: Program, open: OpenContext): void {
  const sessions = program
    .command('sessions')
    .summary('list where you are logged in')
    .description(
      withExamples('List where the account is logged in, and its tokens: the session used latest first.', [
        'todo sessions',
        'todo sessions --json | jq -r ".[] | select(.readOnly) | .device"',
        'todo sessions revoke 3f2a91bc',
      ]),
    )
    .addOption(jsonlOption())
    .addOption(idsOption())
    .allowExcessArguments()
    .action(async (options, command) => {
      refuseWords(command);
      const context = await open();
      const { listSessions } = await import('../commands/list-sessions.ts');
      const list = await listSessions(context);
      const view = sessionsView(list, async (style) => {
        const { sessionTable } = await import('../render/session-table.ts');
        return sessionTable(list, style);
      });
      const plain = async (): Promise<string> => {
        const { sessionLine } = await import('../render/session-line.ts');
        return list.map(sessionLine).join('\n');
      };
      await present(context, { ...view, plain }, options);
    });

  sessions
    .command('revoke')
    .summary('end sessions')
    .description(
      withExamples(
        'End sessions, on whatever machines they are. Each one fails at its very next request. Ending the one that you ' +
          'work with logs this machine out.',
        ['todo sessions revoke 3f2a91bc', 'todo sessions revoke 3f2a91bc 9c01d2aa'],
      ),
    )
    .argument('<ids...>', 'the first 8 or more characters of their ids, which todo sessions shows')
    .addOption(jsonlOption())
    .addOption(idsOption())
    .action(async (words, _options, command) => {
      const prefixes = parseSessionIds(words);
      const context = await open();
      const { revokeSessions } = await import('../commands/revoke-sessions.ts');
      const { database, ended, loggedOut, problem } = await revokeSessions(prefixes, context);
      const view = sessionsView(ended, async (style) => {
        const { endedLine } = await import('../render/session-line.ts');
        const lines = ended.map((session) => endedLine(session, style));
        return [...lines, ...loggedOutLine(loggedOut, database)].join('\n');
      });
      // Above it, `sessions` has the same options, and takes them from wherever they stand.
      await present(context, view, command.optsWithGlobals());
      if (problem !== undefined) throw problem;
    });
}

function loggedOutLine(loggedOut: 'login' | 'TODO_TOKEN' | undefined, database: string): string[] {
  switch (loggedOut) {
    case 'login':
      return [`Logged out of ${database}`];
    case 'TODO_TOKEN':
      return ['The token in TODO_TOKEN has stopped working'];
    case undefined:
      return [];
  }
}

function sessionsView(sessions: readonly ListedSession[], human: (style: Style) => Promise<string>): View {
  const documents = async () => {
    const { sessionJson } = await import('../render/session-line.ts');
    return sessions.map(sessionJson);
  };
  return { human, json: documents, jsonl: documents, quiet: () => sessions.map(({ id }) => id) };
}

/** To commander, a mistyped subcommand of a command with an action is an argument too many. */
function refuseWords({ args: [word], commands }: Pick<CommandUnknownOpts, 'args' | 'commands'>): void {
  if (word === undefined) return;
  const meant = nearestWord(
    word,
    commands.map((command) => command.name()),
  );
  throw new UsageError(`Unknown command '${word}'`, {
    hint: meant === undefined ? 'To end a session: todo sessions revoke ID' : `Did you mean ${meant}?`,
  });
}
