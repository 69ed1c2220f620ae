import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { type Machine, type Outcome, runProcess } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let laptop: Machine;

beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
  await laptop.todo('add', 'Pay the rent');
});

const ROW = '1\topen\t\tMedium\tPay the rent\t\n';
const LISTED = { code: 0, stdout: ROW, stderr: '' };

/** Runs a script in which `$TODO` is the program. */
function inShell(machine: Machine, script: string, stdin = ''): Promise<Outcome> {
  const env = { ...machine.env, TODO: machine.program };
  return runProcess(machine.folder, env, ['/bin/sh', '-c', script], stdin);
}

const gone = (command: string): string => `mkdir gone && cd gone && rmdir ../gone && exec "$TODO" ${command}`;

/** A file may have 8 KiB: the first write takes a part, as where a disk has little room, and the second one fails. */
const full = (words: string): string =>
  `trap '' XFSZ; ulimit -f 16; export NODE_DISABLE_COMPILE_CACHE=1; exec "$TODO" ${words} --password-stdin`;

const configFolder = ({ root }: Machine): string => join(root, 'home', '.config', 'neon-todo');
const sessionsFile = (machine: Machine): string => join(configFolder(machine), 'sessions.json');

/** How many sessions the database knows. */
async function sessions(): Promise<unknown> {
  const [row] = await world.neon.query('select count(*)::int from todo.sessions');
  return row?.['count'];
}

describe('a current folder that was deleted', () => {
  it.each(['list', 'list --no-input', ''])('is no matter to `todo %s`', async (words) => {
    expect(await inShell(laptop, gone(words))).toEqual(LISTED);
  });

  it('holds no file that is named', async () => {
    expect(await inShell(laptop, gone('list --env-file x.env'))).toMatchObject({ code: 9 });
    expect(await inShell(laptop.with({ TODO_ENV_FILE: 'x.env' }), gone('list'))).toEqual({
      code: 6,
      stdout: '',
      stderr:
        'Error: Cannot read the env file x.env (ENOENT).\nCheck the path given with --env-file or TODO_ENV_FILE.\n',
    });
  });

  it('is no place for a login', async () => {
    const before = await sessions();
    const machine = laptop.with({ TODO_CONFIG_DIR: 'logins' });
    expect(await inShell(machine, gone('login ada --password-stdin'), PASSWORD)).toEqual({
      code: 6,
      stdout: '',
      stderr:
        'Error: There is no folder to keep the login in.\nSet HOME or TODO_CONFIG_DIR to an absolute path. In scripts, TODO_TOKEN needs no folder at all.\n',
    });
    expect(await sessions()).toBe(before);
  });
});

describe('standard streams that are closed or full', () => {
  it.each([
    ['<&-', LISTED],
    ['2>&-', LISTED],
    ['>&-', { code: 0, stdout: '', stderr: '' }],
    ['<&- >&- 2>&-', { code: 0, stdout: '', stderr: '' }],
    ['2>/dev/full', LISTED],
    ['>/dev/full', { code: 1, stdout: '', stderr: expect.stringContaining('could not be written (ENOSPC)') }],
    ['>/dev/full 2>/dev/full', { code: 1, stdout: '', stderr: '' }],
    ['</dev/zero', LISTED],
  ])('todo list %s', async (redirection, outcome) => {
    expect(await inShell(laptop, `exec "$TODO" list ${redirection}`)).toEqual(outcome);
  });

  it.each([
    ['show 99 2>/dev/full', 3],
    ['show 99 2>&-', 3],
    ['--version >/dev/full', 1],
    ['--help >/dev/full', 1],
    ['add - <&-', 2],
    ['login ada --password-stdin <&-', 2],
  ])('todo %s ends with %i', async (words, code) => {
    expect(await inShell(laptop, `exec "$TODO" ${words}`)).toMatchObject({ code });
  });
});

describe('little of everything', () => {
  it('40 open files are enough, and too few are told', async () => {
    const login = 'exec "$TODO" login ada --password-stdin';
    expect(await inShell(laptop, 'ulimit -n 40; exec "$TODO" list')).toEqual(LISTED);
    expect(await inShell(laptop, `ulimit -n 40; ${login}`, PASSWORD)).toMatchObject({ code: 0, stderr: '' });
    expect(await inShell(laptop, 'ulimit -n 20; exec "$TODO" list')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('(EMFILE)'),
    });
  });

  it.each([400_000, 700_000, 1_000_000, 2_000_000])(
    'too little memory (%i KB) leaves the logins whole',
    async (kilobytes) => {
      const before = readFileSync(sessionsFile(laptop), 'utf8');
      const { code } = await inShell(
        laptop,
        `ulimit -c 0; ulimit -v ${kilobytes}; exec "$TODO" login ada --password-stdin`,
        PASSWORD,
      );
      const after = readFileSync(sessionsFile(laptop), 'utf8');
      expect(after === before).toBe(code !== 0);
      expect(Object.keys(JSON.parse(after)).toSorted()).toEqual(['current', 'logins']);
    },
  );

  it('a disk that is full while the login is stored: it is told, nothing is lost, and the session is ended', async () => {
    const machine = world.machine();
    await machine.logIn('ada');
    const stored = JSON.parse(readFileSync(sessionsFile(machine), 'utf8'));
    writeFileSync(sessionsFile(machine), JSON.stringify({ ...stored, filler: 'x'.repeat(20_000) }));
    const before = readFileSync(sessionsFile(machine));
    const known = await sessions();
    const login = await inShell(machine, full('login ada'), PASSWORD);
    expect(login).toEqual({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(
        /^Error: Cannot write to \S+\/sessions\.json \(ENOSPC\)\.\nMake room for it, or [^\n]*\n$/,
      ),
    });
    const signUp = await inShell(machine, full('signup -u late-ada -e late-ada@example.org'), PASSWORD);
    expect(signUp).toMatchObject({ code: 6, stdout: '' });
    expect(signUp.stderr).toMatch(/The account was created: `todo login` is left to do\.\n$/);

    expect(readFileSync(sessionsFile(machine))).toEqual(before);
    expect(readdirSync(configFolder(machine))).toEqual(['sessions.json']);
    expect(await sessions()).toBe(known);
    expect(await machine.todo('list')).toEqual(LISTED);
  });

  it('10,000 variables', async () => {
    const others = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`VARIABLE_${i}`, `${i}`]));
    expect(await laptop.with(others).todo('list')).toEqual(LISTED);
  });
});

