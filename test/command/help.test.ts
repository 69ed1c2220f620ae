import { describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';

const machine = () => newMachine(undefined);

/** What is printed for it as JSON, without a database. */
async function json(words: string): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await machine().todo(`${words} --json`);
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('todo help', () => {
  it.each(['exit-codes', 'environment', 'dates', 'filters', 'formatting', 'words'])(
    'explains %s, and todo --help names it',
    async (topic) => {
      const { exitCode, stdout, stderr } = await machine().todo(`help ${topic}`);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^todo help ${topic}: .+\n\n`));
      expect(await json(`help ${topic}`)).toMatchObject({ name: topic, sections: expect.any(Array) });
      expect((await machine().todo('--help')).stdout).toMatch(new RegExp(`  ${topic}( |\n)`));
    },
  );

  it.each([
    ['help add', 'add --help'],
    ['help db status', 'db status -h'],
    ['help sessions', 'sessions --help'],
    ['help sessions revoke', 'sessions revoke --help'],
    ['help ls', 'list --help'],
    ['help', '--help'],
    ['help help', 'help -h'],
    ['--no-color help token create', 'token create --help'],
  ])('todo %s is todo %s', async (words, same) => {
    const outcome = await machine().todo(words);
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(outcome).toEqual(await machine().todo(same));
  });

  it.each([
    ['help lst', 'There is no command or topic "lst"', 'Did you mean todo help list?'],
    ['help exit-code', 'There is no command or topic "exit-code"', 'Did you mean todo help exit-codes?'],
    ['help Dates', 'There is no command or topic "Dates"', 'Did you mean todo help dates?'],
    ['help db statsu', 'There is no command "db statsu"', 'Did you mean todo help db status?'],
    [
      'help sessions revok',
      'There is no command "sessions revok"',
      'Did you mean todo help sessions revoke?',
    ],
    ['help add dates', 'There is no command "add dates"', 'See all of them with: todo help'],
    ['help constructor', 'There is no command or topic "constructor"', 'See all of them'],
    ['help __proto__', 'There is no command or topic "__proto__"', 'See all of them'],
    ['help dates words', 'There is no command or topic "dates"', ''],
  ])('todo %s is refused, and the guess is not taken', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await machine().todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Error: ${message}.`);
    expect(stderr).toContain(hint);
  });

  it('shows control characters of what was typed escaped', async () => {
    const { exitCode, stderr } = await machine().todo(['help', 'li\u001B[31mst']);
    expect([exitCode, stderr.includes('\u001B')]).toEqual([2, false]);
  });
});

describe('todo help --json', () => {
  it('is one document with commands, options, topics, exit codes and environment', async () => {
    const document = await json('help');
    expect(Object.keys(document)).toEqual([
      'name',
      'version',
      'usage',
      'description',
      'examples',
      'commands',
      'options',
      'topics',
      'exitCodes',
      'environment',
    ]);
    expect(document).toMatchObject({
      name: 'todo',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      examples: expect.arrayContaining(['todo done 1']),
      commands: expect.arrayContaining([
        expect.objectContaining({ name: 'add', subcommands: [] }),
        expect.objectContaining({
          name: 'db',
          subcommands: expect.arrayContaining([
            expect.objectContaining({ name: 'status', usage: 'todo db status [options]' }),
          ]),
        }),
      ]),
      exitCodes: expect.arrayContaining([{ exit: 3, meaning: expect.any(String), codes: ['not_found'] }]),
      environment: expect.arrayContaining([{ names: ['TZ'], meaning: 'what "today" is' }]),
    });
  });

  it('says of an option what a program needs to know', async () => {
    const list = await json('help list');
    expect(list).toMatchObject({
      name: 'list',
      aliases: ['ls'],
      summary: 'list tasks',
      options: expect.arrayContaining([
        {
          flags: '--sort <key>',
          short: null,
          long: '--sort',
          value: 'key',
          description: 'what to sort by',
          choices: ['due', 'priority', 'created', 'updated', 'title', 'number'],
          default: 'due',
          required: false,
        },
        expect.objectContaining({ short: '-r', long: '--reverse', value: null, default: null }),
        expect.objectContaining({ long: '--tag', value: 'tag', default: null }),
      ]),
    });
    expect(await json('help token create')).toMatchObject({
      options: expect.arrayContaining([
        expect.objectContaining({ long: '--name', required: true }),
        expect.objectContaining({ long: '--expires', required: false, default: '90d' }),
      ]),
    });
  });

  it('says of an argument whether it is required and whether there may be several', async () => {
    expect(await json('help add')).toMatchObject({
      arguments: [expect.objectContaining({ name: 'words', required: true, variadic: true })],
    });
    expect(await json('help login')).toMatchObject({
      arguments: [expect.objectContaining({ name: 'name', required: false, variadic: false, default: null })],
    });
  });

  it('tells options of all commands once', async () => {
    const { options, commands } = await json('help');
    expect(options).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ long: '--timeout', value: 'seconds', default: 20 }),
        expect.objectContaining({ short: '-h', long: '--help' }),
      ]),
    );
    expect(JSON.stringify(commands)).not.toMatch(/--help|--timeout </);
  });

  it('is an error in JSON for what there is not', async () => {
    const { exitCode, stdout, stderr } = await machine().todo('help lst --json');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'usage', hint: 'Did you mean todo help list?' },
    });
  });
});

describe('a command line that is mistyped', () => {
  it.each([
    ['lsit', "Unknown command 'lsit'", 'Did you mean list?'],
    ['db migrat', "Unknown command 'migrat'", 'Did you mean migrate?'],
    ['token craete', "Unknown command 'craete'", 'Did you mean create?'],
    ['list --revers', "Unknown option '--revers'", 'Did you mean --reverse?'],
    ['add Milk --prioritiy high', "Unknown option '--prioritiy'", 'Did you mean --priority?'],
    ['whoami --jsn', "Unknown option '--jsn'", 'Did you mean --json?'],
    ['list --no-colour', "Unknown option '--no-colour'", 'Did you mean --no-color?'],
    ['--jsno list', "Unknown option '--jsno'", 'Did you mean --json?'],
    ['constructor', "Unknown command 'constructor'", ''],
    ['__proto__', "Unknown command '__proto__'", ''],
    ['db constructor', "Unknown command 'constructor'", ''],
    ['db __proto__', "Unknown command '__proto__'", ''],
    ['list --constructor', "Unknown option '--constructor'", ''],
    ['whoami --__proto__=1', "Unknown option '--__proto__=1'", ''],
  ])('`todo %s` is exit 2, with a guess that is never run', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await machine().todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Error: ${message}`);
    expect(stderr).toContain(hint);
  });
});
