import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSessionStore } from '../../src/local/session-store.ts';
import { effort } from '../support/effort.ts';

const PROGRAM = fileURLToPath(new URL('saving-process.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-writers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Writer {
  readonly child: ChildProcess;
  /** The databases whose logins it has stored, once it has ended. */
  readonly stored: Promise<readonly string[]>;
}

function startWriter(name: string, count: number): Writer {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, folder, name, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, stored: text(child.stdout).then((lines) => lines.split('\n').slice(0, -1)) };
}

/** The databases in the file, which must be whole. */
function databasesInFile(): string[] {
  const { logins }: { logins: Record<string, { readonly token: string }> } = JSON.parse(
    readFileSync(join(folder, 'sessions.json'), 'utf8'),
  );
  for (const [database, { token }] of Object.entries(logins)) expect(token).toBe(`token of ${database}`);
  return Object.keys(logins).toSorted();
}

describe('the logins of a machine', () => {
  it('are all kept when many processes store some at once', { timeout: 120_000 }, async () => {
    const writers = Array.from({ length: effort(6, 20) }, (_, i) => startWriter(`db-${i}`, effort(15, 50)));
    const stored = (await Promise.all(writers.map((writer) => writer.stored))).flat();

    expect(stored).toHaveLength(writers.length * effort(15, 50));
    expect(databasesInFile()).toEqual(stored.toSorted());
    expect(readdirSync(folder)).toEqual(['sessions.json']);
  });

  it('survive processes that are killed at any moment', { timeout: effort(120_000, 1_200_000) }, async () => {
    const kills = effort(24, 300);
    const atOnce = 3;
    const stored: string[] = [];
    const inProgress: string[] = [];
    let started = 0;
    async function startAndKill(): Promise<void> {
      while (started < kills) {
        started += 1;
        const name = `db-${started}`;
        const writer = startWriter(name, 1_000);
        await new Promise((resolve) => writer.child.stdout?.once('data', resolve));
        await sleep(Math.random() * 40);
        writer.child.kill('SIGKILL');
        const done = await writer.stored;
        stored.push(...done);
        inProgress.push(`${name}/${done.length}`);
        // At any moment, not only in the end.
        databasesInFile();
      }
    }
    await Promise.all(Array.from({ length: atOnce }, startAndKill));

    const found = databasesInFile();
    expect(stored.filter((database) => !found.includes(database))).toEqual([]);
    const unforeseen = new Set([...stored, ...inProgress]);
    expect(found.filter((database) => !unforeseen.has(database))).toEqual([]);

    // What was left behind stands in nobody's way, and goes.
    const store = openSessionStore(folder);
    await store.save('last/db', { token: 'token of last/db', username: 'ada' });
    expect(readdirSync(folder)).toEqual(['sessions.json']);
    expect(databasesInFile()).toContain('last/db');
  });
});
