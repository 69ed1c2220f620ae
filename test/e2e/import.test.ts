import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/domain/file-format.ts';
import type { Machine } from './machine.ts';
import { atTerminal, CTRL_C, hasPseudoTerminals } from './pseudo-terminal.ts';
import { screenAfter } from './screen.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** So many come in with a request. */
const BATCH = 1_000;
const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `(B) Box ${index + 1} of the attic @home\n`).join('');

let laptop: Machine;
let name: string;
beforeEach(async () => {
  laptop = world.machine();
  name = world.name();
  await laptop.signUp(name);
});

async function countTasks(): Promise<unknown> {
  const [row] = await world.neon.query(
    'select count(*)::int from todo.tasks t join todo.users u on u.id = t.user_id where u.username = $1',
    [name],
  );
  return row?.['count'];
}

/** Resolves when so many requests have come since the first `before`. */
async function requestsSince(before: number, count: number): Promise<void> {
  while (world.neon.requests.length < before + count) await sleep(10);
}

function start(...words: readonly string[]): {
  child: ChildProcess;
  outcome: Promise<{ stdout: string; stderr: string }>;
} {
  const child = spawn(laptop.program, words, { cwd: laptop.folder, env: laptop.env });
  child.stdin.end();
  const outcome = Promise.all([text(child.stdout), text(child.stderr)]).then(([stdout, stderr]) => ({
    stdout,
    stderr,
  }));
  return { child, outcome };
}

describe('an import that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s brings what is on its way to its end, and says how to undo or go on',
    async (signal) => {
      laptop.write('todo.txt', lines(5 * BATCH));
      const before = world.neon.requests.length;
      world.neon.inject({ kind: 'delay', ms: 0 }, 1);
      world.neon.inject({ kind: 'delay', ms: 1_000 }, 1);
      const { child, outcome } = start('import', 'todo.txt', '-q');
      await requestsSince(before, 2);
      child.kill(signal);

      const [code] = await once(child, 'close');
      const { stdout, stderr } = await outcome;
      const requests = world.neon.requests.length - before;
      const done = await countTasks();

      expect(requests).toBeLessThan(5);
      expect([code, done]).toEqual([130, requests * BATCH]);
      expect(stdout.trimEnd().split('\n')).toHaveLength(requests * BATCH);
      expect(stderr).toBe(
        'Stopping when the tasks on their way are in; Ctrl-C again stops at once.\n' +
          `Error: Stopped: ${requests},000 of 5,000 tasks are in.\n\`todo undo\` takes them back; the same command goes on.\n`,
      );

      await laptop.todo('import', 'todo.txt', '-q');
      expect(await countTasks()).toBe(5 * BATCH);
      await laptop.todo('undo', '-q');
      expect(await countTasks()).toBe(done);
    },
  );

  it('by a second signal ends at once, and says as much as is known', async () => {
    laptop.write('todo.txt', lines(4 * BATCH));
    const before = world.neon.requests.length;
    world.neon.inject({ kind: 'delay', ms: 0 }, 2);
    world.neon.inject({ kind: 'delay', ms: 60_000 });
    const { child, outcome } = start('import', 'todo.txt');
    await requestsSince(before, 3);
    const said = once(child.stderr ?? child, 'data');
    child.kill('SIGINT');
    await said;
    child.kill('SIGINT');

    expect(await once(child, 'close')).toEqual([null, 'SIGINT']);
    expect((await outcome).stderr).toBe(
      'Stopping when the tasks on their way are in; Ctrl-C again stops at once.\n' +
        'Stopped: 2,000 of 4,000 tasks are in, and perhaps those on their way.\n`todo undo` takes them back; the same command goes on.\n',
    );
    expect(await countTasks()).toBe(2 * BATCH);
  });
});

describe('an import from', () => {
  it.each([
    ['stdin', 'printf "(A) Milk\\n" | "$0" import -'],
    ['/dev/stdin', 'printf "(A) Milk\\n" | "$0" import /dev/stdin'],
    ['a file on stdin', 'printf "(A) Milk\\n" > a && "$0" import - < a'],
    ['a named pipe', 'mkfifo pipe && { printf "(A) Milk\\n" > pipe & } && "$0" import pipe'],
  ])('%s', async (_, command) => {
    const shell = spawn('/bin/sh', ['-c', command, laptop.program], { cwd: laptop.folder, env: laptop.env });

    expect(await Promise.all([text(shell.stdout), text(shell.stderr)])).toEqual([
      '1\tadded\t1\tMilk\t\n',
      '',
    ]);
  });

  it('a pipe that never ends is refused when it is too much', async () => {
    const child = spawn('/bin/sh', ['-c', 'yes Milk | "$0" import -; echo $?', laptop.program], {
      cwd: laptop.folder,
      env: laptop.env,
    });
    expect(await Promise.all([text(child.stdout), text(child.stderr)])).toEqual([
      '2\n',
      'Error: What came on stdin is larger than 64 MiB.\nNothing was done. Cut it into parts.\n',
    ]);
  });
});

