import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that share the databases of a run. */
const WITH_DATABASES = 'test/{command,data,e2e}/**/*.test.ts';

/** Attacks, which each major version of PostgreSQL has to withstand. */
const SECURITY = 'test/security/**/*.test.ts';

/** What depends on Postgres itself and needs none of the databases of a run. */
const ALSO_ON_18 = [
  'test/neon/conformance.test.ts',
  'test/data/{constraints,journal-columns,numbers,schema,sessions,shared-cluster,task-constraints}.test.ts',
];

export default defineConfig(({ mode }) => ({
  test: {
    // A zone with daylight saving, so that a date which is silently an instant shows up as a wrong day.
    env: { TZ: 'Europe/Berlin', TEST_EFFORT: mode === 'soak' ? 'soak' : 'quick' },
    setupFiles: ['test/support/properties.ts'],
    // Two even where there are two cores, as a test mostly waits for a database; few enough for that database elsewhere.
    maxWorkers: Math.min(Math.max(availableParallelism() - 1, 2), 6),
    // Databases boot, passwords are hashed and programs are spawned, on machines that may be busy.
    testTimeout: mode === 'soak' ? 1_200_000 : 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        mode,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, WITH_DATABASES, SECURITY],
        },
      },
      {
        extends: true,
        mode,
        test: { name: 'PostgreSQL 17', include: [SECURITY], env: { TEST_POSTGRES: '17' } },
      },
      {
        extends: true,
        mode,
        test: { name: 'PostgreSQL 18', include: [SECURITY, ...ALSO_ON_18], env: { TEST_POSTGRES: '18' } },
      },
      {
        extends: true,
        mode,
        test: {
          name: 'database',
          include: [WITH_DATABASES],
          // Files share what they import, and the worker that imported it: half of the processor time.
          isolate: false,
          globalSetup: ['test/support/shared-databases.ts'],
        },
      },
    ],
  },
}));
