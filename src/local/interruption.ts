import { onSignals } from './signals.ts';

/** Ctrl-C while something is under way that is better brought to the end of a step. */
export interface Interruption {
  /** Whether somebody asked for the end. */
  readonly isAskedFor: boolean;
  /** From now on, signals end the process at once again. */
  release(): void;
}

/** @param ask called at the first signal; the second one ends the process, after `lastWords` */
export function holdInterruption(ask: () => void, lastWords: () => void): Interruption {
  let isAskedFor = false;
  const release = onSignals((signal) => {
    if (!isAskedFor) {
      isAskedFor = true;
      return ask();
    }
    lastWords();
    release();
    process.kill(process.pid, signal);
  });
  return {
    get isAskedFor() {
      return isAskedFor;
    },
    release,
  };
}
