import { beforeAll, describe, expect, it } from 'vitest';
import { monthOfTasks } from '../demo/month-of-tasks.ts';
import { sampleTasks } from '../demo/sample-tasks.ts';
import { install } from './installation.ts';
import type { Machine } from './machine.ts';
import { hasPseudoTerminals } from './pseudo-terminal.ts';
import { drawTerminal } from './terminal-picture.ts';
import { NOW, userAtShell } from './user-at-shell.ts';

// The pictures in docs/: what a terminal shows of the installed program. `npm run pictures` makes them anew.

interface Session {
  readonly file: string;
  /** Of the terminal, in cells. */
  readonly columns: number;
  /** Adds the tasks that are there already. */
  readonly prepare: (machine: Machine) => Promise<void>;
  readonly lines: readonly string[];
}

const SESSIONS: readonly Session[] = [
  {
    file: 'session.svg',
    columns: 88,
    prepare: addSampleTasks,
    lines: [
      'todo add Water the plants 🪴 due:tomorrow +home every:3d',
      'todo list',
      'todo done 8',
      'todo list due:week +home',
      'todo undo',
    ],
  },
  { file: 'calendar.svg', columns: 100, prepare: addMonth, lines: ['todo calendar'] },
  { file: 'stats.svg', columns: 62, prepare: addMonth, lines: ['todo stats'] },
];

async function addSampleTasks(machine: Machine): Promise<void> {
  for (const task of sampleTasks(NOW)) expect(await machine.todo('add', ...task)).toMatchObject({ code: 0 });
}

async function addMonth(machine: Machine): Promise<void> {
  expect(await machine.pipe(monthOfTasks(NOW), 'import', '-')).toMatchObject({ code: 0 });
}

beforeAll(install);

describe.skipIf(!hasPseudoTerminals)('the pictures of a terminal', () => {
  it.each(SESSIONS)('docs/$file shows what the program prints', async ({ file, columns, prepare, lines }) => {
    const mira = await userAtShell(columns);
    await prepare(mira.machine);
    const shown: string[] = [];
    for (const line of lines) {
      shown.push(`\u001b[32m$\u001b[39m \u001b[1m${line}\u001b[22m\n${await mira.types(line)}`);
    }
    const picture = drawTerminal({ title: 'todo', output: shown.join('\n'), width: columns });
    await expect(picture).toMatchFileSnapshot(`../../docs/${file}`);
  });
});
