import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { CommandData } from '../../src/cli/command-data.ts';
import { NEW_PASSWORD } from '../support/every-change.ts';
import { leaksInFiles } from '../support/leaks.ts';
import { formsOf, formsOfKey, formsOfToken, formsOfUrl, type Secret, secretsIn } from '../support/secrets.ts';
import { PASSWORD } from '../support/sign-up-user.ts';
import { filesBelow } from './installation.ts';
import { createMachine, type Machine } from './machine.ts';
import { atTerminal, hasPseudoTerminals } from './pseudo-terminal.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** All that `todo` does on a machine, as words and what is on stdin. What needs an account comes between. */
const COMMANDS: readonly (readonly [words: string, stdin?: string])[] = [
  ['help'],
  ['completion bash'],
  ['add -', 'Milk\nBread\nRent'],
  ['list'],
  ['show 1'],
  ['tags'],
  ['calendar'],
  ['stats'],
  ['import - --format todotxt', '(A) Tea @shop\n'],
  ['export --format todotxt'],
  ['export -o tasks.ics'],
  ['edit 1 pri:high'],
  ['done 1'],
  ['reopen 1'],
  ['rm 3 --yes'],
  ['trash'],
  ['undo'],
  ['redo'],
  ['restore 3'],
  ['history'],
  ['whoami'],
  ['sessions'],
  ['db status'],
  ['db migrate'],
  ['passwd --password-stdin', `${PASSWORD}\n${NEW_PASSWORD}\n`],
  ['logout'],
  ['login ada --password-stdin', NEW_PASSWORD],
];

let laptop: Machine;
const told: string[] = [];
const secrets: Secret[] = [...formsOf('a password', PASSWORD), ...formsOf('a password', NEW_PASSWORD)];

async function run(words: string, stdin = ''): Promise<string> {
  const { code, stdout, stderr } = await laptop.pipe(stdin, ...words.split(' '), '--debug');
  expect([words, code]).toEqual([words, 0]);
  told.push(stderr);
  return stdout;
}

/** Somebody works on a machine with all of the program, at first without anything that tells it of the database. */
beforeAll(async () => {
  const machine = createMachine();
  laptop = machine.with({
    XDG_CONFIG_HOME: join(machine.root, 'config'),
    XDG_CACHE_HOME: join(machine.root, 'cache'),
    VISUAL: undefined,
  });
  secrets.push(...formsOfUrl(world.neon.url()));
  told.push(await run('init --url-stdin', world.neon.url()));
  told.push(await run('signup -u ada -e ada@example.org --password-stdin', PASSWORD));
  await rememberSecrets(PASSWORD);
  for (const [words, stdin] of COMMANDS) told.push(await run(words, stdin));
  await rememberSecrets(NEW_PASSWORD);
  secrets.push(...formsOfToken((await run('token create --name ci')).trim()));
  secrets.push(...formsOfUrl((await run('db invite')).trim()));
  await run(`sessions revoke ${await idOf('ci')}`);
});

/** The login of the moment, and what is derived from the password. */
async function rememberSecrets(password: string): Promise<void> {
  const stored = readFileSync(join(laptop.root, 'config', 'neon-todo', 'sessions.json'), 'utf8');
  secrets.push(...formsOfToken(/todo_[\w-]{64}/.exec(stored)?.[0] ?? ''));
  const [user] = await world.neon.query('select password from todo.users');
  secrets.push(...(await formsOfKey(password, String(user?.['password']))));
}

async function idOf(device: string): Promise<string> {
  const [row] = await world.neon.query('select id::text from todo.sessions where device = $1', [device]);
  return String(row?.['id']);
}

it('every command of the program was run', async () => {
  const { commands }: { commands: readonly CommandData[] } = JSON.parse(await run('help --json'));
  const names = commands.flatMap(({ name, subcommands }) =>
    subcommands.length === 0 ? [name] : subcommands.map((below) => `${name} ${below.name}`),
  );
  const elsewhere = ['init', 'signup', 'token create', 'db invite', 'sessions revoke', 'account delete'];
  const ran = [...COMMANDS.map(([words]) => words), ...elsewhere];
  expect(names.filter((name) => !ran.some((words) => words.startsWith(name)))).toEqual([]);
});

it('no output holds a secret, and no file but the two that are for it', async () => {
  expect(secretsIn(told.join('\n'), secrets)).toEqual([]);
  expect(leaksInFiles(laptop.root, secrets)).toEqual([]);
  expect(filesBelow(join(laptop.root, 'config')).map((path) => path.slice(laptop.root.length))).toEqual([
    '/config/neon-todo/.env',
    '/config/neon-todo/sessions.json',
  ]);
  // Otherwise nothing was looked for there.
  expect(filesBelow(join(laptop.root, 'cache'))).not.toEqual([]);
});

const RECORD_SURROUNDINGS = `#!/bin/sh
pid=$$
{
  tr '\\0' '\\n' < /proc/$pid/environ
  while [ "$pid" -gt 1 ]; do
    tr '\\0' ' ' < /proc/$pid/cmdline
    pid=$(awk '/^PPid/ { print $2 }' /proc/$pid/status)
  done
} > "$RECORD"
printf '\\nUnder the third palm\\n' >> "$1"
`;

it.skipIf(!hasPseudoTerminals || process.platform !== 'linux')(
  'an editor gets none by its environment, nor does any process by its arguments, and its file is private',
  async () => {
    const record = `${laptop.root}.record`;
    const editor = laptop.write('editor.sh', RECORD_SURROUNDINGS);
    const failing = laptop.with({ RECORD: record, EDITOR: `false || sh ${editor} "$@"; false` });
    const terminal = atTerminal(failing, 'edit 2 --editor --debug');
    expect(await terminal.ends()).not.toBe(0);
    expect(readFileSync(record, 'utf8')).toContain('edit 2 --editor');
    expect(secretsIn(readFileSync(record, 'utf8') + terminal.shown, secrets)).toEqual([]);

    const [draft = ''] = readdirSync(join(laptop.root, 'tmp'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(readFileSync(draft, 'utf8')).toContain('Under the third palm');
    expect([draft, dirname(draft)].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual([
      '600',
      '700',
    ]);
    expect(leaksInFiles(laptop.root, secrets)).toEqual([]);
  },
);

it('an account that is deleted leaves no login behind', async () => {
  await run('account delete --confirm ada --password-stdin', NEW_PASSWORD);
  expect(secretsIn(told.join('\n'), secrets)).toEqual([]);
  expect(leaksInFiles(laptop.root, secrets)).toEqual([]);
  const stored = readFileSync(join(laptop.root, 'config', 'neon-todo', 'sessions.json'), 'utf8');
  expect(secretsIn(stored, secrets)).toEqual([]);
});
