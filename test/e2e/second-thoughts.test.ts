import { describe, expect, it } from 'vitest';
import { startWorld } from './world.ts';

const world = startWorld();

describe('two machines with one account', () => {
  it('take back what either of them did, and put it back', async () => {
    const [laptop, phone] = [world.machine(), world.machine()];
    await laptop.signUp('ada');
    await phone.logIn('ada');
    await laptop.todo('add', 'Pay', 'rent', 'due:2031-11-28', 'every:month');
    await phone.todo('done', '1');
    const done = await laptop.json('list', '--all');

    expect((await laptop.todo('undo')).stdout).toMatch(
      /^Undid done, .*\nReopened #1 Pay rent\nRemoved #2 Pay rent\n$/,
    );
    expect(await phone.json('list', '--all')).toMatchObject([{ number: 1, completed: false }]);
    expect(await phone.todo('redo')).toMatchObject({ code: 0, stderr: '' });
    expect(await laptop.json('list', '--all')).toEqual(done);

    await phone.todo('rm', '1', '2', '--yes');
    expect((await laptop.todo('trash', '-q')).stdout).toBe('1\n2\n');
    await laptop.todo('restore', '1-2');
    expect(await phone.json('list', '--all')).toEqual(done);
  });

  it('are logged out by each other, at once', async () => {
    const [laptop, phone] = [world.machine(), world.machine()];
    await laptop.signUp('grace');
    await phone.logIn('grace');
    const sessions = (await laptop.todo('sessions')).stdout.trimEnd().split('\n');
    const [id = ''] = sessions.find((line) => !line.endsWith('this'))?.split('\t') ?? [];

    expect(await laptop.todo('sessions', 'revoke', id.slice(0, 8))).toMatchObject({ code: 0, stderr: '' });
    expect(await phone.todo('undo')).toMatchObject({ code: 4, stdout: '' });
    expect(await laptop.todo('whoami')).toMatchObject({ code: 0 });
  });
});
