import type { HelpTopic } from '../../render/help-topic.ts';
import { EXIT_CODES } from '../failure.ts';

const MEANINGS: readonly (readonly [exit: number, meaning: string])[] = [
  [0, 'done; also when there is nothing to list, or it was done already'],
  [1, 'failed: a bug, or an error of the database that nobody foresaw'],
  [2, 'the command line or the input is wrong'],
  [3, 'no such task, session or file, or nothing to undo'],
  [4, 'not logged in, wrong password, expired, or not allowed'],
  [5, 'exists already, or was changed on another machine meanwhile'],
  [6, 'no usable database: not configured, or not reachable in time'],
  [130, 'cancelled'],
];

/** Every exit code, with the `code` that errors in JSON have. */
export const EXITS = MEANINGS.map(([exit, meaning]) => ({
  exit,
  meaning,
  codes: Object.entries(EXIT_CODES).flatMap(([code, its]) => (its === exit ? [code] : [])),
}));

export const exitCodes: HelpTopic = {
  name: 'exit-codes',
  summary: 'what scripts can go by',
  sections: [
    {
      title: 'Exit codes',
      rows: EXITS.map(({ exit, meaning, codes }) => ({
        terms: [String(exit)],
        meaning: codes.length === 0 ? meaning : `${meaning} (${codes.join(', ')})`,
      })),
    },
    {
      title: 'Errors',
      text:
        'The words in brackets are the code of an error with --json, which is one line on stderr: ' +
        '{"error":{"code","message","hint","retryable"}}. With retryable true the same command may succeed later. ' +
        'Of several tasks or sessions the ones that exist are handled, the others are named on stderr, and the exit code is 3. ' +
        'So are the lines of a file to import that can be read, and the exit code is 2.',
    },
  ],
};