describe('what is exported', () => {
  /** What every format can hold. */
  const KEPT = [
    'title',
    'description',
    'dueDate',
    'dueTime',
    'priority',
    'tags',
    'recursionPattern',
    'completed',
  ] as const;

  let source: Machine;
  beforeAll(async () => {
    source = world.machine();
    await source.signUp('source');
    await source.todo('add', 'Pay rent', '+home', 'pri:high', 'due:2031-11-28', 'every:month');
    await source.todo('add', 'Call the dentist', 'due:2031-11-20-9:30', 'note:lower left', '+project/Health');
    await source.pipe('Łódź, "Ada" & Söhne; 日本 🚆\nSweep pri:low\nBuy milk +shop\n', 'add', '-');
    await source.todo('done', '5');
  });

  it.each(FORMATS)(
    'as %s comes in again: all of it into another account, and none into the same one',
    async (format) => {
      const file = `tasks-${format}`;
      expect(await source.todo('export', '--format', format, '-o', file)).toEqual({
        code: 0,
        stdout: `Exported 5 tasks to ${file}\n`,
        stderr: '',
      });

      expect(await source.json('import', file, '--format', format)).toMatchObject({
        format,
        added: [],
        there: [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4 }, { number: 5 }],
        skipped: [],
        problems: [],
      });
      const exported = readFileSync(join(source.folder, file), 'utf8');
      expect(await laptop.pipe(exported, 'import', '-', '-q')).toEqual({
        code: 0,
        stdout: '1\n2\n3\n4\n5\n',
        stderr: '',
      });
      expect(await keptOf(laptop)).toEqual(await keptOf(source));
    },
  );

  async function keptOf(machine: Machine): Promise<unknown> {
    const { stdout } = await machine.todo('export');
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => {
        const task: Record<string, unknown> = JSON.parse(line);
        return KEPT.map((key) => task[key]);
      });
  }
});

describe.skipIf(!hasPseudoTerminals)('at a terminal', () => {
  beforeEach(() => {
    laptop.write('todo.txt', lines(3 * BATCH));
  });

  const END = 'Added 3,000 tasks (#1-3000)\nTo take this back: todo undo\n';

  it('shows how far it is after a second, and leaves no trace of it', async () => {
    world.neon.inject({ kind: 'delay', ms: 0 });
    world.neon.inject({ kind: 'delay', ms: 1_500 });
    const terminal = atTerminal(laptop, 'import todo.txt');
    await terminal.sees('Importing 1,000 of 3,000, ');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).not.toContain('Waiting for');
    expect(screenAfter(terminal.shown)).toBe(END);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])(
    'does so without an escape sequence, in a line, with %o',
    async (env) => {
      world.neon.inject({ kind: 'delay', ms: 0 });
      world.neon.inject({ kind: 'delay', ms: 1_500 });
      const terminal = atTerminal(laptop.with(env), 'import todo.txt');

      expect(await terminal.ends()).toBe(0);
      const shown = terminal.shown.replaceAll('\r\n', '\n');
      expect(shown).not.toContain('\u001B');
      expect(shown).toMatch(/^Importing [01](,000)? of 3,000(, \d[\d,]*\/s)?\n/);
      expect(shown.endsWith(END)).toBe(true);
    },
  );

  it('shows nothing of the kind with -q', async () => {
    world.neon.inject({ kind: 'delay', ms: 1_500 });
    const terminal = atTerminal(laptop, 'import todo.txt -q > numbers');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).not.toContain('Importing');
  });

  it('stops on Ctrl-C, and goes on with the same command', async () => {
    world.neon.inject({ kind: 'delay', ms: 0 });
    world.neon.inject({ kind: 'delay', ms: 2_500 });
    const terminal = atTerminal(laptop, 'import todo.txt');
    await terminal.sees('Importing 1,000 of 3,000, ');
    terminal.type(CTRL_C);

    expect(await terminal.ends()).toBe(130);
    expect(screenAfter(terminal.shown).replace(/^\^C/, '')).toBe(
      'Stopping when the tasks on their way are in; Ctrl-C again stops at once.\n' +
        'Added 2,000 tasks (#1-2000)\nTo take this back: todo undo\n' +
        'Error: Stopped: 2,000 of 3,000 tasks are in.\n`todo undo` takes them back; the same command goes on.\n',
    );
  });
});
