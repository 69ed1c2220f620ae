import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A zone with daylight saving, so that a date which is silently an instant shows up as a wrong day.
    env: { TZ: 'Europe/Berlin' },
  },
});
