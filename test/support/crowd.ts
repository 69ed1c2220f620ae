import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Account,
  type CrowdMachine,
  type Machine,
  SettledMachine,
  WanderingMachine,
} from './crowd-machines.ts';
import { Tally } from './crowd-tally.ts';
import { journalDisagreements, miscounts } from './journal-agrees.ts';
import { commandsOfSeed } from './random-command.ts';
import { signUpUser, type User } from './sign-up-user.ts';
import type { TestDatabase } from './test-database.ts';

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
