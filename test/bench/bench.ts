import { parseArgs } from 'node:util';
import { createSandbox } from '../demo/sandbox.ts';
import { startNeon } from '../neon/stand-in.ts';
import { measureJournal } from './journal.ts';
import { type Cost, measure, medianCost } from './measure.ts';
import { costTable } from './report.ts';
import { measureRendering } from './rendering.ts';
import { prepareScenarios, type Scenario } from './scenarios.ts';
import { loadedPackages } from './loaded-packages.ts';

const HELP = `Usage: npm run bench -- [--postgres] [--runs <count>] [--only <text>] [--loaded | --journal]

  --postgres       against a real PostgreSQL instead of PGlite
  --runs <count>   runs of each command, of which the median counts (default: 11)
  --only <text>    only commands with this text
  --loaded         show instead which packages the commands load
  --journal        measure instead what the journal adds to commands that write (use --postgres)
`;

const { values } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    runs: { type: 'string', default: '11' },
    only: { type: 'string', default: '' },
    loaded: { type: 'boolean', default: false },
    journal: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await bench();

async function bench(): Promise<void> {
  const runs = Math.max(Number(values.runs), 1);
  const engine = values.postgres ? 'postgres' : 'pglite';
  print(`Node ${process.version}, ${engine}, median of ${runs} runs of each. Preparing ...`);
  const neon = await startNeon({ engine });
  const sandbox = createSandbox(neon.url(), {});
  try {
    if (values.journal) {
      print(await measureJournal(neon, sandbox.folder, runs));
      return;
    }
    const { bareNode, oneRequest, commands } = await prepareScenarios(sandbox, runs + 1);
    const chosen = commands.filter(({ name }) => name.includes(values.only));
    if (values.loaded) {
      const programs = chosen.map(({ name, program }) => ({ name, program: program(0) }));
      print(await loadedPackages(programs, sandbox.folder));
      return;
    }
    const costs = await measureInTurn([bareNode, oneRequest, ...chosen], runs);
    print(`\n${costTable(costs)}\n\n${measureRendering()}`);
  } finally {
    await neon.close();
    sandbox.remove();
  }
}

/** One run of each, then the next of each, so that a machine which slows down does so for all. The first run only warms up. */
async function measureInTurn(
  scenarios: readonly Scenario[],
  runs: number,
): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, Cost[]>(scenarios.map(({ name }) => [name, []]));
  for (let run = 0; run <= runs; run += 1) {
    for (const { name, program } of scenarios) {
      const cost = await measure(program(run));
      if (run > 0) costs.get(name)?.push(cost);
    }
  }
  return new Map([...costs].map(([name, all]) => [name, medianCost(all)]));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
