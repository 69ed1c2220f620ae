/** What a command left behind. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What came of the commands. */
export class Tally {
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
