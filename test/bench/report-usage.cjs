'use strict';

// Loaded into a measured program with --require: at its end it reports what it took, as JSON on file descriptor 3. Without
// libraries, and the same for every program that is compared.
const { readFileSync, writeSync } = require('node:fs');

if (process.env.BENCH_TERMINAL_COLUMNS !== undefined) {
  Object.assign(process.stdout, { isTTY: true, columns: Number(process.env.BENCH_TERMINAL_COLUMNS) });
}
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMicroseconds = userCPUTime + systemCPUTime;
  writeSync(3, JSON.stringify({ cpuMicroseconds, peakKibibytes: peakOnLinux() ?? maxRSS }));
});

/** Linux lets a program inherit maxRSS from the one that started it, which is far larger here. */
function peakOnLinux() {
  if (process.platform !== 'linux') return undefined;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
