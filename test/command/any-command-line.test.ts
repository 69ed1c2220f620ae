import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashSecret, newSecret } from '../../src/auth/secret.ts';
import { formatToken } from '../../src/auth/session-token.ts';
import { EXIT_CODES } from '../../src/cli/failure.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Neon } from '../neon/stand-in.ts';
import { effort, runs } from '../support/effort.ts';
import { hasAction } from '../support/has-action.ts';
import { type Machine, newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import type { Outcome, Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';
import { foreignIn, unsafeIn } from '../support/unsafe-output.ts';
import { HOSTILE } from '../unit/usage-error.ts';

/** What is typed by one person, or by a script, one after the other. */
const LINES = 8;

interface Line {
  readonly words: readonly string[];
  readonly surroundings: Surroundings;
  /** Whether `--json` was given where it is an option. */
  readonly json: boolean;
  readonly loggedIn: boolean;
}

const program: CommandUnknownOpts = createProgram({ stdout: new Writable() }, '0.0.0', () => () => {
  throw new Error('Nothing is run here.');
});

const COMMANDS = runnable(program, []);

function runnable(
  { commands }: CommandUnknownOpts,
  path: readonly string[],
): { path: readonly string[]; flags: readonly string[] }[] {
  return commands.flatMap((command) => {
    const own = [...path, command.name()];
    const flags = command.options.flatMap(({ short, long }) => [short ?? [], long ?? []].flat());
    return [...(hasAction(command) ? [{ path: own, flags }] : []), ...runnable(command, own)];
  });
}

/** Without `--json`, which is put where it counts. */
const GLOBAL_FLAGS =
  '--no-input|--no-color|--env-file|--timeout|--debug|-h|--help|-V|--version|--nope|-x|-'.split('|');
const ORDINARY = [
  '1|2|3|1-3|8-2|0|99|#1|1,2|fri|tomorrow|2026-11-27 17:00|high|low|home|Milk|Pay rent|+home|-home|due:fri|due:none|pri:high|every:2w',
  'every:3d!|note:x|due:|+|--|or|is:any|is:done|none|30d|12h|0.05|5|x1|ada@example.org|zsh|bash|words|dates|list|todo|tags|due,note|title',
  '01987654|01987654-3210-7000-8000-000000000000|.env|/dev/null|/|daily|FREQ=DAILY;COUNT=1|"|due:"next fri"|is:any|is:any|+home or pri:high',
].flatMap((words) => words.split('|'));

const value = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...ORDINARY) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...ORDINARY), fc.constantFrom(...HOSTILE)).map((two) => two.join('')),
  },
);
/** Much used commands more often, so that there is something for the others. */
const command = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...COMMANDS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...COMMANDS.filter(({ path }) => /^(add|edit|done|rm|list|undo)$/.test(path.join(' '))),
    ),
  },
);

function pieces(flags: readonly string[]): fc.Arbitrary<string[]> {
  const flag = fc.constantFrom(...flags, ...GLOBAL_FLAGS);
  const piece = fc.oneof(
    { weight: 4, arbitrary: value.map((word) => [word]) },
    { weight: 2, arbitrary: fc.constantFrom(...flags, ...GLOBAL_FLAGS, '-').map((name) => [name]) },
    { weight: 2, arbitrary: fc.tuple(flag, value).map(([name, word]) => [name, word]) },
    { weight: 1, arbitrary: fc.tuple(flag, value).map(([name, word]) => [`${name}=${word}`]) },
  );
  return fc.array(piece, { maxLength: 5 }).map((parts) => parts.flat());
}

const stdin = fc.array(value, { maxLength: 5 }).map((lines) => lines.join('\n'));
const keys = fc.array(
  fc.constantFrom('y', 'n', '\r', 'milk\r', '\u0015\r', '\u001B[B', '\t', '\u0003', '1\r'),
  { maxLength: 8 },
);
const around: fc.Arbitrary<Surroundings> = fc.oneof(
  { weight: 3, arbitrary: stdin.map((text) => ({ stdin: text })) },
  {
    weight: 1,
    arbitrary: fc.tuple(keys, fc.constantFrom(20, 80)).map(([typed, columns]) => ({
      stdin: { typed: typed.join('') },
      terminal: { stdin: true, stdout: true, stderr: true, columns },
    })),
  },
);

