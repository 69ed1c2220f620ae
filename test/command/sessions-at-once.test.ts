import { beforeAll, expect, it } from 'vitest';
import { effort } from '../support/effort.ts';
import { newMachine } from '../support/machine.ts';
import type { Outcome } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { emptyDatabase, type TestDatabase } from '../support/test-database.ts';

const MACHINES = effort(12, 50);
const SECONDS = effort(4, 60);
const PASSWORDS = [PASSWORD, 'another battery staple'];

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  await newMachine(database.url).todo('db migrate');
  await database.query('update todo.settings set max_sessions = 1000, login_tries_per_hour = 100000');
});

interface Token {
  readonly id: string;
  readonly token: string;
}

/** By exit code. */
const EXPLANATIONS: Readonly<Record<number, RegExp>> = {
  0: /^(A token that works until .*)?$/,
  3: /^Error: No such session: /,
  4: /^(Error: |.*"message":")The token in TODO_TOKEN is unknown to /,
};

it(
  'tokens that are made, used and revoked on many machines, while the password changes, work until they are ended and no longer',
  { timeout: effort(120_000, 1_200_000) },
  async () => {
    const ada = await signUpUser(database);
    const end = Date.now() + 1_000 * SECONDS;
    const outcomes: Outcome[] = [];
    const pool: Token[] = await Promise.all(Array.from({ length: MACHINES }, () => createToken(ada)));
    const revoked = new Set<string>();

    const run = async (words: string, token: string): Promise<Outcome> => {
      const outcome = await newMachine(database.url).todo(`${words} --debug --timeout 60`, {
        env: { TODO_TOKEN: token },
      });
      outcomes.push(outcome);
      return outcome;
    };

    const work = async (machine: number): Promise<void> => {
      let own = pool[machine];
      for (let turn = machine; Date.now() < end; turn += 1) {
        own ??= await createToken(ada);
        const others = [1, 2, 3].flatMap((step) => pool[(turn * 7 + step * machine) % pool.length] ?? []);
        const ids = others.map(({ id }) => id);
        const { exitCode, stdout } =
          turn % 3 === 0
            ? await run('token create --name spare --json', own.token)
            : turn % 3 === 1
              ? await run(`sessions revoke ${ids.join(' ')} -q`, own.token)
              : await run('add Milk', own.token);
        if (exitCode === 0 && turn % 3 === 0) pool[turn % pool.length] = JSON.parse(stdout);
        if (turn % 3 === 1) for (const id of stdout.split('\n')) revoked.add(id);
        if (exitCode === 4) own = undefined;
      }
    };
    const changePasswords = async (): Promise<void> => {
      for (let turn = 0; Date.now() < end; turn += 1) {
        const stdin = (turn % 2 === 0 ? PASSWORDS : PASSWORDS.toReversed()).join('\n');
        expect(await ada.todo('passwd --password-stdin', { stdin })).toMatchObject({
          exitCode: 0,
          stderr: '',
        });
      }
    };
    await Promise.all([changePasswords(), ...pool.map((_token, machine) => work(machine))]);

    const told = outcomes.map(({ exitCode, stderr }) => ({ exitCode, first: firstLine(stderr) }));
    expect(told.filter(({ exitCode, first }) => EXPLANATIONS[exitCode]?.test(first) !== true)).toEqual([]);
    const live = new Set((await database.query('select id::text from todo.sessions')).map(({ id }) => id));
    expect([...revoked].filter((id) => live.has(id))).toEqual([]);
    for (const { id, token } of pool) {
      expect([live.has(id), (await run('whoami', token)).exitCode]).toEqual(
        live.has(id) ? [true, 0] : [false, 4],
      );
    }
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
    const repeated = outcomes.filter(({ stderr }) =>
      /failed after \d+ ms: SQLSTATE (40P01|40001)/.test(stderr),
    ).length;
    process.stdout.write(
      `${MACHINES} machines and a password in ${SECONDS} s: ${outcomes.length} commands, ${repeated} repeated after 40P01 or 40001\n`,
    );
  },
);

async function createToken(ada: User): Promise<Token> {
  const { exitCode, stdout } = await ada.todo('token create --name machine --json');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

/** Without what `--debug` adds. */
function firstLine(stderr: string): string {
  return stderr.split('\n').find((line) => !line.startsWith('debug: ')) ?? '';
}
