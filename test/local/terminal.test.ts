import { describe, expect, it } from 'vitest';
import { type Appearance, openTerminal } from '../../src/local/terminal.ts';
import { FakeInput, RecordedOutput } from '../support/streams.ts';

interface Given {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly allowColor?: boolean;
}

/** How stdout appears; a terminal if it has columns. */
function out({ columns, env = {}, platform = 'linux', allowColor = true }: Given): Appearance {
  const streams = {
    stdin: new FakeInput(false),
    stdout: new RecordedOutput(columns),
    stderr: new RecordedOutput(undefined),
  };
  return openTerminal({ ...streams, env, platform }, allowColor).out;
}

describe('the width', () => {
  it.each<[Given, number]>([
    [{ columns: 132 }, 132],
    [{}, 80],
    [{ columns: 0 }, 80],
    [{ columns: 132, env: { COLUMNS: '60' } }, 60],
    [{ columns: 132, env: { COLUMNS: '' } }, 132],
    [{ columns: 132, env: { COLUMNS: 'wide' } }, 132],
    [{ columns: 132, env: { COLUMNS: '0' } }, 132],
    [{ columns: 132, env: { COLUMNS: '-5' } }, 132],
    [{ columns: 132, env: { COLUMNS: '60.5' } }, 132],
    [{ columns: 132, env: { COLUMNS: '1e9' } }, 132],
    [{ columns: 132, env: { COLUMNS: 'Infinity' } }, 132],
  ])('with %j is %i', (given, width) => {
    expect(out(given).width).toBe(width);
  });
});

describe('colour', () => {
  it.each<[Given, boolean]>([
    [{ columns: 80 }, true],
    [{}, false],
    [{ columns: 80, env: { TERM: 'xterm-256color' } }, true],
    [{ columns: 80, env: { TERM: 'dumb' } }, false],
    [{ columns: 80, env: { NO_COLOR: '1' } }, false],
    [{ columns: 80, env: { NO_COLOR: '0' } }, false],
    [{ columns: 80, env: { NO_COLOR: '' } }, true],
    [{ columns: 80, env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, false],
    [{ columns: 80, env: { FORCE_COLOR: '0' } }, false],
    [{ columns: 80, env: { FORCE_COLOR: 'false' } }, false],
    [{ env: { FORCE_COLOR: '1' } }, true],
    [{ env: { FORCE_COLOR: 'true' } }, true],
    [{ env: { FORCE_COLOR: '' } }, false],
    [{ columns: 80, env: { TERM: 'dumb', FORCE_COLOR: '1' } }, true],
    [{ columns: 80, allowColor: false }, false],
    [{ env: { FORCE_COLOR: '1' }, allowColor: false }, false],
  ])('with %j is %s', (given, color) => {
    expect(out(given).color).toBe(color);
  });
});

describe('Unicode', () => {
  it.each<[Given, boolean]>([
    [{ env: { LANG: 'C.UTF-8' } }, true],
    [{ env: { LANG: 'de_DE.utf8' } }, true],
    [{ env: { LANG: 'C' } }, false],
    [{}, false],
    [{ env: { LANG: 'C', LC_ALL: 'sv_SE.UTF-8' } }, true],
    [{ env: { LANG: 'sv_SE.UTF-8', LC_ALL: 'C' } }, false],
    [{ env: { LANG: 'C', LC_CTYPE: 'ja_JP.UTF-8' } }, true],
    [{ env: { LANG: 'sv_SE.UTF-8', LC_ALL: '' } }, true],
    [{ env: { LANG: 'ja_JP.eucJP' } }, false],
    [{ platform: 'win32' }, true],
  ])('with %j is %s', (given, unicode) => {
    expect(out(given).unicode).toBe(unicode);
  });
});

describe('a person can be asked', () => {
  it.each<[boolean, number | undefined, Readonly<Record<string, string>>, boolean]>([
    [true, 80, {}, true],
    [false, 80, {}, false],
    [true, undefined, {}, false],
    [true, 80, { CI: 'true' }, false],
    [true, 80, { CI: '' }, true],
  ])('with stdin a terminal: %s, stderr of columns: %s, %j: %s', (isTTY, columns, env, canAsk) => {
    const terminal = openTerminal(
      {
        stdin: new FakeInput(isTTY),
        stdout: new RecordedOutput(undefined),
        stderr: new RecordedOutput(columns),
        env,
        platform: 'linux',
      },
      true,
    );
    expect(terminal.canAsk).toBe(canAsk);
  });
});
