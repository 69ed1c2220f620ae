import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Machine, Outcome } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const lines = (from: number, to: number): string =>
  range(from, to)
    .map((i) => `Box ${i} of the attic: sort, label and carry down 📦\n`)
    .join('');

describe('a user with 1,000 tasks', () => {
  let laptop: Machine;

  beforeAll(async () => {
    laptop = world.machine();
    await laptop.signUp('ada');
  });

  it('adds them with `add -` in one request', async () => {
    let added: unknown;
    const requests = await world.requestsOf(async () => {
      added = await laptop.pipe(lines(1, 1_000), 'add', '-', '--quiet');
    });

    expect(added).toEqual({ code: 0, stdout: range(1, 1_000).join('\n').concat('\n'), stderr: '' });
    expect(requests).toBe(1);
    expect(await world.neon.query('select count(*)::int, max(number) from todo.tasks')).toEqual([
      { count: 1_000, max: 1_000 },
    ]);
  });

  it('gets all of them in one request, in order', async () => {
    let numbers: unknown;
    expect(
      await world.requestsOf(async () => {
        numbers = (await laptop.todo('list', '--quiet')).stdout;
      }),
    ).toBe(1);
    expect(numbers).toBe(range(1, 1_000).join('\n').concat('\n'));
  });
});

describe('edge case: a user with 10,000 tasks', () => {
  let laptop: Machine;

  beforeAll(async () => {
    laptop = world.machine();
    await laptop.signUp('ben');
    for (const from of [1, 5_001]) {
      await laptop.pipe(lines(from, from + 4_999), 'add', '-', '--timeout', '60');
    }
    await laptop.todo('edit', '7000', '--due', '2027-01-01');
    await laptop.todo('edit', '3', '--priority', 'high');
    await laptop.todo('done', '1-4', '5001');
  });

  it('gets all that are open, in the promised order', async () => {
    const { code, stdout, stderr } = await laptop.todo('list');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const rows = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(9_995);
    expect(rows[0]).toBe(
      '7000\topen\t2027-01-01\tMedium\tBox 7000 of the attic: sort, label and carry down 📦\t',
    );
    expect(rows.slice(1).map((row) => Number(row.split('\t')[0]))).toEqual(
      range(5, 10_000).filter((number) => number !== 7_000 && number !== 5_001),
    );
  });

  it('gets the same as JSON', async () => {
    const list = await laptop.json('list', '--all', '--sort', 'number');

    expect(list).toHaveLength(10_000);
    expect(list).toMatchObject(
      range(1, 10_000).map((number) => ({ number, completed: number <= 4 || number === 5_001 })),
    );
  });

  it('filters, sorts and cuts in the database', async () => {
    const list = await laptop.json(
      'list',
      '--search',
      'box 99',
      '--sort',
      'number',
      '--reverse',
      '--limit',
      '3',
    );

    expect(list).toMatchObject([{ number: 9_999 }, { number: 9_998 }, { number: 9_997 }]);
  });

  it('ends in silence with exit code 0 when the reader has seen enough', async () => {
    const child = spawn(laptop.program, ['list'], { cwd: laptop.folder, env: laptop.env });
    const errors = text(child.stderr);
    child.stdout.once('data', () => child.stdout.destroy());

    const [code] = await once(child, 'close');

    expect({ code, stderr: await errors }).toEqual({ code: 0, stderr: '' });
  });

  it('ends in silence behind `| head -1`', async () => {
    const shell = spawn('/bin/sh', ['-c', '{ "$0" list; echo "exit $?" >&2; } | head -1', laptop.program], {
      cwd: laptop.folder,
      env: laptop.env,
    });

    const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr)]);

    expect(stdout).toMatch(/^7000\topen\t.*\n$/);
    expect(stderr).toBe('exit 0\n');
  });
});

