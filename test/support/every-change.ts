import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSessionStore } from '../../src/local/session-store.ts';
import type { Endpoint } from '../neon/stand-in.ts';
import { EVERY_WRITE, prepareAccount, type Write } from './every-write.ts';
import { type Machine, newMachine } from './machine.ts';
import type { Surroundings } from './run-todo.ts';
import { PASSWORD, signUpUser, type User, VERIFIER } from './sign-up-user.ts';
import { databaseOf } from './test-database.ts';

export const NEW_PASSWORD = 'ferry-tulip-42/§&';

/** Something that is about to be changed. */
export interface Prepared {
  readonly machine: Machine;
  readonly words: string;
  readonly surroundings: Surroundings;
  /** Of the account that it is about; it may not be there yet. */
  readonly username: string;
  /** Without one, nobody is logged in. */
  readonly token: string | undefined;
  readonly database: string;
}

/** A kind of command that changes something, for tests of what becomes of it. */
export interface Change {
  /** As the program calls it. */
  readonly command: string;
  /** The command as it is typed, and what on if that does not show; with names in the place of what differs from run to run. */
  readonly title: string;
  /** What is changed belongs to the whole server, so that no other such change may be under way. */
  readonly serial?: true;
  readonly needs?: 'an empty database';
  /** What may be printed where the answer to a first try was lost: it is true, and says less. */
  readonly otherwise?: RegExp;
  /** The requests that are worth trying; all, if it does not say. */
  readonly places?: readonly number[];
  /** What is left where a later one of its requests fails and that is neither nothing nor all; it has to be told. */
  readonly half?: Half;
  prepare(endpoint: Endpoint, database: string): Promise<Prepared>;
}

interface Half {
  /** In a word or two, for a table. */
  readonly name: string;
  is(state: State): boolean;
  /** What is printed of it. */
  readonly told: RegExp;
}

/** What there is on both sides, as far as a command can change it. */
export interface State {
  /** The version of the tables; 0: there are none. */
  readonly tables: unknown;
  readonly tasks: unknown;
  /** How many commands the journal has. */
  readonly commands: unknown;
  /** `present` or `new`; null: there is no such account. */
  readonly password: unknown;
  /** Names, those that may only read in brackets. */
  readonly sessions: unknown;
  /** What is kept of the password of the role for other people. */
  readonly clientRole: unknown;
  /** How many databases this machine is logged in to. */
  readonly logins: number;
  /** Whether a connection string is remembered. */
  readonly remembered: boolean;
}

const SIGN_UP = 'signup -u NAME -e NAME@example.org --device laptop --password-stdin';
const HAS_TABLES: Half = {
  name: 'tables made',
  is: (state) => state.tables !== 0 && state.password === null && !state.remembered,
  told: /Creating the tables/,
};

const ALREADY_OVER = /^Logged out of \S+$|"sessionsEnded":0/m;

const INVITE = guest('db invite', 'db invite');

const OF_ACCOUNTS: readonly Change[] = [
  guest('signup', SIGN_UP),
  {
    ...guest('signup', SIGN_UP, ' in an empty database'),
    needs: 'an empty database',
    // With the others it makes the tables, as `init` does.
    places: [1],
  },
  {
    command: 'login',
    title: 'login NAME --password-stdin',
    prepare: async (endpoint) => {
      const { username } = await signUpUser(databaseOf(endpoint));
      return {
        machine: newMachine(endpoint.url()),
        words: `login ${username} --device desk --password-stdin`,
        surroundings: { stdin: PASSWORD },
        username,
        token: undefined,
        database: 'neondb',
      };
    },
  },
  { ...user('logout', 'logout'), otherwise: ALREADY_OVER },
  { ...user('logout', 'logout --all', { tokens: ['ci'] }), otherwise: ALREADY_OVER },
  { ...user('logout', 'logout --purge'), otherwise: ALREADY_OVER },
  user('passwd', 'passwd --password-stdin', { tokens: ['ci'], stdin: `${PASSWORD}\n${NEW_PASSWORD}\n` }),
  user('token create', 'token create --name ci --read-only'),
  user('sessions revoke', 'sessions revoke ID', { tokens: ['ci'] }),
  user('sessions revoke', 'sessions revoke OWN-ID ID', { tokens: ['ci'] }),
  user('account delete', 'account delete --confirm NAME --password-stdin', {
    tokens: ['ci'],
    stdin: PASSWORD,
  }),
  guest('init', 'init'),
  { ...guest('init', 'init', ' with an empty database'), needs: 'an empty database', half: HAS_TABLES },
  {
    ...guest('db migrate', 'db migrate', ' of an empty database'),
    needs: 'an empty database',
    otherwise: /are up to date|"applied":\[\]/,
  },
  {
    ...INVITE,
    serial: true,
    places: [1, 3, 4],
    prepare: async (endpoint, database) => {
      // A session of the stand-in's is of the role that there was.
      await endpoint.query(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = 'todo_client'",
      );
      await endpoint.query(
        `do $$ begin
           if to_regrole('todo_client') is not null then drop owned by todo_client; drop role todo_client; end if;
         end $$`,
      );
      return INVITE.prepare(endpoint, database);
    },
  },
  {
    ...guest('db invite', 'db invite', ' again'),
    serial: true,
    places: [3],
    prepare: async (endpoint, database) => {
      const prepared = await INVITE.prepare(endpoint, database);
      await prepared.machine.todo('db invite');
      return prepared;
    },
  },
];

