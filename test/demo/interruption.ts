const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C, `kill`, and a terminal or pipe that was closed, held back until what the demo made has been removed. */
export interface Interruption {
  /** Aborts when one of them comes. */
  readonly signal: AbortSignal;
  /** The result of the work, unless an interruption comes first. */
  orAbort<T>(work: Promise<T>): Promise<T>;
  /** Runs the work while Ctrl-C concerns somebody else who has the terminal. */
  withoutKeyboard(work: () => Promise<void>): Promise<void>;
  /** Ends this process in the way that was held back; returns if nothing was. */
  complete(): void;
}

export function holdInterruptions(): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  let received: NodeJS.Signals | undefined;
  let keyboard = true;
  const hold = (name: NodeJS.Signals): void => {
    if (name === 'SIGINT' && !keyboard) return;
    received ??= name;
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, hold);
  process.stdout.on('error', () => controller.abort());
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  aborted.catch(() => undefined);

  return {
    signal,
    orAbort: (work) => Promise.race([work, aborted]),
    withoutKeyboard: async (work) => {
      keyboard = false;
      try {
        await work();
      } finally {
        keyboard = true;
      }
    },
    complete: () => {
      for (const name of SIGNALS) process.off(name, hold);
      if (received !== undefined) process.kill(process.pid, received);
    },
  };
}
