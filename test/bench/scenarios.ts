import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../demo/sandbox.ts';
import { createAccount, PASSWORD, titles } from './accounts.ts';
import type { Program } from './measure.ts';

const ONE_REQUEST = fileURLToPath(new URL('one-request.cjs', import.meta.url));

export interface Scenario {
  readonly name: string;
  /** The program of a run; runs are counted from 0. */
  readonly program: (run: number) => Program;
}

/** Two floors, below which no program and no command with a request can be, and then the commands. */
export interface Scenarios {
  readonly bareNode: Scenario;
  readonly oneRequest: Scenario;
  readonly commands: readonly Scenario[];
}

/** Makes the users that the scenarios need, each with the tasks for theirs. */
export async function prepareScenarios(sandbox: Sandbox, runs: number): Promise<Scenarios> {
  const nobody = await createAccount(sandbox, 'nobody', 0);
  const fifty = await createAccount(sandbox, 'fifty', 50);
  const thousand = await createAccount(sandbox, 'thousand', 1_000);
  const tenThousand = await createAccount(sandbox, 'ten-thousand', 10_000);
  const writer = await createAccount(sandbox, 'writer', runs);
  const importer = await createAccount(sandbox, 'importer', 0);
  const lines = titles(1_000);
  const { env } = sandbox;
  return {
    bareNode: same('node -e 0', { words: ['-e', '0'], env }),
    oneRequest: same('node, one request', { words: [ONE_REQUEST], env }),
    commands: [
      same('--version', nobody.todo(['--version'])),
      same('--help', nobody.todo(['--help'])),
      same('list, no tasks', nobody.todo(['list'])),
      same('list, 50 tasks', fifty.todo(['list'])),
      same('list, 50 as a table', atTerminal(fifty.todo(['list']))),
      same('list, 1,000 tasks', thousand.todo(['list'])),
      same('list, 1,000 as a table', atTerminal(thousand.todo(['list', '--limit', '1000']))),
      same('list --json, 10,000 tasks', tenThousand.todo(['list', '--json'])),
      same('show', fifty.todo(['show', '7'])),
      same('add', writer.todo(['add', 'Buy oat milk', '--due', 'tomorrow', '--tag', 'home'])),
      same('add -, 1,000 lines', importer.todo(['add', '-'], lines)),
      { name: 'done', program: (run) => writer.todo(['done', String(run + 1)]) },
      same('login', nobody.todo(['login', 'nobody', '--password-stdin'], PASSWORD)),
    ],
  };
}

function same(name: string, program: Program): Scenario {
  return { name, program: () => program };
}

function atTerminal(program: Program): Program {
  return { ...program, env: { ...program.env, BENCH_TERMINAL_COLUMNS: '100' } };
}
