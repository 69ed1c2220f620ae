import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

const FILE = 'connections.txt';

/** Runs in the program's process before it, and writes down whom every socket is connected to. */
const RECORDER = `
  import { appendFileSync } from 'node:fs';
  import { subscribe } from 'node:diagnostics_channel';
  subscribe('net.client.socket', ({ socket }) => socket.once('connect', () =>
    appendFileSync(process.env.CONNECTIONS, socket.remoteAddress + ':' + socket.remotePort + '\\n')));
`;

/** The same machine, on which every connection that a command makes is written down. */
export function recordingConnections(machine: Machine): Machine {
  return machine.with({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(RECORDER)}`,
    CONNECTIONS: join(machine.root, FILE),
  });
}

/** `ADDRESS:PORT` of every connection so far, oldest first. */
export function connectionsOf(machine: Machine): string[] {
  const path = join(machine.root, FILE);
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}
