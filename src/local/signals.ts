/** What asks a process to end, and can be answered. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `answer` at each signal, instead of ending the process, until the function that is returned is called. */
export function onSignals(answer: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, answer);
  return () => {
    for (const signal of SIGNALS) process.off(signal, answer);
  };
}
