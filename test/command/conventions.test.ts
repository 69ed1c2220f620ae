import { readdirSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { hasAction } from '../support/has-action.ts';
import { newMachine } from '../support/machine.ts';
import type { Surroundings } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

// The numbers are those of docs/conventions.md.

const program: CommandUnknownOpts = createProgram({ stdout: new Writable() }, '0.0.0', () => () => {
  throw new Error('Nothing is run here.');
});

/** Every command that does something, as it is typed: `todo list` is `list`, `todo db status` is `db status`. */
const COMMANDS = runnable(program, []);

function runnable(
  { commands }: CommandUnknownOpts,
  words: readonly string[],
): { words: string; command: CommandUnknownOpts }[] {
  return commands.flatMap((command) => {
    const path = [...words, command.name()];
    const self = hasAction(command) ? [{ words: path.join(' '), command }] : [];
    return [...self, ...runnable(command, path)];
  });
}

/** Whose tasks stay as they are. */
let ada: User;
let eve: User;
beforeAll(async () => {
  eve = await signUpUser(sharedDatabase(), 'eve');
  await eve.todo('add -', { stdin: 'Buy oat milk\nPay rent\nSweep\n' });
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add -', { stdin: 'Buy oat milk +shop\nPay rent pri:high\nSweep +home\n' });
});

async function stored({ database, id }: User = ada): Promise<unknown[]> {
  return database.query(
    `select number, title, due_date::text, priority::text, to_jsonb(tags) as tags, completed, updated_at::text
       from todo.tasks where user_id = $1 order by number`,
    [id],
  );
}

/** Each with what its error names in the place of an answer. */
const ASKING: readonly (readonly [words: string, instead: string])[] = [
  ['init', '--url-stdin'],
  ['signup', '--username'],
  ['signup -u x1 -e x1@example.org', '--password-stdin'],
  ['login', 'NAME'],
  ['login ada', '--password-stdin'],
  ['passwd', '--password-stdin'],
  ['account delete', '--confirm'],
  ['account delete --confirm ada', '--password-stdin'],
  ['done', 'todo done 3'],
  ['reopen', 'todo reopen 3'],
  ['show', 'todo show 3'],
  ['rm', 'todo rm 3'],
  ['rm 1', '--yes'],
  ['done --where +shop', '--yes'],
  ['reopen --where +shop', '--yes'],
  ['edit pri:low --where +shop', '--yes'],
  ['edit', 'due:'],
  ['edit 1', 'due:'],
  ['edit 1 --editor', '--title'],
];

describe.each<[string, Surroundings]>([
  ['16: with stdin closed', {}],
  ['16: with a pipe on stdin that never ends', { stdin: { open: true } }],
  ['16: with stdin as a terminal, and stderr as none', { terminal: { stdin: true }, stdin: { open: true } }],
  ['16: with stderr as a terminal, and stdin as none', { terminal: { stderr: true }, stdin: { open: true } }],
  ['16: at a terminal where CI is set', { terminal: true, env: { CI: '1' } }],
])('%s', (_case, surroundings) => {
  it.each(ASKING)('`todo %s` fails at once and names %s', async (words, instead) => {
    const before = await stored();
    const { exitCode, stdout, stderr } = await machineFor(words).todo(words, surroundings);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(instead);
    expect(await stored()).toEqual(before);
  });
});

describe.each(['--no-input', '--json'])('17: %s at a terminal', (option) => {
  // To open an editor is an order, not a question, and what comes of it can be printed as JSON.
  const asking = ASKING.filter(([words]) => option === '--no-input' || !words.includes('--editor'));
  it.each(asking)('keeps the question of `todo %s` away', async (words, instead) => {
    const { exitCode, stdout, stderr } = await machineFor(words).todo(`${words} ${option}`, {
      terminal: true,
    });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(instead);
  });
});

/** Somebody who is not logged in, for the commands that this is for. */
function machineFor(words: string) {
  return /^(init|signup|login)/.test(words)
    ? newMachine(words === 'init' ? undefined : sharedDatabase().url)
    : ada;
}

describe('18: without a terminal', () => {
  it('an account can be made, used, and left', async () => {
    const { url } = sharedDatabase();
    const machine = newMachine(undefined);
    const name = `eve-${Date.now().toString(36)}`;
    expect(await machine.todo('init --url-stdin', { stdin: url })).toMatchObject({ exitCode: 0 });
    for (const [words, stdin] of [
      [`signup -u ${name} -e ${name}@example.org --password-stdin`, PASSWORD],
      ['logout', ''],
      [`login ${name} --password-stdin`, PASSWORD],
      ['add Pay rent', ''],
      ['edit 1 --title Rent', ''],
      ['done 1', ''],
      ['reopen --where rent --yes', ''],
      ['rm 1 --yes', ''],
      ['sessions', ''],
      ['passwd --password-stdin', `${PASSWORD}\nferry-tulip-42\n`],
      [`account delete --confirm ${name} --password-stdin`, 'ferry-tulip-42'],
    ] as const) {
      expect([words, (await machine.todo(words, { stdin })).exitCode]).toEqual([words, 0]);
    }
  });
});

describe('19: a secret', () => {
  it('is the value of no option and of no argument', () => {
    const named = COMMANDS.flatMap(({ command }) => [
      ...command.options.filter(({ required, optional }) => required || optional).map(({ flags }) => flags),
      ...command.registeredArguments.map((argument) => argument.name()),
    ]);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((flags) => /password|secret|token|connection|url/i.test(flags))).toEqual([]);
  });

  it('is not shown while it is typed', async () => {
    const machine = newMachine(sharedDatabase().url);
    const { exitCode, stdout, stderr } = await machine.todo(`login ${ada.username}`, {
      answers: [['Password', PASSWORD]],
    });
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toContain(PASSWORD.slice(0, 5));
  });

  it('is not shown either with the key that reveals it elsewhere', async () => {
    const machine = newMachine(sharedDatabase().url);
    const { exitCode, stdout, stderr } = await machine.todo(`login ${ada.username}`, {
      answers: [
        ['Password:', `${PASSWORD}\u0014`],
        ['Password:', ''],
      ],
    });
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toContain(PASSWORD.slice(0, 5));
  });
});

