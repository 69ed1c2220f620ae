import type { Ended, Tally } from './crowd-tally.ts';
import { type CommandLine, nameTask } from './random-command.ts';
import { PASSWORD, type User } from './sign-up-user.ts';

/** What a command line is run on: a configuration folder of its own, with or without a token in the environment. */
export interface CrowdMachine {
  todo(
    words: readonly string[],
    surroundings: { readonly stdin: string; readonly env: Readonly<Record<string, string | undefined>> },
  ): Promise<Ended>;
}

/** An account of the crowd's. */
export interface Account {
  readonly user: User;
  /** Numbers of tasks, as they were a moment ago. */
  there: readonly number[];
  deleted: readonly number[];
}

const PASSWORDS = [PASSWORD, 'another battery staple'] as const;

export interface MachineOptions {
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

/** Somebody who runs one command after another. */
export abstract class Machine {
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
export class SettledMachine extends Machine {
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
export class WanderingMachine extends Machine {
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