describe('a home that is none', () => {
  it.each(['', 'relative', './x', '~', '/proc/self', '/dev/null', '/etc/hostname'])(
    'cannot keep a login, and nothing is put anywhere else: HOME=%j',
    async (home) => {
      const machine = world.machine().with({ HOME: home });
      const before = await sessions();
      const login = await machine.pipe(PASSWORD, 'login', 'ada', '--password-stdin');
      expect(login).toMatchObject({ code: 6, stdout: '' });
      expect(login.stderr).toMatch(
        /^Error: (There is no folder|Cannot write to \/)[^\n]*\.\n[^\n]+TODO_TOKEN[^\n]+\n$/,
      );
      expect(await machine.todo('list')).toMatchObject({ code: 4 });
      expect(await machine.todo('logout')).toEqual({ code: 0, stdout: 'Not logged in\n', stderr: '' });
      expect(await machine.todo('init')).toMatchObject({ code: 6 });
      expect(await sessions()).toBe(before);
      expect(readdirSync(machine.folder)).toEqual([]);
    },
  );

  it('is not needed where XDG_CONFIG_HOME, TODO_CONFIG_DIR or TODO_TOKEN says enough', async () => {
    const machine = world.machine().with({ HOME: '' });
    const folder = join(machine.root, 'logins');
    await machine.with({ XDG_CONFIG_HOME: folder }).logIn('ada');
    expect(readdirSync(join(folder, 'neon-todo'))).toEqual(['sessions.json']);
    await machine.with({ TODO_CONFIG_DIR: folder }).logIn('ada');
    expect(readdirSync(folder)).toEqual(['neon-todo', 'sessions.json']);
    const { stdout: token } = await laptop.todo('token', 'create', '--name', 'ci');
    expect(await machine.with({ TODO_TOKEN: token }).todo('list')).toEqual(LISTED);
  });
});

describe('variables that Node itself looks at', () => {
  it.each([
    ['Not/AZone'],
    [':/etc/localtime'],
    [''],
    [':'],
    ['UTC+99'],
    ['../../etc/passwd'],
    ['🦊'],
    ['x'.repeat(5_000)],
  ])('TZ=%.20s: today is some day', async (zone) => {
    const machine = laptop.with({ TZ: zone });
    const [task]: { dueDate: string }[] = Object(
      await machine.json('edit', '1', '--due', 'today', '--dry-run'),
    );
    const distance = Date.parse(task?.dueDate ?? '') - Date.now();
    expect(Math.abs(distance)).toBeLessThan(3 * 86_400_000);
    expect(await machine.todo('history')).toMatchObject({ code: 0, stderr: '' });
  });

  it('deprecated parts of Node are not used', async () => {
    const strict = laptop.with({
      NODE_OPTIONS: '--throw-deprecation --pending-deprecation --trace-warnings',
    });
    expect(await strict.todo('list')).toEqual(LISTED);
    expect(await strict.pipe(PASSWORD, 'login', 'ada', '--password-stdin')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it.each(['://', 'http://a b', 'http://[::', 'https://:99999'])(
    'HTTPS_PROXY=%j is told to be no URL',
    async (proxy) => {
      const machine = world.machine().with({
        DATABASE_URL: 'postgresql://ada:hunter2@ep-none.invalid/db',
        HTTPS_PROXY: proxy,
      });
      expect(await machine.todo('db', 'status')).toEqual({
        code: 6,
        stdout: '',
        stderr:
          'Error: The proxy that the environment names is not a valid URL.\n' +
          'HTTPS_PROXY looks like http://HOST:PORT. Unset it where Neon is reached without a proxy.\n',
      });
    },
  );
});

describe('a folder for the login that others may write to', () => {
  it('takes no file of theirs for a place to write to', async () => {
    const machine = world.machine();
    const folder = join(machine.root, 'shared');
    mkdirSync(folder, { mode: 0o777 });
    const victim = machine.write('victim', 'precious');
    await inShell(machine, `ln -s "${victim}" "${folder}/sessions.json.new"`);
    await machine.with({ TODO_CONFIG_DIR: folder }).logIn('ada');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toEqual(['sessions.json']);
  });
});
