import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/failure.ts';
import { createProgram } from '../../src/cli/program.ts';
import { VARIABLES } from '../../src/cli/topics/environment.ts';
import { EXITS } from '../../src/cli/topics/exit-codes.ts';
import { hasAction } from '../support/has-action.ts';

/** What the README says, and the page that it leaves the details to. */
const README = ['README.md', 'docs/reference.md']
  .map((page) => readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8'))
  .join('\n');

const program: CommandUnknownOpts = createProgram({ stdout: new Writable() }, '0.0.0', () => () => {
  throw new Error('Nothing is run here.');
});

/** Every command that does something, with the words that call it. */
function commands(
  command: CommandUnknownOpts,
  words: string,
): { words: string; command: CommandUnknownOpts }[] {
  const below = command.commands.flatMap((child) => commands(child, `${words} ${child.name()}`));
  return hasAction(command) || words === 'todo' ? [{ words, command }, ...below] : below;
}

const COMMANDS = commands(program, 'todo');
const NAMES = COMMANDS.map(({ words }) => words);

/** `-t, --tag`: as a reader types it. */
function optionNames({ options }: CommandUnknownOpts): string[] {
  return options.map(({ short, long }) => [short, long].filter((name) => name !== undefined).join(', '));
}

/** The cells of the tables in the README that have as many columns as `width`. */
function tableRows(width: number): string[][] {
  return [...README.matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === width);
}

/** What the README says is an option of one command, by its words without arguments. */
const DOCUMENTED = new Map(
  tableRows(3).flatMap(([name = '', , options = '']) => {
    const [words] = /(?<=`)todo(?: [a-z]+)*/.exec(name) ?? [];
    return words === undefined ? [] : [[words, quotedTexts(options)] as const];
  }),
);
const OF_EVERY_COMMAND = tableRows(2).flatMap(([name = '']) =>
  quotedTexts(name).map((text) => text.replace(/ [A-Z]+$/, '')),
);
/** Named in a sentence, as many commands have them. */
const OF_MANY_COMMANDS = ['--jsonl', '-q, --quiet', '-h, --help', '-V, --version'];

function quotedTexts(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, quoted = '']) => quoted);
}

describe('the README', () => {
  it.each(NAMES)('names `%s`', (words) => {
    expect(README).toContain(`\`${words}`);
  });

  it.each(COMMANDS.filter(({ words }) => DOCUMENTED.has(words)))(
    'lists the options of `$words`, all of them and no other',
    ({ words, command }) => {
      const listed = DOCUMENTED.get(words) ?? [];
      const real = optionNames(command).filter((name) => !OF_MANY_COMMANDS.includes(name));
      expect(listed.filter((name) => name.startsWith('-')).toSorted()).toEqual(real.toSorted());
    },
  );

  it('has a place for the options of every command that has any', () => {
    const missing = COMMANDS.filter(
      ({ words, command }) =>
        words !== 'todo' &&
        !DOCUMENTED.has(words) &&
        optionNames(command).some((name) => !OF_MANY_COMMANDS.includes(name)),
    );
    expect(missing.map(({ words }) => words)).toEqual([]);
  });

  it('lists the options that every command has', () => {
    const real = optionNames(program).filter((name) => !OF_MANY_COMMANDS.includes(name));
    expect(OF_EVERY_COMMAND.filter((name) => name.startsWith('--')).toSorted()).toEqual(real.toSorted());
    for (const name of OF_MANY_COMMANDS) {
      expect(README).toContain(`\`${name}`);
    }
  });

  it('names no command that does not exist', () => {
    const named = [...README.matchAll(/(?:`|^|\$\(|\| |\$ )todo ([a-z]+)(?: ([a-z]+))?/gm)].map(
      ([, first = '', second = '']) => [first, second],
    );
    expect(named.length).toBeGreaterThan(20);
    for (const [first, second] of named) {
      const command = program.commands.find((child) => child.name() === first || child.alias() === first);
      expect([first, command?.name()]).toEqual([first, first]);
      const children = command?.commands.map((child) => child.name()) ?? [];
      expect(children.length === 0 || second === '' || children.includes(second ?? '')).toBe(true);
    }
  });

  it('names no option that does not exist', () => {
    const known = new Set(
      COMMANDS.flatMap(({ command }) => command.options.flatMap(({ short, long }) => [short, long])).concat(
        '--help',
        '-h',
      ),
    );
    const ofOthers = new Set(['--global', '--ignore-scripts', '-r', '-f', '--wait']);
    // A single dash and more letters is a tag.
    const named = [...README.matchAll(/(?<=[\s`(])(?:-[a-z]|--[a-z][a-z-]*)(?=[\s`,.)=])/g)].map(
      ([name]) => name,
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !known.has(name) && !ofOthers.has(name))).toEqual([]);
  });

  it('has the exit code of every error', () => {
    const documented = Object.fromEntries(
      tableRows(3).flatMap(([exit = '', , codes = '']) =>
        /^\d+$/.test(exit) ? quotedTexts(codes).map((code) => [code, Number(exit)]) : [],
      ),
    );
    expect(documented).toEqual(EXIT_CODES);
  });

  it('says of exit codes and of the environment what `todo help` says', () => {
    const exits = tableRows(3).flatMap(([exit = '', meaning = '', codes = '']) =>
      /^\d+$/.test(exit) ? [{ exit: Number(exit), meaning, codes: quotedTexts(codes) }] : [],
    );
    expect(exits).toEqual(EXITS);
    const variables = tableRows(2).flatMap(([names = '', meaning = '']) =>
      /^`[A-Z_]+`/.test(names) ? [{ names: quotedTexts(names), meaning: meaning.replaceAll('`', '') }] : [],
    );
    expect(variables).toEqual(VARIABLES);
  });
});
