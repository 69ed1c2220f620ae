import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { RandomCommand } from './random-command.ts';
import type { Outcome } from './run-todo.ts';
import type { User } from './sign-up-user.ts';

/** The tasks of an account as whole rows, by id. */
type Rows = ReadonlyMap<string, { readonly fields: unknown; readonly updatedAt: unknown }>;

/** Something that changed tasks, with what was there before and afterwards. */
interface Step {
  readonly words: string;
  readonly before: Rows;
  readonly after: Rows;
}

/**
 * An account to which commands happen one after another, each of them checked: an undo must lead to the very rows that were there before
 * what it undoes.
 */
export class AccountStory {
  rows: Rows = new Map();
  /** What an undo would take back, and what a redo would; the latest last. */
  readonly #past: Step[] = [];
  readonly #undone: Step[] = [];
  /**
   * Tasks that an edit was run on which changed nothing. It moves updated_at, which is how `reopen` knows that somebody had the task in
   * hand, and is no change of a task: the journal knows nothing of it, so that an undo cannot put that instant back.
   */
  readonly #retouched = new Set<string>();
  readonly #user: User;
  readonly #run: (command: RandomCommand) => Promise<Outcome>;

  constructor(user: User, run: (command: RandomCommand) => Promise<Outcome>) {
    this.#user = user;
    this.#run = run;
  }

  /** Looks at the account as it is, before the first command. */
  async begin(): Promise<Rows> {
    this.rows = await this.#read();
    return this.rows;
  }

  /** Runs one command and compares what it did with what it has to do. */
  async tell(command: RandomCommand): Promise<Outcome> {
    const before = this.rows;
    const words = command.words.join(' ');
    const outcome = await this.#run(command);
    this.rows = await this.#read();
    const step = { words, before, after: this.rows };
    if (words === 'undo') this.#expectUndo(step, outcome);
    else if (words === 'redo') this.#expectRedo(step, outcome);
    else {
      this.#expectExit(step, outcome, [0, 3, 5]);
      this.#noteRetouched(step);
      if (!this.#areSame(before, this.rows)) this.#past.push(step);
    }
    return outcome;
  }

  /** @param why is shown if they are not there */
  expectRows(expected: Rows, why: unknown): void {
    assert.deepEqual({ why, rows: this.#exact(this.rows) }, { why, rows: this.#exact(expected) });
  }

  #expectUndo(step: Step, outcome: Outcome): void {
    const undone = this.#past.pop();
    this.#expectExit(step, outcome, undone === undefined ? [3] : [0], undone);
    this.expectRows(undone?.before ?? step.before, [step.words, undone?.words]);
    if (undone !== undefined) this.#undone.push({ ...step, words: `undo of ${undone.words}` });
  }

  /** Other than an undo, it can meet what was changed since: then it may be refused. */
  #expectRedo(step: Step, outcome: Outcome): void {
    const undo = this.#undone.at(-1);
    const isPlain = undo === undefined || this.#areSame(undo.after, step.before);
    const expected = undo === undefined ? [3] : isPlain ? [0] : [0, 5];
    this.#expectExit(step, outcome, expected, undo);
    if (outcome.exitCode !== 0) this.expectRows(step.before, step.words);
    else if (isPlain) this.expectRows(undo?.before ?? step.before, [step.words, undo?.words]);
    if (outcome.exitCode !== 0 || undo === undefined) return;
    this.#undone.pop();
    this.#past.push({ ...step, words: `redo of ${undo.words}` });
  }

  #expectExit({ words }: Step, outcome: Outcome, exitCodes: readonly number[], takenBack?: Step): void {
    const told = JSON.stringify({ words, takenBack: takenBack?.words, ...outcome });
    assert.ok(exitCodes.includes(outcome.exitCode), told);
  }

  async #read(): Promise<Rows> {
    const found = await this.#user.database.query(
      `select id::text, to_jsonb(t) - 'updated_at' as fields, updated_at::text
         from todo.tasks t where user_id = $1 order by number`,
      [this.#user.id],
    );
    return new Map(found.map(({ id, fields, updated_at: updatedAt }) => [String(id), { fields, updatedAt }]));
  }

  #noteRetouched({ words, before, after }: Step): void {
    for (const [id, row] of after) {
      const old = before.get(id);
      if (old?.updatedAt === row.updatedAt || !isDeepStrictEqual(old?.fields, row.fields)) continue;
      assert.match(words, /^edit /);
      this.#retouched.add(id);
    }
  }

  #areSame(one: Rows, other: Rows): boolean {
    return isDeepStrictEqual(this.#exact(one), this.#exact(other));
  }

  #exact(rows: Rows): unknown[] {
    return [...rows].map(([id, { fields, updatedAt }]) => [fields, this.#retouched.has(id) || updatedAt]);
  }
}
