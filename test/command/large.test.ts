import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { FailingOutput } from '../support/streams.ts';
import { databaseOf } from '../support/test-database.ts';

const COUNT = 1_000;

// Neon's limits are 10 MiB each, or 64 in its cloud; smaller ones show the same with fewer tasks.
let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres', maxRequestBytes: 400_000, maxResponseBytes: 100_000 });
  ada = await signUpUser(databaseOf(neon));
  await neon.query(
    `insert into todo.tasks (id, user_id, title, description, due_date)
     select gen_random_uuid(), $1, 'Box ' || n, repeat('Books and records. ', 10), '2026-11-01'::date + n % 90
       from generate_series(1, ${COUNT}) as n`,
    [ada.id],
  );
});
afterAll(() => neon.close());

describe('a list that is too large for one answer', () => {
  it.each(['', '--sort title --reverse', '--sort number'])(
    'comes whole and in order: %s',
    async (options) => {
      const before = neon.requests.length;
      const { exitCode, stdout, stderr } = await ada.todo(`list --json ${options}`);
      expect([exitCode, stderr]).toEqual([0, '']);
      const tasks: { number: number; title: string; dueDate: string; description: string }[] =
        JSON.parse(stdout);
      const expected = await expectedNumbers(options);
      expect(tasks.map(({ number }) => number)).toEqual(expected);
      expect(tasks[0]?.description).toBe('Books and records. '.repeat(10));
      expect(neon.requests[before]?.status).toBe(507);
    },
  );

  it('comes whole in a pipe, and cut to what was asked for', async () => {
    const { stdout } = await ada.todo('list');
    expect(stdout.trimEnd().split('\n')).toHaveLength(COUNT);
    expect((await ada.todo('list --sort number --limit 700 -q')).stdout.trimEnd().split('\n').at(-1)).toBe(
      '700',
    );
  });

  it('is told to be incomplete where it breaks off', async () => {
    // The first page does not fit, nor does the second with all tasks, with half of them and with a quarter of them.
    neon.inject({ kind: 'delay', ms: 0 }, 7);
    neon.inject({ kind: 'html' });
    const { exitCode, stdout, stderr } = await ada.todo('list --jsonl --sort number');
    expect(exitCode).toBe(6);
    const printed = stdout.trimEnd().split('\n');
    expect(printed.length).toBeGreaterThan(100);
    expect(printed.length).toBeLessThan(COUNT);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ number: printed.length });
    expect(stderr).toMatch(
      /^Error: What answers for .* is not Neon .*\n.* The list breaks off here: what was printed is not all of it\.\n$/,
    );
  });

  it('says nothing of that where nothing was printed', async () => {
    neon.inject({ kind: 'html' });
    const { exitCode, stdout, stderr } = await ada.todo('list --jsonl');
    expect([exitCode, stdout]).toEqual([6, '']);
    expect(stderr).not.toContain('breaks off');
  });

  it('is not fetched any further when its reader has gone', async () => {
    const before = neon.requests.length;
    expect(await ada.todo('list --jsonl', { stdout: new FailingOutput('EPIPE') })).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const forOne = neon.requests.length - before;
    await ada.todo('list --jsonl');
    expect(forOne).toBeLessThan(neon.requests.length - before - forOne);
  });

  it('asks for no notes where none are shown', async () => {
    const before = neon.requests.length;
    await ada.todo('list --limit 200');
    expect(neon.requests.length - before).toBe(1);
    expect(neon.requests.at(-1)?.statements.join('\n')).not.toContain('description');
  });

  it('keeps its footer at a terminal', async () => {
    const { stdout } = await ada.todo('list --limit 600 --sort number', {
      terminal: { stdout: true },
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toMatch(/\n… 400 more: add --limit 1000\n1000 open, \d+ overdue\n$/);
  });
});

describe('more tasks at once than fit in one request', () => {
  it('are refused, all of them, with a word on what to do', async () => {
    const stdin = Array.from({ length: COUNT }, (_, index) => `${index} ${'x'.repeat(450)}`).join('\n');
    const { exitCode, stdout, stderr } = await ada.todo('add -', { stdin });
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toBe('Error: This is more than Neon passes on at once.\nDo it in smaller parts.\n');
    expect(
      await neon.query('select count(*)::int as n from todo.tasks where user_id = $1', [ada.id]),
    ).toEqual([{ n: COUNT }]);
  });

  it('are refused before they are sent if they are too many', async () => {
    const before = neon.requests.length;
    const { exitCode, stderr } = await ada.todo('add -', { stdin: 'x\n'.repeat(5_001) });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'Error: 5001 tasks are too many at once, the limit is 5000.\nNothing was added. Add them in parts: split -l 5000\n',
    );
    expect(neon.requests.length).toBe(before);
  });
});

async function expectedNumbers(options: string): Promise<unknown[]> {
  const order = new Map([
    ['--sort title --reverse', 'lower(title) desc, number desc'],
    ['--sort number', 'number'],
  ]);
  const rows = await neon.query(
    `select number from todo.tasks where user_id = $1 order by ${order.get(options) ?? 'due_date, number'}`,
    [ada.id],
  );
  return rows.map(({ number }) => number);
}
