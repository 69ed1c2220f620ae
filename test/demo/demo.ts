import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { openTerminal } from '../../src/local/terminal.ts';
import { colors } from '../../src/render/style.ts';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { holdInterruptions } from './interruption.ts';
import { ProgramFailed, runLine, runQuietly, show } from './run-line.ts';
import { GROCERIES, sampleTasks, TODO_TXT } from './sample-tasks.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { useShell } from './shell.ts';
import { giveTour } from './tour.ts';
import { parseLine } from './typed-line.ts';

const PAUSE_MS = 1_200;

// Postgres as WebAssembly is compiled quickly rather than well: it starts in 4 instead of 7 s of processor time, and is asked little.
setFlagsFromString('--liftoff-only');

const terminal = openTerminal(process, true);
const { bold, dim } = colors({ ...terminal.out, now: new Date() });
const interruption = holdInterruptions();
const { signal } = interruption;
let neon: Neon | undefined;
let sandbox: Sandbox | undefined;

try {
  await show('A tour of todo, with a database in memory in the place of Neon.\nStarting it ...');
  neon = await interruption.orAbort(startNeon());
  await show(' ready.\n');
  sandbox = createSandbox(neon.url(), {
    'password.txt': 'correct horse battery staple',
    'groceries.txt': `${GROCERIES.join('\n')}\n`,
    'todo.txt': TODO_TXT,
  });
  await tour(sandbox);
  await show(
    `\nFor a list of your own, get a database at https://neon.com and run here:\n  ${bold('node bin/todo.cjs init')}\n`,
  );
  if (terminal.canAsk && terminal.out.isTerminal) {
    await show(
      `\nNow it is your turn: ${bold('todo')} works in this shell, for example ${bold('todo --help')}.\n` +
        'Leave it with exit or Ctrl-D; all of this is deleted then.\n\n',
    );
    const home = sandbox;
    await interruption.withoutKeyboard(() => useShell(home, signal));
    await show('The demo and its database are gone.\n');
  }
} catch (error) {
  if (!signal.aborted) {
    process.exitCode = 1;
    const text = error instanceof ProgramFailed ? error.message : String(error);
    process.stderr.write(`\nThe demo has failed. ${text}\n`);
  }
} finally {
  sandbox?.remove();
  interruption.complete();
  await neon?.close();
}

async function tour(at: Sandbox): Promise<void> {
  const surroundings = { sandbox: at, signal };
  const now = new Date();
  const pause = async (): Promise<void> => {
    if (terminal.out.isTerminal) await sleep(PAUSE_MS, undefined, { signal });
  };
  await giveTour(
    {
      say: (text) => show(`\n${text}\n`),
      type: async (line) => {
        await show(`${dim('$')} ${bold(line)}\n`);
        await runLine(parseLine(line), surroundings);
        await pause();
      },
      addSampleTasks: async () => {
        for (const task of sampleTasks(now)) await runQuietly(['add', ...task], surroundings);
      },
    },
    now,
  );
}
