import { join } from 'node:path';
import type { Neon } from '../neon/stand-in.ts';
import { runTodo } from '../support/run-todo.ts';
import { PASSWORD, titles } from './accounts.ts';
import { columns } from './report.ts';
import { median } from './statistics.ts';

const TRIGGERS = ['journal_added', 'journal_edited', 'journal_deleted'];
const BULK = 500;

interface Write {
  readonly name: string;
  readonly words: (round: number) => string[];
  readonly stdin?: string;
}

/**
 * Commands that write, with the triggers of the journal and without them, in turn and in this process: parsing, one request, and what
 * Postgres does for it. Leaves out the start of a process and the way to Neon, beside which the journal would not be seen. What `rm`
 * replies is read from the journal, so that without it nothing is read.
 */
export async function measureJournal(neon: Neon, folder: string, rounds: number): Promise<string> {
  const env = { DATABASE_URL: neon.url(), TODO_CONFIG_DIR: join(folder, 'journal'), LANG: 'C.UTF-8' };
  const time = async (words: readonly string[], stdin = ''): Promise<number> => {
    const startedAt = performance.now();
    const { exitCode, stderr } = await runTodo(words, { env, stdin });
    if (exitCode !== 0)
      throw new Error(`todo ${words.join(' ')} ended with exit code ${exitCode}:\n${stderr}`);
    return performance.now() - startedAt;
  };
  await time(['signup', '-u', 'journal', '-e', 'journal@example.org', '--password-stdin'], PASSWORD);
  await time(['add', '-'], titles(2));

  const times = new Map<string, Record<'with' | 'without', number[]>>();
  let last = 2;
  for (let round = 0; round <= rounds; round += 1) {
    for (const journal of ['with', 'without'] as const) {
      await setTriggers(neon, journal === 'with');
      const numbers = `${last + 1}-${last + BULK}`;
      for (const { name, words, stdin } of writes(numbers, last + BULK + 1)) {
        const taken = await time(words(round), stdin);
        const all = times.get(name) ?? { with: [], without: [] };
        // The first round only warms up.
        if (round > 0) all[journal].push(taken);
        times.set(name, all);
      }
      last += BULK + 1;
    }
  }
  await setTriggers(neon, true);
  return columns([
    ['', 'ms without', 'ms with the journal', 'ratio'],
    ...[...times].map(([name, all]) => row(name, median(all.without), median(all.with))),
  ]);
}

/** Once through the life of tasks. */
function writes(numbers: string, single: number): Write[] {
  return [
    { name: `add ${BULK}`, words: () => ['add', '-', '-q', '--tag', 'home'], stdin: titles(BULK) },
    { name: `edit ${BULK}`, words: (round) => ['edit', numbers, `due:+${round + 1}d`, '-q'] },
    { name: `done ${BULK}`, words: () => ['done', numbers, '-q'] },
    { name: `reopen ${BULK}`, words: () => ['reopen', numbers, '-q'] },
    { name: `rm ${BULK}`, words: () => ['rm', numbers, '--yes', '-q'] },
    { name: 'add', words: () => ['add', 'Buy oat milk', 'due:tomorrow', '+home'] },
    // Another title each time: an edit that changes nothing is not written down.
    { name: 'edit', words: (round) => ['edit', '1', '--title', `Buy oat milk, round ${round} of ${single}`] },
    { name: 'done', words: () => ['done', '2'] },
    { name: 'reopen', words: () => ['reopen', '2'] },
    { name: 'rm', words: () => ['rm', String(single), '--yes'] },
  ];
}

async function setTriggers(neon: Neon, enabled: boolean): Promise<void> {
  for (const trigger of TRIGGERS) {
    await neon.query(`alter table todo.tasks ${enabled ? 'enable' : 'disable'} trigger ${trigger}`);
  }
}

function row(name: string, without: number, withJournal: number): string[] {
  return [name, without.toFixed(1), withJournal.toFixed(1), (withJournal / without).toFixed(2)];
}
