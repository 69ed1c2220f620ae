import { TodoError } from '../../src/domain/errors.ts';

/** The code and the message of the error; undefined if there is none. */
export async function failureOf(work: Promise<unknown>): Promise<readonly [string, string] | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof TodoError) return [error.code, error.message.replace(/localhost:\d+/, 'HOST')];
    throw error;
  }
}
