import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import { parseConnection } from '../../src/data/connection.ts';
import type { Endpoint, Neon } from '../neon/stand-in.ts';
import { type Change, NEW_PASSWORD, type Prepared, type State, stateOf } from './every-change.ts';
import { journalDisagreements } from './journal-agrees.ts';
import { leaks } from './leaks.ts';
import { masked } from './masked.ts';
import { formsOfKey, type Secret } from './secrets.ts';
import { PASSWORD } from './sign-up-user.ts';
import type { Outcome, Surroundings } from './run-todo.ts';
import { LONGER, NO_ANSWER, PATIENT, type Trouble } from './troubles.ts';

/** How much a command tells, and to whom. */
export const MANNERS = ['', ' --json', ' --debug', ' --debug --json', 'at a terminal'] as const;
export type Manner = (typeof MANNERS)[number];

/** A command that met nothing: what it leaves behind, and how. */
export interface Smooth {
  readonly requests: number;
  readonly before: State;
  readonly state: State;
  readonly stdout: string;
  /** What must not be. */
  readonly complaints: readonly string[];
}

/** What became of a command, in a few words for a table. */
export interface Verdict {
  readonly cell: string;
  readonly complaints: readonly string[];
}

/** A command, and what is to happen to which of its requests. */
interface Attempt {
  readonly change: Change;
  readonly trouble: Trouble;
  readonly place: number;
}

/** Migrations of several databases wait for each other: they are about the same role. */
const MOST_EMPTY = 16;
/** How many are got ready, run or looked at at the same time, beside those that mostly wait. */
const MOST_AT_WORK = 8;

/** Where commands are run: a stand-in for Neon, and empty databases in it that are used again. */
export class Arena {
  readonly #neon: Neon;
  readonly #emptyDatabases: string[] = [];
  readonly #underWay: Limited;
  readonly #empty = limit(MOST_EMPTY);
  readonly #atWork = limit(MOST_AT_WORK);

  constructor(neon: Neon, mostUnderWay: number) {
    this.#neon = neon;
    this.#underWay = limit(mostUnderWay);
  }

