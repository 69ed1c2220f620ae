import { parseArgs } from 'node:util';
import { createSandbox, type Sandbox } from '../demo/sandbox.ts';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { commandRows } from './command-rows.ts';
import { exportRows } from './export-rows.ts';
import { importRows } from './import-rows.ts';
import { loadedCommands } from './loaded-commands.ts';
import { loadedPackages } from './loaded-packages.ts';
import { measureJournal } from './journal.ts';
import { packageRows } from './package-rows.ts';
import { peerRows } from './peer-rows.ts';
import { findingsTable, HOW_TO_READ } from './report.ts';
import { measureRendering } from './rendering.ts';
import type { Finding, Row } from './row.ts';
import { serverRows } from './server-rows.ts';

const HELP = `Usage: npm run bench -- [--runs <count>] [--only <text>] [--peers]
       npm run bench -- --loaded | --journal | --rendering

  --runs <count>  pairs of runs for each row (default: 15; npx: a third of it)
  --only <text>   only rows with this text
  --peers         beside it other programs for tasks, where they are installed
  --loaded        show instead which packages the commands load
  --journal       measure instead what the journal adds to commands that write
  --rendering     measure instead how long 1,000 tasks take to become text
`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    peers: { type: 'boolean', default: false },
    loaded: { type: 'boolean', default: false },
    journal: { type: 'boolean', default: false },
    rendering: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const runs = Math.max(Math.trunc(Number(values.runs)) || 1, 1);

if (values.help) process.stdout.write(HELP);
else if (values.rendering) print(measureRendering());
else await withServer(bench);

async function bench(neon: Neon, sandbox: Sandbox): Promise<void> {
  if (values.loaded) {
    const commands = await loadedCommands(sandbox);
    const chosen = commands.filter(({ name }) => name.includes(values.only));
    print(await loadedPackages(chosen, sandbox.folder));
  } else if (values.journal) {
    print(await measureJournal(neon, sandbox.folder, runs));
  } else {
    const rows = [
      ...commandRows(sandbox, runs),
      ...importRows(neon, sandbox, runs),
      ...exportRows(neon, sandbox, runs),
      ...serverRows(neon, sandbox, runs),
      ...packageRows(sandbox, runs),
      ...(values.peers ? peerRows(sandbox, runs) : []),
    ];
    print(`Node ${process.version}, PostgreSQL on this machine, ${runs} pairs of runs.`);
    const measured = await measureAll(rows.filter(({ what }) => what.includes(values.only)));
    print(`\n${findingsTable(measured)}\n\n${HOW_TO_READ}`);
  }
}

/** Says on stderr what is measured, as all of it takes minutes. */
async function measureAll(rows: readonly Row[]): Promise<(readonly [Row, Finding])[]> {
  const measured: (readonly [Row, Finding])[] = [];
  for (const [index, row] of rows.entries()) {
    process.stderr.write(`${index + 1}/${rows.length} ${row.what}\n`);
    measured.push([row, await findingOf(row)]);
  }
  return measured;
}

/** What cannot be measured here is no reason to throw away the rest. */
async function findingOf(row: Row): Promise<Finding> {
  try {
    return await row.measure();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    return { kind: 'not measured', why: message.split('\n')[0] ?? '' };
  }
}

async function withServer(use: (neon: Neon, sandbox: Sandbox) => Promise<void>): Promise<void> {
  const neon = await startNeon({ engine: 'postgres' });
  const sandbox = createSandbox(neon.url(), {});
  try {
    await use(neon, sandbox);
  } finally {
    await neon.close();
    sandbox.remove();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
