import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effort } from '../support/effort.ts';
import { PASSWORD } from '../support/sign-up-user.ts';
import type { Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();
const DATABASES = 20;
const doors: Server[] = [];
const urls: string[] = [];

/** For each database another port, as a login belongs to host, port and name; all of them lead to the stand-in. */
beforeAll(async () => {
  await world.machine().signUp('ada');
  // Each login counts as a try, the right ones, too.
  await world.neon.query('update todo.settings set login_tries_per_hour = 1000000, max_sessions = 1000');
  for (let i = 0; i < DATABASES; i += 1) {
    const door = createServer((socket) => {
      const inside = connect(world.neon.port, '127.0.0.1');
      // Both break together, or whoever came in would wait for ever.
      pipeline(socket, inside, socket, () => undefined);
    });
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    const address = door.address();
    if (address === null || typeof address === 'string') throw new Error('The door has no port.');
    doors.push(door);
    urls.push(world.neon.url().replace(/:\d+\//, `:${address.port}/`));
  }
});

afterAll(() => {
  for (const door of doors) door.close();
});

/** The same machine, seen from each of the databases. */
function views(machine: Machine): Machine[] {
  return urls.map((url) => machine.with({ DATABASE_URL: url }));
}

const folderOf = ({ root }: Machine): string => join(root, 'home', '.config', 'neon-todo');

/** The databases that the machine is logged in to; the file must be whole, and alone. */
function storedLogins(machine: Machine): string[] {
  const stored: { logins: object } = JSON.parse(
    readFileSync(join(folderOf(machine), 'sessions.json'), 'utf8'),
  );
  return Object.keys(stored.logins).toSorted();
}

const logIn = (machine: Machine) =>
  // 20 processes on a machine with two cores take turns, and each has a deadline.
  machine.pipe(PASSWORD, 'login', 'ada', '--password-stdin', '--timeout', '60');

describe('one machine', () => {
  it(
    'knows all 20 logins that are made at once, and which of them end while others are made',
    { timeout: 180_000 },
    async () => {
      const machine = world.machine();
      const at = views(machine);
      const outcomes = await Promise.all(at.map(logIn));
      expect(outcomes.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(at.map(() => '0'));
      expect(storedLogins(machine)).toEqual(urls.map((url) => url.slice(url.indexOf('@') + 1)).toSorted());
      expect(readdirSync(folderOf(machine))).toEqual(['sessions.json']);

      const half = DATABASES / 2;
      await Promise.all(
        at.map((view, i) => (i < half ? view.todo('logout', '--timeout', '60') : logIn(view))),
      );
      const listed = await Promise.all(at.map((view) => view.todo('list', '--timeout', '60')));
      expect(listed.map(({ code }) => code)).toEqual(at.map((_, i) => (i < half ? 4 : 0)));
      expect(storedLogins(machine)).toHaveLength(half);
    },
  );

  it(
    'keeps its logins when others are interrupted at any moment',
    { timeout: effort(120_000, 1_200_000) },
    async () => {
      const machine = world.machine();
      const [first = machine, ...others] = views(machine);
      const begun = performance.now();
      await logIn(first);
      const aLogin = performance.now() - begun;
      const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const;
      const rounds = effort(5, 100);
      for (let i = 0; i < rounds; i += 1) {
        await Promise.all(
          signals.map(async (signal, j) => {
            const { program, folder, env } = others[(i + j) % others.length] ?? first;
            const child = spawn(program, ['login', 'ada', '--password-stdin'], {
              cwd: folder,
              env,
              stdio: ['pipe', 'ignore', 'ignore'],
            });
            child.stdin?.on('error', () => undefined);
            child.stdin?.end(PASSWORD);
            const ended = once(child, 'close');
            await sleep(Math.random() * aLogin * 2);
            child.kill(signal);
            await ended;
          }),
        );
        expect(storedLogins(machine)).toContain(first.env['DATABASE_URL']?.split('@')[1]);
      }
      expect(await first.todo('list')).toMatchObject({ code: 0, stderr: '' });
      expect(await logIn(others[0] ?? first)).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(folderOf(machine))).toEqual(['sessions.json']);
    },
  );
});
