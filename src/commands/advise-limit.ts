import { TooLargeError } from '../data/failure.ts';

/** Passes on why something could not be read, and what helps where it is too much and can be limited. */
export function adviseLimit(error: unknown): never {
  throw error instanceof TooLargeError ? error.advise('Or ask for less with --limit.') : error;
}
