import { setTimeout as sleep } from 'node:timers/promises';
import { journalDisagreements, miscounts } from './journal-agrees.ts';
import { type CommandLine, commandsOfSeed, nameTask } from './random-command.ts';
import { PASSWORD, signUpUser, type User } from './sign-up-user.ts';
import type { TestDatabase } from './test-database.ts';

interface Ended {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command line is run on: a configuration folder of its own, with or without a token in the environment. */
export interface CrowdMachine {
  todo(
    words: readonly string[],
    surroundings: { readonly stdin: string; readonly env: Readonly<Record<string, string | undefined>> },
  ): Promise<Ended>;
}

export interface CrowdOptions {
  /** With tables, and with nobody else in it. */
  readonly database: TestDatabase;
  /** How many machines each account works on, all of them by a token that lasts. */
  readonly settled: readonly number[];
  /** How many machines a last account works on whose owner logs in and out and changes the password. */
  readonly wandering: number;
  readonly seconds: number;
  readonly seed: number;
  newMachine(): CrowdMachine;
}

export interface CrowdReport {
  /** What happened that the situation does not explain, a line for each. */
  readonly complaints: readonly string[];
  readonly accounts: readonly User[];
  /** For a person who looks at the run. */
  readonly figures: string;
}

/** More than a machine gets done. */
const COMMANDS_PREPARED = 2_000;
const LOOK_AROUND_MS = 100;
const PASSWORDS = [PASSWORD, 'another battery staple'] as const;

/** Many machines of several people, each of which runs one command after another until the time is up. */
export async function letCrowdWork(options: CrowdOptions): Promise<CrowdReport> {
  const crowd = new Crowd(options);
  await crowd.arrive();
  const startedAt = Date.now();
  await crowd.work();
  const seconds = (Date.now() - startedAt) / 1_000;
  await crowd.inspect();
  const figures = `${crowd.figures(seconds)}; Postgres counts ${await deadlocks(options.database)} deadlocks\n`;
  return { complaints: crowd.complaints, accounts: crowd.accounts, figures };
}

/** Takes the limits away that a crowd comes up against, but people do not. */
export async function openToCrowds(database: TestDatabase): Promise<void> {
  await database.query(
    'update todo.settings set max_sessions = 500, max_journal_commands = 100000, login_tries_per_hour = 100000',
  );
}

/** Since the database was made. */
async function deadlocks(database: TestDatabase): Promise<number> {
  const [row] = await database.query(
    'select deadlocks::int as count from pg_stat_database where datname = current_database()',
  );
  return Number(row?.['count']);
}

interface Account {
  readonly user: User;
  /** Numbers of tasks, as they were a moment ago. */
  there: readonly number[];
  deleted: readonly number[];
}

class Crowd {
  readonly complaints: string[] = [];
  readonly accounts: User[] = [];
  readonly #options: CrowdOptions;
  readonly #machines: Machine[] = [];
  readonly #tally = new Tally();
  #isOver = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  async arrive(): Promise<void> {
    const { database, settled, wandering, seed } = this.#options;
    const newMachine = () => this.#options.newMachine();
    for (const [place, count] of [...settled, wandering].entries()) {
      const account = { user: await signUpUser(database, `user${place}`), there: [], deleted: [] };
      this.accounts.push(account.user);
      const machines = Array.from({ length: count }, (_, index) => {
        const common = {
          account,
          name: `machine ${index} of account ${place}`,
          // So that what a machine does rarely is done by some of them soon.
          turn: 5 * index,
          commands: commandsOfSeed(seed * 10_000 + place * 100 + index, COMMANDS_PREPARED),
          run: newMachine(),
          newMachine,
          tally: this.#tally,
          complaints: this.complaints,
        };
        return place < settled.length ? new SettledMachine(common) : new WanderingMachine(common);
      });
      this.#machines.push(...machines);
    }
    for (const machine of this.#machines) await machine.arrive();
  }

