import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openSessionStore } from '../../src/local/session-store.ts';
import { NEW_PASSWORD, type Prepared } from './every-change.ts';
import type { Outcome } from './run-todo.ts';
import { formsOf, formsOfKey, formsOfToken, formsOfUrl, type Secret, secretsIn } from './secrets.ts';
import { PASSWORD, VERIFIER } from './sign-up-user.ts';

const PASSWORDS = [...formsOf('a password', PASSWORD), ...formsOf('a password', NEW_PASSWORD)];
const KEY = await formsOfKey(PASSWORD, VERIFIER);
const TASKS = ['Milk', 'Bread', 'Pay rent', 'Eggs', 'Flour', 'Oat-milk'].map((value) => ({
  name: 'the text of a task',
  value,
}));

/** Files of the configuration folder that hold secrets, and which. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'sessions.json': ['a token', 'the secret of a token'],
  '.env': ['a connection string', 'the password of the database'],
};
/** The answers of two commands are secrets. */
const TOKEN = /todo_[\w-]{64}/g;
const CLIENT_URL = /postgresql:\/\/todo_client:[^\s"]+/g;

/**
 * What a command told or left in files that it must not, a line for each: all secrets that it had to do with, and in what is no result
 * the text of tasks.
 * @param more secrets that it made
 */
export function leaks(
  { machine, words, token }: Prepared,
  { stdout, stderr }: Outcome,
  more: readonly Secret[] = [],
): string[] {
  const made = [...stdout.matchAll(TOKEN)].map(([text]) => text);
  const urls = [...stdout.matchAll(CLIENT_URL)].map(([text]) => text);
  const kept = keptTokens(machine.configDir);
  const secrets: readonly Secret[] = [
    ...PASSWORDS,
    ...KEY,
    ...more,
    ...[token, ...made, ...kept].flatMap((text) => (text === undefined ? [] : formsOfToken(text))),
    ...[machine.env['DATABASE_URL'], ...urls].flatMap((url) => (url === undefined ? [] : formsOfUrl(url))),
  ];
  const shown = words.startsWith('token ') || words.startsWith('db invite');
  const results = shown ? stdout.replaceAll(TOKEN, '').replaceAll(CLIENT_URL, '') : stdout;
  return [
    ...secretsIn(results, secrets).map((name) => `stdout holds ${name}`),
    ...secretsIn(stderr, [...secrets, ...TASKS]).map((name) => `stderr holds ${name}: ${stderr}`),
    ...leaksInFiles(machine.folder, secrets),
  ];
}

function keptTokens(configDir: string): string[] {
  const store = openSessionStore(configDir);
  return store.databases().flatMap((database) => store.find(database)?.token ?? []);
}

/** Files below a folder that hold a secret which is not theirs, or which others than their owner may read, a line for each. */
export function leaksInFiles(folder: string, secrets: readonly Secret[]): string[] {
  const lines: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const found = secretsIn(readFileSync(path, 'latin1'), secrets);
    for (const secret of found) {
      if (KEPT[entry.name]?.includes(secret) !== true)
        lines.push(`${relative(folder, path)} holds ${secret}`);
    }
    if (found.length > 0 && (statSync(path).mode & 0o077) !== 0) {
      lines.push(`${relative(folder, path)} can be read by others`);
    }
  }
  return lines;
}
