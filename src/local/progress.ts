import { hrtime } from 'node:process';
import { formatCount } from '../domain/count.ts';
import type { Terminal } from './terminal.ts';

/** How far something is that takes long. */
export interface Progress {
  update(done: number): void;
  /** Leaves no trace of it. */
  hide(): void;
}

const SHOWN_AFTER_MS = 1_000;
const PAUSE_MS = 100;
/** Where lines stay, as nothing can be erased without an escape sequence. */
const PAUSE_BETWEEN_LINES_MS = 10_000;

/**
 * Shows on stderr `Importing 4,000 of 10,000, 2,310/s` once it takes longer than a second; nothing where that is no terminal.
 * @param verb such as `Importing`
 * @param total undefined: nobody knows
 */
export function openProgress(terminal: Terminal, verb: string, total?: number): Progress {
  const { stderr, err } = terminal;
  if (!err.isTerminal) return { update: () => undefined, hide: () => undefined };
  const startedAt = hrtime.bigint();
  const elapsedMs = (): number => Number((hrtime.bigint() - startedAt) / 1_000_000n);
  let done = 0;
  let isHidden = false;
  let shownAt = Number.NEGATIVE_INFINITY;
  let screen: Screen | undefined;

  const show = (): void => {
    if (screen === undefined || elapsedMs() - shownAt < screen.pauseMs) return;
    shownAt = elapsedMs();
    screen.show(line(verb, done, total, shownAt));
  };
  const begin = async (): Promise<void> => {
    // The library is loaded by those who wait anyway.
    const opened = err.color ? await openErasable(stderr) : openLines(stderr);
    if (isHidden) return;
    screen = opened;
    show();
  };
  const timer = setTimeout(() => void begin(), SHOWN_AFTER_MS);

  return {
    update: (count) => {
      done = count;
      show();
    },
    hide: () => {
      isHidden = true;
      clearTimeout(timer);
      screen?.clear();
      screen = undefined;
    },
  };
}

function line(verb: string, done: number, total: number | undefined, elapsedMs: number): string {
  const of = total === undefined ? '' : ` of ${formatCount(total)}`;
  const rate = Math.round((done * 1_000) / elapsedMs);
  return `${verb} ${formatCount(done)}${of}${done === 0 ? '' : `, ${formatCount(rate)}/s`}`;
}

interface Screen {
  readonly pauseMs: number;
  show(text: string): void;
  clear(): void;
}

async function openErasable(stream: NodeJS.WritableStream): Promise<Screen> {
  const { createLogUpdate } = await import('log-update');
  // With the cursor: to hide it would mean to bring it back however the process ends.
  const update = createLogUpdate(stream, { showCursor: true });
  return { pauseMs: PAUSE_MS, show: update, clear: () => update.clear() };
}

function openLines(stream: NodeJS.WritableStream): Screen {
  return {
    pauseMs: PAUSE_BETWEEN_LINES_MS,
    show: (text) => stream.write(`${text}\n`),
    clear: () => undefined,
  };
}
