import { setMaxListeners } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandData } from '../../src/cli/command-data.ts';
import type { Neon } from '../neon/stand-in.ts';
import { effort } from '../support/effort.ts';
import { type Change, EVERY_CHANGE } from '../support/every-change.ts';
import { Arena, type Manner, MANNERS, type Smooth } from '../support/fault-matrix.ts';
import { faultTable, type Row } from '../support/fault-table.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { runTodo } from '../support/run-todo.ts';
import { trustValid } from '../support/tls-certificate.ts';
import { LASTING, PASSING, type Trouble } from '../support/troubles.ts';
import { openTunnel, type Tunnel } from '../support/tunnel.ts';

/** Every command with every trouble takes minutes on a busy machine. */
const TIMEOUT = 1_200_000;

/** Most of them wait. */
const MOST_TOGETHER = 64;

/** Commands that change nothing, neither here nor there; those that hold others among them. */
const READING = new Set(
  [
    'list',
    'show',
    'tags',
    'calendar',
    'stats',
    'export',
    'history',
    'trash',
    'whoami',
    'sessions',
    'help',
    'completion',
  ].concat(['token', 'account', 'db', 'db status']),
);

/** What became of one command, at every trouble. */
interface Tried {
  readonly rows: readonly Row[];
  readonly complaints: readonly string[];
}

let stands: readonly Neon[];
let tunnel: Tunnel;
let distrust: () => void;
const tried = new Map<Change, Tried>();

beforeAll(async () => {
  // One after another, and each place for itself, as they would take minutes otherwise.
  const alone = EVERY_CHANGE.flatMap((change) =>
    change.serial === true ? (change.places ?? []).map((place) => ({ change, place })) : [],
  );
  const [main, ...others] = await Promise.all(
    [undefined, ...alone].map(() => startPreparedNeon({ engine: 'postgres' })),
  );
  if (main === undefined) throw new Error('No stand-in was started');
  stands = [main, ...others];
  tunnel = await openTunnel(main.port);
  distrust = trustValid();
  process.env['HTTPS_PROXY'] = tunnel.proxy;
  // Of many editors at once, each listens for Ctrl-C.
  setMaxListeners(0, process);
  const together = new Arena(main, MOST_TOGETHER);
  const arenas = alone.map(({ change, place }, index) => ({
    change,
    place,
    arena: new Arena(others[index] ?? main, 1),
  }));
  await Promise.all(
    EVERY_CHANGE.map(async (change, index) => {
      const own = arenas.filter((each) => each.change === change);
      const arenaAt = (wanted?: number): Arena =>
        (own.find(({ place }) => place === wanted) ?? own[0])?.arena ?? together;
      tried.set(change, await tryAll(change, arenaAt, index));
    }),
  );
}, TIMEOUT);

afterAll(async () => {
  delete process.env['HTTPS_PROXY'];
  distrust();
  await tunnel.close();
  await Promise.all(stands.map((neon) => neon.close()));
});

/** @param turn which manner comes first: each trouble is met in another, so that all are tried with all in the end */
async function tryAll(change: Change, arenaAt: (place?: number) => Arena, turn: number): Promise<Tried> {
  const complaints: string[] = [];
  const smooth = new Map<Manner, Smooth>();
  await Promise.all(
    MANNERS.map(async (manner) => {
      const found = await arenaAt().runSmoothly(change, manner);
      smooth.set(manner, found);
      complaints.push(...found.complaints.map((complaint) => `${change.title}${manner}: ${complaint}`));
    }),
  );
  const requests = smooth.get('')?.requests ?? 0;
  const places = change.places ?? Array.from({ length: requests }, (_, index) => index + 1);

  async function cellOf(place: number, trouble: Trouble, manner: Manner): Promise<string> {
    const known = smooth.get(manner);
    if (known === undefined) throw new Error('There is nothing to compare with');
    const { cell, complaints: found } = await arenaAt(place).runInto(
      { change, trouble, place },
      manner,
      known,
    );
    const where = `${change.title}${manner}, ${trouble.name} at request ${place}`;
    complaints.push(...found.map((complaint) => `${where}: ${complaint}`));
    return cell;
  }

  const rows = await Promise.all(
    places.map(async (place): Promise<Row> => {
      const cells = new Map<Trouble, string>();
      await Promise.all(
        [...PASSING, ...LASTING].map(async (trouble, index) => {
          // A name is looked up and a certificate is shown where the connection is made.
          if (trouble.elsewhere !== undefined && place > 1) return;
          const first = (turn + place + index) % MANNERS.length;
          const manners = effort<readonly Manner[]>(MANNERS.slice(first, first + 1), MANNERS);
          const found = await Promise.all(manners.map((manner) => cellOf(place, trouble, manner)));
          cells.set(trouble, [...new Set(found)].join(' / '));
        }),
      );
      return { command: change.title, place, requests, cells };
    }),
  );
  return { rows, complaints };
}

it.each(EVERY_CHANGE)('todo $title is done once or not at all, and says which', (change) => {
  expect(tried.get(change)?.complaints).toEqual([]);
});

it('are all commands that change something', async () => {
  const { stdout } = await runTodo('help --json');
  const { commands }: { commands: readonly CommandData[] } = JSON.parse(stdout);
  const named = commands.flatMap(({ name, subcommands }) =>
    [name].concat(subcommands.map((below) => `${name} ${below.name}`)),
  );
  const changing = named.filter((name) => !READING.has(name));
  expect([...new Set(EVERY_CHANGE.map(({ command }) => command))].toSorted()).toEqual(changing.toSorted());
});

it('come to what docs/faults.md says', async () => {
  const rows = EVERY_CHANGE.flatMap((change) => tried.get(change)?.rows ?? []);
  await expect(
    [
      INTRODUCTION,
      `## What passes\n\n${faultTable(rows, PASSING)}`,
      `## What lasts\n\n${faultTable(rows, LASTING)}\n`,
    ].join('\n\n'),
  ).toMatchFileSnapshot('../../docs/faults.md');
});

const INTRODUCTION = `# Commands that meet a fault

Every command that changes something, with every fault of the network and of Neon that the stand-in of the tests knows, at each of its
requests. What is in the tables is what was found in the database and on the machine afterwards: \`test/command/faults.test.ts\` makes them and
fails where they differ. After a change that is wanted: \`npx vitest run test/command/faults.test.ts --update\`.

- **done once**: exit 0, and the same as without the fault: in the tasks, the journal, the sessions, the accounts, the login, and on stdout.
- **not done**: exit 6, and nothing was changed, as the message lets everybody believe.
- **…, unsure**: exit 6, and the message says that the change may have been made all the same. Nobody can know where the answer was lost;
  nothing is said of it where the request cannot have reached the database.
- **done there alone**: in the database; this machine did not hear of it, and keeps its login, or has none. **Done here alone**: the
  reverse, and the message says so.
- **first half done**, **tables made**: the command does two things, and the output tells that the first is done.
- **–**: cannot happen to a later request, which goes over the connection of the first.

Nothing else ever happened: no change was made twice, none by half without a word, no command hung, none ended with a stack,
and no output and no file held a password, a token, a key that is derived from a password, a connection string, or, in a message, the text of a task.`;
