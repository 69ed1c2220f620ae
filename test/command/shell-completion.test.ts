import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MONTHS } from '../../src/domain/calendar-names.ts';
import type { CommandData } from '../../src/cli/command-data.ts';
import { newMachine } from '../support/machine.ts';
import type { Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Water the plants -t home -t Garden');
  await ada.todo('add Pay rent --due 2026-11-27 -t home -t work/urgent');
  await ada.todo(['add', '--', 'Call "Ada": $(touch x)\t\u001B[31m\\now']);
  await ada.todo('add Read the manual');
  await ada.todo('done 4');
  await ada.todo('add - --tag gone', { stdin: 'Sweep\nDust\n' });
  await ada.todo('rm 5 --yes');
  await ada.todo('rm 6 --yes');
});

/** What the script of a shell is answered for a line, whose words are cut at its spaces. */
async function answer(line: string, surroundings?: Surroundings, shell = 'zsh'): Promise<string[]> {
  const { exitCode, stdout, stderr } = await ada.todo(
    ['completion', shell, '--', ...line.split(' ')],
    surroundings,
  );
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((text) => text !== '');
}

/** The same without descriptions. */
async function values(line: string, surroundings?: Surroundings): Promise<string[]> {
  return (await answer(line, surroundings)).map((text) => text.replace(/\t[^]*/, ''));
}