describe('20 and 21: stdin', () => {
  it('is read for -', async () => {
    const { stdout } = await ada.todo('add - --tag piped', {
      stdin: 'One\nTwo\n',
    });
    expect(stdout.split('\n')).toHaveLength(3);
    await ada.todo('rm --where +piped --yes');
  });

  it.each([
    ['add -', 'one task a line'],
    ['init --url-stdin', 'stdin is a terminal'],
    ['login ada --password-stdin', 'stdin is a terminal'],
    ['signup -u x1 -e x1@example.org --password-stdin', 'stdin is a terminal'],
    ['passwd --password-stdin', 'stdin is a terminal'],
    ['account delete --confirm ada --password-stdin', 'stdin is a terminal'],
  ])('`todo %s` says so at a terminal', async (words, message) => {
    const { exitCode, stderr } = await machineFor(words).todo(words, { terminal: true });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('22: the order', () => {
  it.each([
    ['--json list -l 2 +shop', 'list +shop --json -l 2', 'list -l 2 +shop --json'],
    ['done 1 3 2 --dry-run -q', 'done --dry-run -q 3,2 1', 'done 1-3 -q --dry-run'],
    [
      'edit 1 pri:low +x --dry-run --json',
      'edit --json --dry-run +x pri:low 1',
      '--json edit +x 1 --dry-run pri:low',
    ],
  ])('of words and options is free: %s', async (...lines) => {
    const outcomes = [];
    for (const line of lines) {
      outcomes.push(await ada.todo(line));
    }
    const [first] = outcomes;
    expect(first?.stdout).not.toBe('');
    const same = { exitCode: 0, stdout: first?.stdout, stderr: '' };
    expect(outcomes).toEqual([same, same, same]);
  });

  it('ends with --, behind which all is text', async () => {
    const { stdout } = await ada.todo('add --json -- --json -p +x due:fri');
    expect(JSON.parse(stdout)).toMatchObject({ title: '--json -p +x due:fri', tags: [], dueDate: null });
    await ada.todo('rm --yes --where "--json"');
  });
});

describe('23: a change', () => {
  it.each(['add Read', 'edit 1 pri:high', 'done 1', 'reopen 1', 'undo', 'redo', 'rm 3 --yes', 'restore 3'])(
    'by `todo %s` is made, and a person is told the way back',
    async (words) => {
      const { exitCode, stderr } = await eve.todo(words, { terminal: { stderr: true } });
      const back = words === 'undo' ? 'redo' : 'undo';
      expect([exitCode, stderr]).toEqual([0, `To take this back: todo ${back}\n`]);
    },
  );

  it.each(['rm 1', 'rm --where is:any', 'done --where is:any', 'account delete --password-stdin'])(
    'by `todo %s` takes more than that',
    async (words) => {
      const before = await stored(eve);
      expect(await eve.todo(words, { stdin: PASSWORD })).toMatchObject({ exitCode: 2, stdout: '' });
      expect(await stored(eve)).toEqual(before);
    },
  );
});

describe('24: --dry-run', () => {
  const several = COMMANDS.filter(({ command }) => command.options.some(({ long }) => long === '--where'));

  it('is an option of all that change several tasks', () => {
    expect(several.map(({ words }) => words)).toEqual(['done', 'reopen', 'edit', 'rm']);
    const more = COMMANDS.filter(({ words }) => ['undo', 'redo', 'restore'].includes(words));
    const without = [...several, ...more].filter(
      ({ command }) => !command.options.some(({ long }) => long === '--dry-run'),
    );
    expect(without).toEqual([]);
  });

  it.each(['done 1-3', 'reopen 1-3', 'edit 1-3 +x', 'rm 1-3', 'rm --where is:any'])(
    'of `todo %s` changes nothing',
    async (words) => {
      const before = await stored();
      const { exitCode, stdout, stderr } = await ada.todo(`${words} --dry-run`);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout.trimEnd().split('\n')).toHaveLength(3);
      expect(await stored()).toEqual(before);
    },
  );
});

describe('25: a repeat', () => {
  it.each(['done 1 2', 'reopen 1-3', 'edit 2 pri:low +home', 'edit 2 due:none', 'rm 3 --yes', 'restore 3'])(
    'of `todo %s` changes nothing more',
    async (words) => {
      await eve.todo(words);
      const history = (await eve.todo('history')).stdout;
      await eve.todo(words);
      expect((await eve.todo('history')).stdout).toBe(history);
    },
  );
});

describe('27: the nearest one there is', () => {
  it.each([
    ['lits', 'list'],
    ['reopne 1', 'reopen'],
    ['db statsu', 'status'],
    ['rm 1 --yse', '--yes'],
    ['list --revers', '--reverse'],
    ['done 1 --dryrun', '--dry-run'],
    ['sessions revok 3f2a91bc', 'revoke'],
    ['account delte', 'delete'],
    ['passwrd', 'passwd'],
    ['help dats', 'dates'],
    ['help lits', 'list'],
    ['completion fis', 'fish'],
    ['add Pay due:tomorow', 'tomorrow'],
    ['add Pay due:next-firday', 'next-friday'],
    ['add Pay pri:hihg', 'high'],
    ['add Pay every:dayly', 'daily'],
    ['add Pay +home!', 'home'],
    ['edit 1 pri:lwo', 'low'],
    ['list due:wek', 'due:week'],
    ['calendar decembre', 'december'],
    ['stats pri:hihg', 'high'],
    ['list is:dnoe', 'is:done'],
    ['export is:dnoe', 'is:done'],
    ['export --format icla', 'ical'],
    ['import - --format todotx', 'todotxt'],
    ['rm --yes --where is:opne', 'is:open'],
    ['list --sort titel', 'title'],
  ])('is told for `todo %s`, and not acted upon', async (words, meant) => {
    const before = await stored();
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/Did you mean |choices are/i);
    expect(stderr).toContain(meant);
    expect(await stored()).toEqual(before);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('is nothing for %s', async (word) => {
    for (const words of [
      word,
      `help ${word}`,
      `list --${word}`,
      `list --sort ${word}`,
      `completion ${word}`,
      `sessions ${word}`,
    ]) {
      expect([words, (await ada.todo(words)).exitCode]).toEqual([words, 2]);
    }
  });
});

describe('28: a wrong word', () => {
  it.each<[string, string?]>([
    ['add -', 'Milk\nBread due:someday\n'],
    ['add Milk +ok due:fri pri:urgent'],
    ['edit 1 +ok due:tomorrow every:sometimes'],
    ['edit 1-2 pri:low x'],
    ['done 1 2 three'],
    ['rm 1 0 --yes'],
    ['rm --yes --where'],
    ['done --yes --where +shop,due:x'],
    ['reopen 2 1-'],
  ])('changes nothing: todo %s', async (words, stdin = '') => {
    const before = await stored();
    expect(await ada.todo(words, { stdin })).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await stored()).toEqual(before);
  });
});

describe('31: help', () => {
  it.each(COMMANDS)('of `todo $words` is the same in three ways', async ({ words }) => {
    const outcomes = [];
    for (const line of [`${words} --help`, `${words} -h`, `help ${words}`]) {
      outcomes.push(await ada.todo(line));
    }
    const [first] = outcomes;
    expect(first?.stdout).toMatch(/^Usage: todo /);
    const same = { exitCode: 0, stdout: first?.stdout, stderr: '' };
    expect(outcomes).toEqual([same, same, same]);
  });

  it.each(['help', '--help', '-h'])('of all is shown by `todo %s`', async (words) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: todo /);
  });

  it.each([
    'nonsense',
    'list --nonsense',
    'add',
    'done x',
    'list --limit x',
    'show 1 2',
    'db',
    'help nonsense',
    'completion',
    'account',
    'sessions x',
    'sessions revoke',
    'sessions revoke x',
  ])('is not what `todo %s` gets, but three lines at most', async (words) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Error: [^\n]+\.\n([^\n]+\n){1,2}$/);
  });
});

