import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPreparedNeon } from './prepared-neon.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's connection string to PGlite, which all test files of a run share. The tables are there. */
    readonly pgliteUrl: string;
    /** The same to a real PostgreSQL, where more databases can be made. */
    readonly postgresUrl: string;
    /** A folder that is deleted after the run. */
    readonly temporaryFolder: string;
  }
}

/** Vitest's global setup: boots both stand-ins, once a run, and ends them after it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'neon-todo-test-'));
  const [pglite, postgres] = await Promise.all([
    startPreparedNeon({ engine: 'pglite' }),
    startPreparedNeon({ engine: 'postgres' }),
  ]);
  provide('temporaryFolder', temporaryFolder);
  provide('pgliteUrl', pglite.url());
  provide('postgresUrl', postgres.url());
  return async () => {
    await Promise.all([pglite.close(), postgres.close()]);
    rmSync(temporaryFolder, { recursive: true, force: true });
  };
}
