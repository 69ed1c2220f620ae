import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { loadedBy } from './loaded-modules.ts';
import type { Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let laptop: Machine;

beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
  await laptop.pipe('Buy oat milk\nPay the rent\nCall Grandma\n', 'add', '-');
});

describe('a command loads no more than it needs', () => {
  it('todo --version: no package at all', async () => {
    const { packages } = await loadedBy(laptop, (watched) => watched.todo('--version'));

    expect(packages).toEqual([]);
  });

  it.each(['--help', 'list --help', 'lsit'])('commander alone: todo %s', async (line) => {
    const { packages } = await loadedBy(laptop, (watched) => watched.todo(...line.split(' ')));

    expect(packages).toEqual(['@commander-js/extra-typings', 'commander']);
  });

  it.each([
    'list',
    'list --json',
    'show 1',
    'edit 1 --add-tag food',
    'done 2',
    'tags',
    'calendar',
    'stats',
    'export',
    'export --format todotxt',
    'undo',
    'history',
    'trash',
    'whoami',
    'sessions',
  ])('todo %s', async (line) => {
    const { packages, sources } = await loadedBy(laptop, (watched) => watched.todo(...line.split(' ')));

    expect(packages).toContain('drizzle-orm');
    for (const heavy of [
      'argon2',
      '@inquirer/core',
      '@inquirer/prompts',
      'chrono-node',
      'rrule',
      'cli-table3',
      'ajv',
    ]) {
      expect(packages).not.toContain(heavy);
    }
    for (const unused of [
      'src/data/migrations.ts',
      'src/local/change-config.ts',
      'src/local/replace-file.ts',
    ]) {
      expect(sources).not.toContain(unused);
    }
  });

  it('a login hashes the password and asks nothing', async () => {
    const { packages } = await loadedBy(world.machine(), (watched) =>
      watched.pipe(PASSWORD, 'login', 'ada', '--password-stdin'),
    );

    expect(packages).toContain('argon2');
    expect(packages).not.toContain('@inquirer/core');
  });
});
