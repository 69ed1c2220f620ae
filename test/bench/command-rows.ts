import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../demo/sandbox.ts';
import { type Account, createAccount } from './accounts.ts';
import { type FloorOptions, floorOf } from './floor.ts';
import { type Cost, measure, type Program } from './measure.ts';
import { type Finding, once, type Row } from './row.ts';
import { compare, measurePairs, type Pair } from './statistics.ts';

/** The commands of the table, each run as a process of its own. */
export function commandRows(sandbox: Sandbox, runs: number): Row[] {
  const nobody = once(() => createAccount(sandbox, 'nobody', 0));
  const fifty = once(() => createAccount(sandbox, 'fifty', 50));
  const tenThousand = once(() => createAccount(sandbox, 'ten-thousand', 10_000));
  const writer = once(() => createAccount(sandbox, 'writer', 0));

  const againstNode = (words: readonly string[]) => async () => {
    const ours = (await nobody()).todo(words);
    const bare: Program = { words: ['-e', '0'], env: ours.env };
    return time(
      await measurePairs(
        () => measure(bare),
        () => measure(ours),
        runs,
      ),
    );
  };
  const againstFloor = (account: () => Promise<Account>, words: readonly string[], options: Options = {}) =>
    once(() => pairsWithFloor(account, words, runs, options));
  const list = againstFloor(fifty, ['list']);
  const listOnTerminal = againstFloor(fifty, ['list'], { terminal: true });
  const listAtFirst = againstFloor(fifty, ['list'], { firstStart: true });
  const add = againstFloor(writer, ['add', 'Buy oat milk', '--due', 'tomorrow', '--tag', 'home'], {
    adds: true,
  });
  const listAll = againstFloor(tenThousand, ['list', '--all', '--jsonl'], { form: 'json' });

  return [
    { what: 'todo --version against node -e 0', atMost: 1.15, measure: againstNode(['--version']) },
    { what: 'todo --help against node -e 0', atMost: 1.35, measure: againstNode(['--help']) },
    {
      what: 'todo list, 50 rows, in a pipe, against the floor',
      atMost: 1.25,
      measure: async () => time(await list()),
    },
    {
      what: 'todo list, 50 rows, on a pseudo-terminal, against the floor',
      atMost: 1.45,
      measure: async () => time(await listOnTerminal()),
    },
    { what: 'todo add against the floor', atMost: 1.25, measure: async () => time(await add()) },
    {
      what: 'todo list --all --jsonl, 10,000 rows, against the floor',
      atMost: 1.5,
      measure: async () => time(await listAll()),
    },
    {
      what: 'peak memory of todo list, 50 rows, against the floor',
      atMost: 1.3,
      measure: async () => ({
        kind: 'comparison',
        comparison: compare(await list(), (cost) => cost.peakMebibytes),
        unit: 'MiB',
      }),
    },
    {
      what: 'for information: todo list, 50 rows, at its first start',
      measure: async () => time(await listAtFirst()),
    },
  ];
}

interface Options extends FloorOptions {
  readonly terminal?: boolean;
  /** Without the compiled code that earlier starts have left. */
  readonly firstStart?: boolean;
}

async function pairsWithFloor(
  createdAccount: () => Promise<Account>,
  words: readonly string[],
  runs: number,
  { terminal = false, firstStart = false, ...options }: Options,
): Promise<Pair<Cost>[]> {
  const account = await createdAccount();
  const todo: Program = { ...account.todo(words), terminal };
  const floor = await floorOf(account, todo, options);
  const ours = (): Promise<Cost> =>
    measure(firstStart ? { ...todo, env: { ...todo.env, ...emptyCodeCache(account) } } : todo);
  return measurePairs(floor, ours, runs);
}

function emptyCodeCache({ folder }: Account): Program['env'] {
  return { NODE_COMPILE_CACHE: mkdtempSync(join(folder, 'compile-cache-')) };
}

/** What counts is the time that a person waits; processor time stands beside it. */
export function time(pairs: readonly Pair<Cost>[]): Finding {
  return {
    kind: 'comparison',
    comparison: compare(pairs, (cost) => cost.milliseconds),
    unit: 'ms',
    cpuRatio: compare(pairs, (cost) => cost.cpuMilliseconds).ratio,
  };
}
