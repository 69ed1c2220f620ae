import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../man/man-page.ts';
import manifest from '../../package.json' with { type: 'json' };
import { createProgram } from '../../src/cli/program.ts';

const FILE = fileURLToPath(new URL('../../man/todo.1', import.meta.url));
const PAGE = readFileSync(FILE, 'utf8');

const program = createProgram({ stdout: new Writable() }, manifest.version, () => () => {
  throw new Error('Nothing is run here.');
});

/** Not every machine has it, and what it would show is compared below in any case. */
const hasGroff = spawnSync('groff', ['--version']).status === 0;

describe('man/todo.1', () => {
  it('is what `npm run man` makes of the commands and topics of today', () => {
    expect(PAGE).toBe(manPage(program));
  });

  it('has the usual sections, every command and every topic', () => {
    const headings = [...PAGE.matchAll(/^\.SH (.*)$/gm)].map(([, title]) => title);
    expect(headings).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'COMMANDS',
      'OPTIONS OF EVERY COMMAND',
      'QUICK WORDS',
      'DATES',
      'FILTERS',
      'OUTPUT',
      'ENVIRONMENT',
      'EXIT STATUS',
      'SEE ALSO',
    ]);
    for (const words of [
      'add',
      'list|ls',
      'done',
      'db status',
      'sessions',
      'sessions revoke',
      'account delete',
      'token create',
      'completion',
    ]) {
      expect(PAGE).toContain(`\n.SS todo ${words}`);
    }
  });

  it('is ASCII, and no line of text is taken for a request', () => {
    expect(PAGE).toMatch(/^[ -~\n]+$/);
    const requests = PAGE.split('\n').filter((line) => /^[.']/.test(line));
    expect(new Set(requests.map((line) => line.split(' ')[0]))).toEqual(
      new Set(['.\\"', '.TH', '.nh', '.ad', '.SH', '.SS', '.PP', '.TP', '.br', '.nf', '.fi', '.RS', '.RE']),
    );
  });

  it.skipIf(!hasGroff)('shows options and quotes as they are typed, without a warning', () => {
    const { stdout, stderr, status } = spawnSync(
      'groff',
      ['-man', '-ww', '-Tutf8', '-P-c', '-rLL=78n', FILE],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stderr]).toEqual([0, '']);
    // What is bold or underlined is sent twice, with a backspace in between.
    const shown = stdout.replaceAll(/.[\b]/g, '');
    expect(shown).toContain('--dry-run');
    expect(shown).toContain(`todo done --where '+home due:today' --dry-run`);
    expect(shown).toContain('"error":{"code","message","hint","retryable"}');
    expect(shown).toContain(String.raw`\x1b`);
  });
});
