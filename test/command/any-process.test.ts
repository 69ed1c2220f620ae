import { beforeAll, describe, expect, it } from 'vitest';
import { type Machine, type Outcome, runProcess } from '../e2e/machine.ts';
import { startWorld } from '../e2e/world.ts';
import { effort } from '../support/effort.ts';
import { unsafeIn } from '../support/unsafe-output.ts';

// What only a process of its own can be given: bytes that are no text, and as much as the system lets through.

const world = startWorld({ engine: 'pglite' });

let laptop: Machine;
beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
  await laptop.todo('add', 'Pay rent', '+home');
});

/** Runs a program of the machine with bytes on stdin. */
function run({ folder, env }: Machine, command: readonly string[], stdin: Uint8Array): Promise<Outcome> {
  return runProcess(folder, env, command, stdin);
}

const wordsOf = (line: string): string[] => line.split(' ').filter((word) => word !== '');

/** A message of a few lines, of text alone. */
const TOLD = {
  code: 2,
  stdout: '',
  stderr: expect.stringMatching(/^Error: [^\n]{1,3000}\.\n([^\n]{1,3000}\n)?$/),
};

describe('stdin', () => {
  it.each([
    ['Latin-1', Buffer.from('Café\n', 'latin1'), 'is not UTF-8'],
    ['UTF-16', Buffer.from('\uFEFFMilk\n', 'utf16le'), 'is UTF-16, not UTF-8'],
    ['a character that breaks off', Buffer.from('Milk 🥛').subarray(0, -1), 'is not UTF-8'],
    ['what UTF-8 has no room for', Buffer.from([0x4d, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x0a]), 'is not UTF-8'],
    ['half of a pair of UTF-16', Buffer.from([0xed, 0xa0, 0xbd, 0x0a]), 'is not UTF-8'],
  ])('that is no UTF-8 is refused and not guessed at: %s', async (_what, bytes, told) => {
    for (const words of [
      ['add', '-'],
      ['login', 'ada', '--password-stdin'],
      ['init', '--url-stdin'],
    ]) {
      const outcome = await run(laptop, [laptop.program, ...words], bytes);
      expect([words, outcome]).toEqual([words, TOLD]);
      expect(outcome.stderr).toContain(`What came on stdin ${told}`);
    }
    expect((await laptop.todo('list')).stdout).toBe('1\topen\t\tMedium\tPay rent\thome\n');
  });

  it('with the mark of UTF-8 at its beginning is as without', async () => {
    const eve = world.machine();
    await eve.signUp('eve');
    const outcome = await run(eve, [eve.program, 'add', '-', '-q'], Buffer.from('\uFEFFMilk\r\nBread'));
    expect(outcome).toEqual({ code: 0, stdout: '1\n2\n', stderr: '' });
    expect((await eve.todo('list')).stdout).toBe('1\topen\t\tMedium\tMilk\t\n2\topen\t\tMedium\tBread\t\n');
  });

  const parts: readonly (readonly [string, string])[] = [
    ['lines', 'a\n'],
    ['words', 'a '],
    ['combining marks', '\u0300\u0316'],
  ];
  const more: typeof parts = [
    ['NULs', '\0'],
    ['line feeds', '\n'],
    ['tags', '+a '],
    ['quotes', '"'],
    ['markers', 'due:"'],
    ['spaces', ' '],
  ];
  it.each(effort(parts, [...parts, ...more]))('of 1 or 10 MB of %s is answered', async (_what, part) => {
    for (const [size, words] of [
      [1_000_000, ['signup', '-u', 'x1', '-e', 'x1@example.org', '--password-stdin']],
      [10_000_000, ['add', '-']],
    ] as const) {
      const bytes = Buffer.from(part.repeat(size / Buffer.byteLength(part)));
      const outcome = await run(laptop, [laptop.program, ...words], bytes);
      expect([words, outcome]).toEqual([words, TOLD]);
      expect(unsafeIn(outcome.stderr)).toBeUndefined();
    }
  });
});

describe('a command line', () => {
  it('that is no UTF-8 becomes text with marks in the place of what is none', async () => {
    const eve = world.machine();
    await eve.signUp('latin');
    const outcome = await run(
      eve,
      ['/bin/sh', '-c', `exec "$0" add "$(printf 'Caf\\351 \\377')"`, eve.program],
      Buffer.alloc(0),
    );
    expect(outcome).toMatchObject({ code: 0, stdout: 'Added #1 Caf\uFFFD \uFFFD\n' });
    const option = await run(
      eve,
      ['/bin/sh', '-c', `exec "$0" "--$(printf '\\377\\033[2J')"`, eve.program],
      Buffer.alloc(0),
    );
    expect(option).toEqual(TOLD);
    expect(unsafeIn(option.stderr)).toBeUndefined();
  });

  const long = 'x'.repeat(120_000);
  it.each<readonly [begin: string, words: readonly string[]]>([
    ['add', Array<string>(8).fill(long)],
    ['list', Array<string>(8).fill(long)],
    ['done', [long, long]],
    ['edit 1', ['-n', long, '-t', long]],
    ['add x', [`due:${long}`, `every:${long}`]],
    ['help', [long]],
    ['completion zsh --', [long, long]],
    ['', [long]],
    ['', [`--${long}`]],
    ['list --limit', [long]],
    ['list -s', ['\u0300\u0316'.repeat(20_000)]],
  ])('with words of 120 kB is answered: %s …', async (begin, words) => {
    const { code, stdout, stderr } = await laptop.todo(...wordsOf(begin), ...words);
    expect([0, 2]).toContain(code);
    expect(unsafeIn(stdout + stderr)).toBeUndefined();
    expect((stdout + stderr).length).toBeLessThan(10_000);
  });

  const COUNT = 100_000;
  const lines = [
    ['add --', 'a'],
    ['add x', '-t', 'x'],
    ['list a', 'or', 'a'],
    ['list --', 'a'],
    ['list', 'due:fri'],
    ['list', '-s', 'x'],
    ['done', '1'],
    ['', '-x'],
  ];
  const more = [
    ['add', 'a'],
    ['add x', '--note', 'x'],
    ['list', 'a'],
    ['list', '+a'],
    ['list', '-ab'],
    ['list', '-t', 'x'],
    ['list', 'pri:high'],
    ['done --dry-run', '01987654'],
    ['edit +a --dry-run', '1'],
    ['edit 1 --dry-run', '--clear', 'due'],
    ['sessions revoke', '01987654'],
    ['show', '1'],
    ['help', 'list'],
    ['completion bash --', 'todo'],
    ['nope', 'x'],
    ['', '--json'],
    ['', '--'],
  ];
  it.each(effort(lines, lines.concat(more)))(
    'of 100,000 words is answered: %s %s …',
    async (begin = '', ...repeated) => {
      const many = Array.from({ length: COUNT }, (_, index) => repeated[index % repeated.length] ?? '');
      const command = [laptop.program].concat(wordsOf(begin), many);
      const { code, stdout, stderr } = await run(laptop, command, Buffer.alloc(0));
      expect([0, 2, 3]).toContain(code);
      expect(unsafeIn(stdout + stderr)).toBeUndefined();
      expect((stdout + stderr).length).toBeLessThan(10_000);
    },
  );
});