  async work(): Promise<void> {
    const looking = this.#lookAround();
    const end = Date.now() + 1_000 * this.#options.seconds;
    await Promise.all(this.#machines.map((machine) => machine.workUntil(end)));
    this.#isOver = true;
    await looking;
  }

  /** What is left when everybody has stopped. */
  async inspect(): Promise<void> {
    const { database } = this.#options;
    for (const machine of this.#machines) await machine.inspect();
    for (const { id, username } of this.accounts) {
      const wrong = [...(await journalDisagreements(database, id)), ...(await miscounts(database, id))];
      this.complaints.push(...wrong.map((line) => `${username}: ${String(line)}`));
    }
    const live = await database.query(
      'select id::text from todo.sessions where user_id = any ($1::uuid[]) and expires_at > now()',
      [`{${this.accounts.map(({ id }) => id).join(',')}}`],
    );
    const known = new Set(this.#machines.flatMap((machine) => machine.sessions()));
    for (const { user } of this.#everyAccount()) known.add(user.sessionId);
    const lost = live.map(({ id }) => String(id)).filter((id) => !known.has(id));
    if (lost.length > 0) this.complaints.push(`sessions that nobody has: ${lost.join(' ')}`);
  }

  figures(seconds: number): string {
    const { settled } = this.#options;
    const who = `${this.#machines.length} machines of ${settled.length + 1} accounts`;
    return `${who} in ${seconds.toFixed(0)} s: ${this.#tally.summary(seconds)}`;
  }

  #everyAccount(): Set<Account> {
    return new Set(this.#machines.map(({ account }) => account));
  }

  /** One question for all accounts, rather than one before each command. */
  async #lookAround(): Promise<void> {
    const accounts = this.#everyAccount();
    while (!this.#isOver) {
      const rows = await this.#options.database.query(LOOK);
      const found = new Map(rows.map((row) => [row['user_id'], row]));
      for (const account of accounts) {
        const row = found.get(account.user.id);
        account.there = numbersIn(row?.['there']);
        account.deleted = numbersIn(row?.['deleted']);
      }
      await sleep(LOOK_AROUND_MS);
    }
  }
}

const LOOK = `select u.id::text as user_id,
    (select jsonb_agg(t.number) from todo.tasks t where t.user_id = u.id) as there,
    (select jsonb_agg(distinct c.number) from todo.changes c where c.user_id = u.id and c.after is null) as deleted
  from todo.users u`;

function numbersIn(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

interface MachineOptions {
  readonly account: Account;
  readonly name: string;
  readonly turn: number;
  readonly commands: readonly CommandLine[];
  readonly run: CrowdMachine;
  readonly newMachine: () => CrowdMachine;
  readonly tally: Tally;
  readonly complaints: string[];
}

/** What ordinary commands end with: done, not there (any more), or changed by another machine. */
const ORDINARY = [0, 3, 5];

abstract class Machine {
  readonly account: Account;
  protected readonly options: MachineOptions;
  protected turn: number;

  constructor(options: MachineOptions) {
    this.options = options;
    this.account = options.account;
    this.turn = options.turn;
  }

  /** Begins to be logged in. */
  abstract arrive(): Promise<void>;
  protected abstract next(): Promise<void>;
  /** Looks whether the login works, if there is one. */
  abstract inspect(): Promise<void>;
  /** The ids of those that the machine has after it was inspected. */
  abstract sessions(): readonly string[];

  async workUntil(end: number): Promise<void> {
    for (; Date.now() < end; this.turn += 1) await this.next();
  }

  protected async runPrepared(allowed: readonly number[], env: CommandEnvironment = {}): Promise<Ended> {
    const { commands } = this.options;
    const { words, stdin = '' } = commands[this.turn % commands.length] ?? { words: ['list'] };
    const { there, deleted } = this.account;
    const named = words.map((word) => nameTask(word, there, deleted));
    return this.todo(named, allowed, { stdin, env });
  }

  /** Runs a command and complains unless its exit code is allowed and it says why. */
  protected async todo(
    words: readonly string[],
    allowed: readonly number[],
    {
      stdin = '',
      env = {},
      on = this.options.run,
    }: { readonly stdin?: string; readonly env?: CommandEnvironment; readonly on?: CrowdMachine } = {},
  ): Promise<Ended> {
    const ended = await on.todo([...words, '--timeout', '120', '--debug'], { stdin, env });
    this.options.tally.count(ended);
    const lines = linesTold(ended.stderr);
    if (!allowed.includes(ended.exitCode ?? -1) || !isExplained(ended.exitCode, lines)) {
      this.#complain(words, ended.exitCode, lines);
    }
    return ended;
  }

  #complain(words: readonly string[], exitCode: number | null, lines: readonly string[]): void {
    this.options.complaints.push(
      `${this.options.name}: todo ${words.join(' ')}: exit code ${exitCode}\n${lines.join('\n')}`,
    );
  }
}

type CommandEnvironment = Readonly<Record<string, string | undefined>>;

/** What may stand on stderr, by exit code. */
const EXPLANATIONS: Readonly<Record<number, RegExp>> = {
  0: /^(A token that works until .* It is not shown again:)?$/,
  3: /^Error: (No such task: |No such session: |There is nothing to (undo|redo)\.)/,
  4: /^Error: (The session at \S+ has expired or was ended|The session at \S+ was over already|Not logged in to |Wrong username, |The present password of |The token in TODO_TOKEN is unknown to )/,
  5: /^Error: (.* was changed on another machine |.* were changed on another machine |.* was continued by #|The last \w+ cannot be )/,
};

const IS_NOTE = /^Note: (the task was not|none of the tasks was) tagged /;

/** For a person, without what `--debug` adds. */
function linesTold(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('debug: ') && !IS_NOTE.test(line))
    .map((line) => /^\{"error":\{"code":"\w+","message":(".*"),"hint":/.exec(line)?.[1] ?? line)
    .map((line) => (line.startsWith('"') ? `Error: ${String(JSON.parse(line))}.` : line));
}

function isExplained(exitCode: number | null, [first = '']: readonly string[]): boolean {
  return EXPLANATIONS[exitCode ?? -1]?.test(first) === true;
}

/** Works by a token all the time. Now and then it makes another one, or a login on a new machine, and ends it again. */
class SettledMachine extends Machine {
  #token = '';
  #id = '';

  async arrive(): Promise<void> {
    const { id, token } = await this.#createToken({ TODO_TOKEN: this.account.user.token });
    this.#token = token;
    this.#id = id;
  }

  protected async next(): Promise<void> {
    if (this.turn % 20 === 7) await this.#lendToken();
    else if (this.turn % 60 === 33) await this.#visit();
    else await this.runPrepared(ORDINARY, this.#env());
  }

  async inspect(): Promise<void> {
    await this.todo(['whoami'], [0], { env: this.#env() });
  }

  sessions(): readonly string[] {
    return [this.#id];
  }

  #env(): CommandEnvironment {
    return { TODO_TOKEN: this.#token };
  }

  async #createToken(env: CommandEnvironment): Promise<{ readonly id: string; readonly token: string }> {
    const words = ['token', 'create', '--name', this.options.name, '--json'];
    const { stdout } = await this.todo(words, [0], { env });
    const { id, token }: { id: string; token: string } = JSON.parse(stdout);
    return { id, token };
  }

  async #lendToken(): Promise<void> {
    const { id, token } = await this.#createToken(this.#env());
    await this.runPrepared(ORDINARY, { TODO_TOKEN: token });
    await this.todo(['sessions', 'revoke', id], [0], { env: this.#env() });
    await this.todo(['list'], [4], { env: { TODO_TOKEN: token } });
  }

  async #visit(): Promise<void> {
    const on = this.options.newMachine();
    const { username } = this.account.user;
    await this.todo(['login', username, '--password-stdin'], [0], { stdin: PASSWORD, on });
    await this.todo(['add', 'Milk'], [0], { on });
    await this.todo(['logout'], [0], { on });
    await this.todo(['list'], [4], { on });
  }
}

/** Logs in and out. Any other machine of the account may end its session at any time. */
class WanderingMachine extends Machine {
  #session: readonly string[] = [];

  arrive(): Promise<void> {
    return this.#logIn([0]);
  }

  protected async next(): Promise<void> {
    const { exitCode } = await this.#step();
    if (exitCode === 4) await this.#logIn([0, 4]);
  }

  async inspect(): Promise<void> {
    const { exitCode, stdout } = await this.todo(['whoami', '--json'], [0, 4]);
    if (exitCode !== 0) return;
    const { session }: { session: { id: string } } = JSON.parse(stdout);
    this.#session = [session.id];
  }

  sessions(): readonly string[] {
    return this.#session;
  }

  async #step(): Promise<Ended> {
    switch (this.turn % 15) {
      case 4:
        return this.todo(['sessions'], [0, 4]);
      case 8:
        return this.todo(['logout'], [0]);
      case 14:
        return this.#endOthers();
      default:
        return this.runPrepared([...ORDINARY, 4]);
    }
  }

  async #endOthers(): Promise<Ended> {
    if (this.turn % 2 === 0) return this.todo(['logout', '--all'], [0, 4]);
    const change = await this.todo(['passwd', '--password-stdin'], [0, 4], {
      stdin: PASSWORDS.join('\n'),
    });
    if (change.exitCode === 0) return change;
    return this.todo(['passwd', '--password-stdin'], [0, 4], { stdin: PASSWORDS.toReversed().join('\n') });
  }

  /** Nobody knows which of the two passwords it is at the moment. */
  async #logIn(allowed: readonly number[]): Promise<void> {
    for (const stdin of PASSWORDS) {
      const words = ['login', this.account.user.username, '--password-stdin'];
      const { exitCode } = await this.todo(words, allowed, { stdin });
      if (exitCode === 0) return;
    }
  }
}

/** What came of the commands. */
class Tally {
  readonly #byCode = new Map<string, number>();
  readonly #retried = new Map<string, number>();
  #count = 0;

  count({ exitCode, stderr }: Ended): void {
    this.#count += 1;
    increase(this.#byCode, exitCode === null ? 'signal' : String(exitCode));
    for (const [, reason = ''] of stderr.matchAll(/^debug: .* failed after \d+ ms: (.*)$/gm)) {
      const sqlState = /^SQLSTATE (.*)$/.exec(reason)?.[1];
      if (sqlState !== '28000') increase(this.#retried, sqlState ?? 'transport');
    }
  }

  summary(seconds: number): string {
    const rate = (this.#count / seconds).toFixed(0);
    const codes = [...this.#byCode]
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([code, count]) => `${count} with exit code ${code}`);
    const retried = ['40P01', '40001'].map((state) => `${state} ${this.#retried.get(state) ?? 0} times`);
    const others = [...this.#retried].filter(([state]) => !['40P01', '40001'].includes(state));
    return [
      `${this.#count} commands (${rate}/s), ${codes.join(', ')}`,
      `met and repeated: ${[...retried, ...others.map(([state, count]) => `${state} ${count} times`)].join(', ')}`,
    ].join('; ');
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
