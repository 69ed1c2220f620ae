import { afterAll, beforeAll } from 'vitest';
import { type Neon, type NeonOptions, startNeon } from '../neon/stand-in.ts';
import { install } from './installation.ts';
import { createMachine, type Machine } from './machine.ts';

/** A stand-in for Neon, and machines to reach it from. */
export interface World {
  readonly neon: Neon;
  /** A new machine whose environment holds the DATABASE_URL of the owner. */
  machine(): Machine;
  /** A name that no other test of the file uses. */
  name(): string;
  /** How many requests reached the database while `action` ran. */
  requestsOf(action: () => Promise<unknown>): Promise<number>;
}

/** Sets up what the end-to-end tests of a file need, before the first and until the last of them. */
export function startWorld(options: NeonOptions = { engine: 'postgres' }): World {
  let running: Neon | undefined;
  let names = 0;

  function neon(): Neon {
    if (running === undefined) throw new Error('The stand-in did not start.');
    return running;
  }

  beforeAll(async () => {
    await install();
    running = await startNeon(options);
  });

  afterAll(() => running?.close());

  return {
    get neon() {
      return neon();
    },
    machine: () => createMachine({ DATABASE_URL: neon().url() }),
    name: () => {
      names += 1;
      return `user-${names}`;
    },
    requestsOf: async (action) => {
      const before = neon().requests.length;
      await action();
      return neon().requests.length - before;
    },
  };
}
