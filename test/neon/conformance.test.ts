import { neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe } from 'vitest';
import { batchCases } from './conformance/batch-cases.ts';
import { driverCases } from './conformance/driver-cases.ts';
import { errorCases } from './conformance/error-cases.ts';
import { faultCases } from './conformance/fault-cases.ts';
import { httpCases } from './conformance/http-cases.ts';
import { limitCases } from './conformance/limit-cases.ts';
import { resultCases } from './conformance/result-cases.ts';
import { serverCases } from './conformance/server-cases.ts';
import { sessionCases } from './conformance/session-cases.ts';
import { type Neon, startNeon } from './stand-in.ts';

/** PGlite makes its database in WebAssembly, which takes seconds, and more on a busy machine. */
const TIMEOUT = 60_000;

neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`;

describe.each(['pglite', 'postgres'] as const)('the stand-in over %s', { timeout: TIMEOUT }, (engine) => {
  let running: Neon | undefined;

  function neon(): Neon {
    if (running === undefined) throw new Error('The stand-in did not start.');
    return running;
  }

  beforeAll(async () => {
    running = await startNeon({ engine });
  }, TIMEOUT);

  afterAll(() => running?.close());

  describe('HTTP', () => {
    httpCases(neon);
  });
  describe('limits', () => {
    limitCases(neon);
  });
  describe('a result', () => {
    resultCases(neon);
  });
  describe('an error', () => {
    errorCases(neon);
  });
  describe('a batch', () => {
    batchCases(neon);
  });
  describe('a session', () => {
    sessionCases(neon);
  });
  describe('a fault', () => {
    faultCases(neon);
  });
  describe('the driver', () => {
    driverCases(neon);
  });
  // What one session without logins cannot show.
  describe.runIf(engine === 'postgres')('a real server', () => {
    serverCases(neon);
  });
});
