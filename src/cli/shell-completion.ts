import type { OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
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
  const { readLive } = await import('./live-candidates.ts');
  const line = readTypedLine(program, words);
  program.setOptionValue('timeout', DEADLINE_SECONDS);
  if (line.envFile !== undefined) {
    program.setOptionValue('envFile', line.envFile);
  }
  const context = await open();
  const { known, live, files } = candidatesFor(line, context.now());
  // Bash takes what it is given; the others look themselves, some of them for more than the beginning of a word.
  const wanted = shell === 'bash' ? line.head + line.current : '';
  const lines = [...(await readLive(live, context)), ...known]
    .filter(({ value }) => value.startsWith(wanted))
    .map(({ value, description }) => (description === '' ? value : `${value}\t${description}`));
  const all = files === true ? [FILES] : lines;
  context.terminal.stdout.write(all.map((text) => `${text}\n`).join(''));
}
