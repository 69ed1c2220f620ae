import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { withOptionsFirst } from '../../src/cli/argument-order.ts';
import { createProgram } from '../../src/cli/program.ts';
import { UsageError } from '../../src/domain/errors.ts';

const ordered = async (line: string) => {
  const words = await withOptionsFirst(
    line.split(' '),
    createProgram({ stdout: new Writable() }, '0.0.0', () => () => {
      throw new Error('Nothing is run here.');
    }),
  );
  return words.join(' ');
};

describe('a command line', () => {
  it.each([
    ['list +home -work -l 5 milk', 'list -l 5 -- +home -work milk'],
    ['ls -work', 'list -- -work'],
    ['--json list -work --all', 'list --json --all -- -work'],
    ['--env-file x list -work', 'list --env-file x -- -work'],
    ['list -s -work', 'list -s -work --'],
    ['list --search=-work -5', 'list --search=-work -- -5'],
    ['list -- -work --all', 'list -- -- -work --all'],
    ['list -x', 'list -x --'],
    ['list --unknown -work', 'list --unknown -- -work'],
    ['list -Straße', 'list -- -Straße'],
    ['list -- -', 'list -- -- -'],
    ['export -work -o a.txt', 'export -o a.txt -- -work'],
    ['import a.txt -t x', 'import a.txt -t x'],
    ['edit 3 -home +work -d fri', 'edit -d fri -- 3 -home +work'],
    ['add Buy -d fri milk -- -x', 'add -d fri -- Buy milk -- -x'],
    ['add - -t x', 'add -t x -- -'],
    ['add Cool to -5 degrees', 'add -- Cool to -5 degrees'],
    ['add -foo', 'add -foo --'],
    ['list -h', 'list -h --'],
    ['stats -work --json', 'stats --json -- -work'],
    ['calendar -2 --json', 'calendar --json -- -2'],
    ['calendar --json -- -2', 'calendar --json -- -2'],
    ['calendar -x dec', 'calendar -x -- dec'],
  ])('%s', async (line, expected) => {
    expect(await ordered(line)).toBe(expected);
  });

  it.each(['done 3 -x', 'rm 3 -- -4', 'unknown -work', '--json', '', 'add Milk -n', 'help list'])(
    'stays as it is where it has no words of that kind: %s',
    async (line) => {
      expect(await ordered(line)).toBe(line);
    },
  );

  it.each([
    ['list -json', '--json', '--without json'],
    ['list -all', '--all', '--without all'],
    ['list -qr', '-q -r', '--without qr'],
    ['list -l5', '-l 5', '--without l5'],
    ['list -phigh', '-p high', '--without phigh'],
    ['edit 3 -p1', '-p 1', '--remove-tag p1'],
    ['edit 3 -clear', '--clear', '--remove-tag clear'],
  ])('%s is refused, as it may mean two things', async (line, option, tag) => {
    const word = line.split(' ').at(-1) ?? '';
    const thrown: unknown = await ordered(line).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(UsageError);
    expect(thrown).toMatchObject({
      message: `"${word}" may be a tag or an option`,
      hint: `Write ${option} for the option, or ${tag} for the tag.`,
    });
  });
});