const line: fc.Arbitrary<Line> = command.chain(({ path, flags }) =>
  fc
    .record({
      rest: pieces(flags),
      surroundings: around,
      json: fc.boolean(),
      loggedIn: fc.nat(9),
      bare: fc.nat(9),
    })
    .map(({ rest, surroundings, json, loggedIn, bare }) => ({
      // Now and then no command, or something in its place.
      words: [...(json ? ['--json'] : []), ...(bare === 0 ? [] : path), ...rest],
      surroundings,
      json,
      loggedIn: loggedIn > 0,
    })),
);

let neon: Neon;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'pglite' });
});
afterAll(() => neon.close());

it(
  'is done, or refused with a documented exit code and a sentence, and leaves behind what all commands can read',
  { timeout: effort(120_000, 3_600_000) },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: LINES, maxLength: LINES, size: 'max' }), async (lines) => {
        const user = await signUpUser(databaseOf(neon));
        const stranger = newMachine(user.database.url);
        for (const typed of lines) {
          const { surroundings, loggedIn, words } = typed;
          const env = { NO_COLOR: '1', EDITOR: 'true', TMPDIR: user.folder };
          const outcome = await (loggedIn ? user : stranger).todo(words, { ...surroundings, env });
          expect({ words, ...wrongIn(outcome, typed) }).toEqual({ words });
        }
        await expectReadable(user);
      }),
      // A run takes too long to look for a smaller one.
      { numRuns: runs(20), endOnFailure: true },
    );
  },
);

const DOCUMENTED = new Set(Object.values(EXIT_CODES).filter((code) => code !== EXIT_CODES.internal));

/** What is not as promised, by name; nothing: all is well. */
function wrongIn(
  { exitCode, stdout, stderr }: Outcome,
  { words, surroundings, json }: Line,
): Record<string, unknown> {
  const wrong: Record<string, unknown> = {};
  const told = typeof surroundings.stdin === 'string' ? unsafeIn : foreignIn;
  if (told(stdout) !== undefined) wrong['stdout'] = stdout;
  if (told(stderr) !== undefined) wrong['stderr'] = stderr;
  if (/^ +at /m.test(stderr)) wrong['stack'] = stderr;
  if (exitCode === 0) {
    const isHelp =
      words.some((word) => /^-(?:h|V|-help|-version)/.test(word)) || words.includes('completion');
    if (json && !isHelp && !isJson(stdout)) wrong['json'] = stdout;
    return wrong;
  }
  if (!DOCUMENTED.has(exitCode)) wrong['exitCode'] = [exitCode, stderr];
  if (exitCode === EXIT_CODES.usage && stdout !== '') wrong['stdout of a refusal'] = stdout;
  if (!stderr.endsWith('\n')) wrong['end'] = stderr;
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  if (json ? !isJson(last) : !/^Error: ./m.test(stripVTControlCharacters(stderr))) wrong['error'] = stderr;
  return wrong;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** By a session of its own, as some of the lines end the one that they work with. */
async function expectReadable(user: User): Promise<void> {
  const reader = await anotherLogin(user);
  for (const words of [
    'list --all',
    'history',
    'trash',
    'tags --all',
    'calendar',
    'stats',
    'sessions',
    'undo --dry-run',
  ]) {
    const json = await reader.todo(`${words} --json`);
    expect([words, [0, 3].includes(json.exitCode), json.exitCode === 3 || isJson(json.stdout)]).toEqual([
      words,
      true,
      true,
    ]);
    const plain = await reader.todo(words);
    expect([words, plain.exitCode, unsafeIn(plain.stdout)]).toEqual([words, json.exitCode, undefined]);
  }
  const tasks: { number: number }[] = JSON.parse((await reader.todo('list --all --json')).stdout);
  for (const task of tasks.slice(0, 3)) {
    expect(JSON.parse((await reader.todo(`show ${task.number} --json`)).stdout)).toEqual(task);
  }
}

async function anotherLogin({ id, database }: User): Promise<Machine> {
  const secret = newSecret();
  await database.query(
    `insert into todo.sessions (user_id, token_hash, device, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [id, `\\x${hashSecret(secret).toString('hex')}`, `reader ${randomBytes(2).toString('hex')}`],
  );
  const machine = newMachine(database.url);
  const token = formatToken({ userId: id, secret });
  return {
    ...machine,
    todo: (words, { env, ...others } = {}) =>
      machine.todo(words, { ...others, env: { TODO_TOKEN: token, ...env } }),
  };
}
