import { Writable } from 'node:stream';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const declared = (firstWord?: string): CommandUnknownOpts =>
  createProgram(
    { stdout: new Writable() },
    '0.0.0',
    () => () => {
      throw new Error('Nothing is run here.');
    },
    firstWord,
  );

const namesIn = ({ commands }: CommandUnknownOpts): string[] =>
  commands.flatMap((command) => [command.name(), ...command.aliases()]);

const helpIn = (program: CommandUnknownOpts, name: string): string | undefined =>
  program.commands
    .find((command) => command.name() === name || command.aliases().includes(name))
    ?.helpInformation();

const all = declared();

describe('a program for one command', () => {
  it.each(namesIn(all).filter((name) => name !== 'help' && name !== 'completion'))(
    'declares %s as the whole program does, and little else',
    (name) => {
      const alone = declared(name);

      expect(helpIn(alone, name)).toBe(helpIn(all, name));
      expect(alone.commands.length).toBeLessThanOrEqual(4);
    },
  );

  it.each([undefined, 'help', 'completion', 'lsit', '--json', '-V', '', 'List', 'constructor'])(
    'is the whole program where the first word is %j',
    (word) => {
      expect(namesIn(declared(word))).toEqual(namesIn(all));
    },
  );
});
