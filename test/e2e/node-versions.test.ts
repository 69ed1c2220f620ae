import { execFileSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** By version: the Node that runs the tests, and the executables that TEST_NODES names, separated as in PATH. */
const nodes = new Map(
  [process.execPath, ...(process.env['TEST_NODES'] ?? '').split(delimiter)]
    .filter((path) => path !== '')
    .map((path) => [execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(), path] as const),
);

describe.each([...nodes])('with Node %s', (version, path) => {
  it('the package works as installed, with install scripts switched off', async () => {
    const name = `user-${version.replaceAll('.', '-')}`;
    const laptop = world.machine().with({ PATH: [dirname(path), '/usr/bin', '/bin'].join(delimiter) });

    await laptop.signUp(name);
    await laptop.todo('logout');
    await laptop.logIn(name);
    expect(
      await laptop.json('add', 'Repair the tap', '--due', '2027-01-01', '--repeat', 'monthly'),
    ).toMatchObject({
      number: 1,
    });
    await laptop.pipe('Buy oat milk\nWater the plants 🌱\n', 'add', '-');
    expect(await laptop.json('done', '1', '2')).toHaveLength(3);
    expect(await laptop.json('edit', '3', '--title', 'Water the ferns 🌿')).toHaveLength(1);
    expect(await laptop.json('rm', '2', '--yes')).toHaveLength(1);
    expect(await laptop.todo('list')).toEqual({
      code: 0,
      stdout: '4\topen\t2027-02-01\tMedium\tRepair the tap\t\n3\topen\t\tMedium\tWater the ferns 🌿\t\n',
      stderr: '',
    });
    expect(await laptop.pipe(PASSWORD, 'login', name, '--password-stdin', '--json')).toMatchObject({
      code: 0,
    });

    const boxes = Array.from({ length: 1_200 }, (_, index) => `Box ${index} +attic due:2027-01-03\n`).join(
      '',
    );
    expect(await laptop.pipe(boxes, 'import', '-', '--format', 'todotxt', '--quiet')).toMatchObject({
      code: 0,
      stderr: '',
    });
    // Of so many, V8 is told to keep its heap small, in words that it may not know some day.
    const exported = await laptop.todo('export', '+project/attic', '--format', 'todotxt');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout.split('\n')).toHaveLength(1_201);
    expect(await laptop.todo('calendar', '2027-01')).toMatchObject({
      code: 0,
      stdout: '2027-01-01\t0\t1\t0\n2027-01-03\t1200\t0\t0\n',
      stderr: '',
    });
    expect(await laptop.todo('stats')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^open\t1202\n/),
      stderr: '',
    });
  });
});
