import { UsageError } from '../domain/errors.ts';

/** What is held of one text at most: 150,000 tasks of ordinary length. A calendar takes thirty times as much memory until it is read. */
const MOST_BYTES = 64 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

/** The marks with which files begin that are UTF-16. */
const UTF_16 = [Buffer.of(0xff, 0xfe), Buffer.of(0xfe, 0xff)];

/** Gathers the pieces of a text, which may never end. `name` begins sentences: `What came on stdin`. */
export class BoundedText {
  readonly #pieces: Buffer[] = [];
  readonly #name: string;
  #size = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Throws UsageError if it is too much. */
  add(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > MOST_BYTES) {
      throw new UsageError(`${this.#name} is larger than ${MOST_BYTES / MEBIBYTE} MiB`, {
        hint: 'Nothing was done. Cut it into parts.',
      });
    }
    this.#pieces.push(piece);
  }

  /** All of it, without the mark that some programs put at the beginning. Throws UsageError for what is not UTF-8. */
  decode(): string {
    const bytes = Buffer.concat(this.#pieces);
    if (UTF_16.some((mark) => mark.equals(bytes.subarray(0, mark.length)))) {
      throw this.#otherEncoding('UTF-16');
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw this.#otherEncoding(undefined, cause);
    }
  }

  #otherEncoding(known: string | undefined, cause?: TypeError): UsageError {
    const what = known === undefined ? 'is not UTF-8' : `is ${known}, not UTF-8`;
    return new UsageError(`${this.#name} ${what}`, {
      hint: `Nothing was done. Convert it, as with: iconv -f ${known ?? 'ISO-8859-1'} -t UTF-8`,
      cause,
    });
  }
}
