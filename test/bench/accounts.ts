import { join } from 'node:path';
import { openSessionStore } from '../../src/local/session-store.ts';
import { PROGRAM, type Sandbox } from '../demo/sandbox.ts';
import { measure, type Program } from './measure.ts';

/** A user with tasks, as the programs are run for them. */
export interface Account {
  /** With the login; a place for temporary files as well. */
  readonly folder: string;
  readonly token: string;
  /** `todo` for this user. */
  readonly todo: (words: readonly string[], stdin?: string) => Program;
}

export const PASSWORD = 'correct horse battery staple';

/** As many as one `todo add -` takes. */
const MOST_AT_ONCE = 5_000;

/** Signs a user up and adds tasks, about a quarter of them with accents, other scripts and emoji. */
export async function createAccount(
  sandbox: Pick<Sandbox, 'folder' | 'env'>,
  name: string,
  tasks: number,
): Promise<Account> {
  const folder = join(sandbox.folder, name);
  const env = { ...sandbox.env, TODO_CONFIG_DIR: folder };
  const todo = (words: readonly string[], stdin?: string): Program => ({
    words: [PROGRAM, ...words],
    env,
    stdin,
  });
  await measure(todo(['signup', '-u', name, '-e', `${name}@example.org`, '--password-stdin'], PASSWORD));
  for (let added = 0; added < tasks; added += MOST_AT_ONCE) {
    const part = Math.min(tasks - added, MOST_AT_ONCE);
    await measure(todo(['add', '-', '--due', 'today', '--tag', 'home', '--quiet'], titles(part)));
  }
  return { folder, token: storedToken(folder), todo };
}

function storedToken(folder: string): string {
  const sessions = openSessionStore(folder);
  const [token] = sessions.databases().map((database) => sessions.find(database)?.token);
  if (token === undefined) throw new Error(`There is no login in ${folder}`);
  return token;
}

/** Titles of ordinary length, a line each. */
export function titles(count: number): string {
  return Array.from({ length: count }, (_, i) => `${TITLES[i % TITLES.length]}, no. ${i + 1}\n`).join('');
}

const TITLES = [
  'Pay the electricity bill before the end of the month',
  'Buy oat milk, rye bread and coffee beans',
  'Review https://git.example.org/shop/pull/142',
  'Water the plants on the balcony and in the kitchen',
  'Call the dentist about an appointment in the afternoon',
  'Book the night train Zürich → Wien 🚆',
  'Send the report for the fourth quarter to everybody who asked for it, with a short summary of what has changed',
  '東京のホテルを予約する',
];
