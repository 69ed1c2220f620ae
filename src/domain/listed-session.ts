import { UsageError } from './errors.ts';
import { parseIdPrefix } from './id-prefix.ts';
import { quoted } from './quoted.ts';

/** A session of an account as the list of sessions has it. */
export interface ListedSession {
  readonly id: string;
  /** The machine, or what a token is for: whatever somebody typed. */
  readonly device: string;
  readonly readOnly: boolean;
  readonly createdAt: Date;
  /** To the hour: more often the database does not note it. */
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** Beginnings of ids of sessions, without duplicates, as Postgres prints ids. Throws UsageError for a word that is none. */
export function parseSessionIds(words: readonly string[]): readonly string[] {
  return [
    ...new Set(
      words.map((word) => {
        const prefix = parseIdPrefix(word);
        if (prefix === undefined) {
          throw new UsageError(`${quoted(word)} is no id of a session`, {
            hint: 'Give the first 8 or more characters of an id that `todo sessions` shows.',
          });
        }
        return prefix;
      }),
    ),
  ];
}