  async runSmoothly(change: Change, manner: Manner): Promise<Smooth> {
    return this.#with(change, async ({ endpoint, prepared, before }) => {
      const outcome = await this.#atWork(() => run(prepared, manner, PATIENT));
      const requests = endpoint.requests.length;
      return this.#atWork(async () => {
        const complaints =
          outcome.exitCode === 0
            ? leaks(prepared, outcome, await keysOf(prepared, endpoint))
            : [`exit ${outcome.exitCode} without any fault: ${outcome.stderr}`];
        return {
          requests,
          before,
          state: await stateOf(prepared, endpoint),
          stdout: comparable(outcome.stdout),
          complaints: [...complaints, ...(await this.#useless(prepared, outcome))],
        };
      });
    });
  }

  /** @param smooth the same command, told in the same manner */
  async runInto(attempt: Attempt, manner: Manner, smooth: Smooth): Promise<Verdict> {
    // On a machine that is too busy the time is up before the trouble came, or while an answer was on its way: then it takes more.
    for (let patience = 1; ; patience *= 3) {
      const verdict = await this.#runOnce(attempt, manner, smooth, patience);
      if (!verdict.tooSlow || patience > 9) return verdict;
    }
  }

  #runOnce(
    { change, trouble, place }: Attempt,
    manner: Manner,
    smooth: Smooth,
    patience: number,
  ): Promise<Verdict & { readonly tooSlow: boolean }> {
    return this.#with(change, async ({ endpoint, prepared, before }) => {
      const { host, reason = '' } = trouble.elsewhere ?? {};
      const there = host === undefined ? prepared : moved(prepared, { hostname: host });
      await trouble.begin(endpoint, place);
      const tryIt = (): Promise<Outcome> => run(there, manner, timeoutFor(change, trouble) * patience);
      const outcome = await (trouble.takesLong ? tryIt() : this.#atWork(tryIt));
      return this.#atWork(async () => {
        const after = await stateOf(prepared, endpoint);
        const { cell, complaints } = judge(outcome, { before, after, smooth, change });
        const timeWasUp = trouble !== NO_ANSWER && outcome.stderr.includes('No answer from');
        const gaveUp = trouble.passes && outcome.exitCode === 6 && GAVE_UP.test(outcome.stderr);
        return {
          cell,
          tooSlow: timeWasUp || gaveUp || !trouble.hasHappened(endpoint, place),
          complaints: [
            ...complaints,
            ...(outcome.stderr.includes(reason) ? [] : [`no ${reason}: ${outcome.stderr}`]),
            ...(await disagreements(prepared, endpoint)),
            ...leaks(there, outcome),
            ...(outcome.exitCode === 0 ? await this.#useless(prepared, outcome) : []),
          ],
        };
      });
    });
  }

  /** Whether what a command says that it has made is of use. */
  async #useless({ machine, words, username }: Prepared, { stdout }: Outcome): Promise<string[]> {
    const [command] = words.split(' ');
    const [token] = /todo_[\w-]{64}/.exec(stdout) ?? [];
    const [url] = /postgresql:[^\s"]+/.exec(stdout) ?? [];
    const tries: Promise<Outcome>[] = [];
    if (command === 'signup' || command === 'login' || command === 'passwd')
      tries.push(machine.todo('whoami'));
    if (token !== undefined) tries.push(machine.todo('whoami', { env: { TODO_TOKEN: token } }));
    if (url !== undefined) {
      // The fault that lasts is at the address in it.
      const reachable = Object.assign(new URL(url), { port: String(this.#neon.port) }).href;
      tries.push(machine.todo('db status', { env: { DATABASE_URL: reachable } }));
    }
    const outcomes = await Promise.all(tries);
    const isWrong = ({ exitCode, stdout: shown }: Outcome): boolean =>
      exitCode !== 0 || !shown.includes(url === undefined ? username : 'todo_client');
    return outcomes.filter(isWrong).map(({ stderr }) => `what was made is of no use: ${stderr}`);
  }

  /** At an address of its own, where nobody else meets its faults and no connection is open yet. */
  #with<T>(change: Change, use: (scene: Scene) => Promise<T>): Promise<T> {
    const isEmpty = change.needs === 'an empty database';
    return (isEmpty ? this.#empty : this.#underWay)(async () => {
      const database = isEmpty
        ? (this.#emptyDatabases.pop() ?? (await this.#neon.createDatabase()))
        : 'neondb';
      const scene = await this.#atWork(async () => {
        const endpoint = await this.#neon.openEndpoint();
        const port = String(endpoint.port);
        const prepared = moved(await change.prepare(this.#neon, database), { port });
        return { endpoint, prepared, before: await stateOf(prepared, endpoint) };
      });
      try {
        return await use(scene);
      } finally {
        await scene.endpoint.close();
        if (isEmpty) {
          await this.#neon.query('drop schema if exists todo cascade', [], database);
          this.#emptyDatabases.push(database);
        }
      }
    });
  }
}

interface Scene {
  readonly endpoint: Endpoint;
  readonly prepared: Prepared;
  readonly before: State;
}

type Limited = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs no more than so many at a time; the others wait. */
function limit(most: number): Limited {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Tables take hundreds of statements, each of which waits for its turn on a busy machine. */
function timeoutFor({ needs }: Change, { passes, timeout }: Trouble): number {
  if (needs !== 'an empty database') return timeout;
  return passes ? PATIENT : LONGER;
}

function run({ machine, words, surroundings }: Prepared, manner: Manner, timeout: number): Promise<Outcome> {
  const atTerminal = manner === 'at a terminal';
  const { terminal = {}, env } = surroundings;
  const terminals: Surroundings['terminal'] = {
    ...(terminal === true ? {} : terminal),
    ...(atTerminal ? { stdout: true, stderr: true } : {}),
  };
  return machine.todo(`${words}${atTerminal ? '' : manner} --timeout ${timeout}`, {
    ...surroundings,
    terminal: terminals,
    env: { ...env, TMPDIR: machine.cwd },
  });
}

/** The same where the database has another address, to which the login belongs as well. */
function moved(
  prepared: Prepared,
  address: { readonly hostname?: string; readonly port?: string },
): Prepared {
  const { machine } = prepared;
  const from = machine.env['DATABASE_URL'] ?? '';
  const url = Object.assign(new URL(from), address).href;
  const file = join(machine.configDir, 'sessions.json');
  if (existsSync(file)) {
    const [before, now] = [from, url].map((text) => JSON.stringify(parseConnection(text, 'the test').name));
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(before ?? '', now ?? ''));
  }
  const env = { ...machine.env, DATABASE_URL: url };
  return {
    ...prepared,
    machine: {
      ...machine,
      env,
      todo: (words, surroundings = {}) =>
        machine.todo(words, { ...surroundings, env: { ...env, ...surroundings.env } }),
    },
  };
}

/** Without what differs from run to run. */
function comparable(stdout: string): string {
  return masked(stripVTControlCharacters(stdout))
    .replaceAll(/\b[0-9a-f]{8}\b/g, 'SHORT-ID')
    .replaceAll(/\b\w{3} \d+ \w{3} \d\d:\d\d\b/g, 'WHEN')
    .replaceAll(/todo_client:[\w-]+@/g, 'todo_client:PASSWORD@');
}

/** What messages say that leave it open. */
const UNSURE = /may have been made all the same|most likely/;
const STACK = /^\s*at .*:\d+:\d+/m;
/** What the program says of a network that was away for longer than it waits for one, or where the first try took as long. */
const GAVE_UP = /Cannot reach|broke \(/;
const TOLD_AT_PURGE = /was deleted all the same/;

interface Found {
  readonly before: State;
  readonly after: State;
  readonly smooth: Smooth;
  readonly change: Change;
}

function judge({ exitCode, stdout, stderr }: Outcome, found: Found): Verdict {
  const complaints: string[] = [];
  const isUnsure = UNSURE.test(stderr);
  const { what, told } = whatHappened(found, stdout + stderr);
  if (STACK.test(stderr)) complaints.push(`a stack: ${stderr}`);
  if (exitCode === 0) {
    if (what !== 'done') complaints.push(`exit 0, and ${what}`);
    if (stderr.includes('Error')) complaints.push(`exit 0, and an error: ${stderr}`);
    const asEver =
      comparable(stdout) === found.smooth.stdout || found.change.otherwise?.test(stdout) === true;
    if (!asEver) complaints.push(`exit 0, and told otherwise: ${stdout}`);
    return { cell: what === 'done' ? 'done once' : what, complaints };
  }
  if (exitCode !== 6) complaints.push(`exit ${exitCode}: ${stderr}`);
  if (!told && !isUnsure) complaints.push(`${what}, and not told: ${stdout}${stderr}`);
  return { cell: isUnsure ? `${what}, unsure` : what, complaints };
}

/** `told`: whether a message that sounds certain is true. */
function whatHappened(
  { before, after, smooth, change: { half } }: Found,
  output: string,
): { what: string; told: boolean } {
  const now = sides(before, after);
  const untouched = sides(before, before);
  const done = sides(before, smooth.state);
  const isDone = now.map((side, index) => isDeepStrictEqual(side, done[index]));
  const isUntouched = now.map((side, index) => isDeepStrictEqual(side, untouched[index]));
  if (isDone.every(Boolean)) return { what: 'done', told: false };
  if (isUntouched.every(Boolean)) return { what: 'not done', told: true };
  if (half?.is(after) === true) return { what: half.name, told: half.told.test(output) };
  if (isDone[0] === true && isUntouched[1] === true) return { what: 'done there alone', told: false };
  if (isUntouched[0] === true && isDone[1] === true) {
    return { what: 'done here alone', told: TOLD_AT_PURGE.test(output) };
  }
  return { what: `something else: ${JSON.stringify({ before, after })}`, told: false };
}

/** What is in the database, and what is on this machine. */
function sides(before: State, { logins, remembered, clientRole, ...there }: State): readonly unknown[] {
  return [
    { ...there, clientRole: clientRole === before.clientRole ? 'as before' : 'another' },
    { logins, remembered },
  ];
}

/** What was derived from a password that is new. */
async function keysOf(
  { username, database, words }: Prepared,
  endpoint: Pick<Endpoint, 'query'>,
): Promise<Secret[]> {
  if (!/^(signup|passwd)/.test(words)) return [];
  const [row] = await endpoint.query(
    'select password from todo.users where username = $1',
    [username],
    database,
  );
  return formsOfKey(words.startsWith('passwd') ? NEW_PASSWORD : PASSWORD, String(row?.['password']));
}

async function disagreements(
  { username, database }: Prepared,
  endpoint: Pick<Endpoint, 'query'>,
): Promise<string[]> {
  if (database !== 'neondb') return [];
  const [user] = await endpoint.query('select id::text from todo.users where username = $1', [username]);
  if (user === undefined) return [];
  const found = await journalDisagreements(endpoint, String(user['id']));
  return found.map((line) => `the journal disagrees: ${String(line)}`);
}
