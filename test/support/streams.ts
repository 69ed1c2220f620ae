import { PassThrough, Writable } from 'node:stream';
import type { Input, Output } from '../../src/local/terminal.ts';

/** A standard output that keeps what is written to it. */
export class RecordedOutput extends Writable implements Output {
  readonly isTTY: boolean;
  readonly columns?: number;
  /** As `process.stdout` has it: who pipes into it must not end it. */
  readonly _isStdio = true;
  text = '';
  readonly #listeners = new Set<() => void>();

  /** @param columns the width of the terminal that it is; undefined: a pipe */
  constructor(columns: number | undefined) {
    super({ decodeStrings: false });
    this.isTTY = columns !== undefined;
    if (columns !== undefined) {
      this.columns = columns;
    }
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
    for (const listener of this.#listeners) listener();
  }

  /** Resolves as soon as `text` is in what was written after the first `from` characters, with the place behind it. */
  async shows(text: string, from: number): Promise<number> {
    let found = this.text.indexOf(text, from);
    while (found === -1) {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
      found = this.text.indexOf(text, from);
    }
    return found + text.length;
  }
}

/** An output that takes nothing: `EPIPE` from a pipe whose reader has gone, `ENOSPC` from a file on a full disk. */
export class FailingOutput extends Writable implements Output {
  readonly isTTY = false;
  readonly #code: string;

  constructor(code: string) {
    super();
    this.#code = code;
  }

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: (error: Error) => void): void {
    done(Object.assign(new Error(`write ${this.#code}`), { code: this.#code }));
  }
}

/** A standard input: a terminal on which `write` types, or a pipe. */
export class FakeInput extends PassThrough implements Input {
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  setRawMode(): this {
    return this;
  }
}
