import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';

// A server of its own: the login that is made here belongs to all databases of a server.
let neon: Neon;
beforeAll(async () => {
  neon = await startNeon({ engine: 'postgres' });
  await neon.query("create role guest login password 'guest-4711'");
});
afterAll(() => neon.close());

describe('todo db invite', () => {
  it('prints a restricted connection string, with which others sign up and see nothing of anybody else', async () => {
    const owner = newMachine(neon.url());
    await owner.todo('signup -u ada -e ada@example.org --password-stdin', { stdin: 'ferry-tulip-42' });
    await owner.todo('add Buy oat milk');
    const { exitCode, stdout, stderr } = await owner.todo('db invite');
    expect(exitCode).toBe(0);
    expect(stdout.trim()).toMatch(/^postgresql:\/\/todo_client:[\w-]{43}@localhost:\d+\/neondb$/);
    expect(stderr).not.toContain('todo_client:');

    const guest = newMachine(stdout.trim());
    await guest.todo('signup -u grace -e grace@example.org --password-stdin', { stdin: 'ferry-tulip-43' });
    expect((await guest.todo('list --json')).stdout).toBe('[]\n');
    expect((await guest.todo('add Fix the compiler -q')).stdout).toBe('1\n');
    expect((await guest.todo('db status')).stdout).toMatch(/^Role +todo_client, restricted:/m);
  });

  it('replaces the first invitation by a second one, also while that is in use', async () => {
    const owner = newMachine(neon.url());
    const guest = newMachine((await owner.todo('db invite')).stdout.trim());
    await guest.todo('signup -u margaret -e margaret@example.org --password-stdin', {
      stdin: 'ferry-tulip-44',
    });
    expect(await guest.todo('list')).toMatchObject({ exitCode: 0 });
    const again = await owner.todo('db invite --json');
    expect(JSON.parse(again.stdout)).toMatchObject({ role: 'todo_client', rotated: true });
    expect(again.stderr).toContain('The connection string of an earlier invitation has stopped working.');
    expect(await guest.todo('list')).toMatchObject({ exitCode: 6, stdout: '' });
  });

  it('needs tables, and an owner', async () => {
    const database = await neon.createDatabase();
    const owner = newMachine(neon.url({ database }));
    expect(await owner.todo('db invite')).toMatchObject({
      exitCode: 6,
      stdout: '',
      stderr: expect.stringContaining('Run `todo db migrate` first.'),
    });
    await owner.todo('db migrate');
    const guest = newMachine(neon.url({ user: 'guest', password: 'guest-4711', database }));
    expect(await guest.todo('db invite')).toMatchObject({
      exitCode: 4,
      stdout: '',
    });
  });
});
