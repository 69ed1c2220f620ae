import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import type { Surroundings } from '../support/run-todo.ts';
import { formsOf, formsOfToken, formsOfUrl, type Secret, secretsIn } from '../support/secrets.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
let readOnly: string;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  ada = await signUpUser(databaseOf(neon));
  await ada.todo(['add', 'Meet the informant', '-n', 'Bridge, at midnight', '-t', 'watergate']);
  readOnly = (await ada.todo('token create --name wallboard --read-only')).stdout.trim();
});
afterAll(() => neon.close());

const NEW_TITLE = 'Bury the treasure';
const NEW_NOTE = 'Under the third palm';

/** What must not be in any message: passwords, tokens, URLs, and what tasks say. */
function secrets(): Secret[] {
  const texts = ['informant', 'midnight', 'watergate', 'treasure', 'palm'];
  return [
    ...formsOf('a password', PASSWORD),
    ...formsOfUrl(neon.url()),
    ...[ada.token, readOnly].flatMap(formsOfToken),
    ...texts.flatMap((text) => formsOf('the text of a task', text)),
  ];
}

interface Failing {
  readonly what: string;
  readonly words: string | readonly string[];
  readonly stdin?: string;
}

const ADD: readonly string[] = ['add', NEW_TITLE, '-n', NEW_NOTE];
const FAILING: readonly Failing[] = [
  { what: 'a title that is too long', words: ['add', `${NEW_TITLE} `.repeat(30), '-n', NEW_NOTE] },
  { what: 'a bad date', words: [...ADD, '-d', 'someday'] },
  { what: 'a bad line', words: 'add -', stdin: `${NEW_TITLE}\n${'x'.repeat(501)}\n` },
  { what: 'a NUL', words: 'add -', stdin: `${NEW_TITLE}\0\n` },
  { what: 'no such task', words: 'done 99' },
  { what: 'an unknown option', words: [...ADD, '--colour'] },
  { what: 'a wrong password', words: 'login % --password-stdin', stdin: `${PASSWORD}!` },
  {
    what: 'a wrong present password',
    words: 'passwd --password-stdin',
    stdin: `${PASSWORD}!\npalm-palm-palm`,
  },
  { what: 'a short new password', words: 'passwd --password-stdin', stdin: `${PASSWORD}\npalm` },
  {
    what: 'a wrong password for the account',
    words: 'account delete --confirm % --password-stdin',
    stdin: `${PASSWORD}!`,
  },
  { what: 'a short password', words: 'signup -u x1 -e x@example.org --password-stdin', stdin: 'palm' },
  { what: 'a taken name', words: 'signup -u % -e x@example.org --password-stdin', stdin: PASSWORD },
  { what: 'no way to ask', words: 'rm 1' },
];

// What faults of the network make a command tell is looked through where those are tried: faults.test.ts.

describe.each(['', '--debug', '--json', '--json --debug'])('with "%s", nothing secret is told', (options) => {
  async function messages(
    words: string | readonly string[],
    surroundings: Surroundings = {},
  ): Promise<string> {
    const list = typeof words === 'string' ? words.replace('%', ada.username).split(' ') : words;
    const { exitCode, stdout, stderr } = await ada.todo(
      [...options.split(' ').filter(Boolean), ...list],
      surroundings,
    );
    expect(exitCode).not.toBe(0);
    expect(stderr).not.toBe('');
    return stdout + stderr;
  }

  it.each(FAILING)('about $what', async ({ words, stdin = '' }) => {
    const told = await messages(words, { stdin });
    expect(secretsIn(told, secrets())).toEqual([]);
  });

  it('when the session is refused, or may only read', async () => {
    const forged = `todo_${randomBytes(48).toString('base64url')}`;
    for (const token of [readOnly, forged]) {
      const told = await messages(ADD, { env: { TODO_TOKEN: token } });
      expect(secretsIn(told, [...secrets(), ...formsOf('a token', token)])).toEqual([]);
    }
  });

  it('when Postgres itself refuses what nobody foresaw', async () => {
    await neon.query(
      "alter table todo.tasks add constraint no_treasure check (title not like '%treasure%') not valid",
    );
    const told = await messages(ADD);
    await neon.query('alter table todo.tasks drop constraint no_treasure');
    expect(secretsIn(told, secrets())).toEqual([]);
    expect(told).toContain('23514');
  });
});

describe('--debug', () => {
  it('tells timings, SQLSTATE and places on stderr, and leaves stdout alone', async () => {
    neon.inject({ kind: 'too-many-connections' });
    const { stdout, stderr } = await ada.todo('show 1 -q --debug');
    expect(stdout).toBe('1\n');
    expect(stderr).toMatch(
      /^debug: localhost:\d+\/neondb: failed after \d+ ms: \S.*\ndebug: localhost:\d+\/neondb: answered after \d+ ms\n$/,
    );
    const { stderr: trace } = await ada.todo('show 99 --debug');
    expect(trace).toMatch(/^debug: +at .*named-tasks\.ts:\d+:\d+\)?$/m);
  });

  it('is silent about nobody', async () => {
    const machine = newMachine(neon.url());
    expect((await machine.todo('list --debug')).stderr).not.toContain('npg_');
  });
});