describe('a list of 100,000 tasks', () => {
  /** Holding all of them takes 500 MiB. */
  const heap = { NODE_OPTIONS: '--max-old-space-size=96' };
  let laptop: Machine;

  beforeAll(async () => {
    laptop = world.machine().with(heap);
    await laptop.signUp('eve');
    await world.neon.query('update todo.settings set max_tasks_per_user = 1000000');
    await world.neon.query(
      `insert into todo.tasks (id, user_id, title, due_date)
       select gen_random_uuid(), u.id, 'Box ' || n || ' of the attic: sort, label and carry down 📦', '2026-11-01'::date + n % 90
         from todo.users u, generate_series(1, 100000) n where u.username = 'eve'`,
    );
  });

  it.each([
    ['list', 26],
    ['list --jsonl', 26],
    ['list --json --sort title --reverse', 26],
    ['list --quiet', 1],
  ])('passes through little memory: todo %s', async (line, mostRequests) => {
    let outcome: Outcome | undefined;
    const requests = await world.requestsOf(async () => {
      outcome = await laptop.todo(...line.split(' '), '--timeout', '60');
    });

    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    const numbers = outcome?.stdout.match(/^\d+(?=\t|$)|(?<="number":)\d+/gm)?.map(Number);
    expect(numbers?.toSorted((a, b) => a - b)).toEqual(range(1, 100_000));
    expect(requests).toBeLessThanOrEqual(mostRequests);
  });

  it('ends soon behind `| head -1`, and asks for no other page', async () => {
    const requests = await world.requestsOf(async () => {
      const shell = spawn('/bin/sh', ['-c', '"$0" list --jsonl | head -1', laptop.program], {
        cwd: laptop.folder,
        env: laptop.env,
      });
      const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
      expect(JSON.parse(stdout)).toMatchObject({ dueDate: '2026-11-01' });
      expect(stderr).toBe('');
    });
    expect(requests).toBe(1);
  });

  it('waits for a slow reader', async () => {
    const child = spawn(laptop.program, ['list', '--jsonl'], { cwd: laptop.folder, env: laptop.env });
    const errors = text(child.stderr);
    const requests = await world.requestsOf(async () => {
      child.stdout.once('readable', () => undefined);
      await once(child.stdout, 'readable');
      await sleep(1_000);
    });
    expect(requests).toBe(1);
    expect((await text(child.stdout)).split('\n')).toHaveLength(100_001);
    expect(await errors).toBe('');
  });

  it.skipIf(process.platform !== 'linux')(
    'is exported in hardly more memory than a few tasks, each once and in order',
    async () => {
      const few = world.machine();
      await few.signUp('fay');
      await few.todo('add', 'Pay rent');
      const least = await peakOfExport(few);
      let most = 0;
      const requests = await world.requestsOf(async () => {
        most = await peakOfExport(laptop.with({ NODE_OPTIONS: undefined }));
      });

      expect(most - least).toBeLessThan(40);
      expect(requests).toBeLessThanOrEqual(36);
      const written = readFileSync(join(laptop.folder, 'all.jsonl'), 'utf8').trimEnd().split('\n');
      expect(written.map((line) => JSON.parse(line).number)).toEqual(range(1, 100_000));
    },
  );
});

/** How many MiB a process holds at the most, which Linux writes down for each. */
async function peakOfExport(machine: Machine): Promise<number> {
  const peak = join(machine.folder, 'peak');
  const watch = machine.write('watch.cjs', WATCH);
  const watched = machine.with({ NODE_OPTIONS: `--require=${watch}`, PEAK: peak });
  const outcome = await watched.todo('export', '-o', 'all.jsonl', '--timeout', '60');
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(peak, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** The file of the kernel has no length, so that it cannot be copied as others are. */
const WATCH = `
  const { readFileSync, writeFileSync } = require('node:fs');
  process.on('exit', () => writeFileSync(process.env.PEAK, readFileSync('/proc/self/status')));`;
