import type { Sandbox } from '../demo/sandbox.ts';
import { createAccount } from './accounts.ts';
import { time } from './command-rows.ts';
import { measure, type Program } from './measure.ts';
import { type PeerPrograms, PEERS } from './peers.ts';
import { once, type Row } from './row.ts';
import { measurePairs } from './statistics.ts';

/** What people do most, beside the same in other programs for tasks. Theirs lie in files on this machine. */
export function peerRows(sandbox: Sandbox, runs: number): Row[] {
  const account = once(() => createAccount(sandbox, 'peer', 50));
  return PEERS.flatMap(({ name, prepare }) => {
    const prepared = once(() => prepare(sandbox));
    const row = (what: string, words: readonly string[], choose: (peer: PeerPrograms) => Program): Row => ({
      what: `${what} against ${name}`,
      measure: async () => {
        const theirs = choose(await prepared());
        const ours = (await account()).todo(words);
        return time(
          await measurePairs(
            () => measure(theirs),
            () => measure(ours),
            runs,
          ),
        );
      },
    });
    return [
      row('todo --version', ['--version'], ({ version }) => version),
      row('todo list, 50 rows, in a pipe,', ['list'], ({ list }) => list),
      row('todo add', ['add', 'Buy oat milk'], ({ add }) => add),
    ];
  });
}
