import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Sandbox, shellQuoted } from './sandbox.ts';

interface Start {
  readonly command: string;
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const PROMPT = '(todo demo) ';

/** The person's own shell with the sandbox's environment, until they leave it; an abort hangs it up. */
export async function useShell(sandbox: Sandbox, signal: AbortSignal): Promise<void> {
  const { command, options, env } = startOf(sandbox);
  const shell = spawn(command, options, { stdio: 'inherit', env: { ...sandbox.env, ...env } });
  // An interactive shell does not end for SIGTERM.
  signal.addEventListener('abort', () => shell.kill('SIGHUP'), { once: true });
  await once(shell, 'close');
}

/**
 * How to start the shell so that its own settings apply first and the demo's after them: `todo` is found, the prompt tells where
 * one is, and what is typed there stays out of the history.
 */
function startOf({ env, folder, programs }: Sandbox): Start {
  if (process.platform === 'win32') {
    return { command: env['COMSPEC'] ?? 'cmd.exe', options: [], env: { PROMPT: `${PROMPT}$P$G` } };
  }
  const command = env['SHELL'] ?? '/bin/sh';
  const path = shellQuoted(programs);
  const settings = `PATH=${path}:"$PATH"\nPS1=${shellQuoted(PROMPT)}"$PS1"\nunset HISTFILE\n`;
  switch (basename(command)) {
    case 'bash': {
      const file = join(folder, 'bashrc');
      writeFileSync(file, `[ -f ~/.bashrc ] && . ~/.bashrc\n${settings}`);
      return { command, options: ['--rcfile', file, '-i'], env: {} };
    }
    case 'zsh': {
      const own = env['ZDOTDIR'] ?? env['HOME'] ?? '';
      const source = (name: string): string =>
        `ZDOTDIR=${shellQuoted(own)}\n[ -f "$ZDOTDIR/${name}" ] && . "$ZDOTDIR/${name}"\n`;
      const ours = join(folder, 'zsh');
      mkdirSync(ours);
      writeFileSync(join(ours, '.zshenv'), `${source('.zshenv')}ZDOTDIR=${shellQuoted(ours)}\n`);
      writeFileSync(join(ours, '.zshrc'), `${source('.zshrc')}${settings}`);
      return { command, options: ['-i'], env: { ZDOTDIR: ours } };
    }
    case 'fish':
      return { command, options: ['--private', '--init-command', `set -gx PATH ${path} $PATH`], env: {} };
    default:
      return { command, options: ['-i'], env: { PS1: `${PROMPT}$ ` } };
  }
}
