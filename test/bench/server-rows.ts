import type { Sandbox } from '../demo/sandbox.ts';
import type { Neon } from '../neon/stand-in.ts';
import { createAccount } from './accounts.ts';
import { requestsOf } from './floor.ts';
import { type Filling, fillDatabase } from '../support/large-database.ts';
import type { Finding, Row } from './row.ts';
import { serverTime } from './server-time.ts';
import { compare, measurePairs } from './statistics.ts';

const OPEN = 50;
const THOUSAND: Filling = { otherUsers: 19, tasksOfEach: 50, ownOpen: OPEN, ownDone: 0 };
const MILLION: Filling = { otherUsers: 19_999, tasksOfEach: 50, ownOpen: OPEN, ownDone: 0 };
/** As many as a user may have (todo.settings). */
const AT_THE_LIMIT: Filling = { otherUsers: 19_000, tasksOfEach: 50, ownOpen: OPEN, ownDone: 49_950 };
const MOSTLY_OWN: Filling = { otherUsers: 2_000, tasksOfEach: 50, ownOpen: OPEN, ownDone: 899_950 };

/** What Postgres takes for commands of a user with 50 open tasks, by how many other tasks there are. */
export function serverRows(neon: Neon, sandbox: Sandbox, runs: number): Row[] {
  const against = (filling: Filling, command: string) => async (): Promise<Finding> => {
    const small = await prepare(neon, sandbox, THOUSAND, command);
    const large = await prepare(neon, sandbox, filling, command);
    const pairs = await measurePairs(small.time, large.time, runs);
    // Each takes 330 MB of the temporary folder.
    await neon.query(`drop database ${large.database} with (force)`);
    return { kind: 'comparison', comparison: compare(pairs, (milliseconds) => milliseconds), unit: 'ms' };
  };
  return [
    {
      what: 'server time of 50 open tasks, 1,000,000 in all against 1,000',
      atMost: 1.2,
      measure: against(MILLION, 'list'),
    },
    {
      what: 'for information: the same, 49,950 of them done ones of that user',
      measure: against(AT_THE_LIMIT, 'list'),
    },
    {
      what: 'for information: the same, 899,950 of them done ones of that user',
      measure: against(MOSTLY_OWN, 'list'),
    },
    ...['calendar', 'stats'].map((command) => ({
      what: `for information: todo ${command} of 50,000 tasks, 1,000,000 in all, against 50 of 1,000`,
      measure: against(AT_THE_LIMIT, command),
    })),
  ];
}

interface Prepared {
  readonly database: string;
  /** What Postgres takes for the command, in milliseconds. */
  readonly time: () => Promise<number>;
}

/** Makes and fills a database. */
async function prepare(neon: Neon, sandbox: Sandbox, filling: Filling, command: string): Promise<Prepared> {
  const database = await neon.createDatabase();
  const env = { ...sandbox.env, DATABASE_URL: neon.url({ database }) };
  const account = await createAccount({ ...sandbox, env }, database.replace('_', '-'), 0);
  await fillDatabase((sql, parameters) => neon.query(sql, parameters, database), filling);
  const requests = await requestsOf(account, account.todo([command]));
  return { database, time: () => serverTime(neon, database, requests) };
}