describe('32: help begins', () => {
  it.each(COMMANDS)('with what `todo $words` is for, and with examples', async ({ words }) => {
    const { stdout } = await ada.todo(`${words} --help`);
    expect(stdout).toMatch(/^Usage: todo [^\n]+\n\n[A-Z][^]+?\n\nExamples:\n {2}.*todo /);
    const [examples, options] = [stdout.indexOf('\nExamples:'), stdout.indexOf('\nOptions:')];
    expect(options).toBeGreaterThan(examples);
  });

  it('with the common commands', async () => {
    const { stdout } = await ada.todo('--help');
    const listed = [...stdout.matchAll(/^ {2}([a-z]+)(?:\|[a-z]+)? .*? {2}[a-z]/gm)].map(([, name]) => name);
    expect(listed.slice(0, 3)).toEqual(['add', 'list', 'show']);
  });
});

describe('33: there is help', () => {
  it.each(['exit-codes', 'environment', 'dates', 'filters', 'formatting'])(
    'on %s, also as JSON',
    async (topic) => {
      const { exitCode, stdout } = await ada.todo(`help ${topic}`);
      expect(exitCode).toBe(0);
      expect(stdout.split('\n').length).toBeGreaterThan(5);
      expect(JSON.parse((await ada.todo(`help ${topic} --json`)).stdout)).toBeTypeOf('object');
    },
  );

  it('on every command as JSON', async () => {
    const document: { commands: { name: string }[] } = JSON.parse((await ada.todo('help --json')).stdout);
    expect(document.commands.map(({ name }) => name)).toEqual(
      program.commands.map((command) => command.name()),
    );
  });

  it('in a manual page, on every command and every option', () => {
    const page = readFileSync(new URL('../../man/todo.1', import.meta.url), 'utf8').replaceAll('\\-', '-');
    expect(page).toMatch(/^\.TH TODO 1/m);
    const names = COMMANDS.flatMap(({ words, command }) =>
      [words].concat(command.options.flatMap(({ long }) => long ?? [])),
    );
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});

describe('34: completion', () => {
  it.each(['bash', 'zsh', 'fish'])(
    'for %s is a script on stdout, without a database and without a file',
    async (shell) => {
      const machine = newMachine(undefined);
      const { exitCode, stdout, stderr } = await machine.todo(`completion ${shell}`);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toContain('neon-todo');
      expect(readdirSync(machine.folder)).toEqual(['work']);
      expect(readdirSync(machine.cwd)).toEqual([]);
    },
  );
});
