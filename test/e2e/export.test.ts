import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { atTerminal, hasPseudoTerminals } from './pseudo-terminal.ts';
import { screenAfter } from './screen.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** Ada has a few tasks, and Eve has more than a page of them. */
let ada: Machine;
let eve: Machine;

beforeAll(async () => {
  ada = world.machine();
  await ada.signUp('ada');
  await ada.pipe('Pay rent\nBuy milk\n', 'add', '-');
  eve = world.machine();
  await eve.signUp('eve');
  await world.neon.query(
    `insert into todo.tasks (id, user_id, title, description, tags, due_date)
     select gen_random_uuid(), u.id, 'Box ' || n || ' of the attic: sort, label and carry down 📦',
            repeat('Some words in a note. ', 100), '{home,attic}', '2026-11-01'::date + n % 90
       from todo.users u, generate_series(1, 2000) n where u.username = 'eve'`,
  );
});

interface Shell {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of a shell, in which "$0" is the program. */
async function shell(machine: Machine, line: string): Promise<Shell> {
  const child = spawn('/bin/sh', ['-c', line, machine.program], { cwd: machine.folder, env: machine.env });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

describe('an export of many tasks', () => {
  it('ends soon behind `| head -1`, and asks for no other page', async () => {
    for (const options of ['', ' -o /dev/stdout']) {
      let outcome: unknown;
      const requests = await world.requestsOf(async () => {
        outcome = await shell(
          eve,
          `{ "$0" export --format todotxt${options}; echo "exit $?" >&2; } | head -1`,
        );
      });
      expect(outcome).toEqual({
        stdout: expect.stringMatching(/^\S+ Box 1 of the attic.*\n$/),
        stderr: 'exit 0\n',
      });
      expect(requests).toBeLessThanOrEqual(2);
    }
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves the file as it was when %s ends it',
    async (signal) => {
      const machine = eve.in(signal);
      const file = machine.write('all.md', 'Old');
      const before = world.neon.requests.length;
      world.neon.inject({ kind: 'delay', ms: 0 }, 2);
      world.neon.inject({ kind: 'delay', ms: 60_000 });
      const child = spawn(machine.program, ['export', '-o', 'all.md'], {
        cwd: machine.folder,
        env: machine.env,
      });
      while (world.neon.requests.length < before + 3) await sleep(10);
      expect(readdirSync(machine.folder)).toHaveLength(2);
      child.kill(signal);

      expect(await once(child, 'close')).toEqual([null, signal]);
      expect(readFileSync(file, 'utf8')).toBe('Old');
      expect(readdirSync(machine.folder)).toEqual(['all.md']);
    },
  );

  it.skipIf(!hasPseudoTerminals)('shows how far it is, and leaves no trace of it', async () => {
    world.neon.inject({ kind: 'delay', ms: 0 }, 2);
    world.neon.inject({ kind: 'delay', ms: 1_500 });
    const terminal = atTerminal(eve, 'export -o all.md');
    await terminal.sees('Exporting ');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).not.toContain('Waiting for');
    expect(screenAfter(terminal.shown)).toBe('Exported 2,000 tasks to all.md\n');
  });
});

describe('the file of an export', () => {
  it('has the permissions that umask says', async () => {
    await shell(ada, 'umask 027; "$0" export -o new.txt');

    expect(statSync(join(ada.folder, 'new.txt')).mode & 0o777).toBe(0o640);
  });

  it('may be a named pipe', async () => {
    const { stdout, stderr } = await shell(
      ada,
      'mkfifo pipe && { cat pipe & } && "$0" export --format todotxt -o pipe; wait',
    );

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\S+ Pay rent\n\S+ Buy milk\n$/);
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk is told', async () => {
    expect(await shell(ada, '"$0" export > /dev/full; echo "exit $?"')).toEqual({
      stdout: 'exit 1\n',
      stderr:
        'Error: The output could not be written (ENOSPC).\nThe command itself has done its work: do not repeat a change.\n',
    });
  });
});
