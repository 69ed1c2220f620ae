import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { NotFoundError, UsageError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';
import { BoundedText } from './bounded-text.ts';

const PIECE_BYTES = 1024 * 1024;

/**
 * The text of a file or a pipe that somebody named, as they named it in `shown`, without a mark at its beginning. Throws NotFoundError where
 * there is none, and UsageError for what cannot be read, is too large, or is not UTF-8.
 */
export function readInputFile(path: string, shown: string): string {
  const text = new BoundedText(escapeUnsafe(shown));
  try {
    const descriptor = openSync(path, 'r');
    try {
      if (fstatSync(descriptor).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      if (isatty(descriptor)) {
        throw new UsageError(`${escapeUnsafe(shown)} is a terminal`, { hint: 'Name a file.' });
      }
      const piece = Buffer.allocUnsafe(PIECE_BYTES);
      for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece)) {
        text.add(Buffer.from(piece.subarray(0, size)));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw cause instanceof UsageError ? cause : unreadable(shown, cause);
  }
  return text.decode();
}

function unreadable(shown: string, cause: unknown): NotFoundError | UsageError {
  const name = escapeUnsafe(shown);
  const code = systemCode(cause);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new NotFoundError(`There is no file ${name}`, {
        hint: 'Look for it with: ls. With - the file comes from stdin.',
        cause,
      });
    case 'EISDIR':
      return new UsageError(`${name} is a folder`, { hint: 'Name a file in it.', cause });
    default:
      return new UsageError(`${name} cannot be read (${code})`, { hint: 'Make it readable first.', cause });
  }
}