/** Every command that changes anything, on all that makes it take another way. */
export const EVERY_CHANGE: readonly Change[] = [...EVERY_WRITE.map(ofTasks), ...OF_ACCOUNTS];

function ofTasks(write: Write): Change {
  // The formats are for the test to choose.
  const words = write.words.replace(' -q', '');
  const [command = ''] = words.split(' ');
  const after = write.prepared === undefined ? '' : ` after ${write.prepared.join(', ')}`;
  const half = write.leavesAfterFirst;
  return {
    command,
    title: words + after,
    ...(half === undefined
      ? {}
      : {
          half: {
            name: 'first half done',
            is: ({ tasks }) => JSON.stringify(tasks) === JSON.stringify(half),
            told: /"completed":true|Done #2/,
          },
        }),
    prepare: async (endpoint) => {
      const ada = await signUpUser(databaseOf(endpoint));
      await prepareAccount(ada, write);
      const { stdin, editor } = write;
      const surroundings: Surroundings = {
        ...(stdin === undefined ? {} : { stdin }),
        ...(editor === undefined ? {} : { env: { EDITOR: editor }, terminal: { stdin: true, stderr: true } }),
      };
      return ofUser(ada, words, surroundings);
    },
  };
}

/** Of somebody who is logged in. */
function user(
  command: string,
  words: string,
  { tokens = [], stdin = '' }: { readonly tokens?: readonly string[]; readonly stdin?: string } = {},
): Change {
  return {
    command,
    title: words,
    prepare: async (endpoint) => {
      const ada = await signUpUser(databaseOf(endpoint));
      for (const name of tokens) await ada.todo(`token create --name ${name}`);
      const [token] = await endpoint.query(
        'select id::text from todo.sessions where user_id = $1 and id <> $2',
        [ada.id, ada.sessionId],
      );
      const typed = words
        .replace('NAME', ada.username)
        .replace('OWN-ID', ada.sessionId)
        .replace('ID', String(token?.['id']));
      return ofUser(ada, typed, { stdin });
    },
  };
}

/** Of somebody who is not. */
function guest(command: string, words: string, on = ''): Change {
  return {
    command,
    title: words.replace(/ .*--/, ' --') + on,
    prepare: (endpoint, database) => {
      const username = `ada-${randomBytes(5).toString('hex')}`;
      return Promise.resolve({
        machine: newMachine(endpoint.url({ database })),
        words: words.replaceAll('NAME', username),
        surroundings: { stdin: PASSWORD },
        username,
        token: undefined,
        database,
      });
    },
  };
}

function ofUser({ username, token, ...machine }: User, words: string, surroundings: Surroundings): Prepared {
  return { machine, words, surroundings, username, token, database: 'neondb' };
}

/** Past the program. */
export async function stateOf(
  { machine, username, database }: Prepared,
  endpoint: Pick<Endpoint, 'query'>,
): Promise<State> {
  const [tables] =
    database === 'neondb'
      ? [{ there: true }]
      : await endpoint.query("select to_regclass('todo.users') as there", [], database);
  const [row] = tables?.['there'] === null ? [] : await endpoint.query(STATE, [username, VERIFIER], database);
  return {
    tables: row?.['tables'] ?? 0,
    tasks: row?.['tasks'] ?? [],
    commands: row?.['commands'] ?? 0,
    password: row?.['password'] ?? null,
    sessions: row?.['sessions'] ?? [],
    clientRole: row?.['role'] ?? null,
    logins: openSessionStore(machine.configDir).databases().length,
    remembered: existsSync(join(machine.configDir, '.env')),
  };
}

const STATE = `
  with account as (select * from todo.users where username = $1)
  select (select max(version) from todo.migrations) as tables,
         (select rolpassword from pg_authid where rolname = 'todo_client') as role,
         (select jsonb_agg(concat_ws(' ', number, title, case when completed then 'done' else 'open' end, priority) order by number)
            from todo.tasks t where t.user_id = a.id) as tasks,
         (select count(*)::int from todo.commands c where c.user_id = a.id) as commands,
         case when a.password = $2 then 'present' when a.password is not null then 'new' end as password,
         (select jsonb_agg(case when s.read_only then format('(%s)', s.device) else s.device end order by s.device)
            from todo.sessions s where s.user_id = a.id) as sessions
    from (select 1) as always left join account a on true`;