describe('the script for', () => {
  it.each(['bash', 'zsh', 'fish'])('%s is printed without a login or a database', async (shell) => {
    const { exitCode, stdout, stderr } = await newMachine(undefined).todo(`completion ${shell}`);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`completion ${shell} -- `);
    expect(stdout).toContain('neon-todo');
  });

  it('bash is one string in JSON', async () => {
    const { stdout } = await newMachine(undefined).todo('completion bash --json');
    expect(JSON.parse(stdout)).toEqual({ shell: 'bash', script: expect.stringContaining('complete ') });
  });

  it.each([
    ['', 'The name of a shell is missing', 'todo completion bash, todo completion zsh, todo completion fish'],
    ['bahs', 'There is no completion for the shell "bahs"', 'Did you mean bash?'],
    ['tcsh', 'There is no completion for the shell "tcsh"', 'Possible are bash, zsh, fish.'],
    ['__proto__', 'There is no completion for the shell "__proto__"', 'Possible are'],
  ])('"%s" is none', async (shell, message, hint) => {
    const { exitCode, stdout, stderr } = await ada.todo(`completion ${shell}`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Error: ${message}`);
    expect(stderr).toContain(hint);
  });
});

describe('completing', () => {
  it('a command', async () => {
    expect(await answer('todo ')).toEqual(
      expect.arrayContaining([
        'add\tadd a task',
        'list\tlist tasks',
        'completion\tcomplete words in bash, zsh or fish',
      ]),
    );
    expect(await values('todo --json do')).toContain('done');
  });

  it('a subcommand, whatever options stand around', async () => {
    expect(await values('todo db ')).toEqual(['status', 'migrate', 'invite']);
    expect(await values('todo --timeout 3 --no-input db --json ')).toEqual(['status', 'migrate', 'invite']);
    expect(await values('todo token ')).toContain('create');
  });

  it('an option of the command or of all commands', async () => {
    expect(await answer('todo list --')).toEqual(
      expect.arrayContaining(['--sort\twhat to sort by', '--no-input\tnever ask a question']),
    );
    expect(await values('todo ls -')).toEqual(expect.arrayContaining(['-p', '--priority', '--json']));
    expect(await values('todo add --')).not.toContain('--sort');
    expect(await values('todo -')).toEqual(expect.arrayContaining(['--version', '-V', '--help']));
  });

  it.each([
    ['todo add -p ', ['high', 'medium', 'low']],
    ['todo list --priority ', ['high', 'medium', 'low']],
    ['todo list --priority=', ['--priority=high', '--priority=medium', '--priority=low']],
    ['todo list --sort ', ['due', 'priority', 'created', 'updated', 'title', 'number']],
    ['todo edit 1 --clear ', ['due', 'note', 'tags', 'repeat', 'priority']],
    ['todo edit 1 --clear due,note,', ['due,note,tags', 'due,note,repeat', 'due,note,priority']],
    ['todo completion ', ['bash', 'zsh', 'fish']],
    ['todo calendar ', ['next', 'last', ...MONTHS.map((name) => name.toLowerCase())]],
    ['todo calendar dec ', []],
    ['todo help db ', ['status', 'migrate', 'invite']],
    ['todo help dates ', []],
    ['todo add --note ', []],
    ['todo login ', []],
    ['todo nonsense ', []],
    ['todo whoami ', []],
    ['todo list --env-file ', [':files']],
    ['todo import ', [':files']],
    ['todo import a.txt ', []],
    ['todo export -o ', [':files']],
    ['todo export --output=', [':files']],
    [
      'todo import --map ti',
      [
        'title=',
        'note=',
        'due=',
        'time=',
        'priority=',
        'tags=',
        'project=',
        'done=',
        'completed=',
        'created=',
        'updated=',
        'repeat=',
        'id=',
      ],
    ],
    ['todo import --format ', ['todotxt', 'taskwarrior', 'ical', 'csv', 'jsonl', 'markdown']],
    ['todo export -f ', ['todotxt', 'taskwarrior', 'ical', 'csv', 'jsonl', 'markdown']],
    ['todo --env-file=', [':files']],
  ])('`%s`', async (line, expected) => {
    expect(await values(line)).toEqual(expected);
  });

  it('months, with what they mean', async () => {
    expect(await answer('todo calendar ')).toEqual(
      expect.arrayContaining(['next\tDecember 2026', 'october\tOctober 2027']),
    );
  });

  it('commands and topics for help', async () => {
    expect(await values('todo help ')).toEqual(expect.arrayContaining(['add', 'db', 'dates', 'exit-codes']));
  });

  it.each([
    ['todo add ', ['due:', 'pri:', 'every:', 'note:', '+']],
    ['todo list ', ['due:', 'pri:', 'is:', '+', '-']],
    ['todo export ', ['due:', 'pri:', 'is:', '+', '-']],
    ['todo export pri:high,', ['pri:high,medium', 'pri:high,low']],
    ['todo add Pay pri:', ['pri:high', 'pri:medium', 'pri:low']],
    ['todo list pri:high,', ['pri:high,medium', 'pri:high,low']],
    ['todo add Pay PRI:', ['PRI:high', 'PRI:medium', 'PRI:low']],
    ['todo add note:', []],
    ['todo done pri:', []],
    ['todo stats is:open,', ['is:open,done', 'is:open,any']],
    ['todo list is:', ['is:open', 'is:done', 'is:any']],
    ['todo add Pay -- ', []],
  ])('the quick words of `%s`', async (line, expected) => {
    expect(await values(line)).toEqual(expected);
  });

  it('dates and recurrences, with what they mean', async () => {
    expect(await answer('todo add Pay due:')).toEqual(
      expect.arrayContaining(['due:today', 'due:friday\tFri 27 Nov (in 4 days)']),
    );
    expect(await answer('todo add Pay --due ')).toContain('eom\tMon 30 Nov (in 7 days)');
    expect(await answer('todo edit 1 every:')).toEqual(
      expect.arrayContaining(['every:2-weeks\tevery 2 weeks', 'every:none\ttake it away']),
    );
    expect(await answer('todo add Pay --repeat ')).toContain('weekdays\tevery weekday');
    expect(await values('todo list due:')).toEqual(
      expect.arrayContaining(['due:overdue', 'due:week', 'due:none']),
    );
    expect(await values('todo export due:')).toEqual(await values('todo list due:'));
    expect(await values('todo add due:')).not.toContain('due:overdue');
  });

  it.each([
    ['todo add Buy +', ['+home\t2 open', '+Garden\t1 open', '+work/urgent\t1 open']],
    ['todo add Buy +H', ['+home\t2 open']],
    ['todo list --tag ', ['home\t2 open', 'Garden\t1 open', 'work/urgent\t1 open']],
    ['todo list -t work', ['work/urgent\t1 open']],
    ['todo import a.txt -t work', ['work/urgent\t1 open']],
    ['todo list --tag=g', ['--tag=Garden\t1 open']],
    ['todo edit 1 --add-tag home,g', ['home,Garden\t1 open']],
  ])('the tags of `%s`', async (line, expected) => {
    expect(await answer(line)).toEqual(expected);
  });

  it('tags to do without, besides options', async () => {
    expect(await answer('todo list -')).toEqual(
      expect.arrayContaining(['-home\t2 open', '--sort\twhat to sort by']),
    );
    expect(await values('todo add -')).not.toContain('-home');
  });

  it.each([
    ['todo done ', ['2', '1', '3']],
    ['todo show ', ['2', '1', '3']],
    ['todo rm --yes ', ['2', '1', '3']],
    ['todo reopen ', ['4']],
    ['todo history ', ['2', '1', '3']],
    ['todo restore ', ['6', '5']],
    ['todo restore 6 ', ['5']],
    ['todo restore 5', ['5']],
    ['todo done 1 ', ['2', '3']],
    ['todo done 1-2 ', ['3']],
    ['todo done nonsense 1 ', ['2', '3']],
    ['todo done 2,', ['2,1', '2,3']],
    ['todo done 1 2,', ['2,3']],
    ['todo done 3', ['3']],
    ['todo done 9', []],
    ['todo done milk', []],
    ['todo done -- ', ['2', '1', '3']],
    ['todo edit ', ['2', '1', '3', 'due:', 'pri:', 'every:', 'note:', '+', '-']],
    ['todo edit 2 ', ['1', '3', 'due:', 'pri:', 'every:', 'note:', '+', '-']],
  ])('the numbers of `%s`', async (line, expected) => {
    expect(await values(line)).toEqual(expected);
  });

  it('sessions, with what tells them apart', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo(['token', 'create', '--name', 'wall\u001B[31mboard', '--read-only']);
    const ids = (await eve.todo('sessions -q')).stdout.trimEnd().split('\n');
    const [token = '', login = ''] = ids.map((id) => id.slice(0, 8));
    const offered = async (words: readonly string[]) =>
      (await eve.todo(['completion', 'fish', '--', 'todo', 'sessions', ...words])).stdout;
    expect(await offered(['revoke', ''])).toBe(
      `${token}\twall\\x1b[31mboard, read-only\n${login}\tlaptop, this session\n`,
    );
    expect(await offered(['revoke', token, ''])).toBe(`${login}\tlaptop, this session\n`);
    expect(await offered([''])).toBe('revoke\tend sessions\n');
  });

  it('titles as descriptions, escaped', async () => {
    expect(await answer('todo done ')).toEqual([
      '2\tPay rent',
      '1\tWater the plants',
      '3\tCall "Ada": $(touch x)\\t\\x1b[31m\\now',
    ]);
  });

  it('only what begins as typed, for bash', async () => {
    expect(await answer('todo d', {}, 'bash')).toEqual([
      'done\tcomplete tasks',
      'db\tlook after the database',
    ]);
    expect(await answer('todo add pri:h', {}, 'bash')).toEqual(['pri:high']);
    expect(await answer('todo list --sort=t', {}, 'bash')).toEqual(['--sort=title']);
  });

  it('no word at all', async () => {
    expect((await ada.todo(['completion', 'bash', '--'])).exitCode).toBe(0);
    expect(await answer('')).toContain('add\tadd a task');
  });
});

/** Each command with the words that call it. */
function linesOf(command: CommandData, above: string): { words: string; options: CommandData['options'] }[] {
  const words = `${above} ${command.name}`;
  return [
    { words, options: command.options },
    ...command.subcommands.flatMap((below) => linesOf(below, words)),
  ];
}

describe('every option', () => {
  /** What they take is known to nobody but who types. */
  const FREE = ['--note', '--title', '--search', '--where', '--limit', '--timeout'];
  const OF_ACCOUNTS = ['--username', '--email', '--device', '--expires', '--name', '--confirm'];

  it('with a value completes it, or there is nothing to offer', async () => {
    const { stdout } = await ada.todo('help --json');
    const { commands, options }: Pick<CommandData, 'options'> & { commands: CommandData[] } =
      JSON.parse(stdout);
    const lines = [{ words: 'todo', options }, ...commands.flatMap((command) => linesOf(command, 'todo'))];
    const without: string[] = [];
    for (const line of lines) {
      for (const { long, value } of line.options) {
        if (value === null || long === null || [...FREE, ...OF_ACCOUNTS].includes(long)) continue;
        if ((await values(`${line.words} ${long} `)).length === 0) without.push(`${line.words} ${long}`);
      }
    }
    expect(without).toEqual([]);
  });
});

describe('what only the database knows', () => {
  beforeEach(() => ada.todo('reopen 1 2 3'));

  it.each<[string, Surroundings]>([
    ['without a login', { env: { TODO_CONFIG_DIR: '/nonexistent' } }],
    ['without a database', { env: { DATABASE_URL: '' } }],
    ['with a broken connection string', { env: { DATABASE_URL: 'nonsense' } }],
    ['with a token that is none', { env: { TODO_TOKEN: 'nonsense' } }],
    ['without a network', { env: { DATABASE_URL: 'postgresql://u:p@localhost:1/neondb' } }],
  ])('is left out %s', async (_name, surroundings) => {
    expect(await values('todo done ', surroundings)).toEqual([]);
    expect(await values('todo edit 3 +', surroundings)).toEqual([]);
    expect(await values('todo list -', surroundings)).toContain('--sort');
    expect(await values('todo edit ', surroundings)).toContain('due:');
  });

  it('comes from the database that the line names', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    expect(
      await eve.todo(['completion', 'bash', '--', 'todo', '--env-file', '/nonexistent', 'done', '']),
    ).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('is nobody else’s', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo('add Feed the cat +pets -t pets');
    const { stdout } = await eve.todo(['completion', 'fish', '--', 'todo', 'done', '']);
    expect(stdout).toBe('1\tFeed the cat\n');
    expect(await values('todo list -t ')).not.toContain('pets');
  });
});
