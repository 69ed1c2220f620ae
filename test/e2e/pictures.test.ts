import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTasks } from '../demo/sample-tasks.ts';
import { install } from './installation.ts';
import { hasPseudoTerminals } from './pseudo-terminal.ts';
import { drawTerminal } from './terminal-picture.ts';
import { userAtShell } from './user-at-shell.ts';

// The pictures in docs/: what a terminal shows of the installed program. `npm run pictures` makes them anew.

const WIDTH = 88;

/** By file, what is typed. The sample tasks are there already. */
const SESSIONS: Readonly<Record<string, readonly string[]>> = {
  'session.svg': [
    'todo add Water the plants 🪴 due:tomorrow +home every:3d',
    'todo list',
    'todo done 8',
    'todo list due:week +home',
    'todo undo',
  ],
};

beforeAll(install);

describe.skipIf(!hasPseudoTerminals)('the pictures of a terminal', () => {
  it.each(Object.entries(SESSIONS))('docs/%s shows what the program prints', async (file, lines) => {
    const mira = await userAtShell(WIDTH);
    const now = new Date('2026-11-23T09:00:00Z');
    for (const task of sampleTasks(now)) {
      expect(await mira.machine.todo('add', ...task)).toMatchObject({ code: 0 });
    }
    const shown: string[] = [];
    for (const line of lines) {
      shown.push(`\u001b[32m$\u001b[39m \u001b[1m${line}\u001b[22m\n${await mira.types(line)}`);
    }
    const output = shown.join('\n');
    await expect(drawTerminal({ title: 'todo', output, width: WIDTH })).toMatchFileSnapshot(
      `../../docs/${file}`,
    );
  });
});
