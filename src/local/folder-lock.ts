import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../domain/system-code.ts';

/** A process that wants to write, or does: a file of its own, empty, whose name says it all. */
interface Ticket {
  readonly file: string;
  /** Its place in the queue; 0: it is about to take one. */
  readonly number: number;
  readonly pid: number;
  readonly id: string;
  readonly host: string;
}

const NAME = /^lock-(\d{1,9})-(\d{1,9})-([0-9a-f]{16})-(.*)$/;
const POLL_MS = 10;
/** Writing takes milliseconds. Whoever is longer at it is dead, even if it ran on another machine or its number is in use again. */
const LONGEST_MS = 60_000;

/**
 * Runs `action` while no other process does so with this folder; undefined if others kept it busy for `patienceMs`. Throws the system's error
 * if the folder cannot be written to.
 *
 * This is Lamport's bakery (https://lamport.azurewebsites.net/pubs/bakery.pdf), because each process has a file of its own in it: whoever
 * finds one of a dead process may delete it. Of two that find one common lock file dead, the second could delete the lock of the first.
 */
export async function withFolderLock<T>(
  folder: string,
  action: () => T,
  patienceMs = 10_000,
): Promise<{ readonly result: T } | undefined> {
  const until = Date.now() + patienceMs;
  const id = randomBytes(8).toString('hex');
  let mine = ticket(folder, `lock-0-${process.pid}-${id}-${thisHost()}`);
  writeFileSync(mine.file, '', { flag: 'wx', mode: 0o600 });
  try {
    const number = 1 + Math.max(0, ...liveTickets(folder).map((other) => other.number));
    const chosen = ticket(folder, `lock-${number}-${process.pid}-${id}-${thisHost()}`);
    renameSync(mine.file, chosen.file);
    mine = chosen;

    // Who chose at the same time may have come to a number that is not behind this one; who comes later will not. A listing may miss a
    // file that is being renamed, so that numbers are looked at only when all of those have theirs.
    const choosing = new Set(
      liveTickets(folder)
        .filter(isChoosing)
        .map((other) => other.id),
    );
    const isInTheWay = [
      (other: Ticket) => isChoosing(other) && choosing.has(other.id),
      (other: Ticket) => !isChoosing(other) && isBefore(other, chosen),
    ];
    for (const condition of isInTheWay) {
      while (liveTickets(folder).some(condition)) {
        if (Date.now() > until) return undefined;
        await sleep(POLL_MS);
      }
    }
    return { result: action() };
  } finally {
    rmSync(mine.file, { force: true });
  }
}

/** Removes what processes left that were killed. Throws the system's error. */
export function removeTickets(folder: string): void {
  for (const { file } of tickets(folder)) rmSync(file, { force: true });
}

/** Deletes those of dead processes on the way. */
function liveTickets(folder: string): Ticket[] {
  const alive: Ticket[] = [];
  for (const other of tickets(folder)) {
    if (isDead(other)) rmSync(other.file, { force: true });
    else alive.push(other);
  }
  return alive;
}

function tickets(folder: string): Ticket[] {
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => ticket(folder, name));
}

function ticket(folder: string, name: string): Ticket {
  const [, number, pid, id = '', host = ''] = NAME.exec(name) ?? [];
  return { file: join(folder, name), number: Number(number), pid: Number(pid), id, host };
}

function isChoosing({ number }: Ticket): boolean {
  return number === 0;
}

function isBefore(one: Ticket, other: Ticket): boolean {
  return one.number < other.number || (one.number === other.number && one.id < other.id);
}

function isDead({ file, pid, host }: Ticket): boolean {
  const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return (
    writtenAt === undefined || Date.now() - writtenAt > LONGEST_MS || (host === thisHost() && !isRunning(pid))
  );
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user.
    return systemCode(error) === 'EPERM';
  }
}

/** As a part of a file's name. */
function thisHost(): string {
  return hostname()
    .replaceAll(/[^\w.-]/g, '_')
    .slice(0, 64);
}
