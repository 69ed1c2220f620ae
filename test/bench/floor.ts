import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { v7 as timeOrderedUuid } from 'uuid';
import type { Account } from './accounts.ts';
import { type Cost, measure, type Program } from './measure.ts';
import { recordRequests, type SentRequest } from './recorder.ts';

const REPLAY = fileURLToPath(new URL('replay.cjs', import.meta.url));

/** What the command line makes; the database makes version 4. */
const OWN_UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;

export interface FloorOptions {
  /** What a row is printed as. */
  readonly form?: 'lines' | 'json';
  /** For commands that add something: new ids each time, or a replay would find its work done. */
  readonly adds?: boolean;
}

/** Runs a command of an account once to see what it sends, and returns how to run the floor of it. */
export async function floorOf(
  account: Account,
  program: Program,
  { form = 'lines', adds = false }: FloorOptions = {},
): Promise<() => Promise<Cost>> {
  const requests = await requestsOf(account, program);
  const file = join(mkdtempSync(join(account.folder, 'floor-')), 'requests.json');
  const { env, terminal = false } = program;
  const write = (): void => writeFileSync(file, JSON.stringify(adds ? withNewIds(requests) : requests));
  write();
  return () => {
    if (adds) write();
    return measure({ words: [REPLAY, file, form], env, terminal });
  };
}

/** What a command sends; it is run once. Throws if it sends nothing. */
export async function requestsOf({ token }: Account, program: Program): Promise<SentRequest[]> {
  const url = new URL(program.env['DATABASE_URL'] ?? '');
  const requests = await recordRequests(Number(url.port), (port) => {
    url.port = String(port);
    // A login belongs to a host and a port, and is not known at that of the recorder.
    return measure({ ...program, env: { ...program.env, DATABASE_URL: url.href, TODO_TOKEN: token } });
  });
  if (requests.length === 0) throw new Error(`${program.words.join(' ')} has sent no request`);
  return requests;
}

/** The same requests with another id for each that the client had made. */
export function withNewIds(requests: readonly SentRequest[]): SentRequest[] {
  const ids = new Map<string, string>();
  const newId = (old: string): string => {
    const id = ids.get(old) ?? timeOrderedUuid();
    ids.set(old, id);
    return id;
  };
  return requests.map((request) => ({ ...request, body: request.body.replaceAll(OWN_UUID, newId) }));
}
