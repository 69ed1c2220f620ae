import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The text of a file, without the mark that some editors put at its beginning; undefined for a folder, a pipe or a device, which could
 * keep the program waiting for ever. Throws the system's error if it cannot be read.
 */
export function readRegularFile(path: string): string | undefined {
  // Opening a pipe waits for its writer otherwise. Windows has no such flag, and no such pipes.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return fstatSync(descriptor).isFile() ? withoutMark(readFileSync(descriptor, 'utf8')) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

export function withoutMark(text: string): string {
  return text.replace(BYTE_ORDER_MARK, '');
}
