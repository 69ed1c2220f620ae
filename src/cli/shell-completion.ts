import type { Context, OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { Candidate } from './candidate.ts';
import type { LiveQuestion } from './candidates.ts';
import { withExamples } from './help.ts';
import { present } from './present.ts';
import type { Program } from './settings.ts';
import { SHELLS, type Shell } from './shells.ts';

/** Who presses Tab waits for the answer: less than the second after which a person is told to wait. */
const DEADLINE_SECONDS = 0.9;
/** The line, in the place of candidates, that asks a shell for names of files. No candidate begins with a colon. */
const FILES = ':files';

/** `completion`: the script for a shell, and the candidates that the script asks for. */
export function declareShellCompletion(program: Program, open: OpenContext): void {
  program
    .command('completion')
    .summary('complete words in bash, zsh or fish')
    .description(
      withExamples(
        'Print a script with which your shell completes commands, options, tags and numbers of tasks when you press Tab. ' +
          'No file is changed.',
        [
          'source <(todo completion bash)    # in ~/.bashrc',
          'source <(todo completion zsh)     # in ~/.zshrc',
          'todo completion fish | source     # in ~/.config/fish/config.fish',
          "todo completion bash -- todo done ''",
        ],
      ),
    )
    .argument('[shell]', `${SHELLS.slice(0, -1).join(', ')} or ${SHELLS.at(-1)}`)
    .argument(
      '[words...]',
      'what the script passes on behind --: the words of a command line, of which the last one is completed; the answer is a ' +
        'candidate a line, and behind a tab what it means',
    )
    .action(async (name, words) => {
      const shell = requireShell(name);
      if (words.length > 0) {
        return printCandidates(shell, words.slice(1), program, open);
      }
      const context = await open();
      const script = await context.completionScript(shell);
      await present(context, { human: () => script.trimEnd(), json: () => ({ shell, script }) });
    });
}

function requireShell(name: string | undefined): Shell {
  const shell = SHELLS.find((known) => known === name);
  if (shell !== undefined) {
    return shell;
  }
  if (name === undefined) {
    throw new UsageError('The name of a shell is missing', {
      hint: `Write one of them: ${SHELLS.map((known) => `todo completion ${known}`).join(', ')}`,
    });
  }
  const meant = nearestWord(name.toLowerCase(), SHELLS);
  throw new UsageError(`There is no completion for the shell "${name}"`, {
    hint: meant === undefined ? `Possible are ${SHELLS.join(', ')}.` : `Did you mean ${meant}?`,
  });
}

/** One candidate a line. Never fails: without a login or a database there are fewer of them. */
async function printCandidates(
  shell: Shell,
  words: readonly string[],
  program: Program,
  open: OpenContext,
): Promise<void> {
  const { readTypedLine } = await import('./typed-line.ts');
  const { candidatesFor } = await import('./candidates.ts');
  const line = readTypedLine(program, words);
  program.setOptionValue('timeout', DEADLINE_SECONDS);
  if (line.envFile !== undefined) {
    program.setOptionValue('envFile', line.envFile);
  }
  const context = await open();
  const { known, live, files } = candidatesFor(line, context.now());
  // Bash takes what it is given; the others look themselves, some of them for more than the beginning of a word.
  const wanted = shell === 'bash' ? line.head + line.current : '';
  const lines = [...(live === undefined ? [] : await readLive(live, context)), ...known]
    .filter(({ value }) => value.startsWith(wanted))
    .map(({ value, description }) => (description === '' ? value : `${value}\t${description}`));
  const all = files === true ? [FILES] : lines;
  context.terminal.stdout.write(all.map((text) => `${text}\n`).join(''));
}

/** Empty as well if the database cannot be asked or takes too long. */
async function readLive(question: LiveQuestion, context: Context): Promise<Candidate[]> {
  try {
    return await askDatabase(question, context);
  } catch {
    return [];
  }
}

async function askDatabase(question: LiveQuestion, context: Context): Promise<Candidate[]> {
  if (question.kind === 'sessions') return sessionCandidates(question.excluded, context);
  const { candidateTags, candidateTasks } = await import('../commands/find-candidates.ts');
  const { escapeControl } = await import('../render/escape.ts');
  const { head } = question;
  if (question.kind === 'tags') {
    const tags = await candidateTags(question.beginning, context);
    return tags.map(({ tag, open }) => ({ value: head + tag, description: `${open} open` }));
  }
  const tasks = await candidateTasks(question, context);
  return tasks
    .filter(({ number }) => !question.excluded.has(number))
    .map(({ number, title }) => ({ value: `${head}${number}`, description: escapeControl(title) }));
}

/** Beginnings of ids, as short as `todo sessions` shows them. */
async function sessionCandidates(excluded: readonly string[], context: Context): Promise<Candidate[]> {
  const { listSessions } = await import('../commands/list-sessions.ts');
  const { sessionHint, shortId } = await import('../render/session-line.ts');
  const sessions = await listSessions(context);
  return sessions
    .filter(({ id }) => !excluded.some((word) => id.startsWith(word)))
    .map((session) => ({ value: shortId(session), description: sessionHint(session) }));
}
