import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import type { Machine } from './machine.ts';
import { ENTER, type PseudoTerminal, runAtTerminal } from './pseudo-terminal.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export const TAB = '\t';
/** Keys of all three. */
const LINE_START = '\u0001';
const LINE_CLEAR = '\u0015';
const PROMPT = 'ready>';
const POLL_MS = 20;

/** A shell at a terminal, with somebody who types a line and presses Tab. */
export interface InteractiveShell {
  /** What is shown when these keys are pressed on a new line, as soon as all these texts are in it. Throws if they do not come. */
  readonly shows: (keys: string, ...texts: readonly string[]) => Promise<string>;
  /** The words of the line that these keys lead to. The line is not run. */
  readonly words: (keys: string) => Promise<string[]>;
}

const COMMANDS: Readonly<Record<Shell, string>> = {
  bash: 'bash --norc --noprofile -i',
  zsh: 'zsh -f -i',
  fish: 'fish --no-config -i',
};

/** Typed at first: the lines of the README, and a prompt to wait for, which is put together so that its echo is none. */
const SETUP: Readonly<Record<Shell, string>> = {
  bash: `source <(todo completion bash); PS1='rea''dy>'`,
  zsh: `source <(todo completion zsh); PS1='rea''dy>'`,
  fish: `todo completion fish | source; function fish_prompt; echo -n 'rea''dy>'; end`,
};

export function isInstalled(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit'], { stdio: 'ignore' }).status === 0;
}

/** Starts a shell that reads no file of its owner's. */
export async function openShell(
  shell: Shell,
  machine: Machine,
  setup = SETUP[shell],
): Promise<InteractiveShell> {
  const path = [dirname(machine.program), machine.env['PATH']].join(delimiter);
  const terminal = runAtTerminal(
    machine.with({ PATH: path }),
    `stty columns 100 rows 60; exec ${COMMANDS[shell]}`,
  );
  onTestFinished(async () => {
    terminal.type(`${LINE_CLEAR}exit${ENTER}`);
    await terminal.ends();
  });
  terminal.type(setup + ENTER);
  await read(terminal, 0, [PROMPT]);

  /** A new line, after what was typed on the last one. */
  async function begin(): Promise<number> {
    const from = terminal.shown.length;
    terminal.type(LINE_CLEAR + ENTER);
    await read(terminal, from, [PROMPT]);
    return terminal.shown.length;
  }

  return {
    shows: async (keys, ...texts) => {
      const from = await begin();
      terminal.type(keys);
      return read(terminal, from, texts);
    },
    words: async (keys) => {
      const from = await begin();
      const first = `<${keys.replace(/ [^]*/, '')}>`;
      terminal.type(`${keys}${LINE_START}printf '<%s>' ${ENTER}`);
      const shown = await read(terminal, from, [first, PROMPT]);
      const [printed = ''] = /^(?:<[^>]*>)*/.exec(shown.slice(shown.indexOf(first))) ?? [];
      return printed.slice(1, -1).split('><');
    },
  };
}

async function read(terminal: PseudoTerminal, from: number, texts: readonly string[]): Promise<string> {
  for (let left = 10_000; left > 0; left -= POLL_MS) {
    const shown = stripVTControlCharacters(terminal.shown.slice(from));
    if (inOrder(shown, texts)) return shown;
    await sleep(POLL_MS);
  }
  throw new Error(`Not shown: ${texts.join(', ')}\n${terminal.shown.slice(from)}`);
}

function inOrder(shown: string, texts: readonly string[]): boolean {
  let end = 0;
  return texts.every((text) => {
    const found = shown.indexOf(text, end);
    end = found + text.length;
    return found !== -1;
  });
}
