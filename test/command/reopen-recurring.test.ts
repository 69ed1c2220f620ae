import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  await ada.todo('add Pay rent -d 2026-11-27 -r monthly');
});

describe('todo reopen of a completed occurrence', () => {
  it('removes the next one, and says so', async () => {
    await ada.todo('done 1');
    const before = neon.requests.length;
    expect(await ada.todo('reopen 1')).toEqual({
      exitCode: 0,
      stdout: 'Reopened #1 Pay rent\nRemoved #2 Pay rent\n',
      stderr: '',
    });
    expect(neon.requests.length - before).toBe(1);
    expect(await tasks()).toEqual(['1 open 2026-11-27']);
  });

  it.each([
    ['--json', '[{"number":1,'],
    ['--jsonl', '{"number":1,'],
    ['-q', '1\n'],
  ])('tells with %s of the task that is there', async (option, beginning) => {
    await ada.todo('done 1');
    const { exitCode, stdout } = await ada.todo(`reopen 1 ${option}`);
    expect(exitCode).toBe(0);
    expect(stdout.slice(0, beginning.length)).toBe(beginning);
    expect(stdout).not.toContain('"number":2');
  });

  it('is safe to repeat', async () => {
    await ada.todo('done 1');
    await ada.todo('reopen 1');
    expect(await ada.todo('reopen 1')).toEqual({
      exitCode: 0,
      stdout: '#1 is already open\n',
      stderr: '',
    });
    expect(await tasks()).toEqual(['1 open 2026-11-27']);
  });

  it('can be taken back, as often as one likes', async () => {
    await ada.todo('done 1');
    await ada.todo('reopen 1');
    expect((await ada.todo('done 1')).stdout).toBe(
      'Done #1 Pay rent\nNext #3 Pay rent · due Sun 27 Dec (in 5 weeks) · every month\n',
    );
    await ada.todo('reopen 1');
    await ada.todo('done 1');
    expect(await tasks()).toEqual(['1 done 2026-11-27', '4 open 2026-12-27']);
  });

  it.each(['drop-before', 'drop-after-commit', 'control-plane'] as const)(
    'leaves the same after %s',
    async (kind) => {
      await ada.todo('done 1');
      neon.inject({ kind });
      expect((await ada.todo('reopen 1')).exitCode).toBe(0);
      expect(await tasks()).toEqual(['1 open 2026-11-27']);
    },
  );

  it.each([
    ['edit 2 --title Rent', 'changed'],
    // Nothing is different after these, but somebody has taken it into their hands.
    ['edit 2 --due 2026-12-27', 'changed'],
    ['edit 2 --add-tag home; edit 2 --remove-tag home', 'changed'],
    ['done 2; reopen 2', 'changed'],
    ['done 2', 'done'],
  ])('is refused after `todo %s` of the next one', async (commands, state) => {
    await ada.todo('done 1');
    for (const words of commands.split('; ')) {
      expect((await ada.todo(words)).exitCode).toBe(0);
    }
    const before = await rows();
    const refusal = {
      exitCode: 5,
      stdout: '',
      stderr:
        `Error: #1 was continued by #2, which has been ${state} since.\n` +
        'Delete what follows first, with `todo rm 2`, or leave it as it is.\n',
    };
    expect(await ada.todo('reopen 1')).toEqual(refusal);
    expect(await ada.todo('reopen 1')).toEqual(refusal);
    expect(await rows()).toEqual(before);
  });

  it('does what is asked once the next one is deleted', async () => {
    await ada.todo('done 1');
    await ada.todo('edit 2 --title Rent');
    await ada.todo('rm 2 --yes');
    expect((await ada.todo('reopen 1')).stdout).toBe('Reopened #1 Pay rent\n');
  });

  it('leaves alone what follows one that is open already', async () => {
    await ada.todo('done 1');
    await neon.query(
      'update todo.tasks set completed = false, completed_at = null where user_id = $1 and number = 1',
      [ada.id],
    );
    expect((await ada.todo('reopen 1')).stdout).toBe('#1 is already open\n');
    expect(await tasks()).toEqual(['1 open 2026-11-27', '2 open 2026-12-27']);
  });

  it('gives up one in a chain: the last', async () => {
    await ada.todo('done 1');
    await ada.todo('done 2');
    expect(await ada.todo('reopen 1-3')).toEqual({
      exitCode: 5,
      stdout: 'Reopened #2 Pay rent\nRemoved #3 Pay rent\n',
      stderr:
        'Error: #1 was continued by #2, which has been changed since.\n' +
        'Delete what follows first, with `todo rm 2`, or leave it as it is.\n',
    });
    expect(await tasks()).toEqual(['1 done 2026-11-27', '2 open 2026-12-27']);
  });

  it('names the end of a chain as what is in the way', async () => {
    await ada.todo('done 1');
    await ada.todo('done 2');
    await ada.todo('edit 3 -p high');
    expect(JSON.parse((await ada.todo('reopen 1-2 --json')).stderr)).toEqual({
      error: {
        code: 'conflict',
        message:
          '#1 was continued by #2, which has been done since; #2 was continued by #3, which has been changed since',
        hint: 'Delete what follows first, with `todo rm 3`, or leave it as it is.',
        retryable: false,
      },
    });
  });

  it('does the others of a selection, and tells all that went wrong', async () => {
    await ada.todo('add Call the dentist');
    await ada.todo('done 1 2');
    await ada.todo('edit 3 -p high');
    expect(await ada.todo('reopen 1 2 77')).toEqual({
      exitCode: 5,
      stdout: 'Reopened #2 Call the dentist\n',
      stderr:
        'Error: #1 was continued by #3, which has been changed since; No such task: #77.\n' +
        'Delete what follows first, with `todo rm 3`, or leave it as it is.\n',
    });
    expect(await tasks()).toEqual(['1 done 2026-11-27', '2 open null', '3 open 2026-12-27']);
  });

  it('goes by the id as well', async () => {
    await ada.todo('done 1');
    const [row] = await neon.query('select id::text from todo.tasks where user_id = $1 and number = 1', [
      ada.id,
    ]);
    expect((await ada.todo(['reopen', String(row?.['id']), '-q'])).stdout).toBe('1\n');
    expect(await tasks()).toEqual(['1 open 2026-11-27']);
  });

  it('is nothing to another user', async () => {
    await ada.todo('done 1');
    const before = await rows();
    const mallory = await signUpUser(databaseOf(neon), 'mallory');
    expect((await mallory.todo('reopen 1 2')).exitCode).toBe(3);
    expect(await rows()).toEqual(before);
  });

  it('names ten that it refuses, and how many more there are', async () => {
    const stdin = Array.from({ length: 12 }, (_, index) => `Rent ${index}`).join('\n');
    await ada.todo('add - -d 2026-11-27 -r monthly', { stdin });
    await ada.todo('done 2-13');
    await ada.todo('done 14-25');
    const { exitCode, stdout, stderr } = await ada.todo('reopen 2-13');
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toMatch(
      /^Error: #2 was continued by #14, which has been done since; .*; #11 was .*; and so were 2 more\.\n/,
    );
  });
});

describe('a series with an end', () => {
  it('has as many occurrences as it had when one is done again', async () => {
    await ada.todo('edit 1 --repeat FREQ=MONTHLY;COUNT=3');
    for (const words of ['done 1', 'reopen 1', 'done 1', 'reopen 1', 'done 1']) {
      expect((await ada.todo(words)).exitCode).toBe(0);
    }
    expect(await patterns()).toEqual(['1 FREQ=MONTHLY;COUNT=3', '4 FREQ=MONTHLY;COUNT=2']);
    await ada.todo('done 4');
    await ada.todo('reopen 4');
    await ada.todo('done 4');
    expect((await ada.todo('done 6')).stdout).toBe('Done #6 Pay rent\n');
    expect(await patterns()).toEqual([
      '1 FREQ=MONTHLY;COUNT=3',
      '4 FREQ=MONTHLY;COUNT=2',
      '6 FREQ=MONTHLY;COUNT=1',
    ]);
    expect((await ada.todo('reopen 6')).stdout).toBe('Reopened #6 Pay rent\n');
  });

  it('ends on the day that was said', async () => {
    await ada.todo('edit 1 --repeat FREQ=MONTHLY;UNTIL=20261231');
    for (const words of ['done 1', 'reopen 1', 'done 1']) await ada.todo(words);
    expect(await patterns()).toEqual(['1 FREQ=MONTHLY;UNTIL=20261231', '3 FREQ=MONTHLY;UNTIL=20261231']);
    expect((await ada.todo('done 3')).stdout).toBe('Done #3 Pay rent\n');
  });

  it('is ended by --clear repeat, wherever it has got to', async () => {
    await ada.todo('done 1');
    await ada.todo('edit 2 --clear repeat');
    expect((await ada.todo('done 2')).stdout).toBe('Done #2 Pay rent\n');
    expect((await ada.todo('reopen 2')).stdout).toBe('Reopened #2 Pay rent\n');
    expect((await ada.todo('done 2')).stdout).toBe('Done #2 Pay rent\n');
    expect(await tasks()).toEqual(['1 done 2026-11-27', '2 done 2026-12-27']);
  });
});

describe('machines that work at the same time', () => {
  it('20 that complete one occurrence add one', async () => {
    const outcomes = await Promise.all(machines(20).map((todo) => todo('done 1')));
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(Array(20).fill(0));
    expect(await tasks()).toEqual(['1 done 2026-11-27', '2 open 2026-12-27']);
  });

  it('20 that reopen one occurrence leave it alone', async () => {
    await ada.todo('done 1');
    const outcomes = await Promise.all(machines(20).map((todo) => todo('reopen 1')));
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(Array(20).fill(0));
    expect(outcomes.filter(({ stdout }) => stdout.includes('Removed #2'))).toHaveLength(1);
    expect(await tasks()).toEqual(['1 open 2026-11-27']);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'reopen an occurrence or complete the next one, never both (round %i)',
    async (round) => {
      await ada.todo('done 1');
      const [one, two] = machines(2);
      const commands = [() => one?.('reopen 1'), () => two?.('done 2')];
      // Completing takes two requests, so that it needs a start.
      const [reopened, done] = round % 2 === 0 ? commands : commands.toReversed();
      const first = reopened?.();
      await new Promise((resolve) => setTimeout(resolve, round * 2));
      const outcomes = await Promise.all([first, done?.()]);
      expect(outcomes.map((outcome) => outcome?.exitCode)).not.toEqual([0, 0]);
      expect([
        ['1 open 2026-11-27'],
        ['1 done 2026-11-27', '2 done 2026-12-27', '3 open 2027-01-27'],
      ]).toContainEqual(await tasks());
    },
  );

  it('complete and reopen in any order without waiting for each other for ever', async () => {
    const stdin = Array.from({ length: 6 }, (_, index) => `Rent ${index}`).join('\n');
    await ada.todo('add - -d 2026-11-27 -r monthly', { stdin });
    const words = ['reopen 1-40', 'done 3 9 8', 'edit 4 -p high', 'done 1-7', 'reopen 7 2 12 5', 'done 1-40'];
    const outcomes = await Promise.all(
      machines(18).map((todo, index) => todo(`${words[index % words.length]} --timeout 20 --debug`)),
    );
    // What another machine does meanwhile may be in the way (5), and not all of the numbers exist (3).
    expect(outcomes.filter(({ exitCode }) => ![0, 3, 5].includes(exitCode))).toEqual([]);
    expect(outcomes.filter(({ stderr }) => stderr.includes('40P01'))).toEqual([]);
    const twice = await neon.query(
      `select p.number from todo.tasks p join todo.tasks s on s.user_id = p.user_id and s.spawned_from = p.id
        where p.user_id = $1 and not p.completed`,
      [ada.id],
    );
    expect(twice).toEqual([]);
  });
});

function machines(count: number) {
  return Array.from({ length: count }, () => {
    const machine = newMachine(neon.url());
    return (words: string) => machine.todo(words, { env: { TODO_TOKEN: ada.token } });
  });
}

async function rows(): Promise<unknown> {
  return neon.query('select to_jsonb(t) as task from todo.tasks t where user_id = $1 order by number', [
    ada.id,
  ]);
}

async function tasks(): Promise<unknown[]> {
  return textOf(`case when completed then ' done ' else ' open ' end || coalesce(due_date::text, 'null')`);
}

async function patterns(): Promise<unknown[]> {
  return textOf(`' ' || recursion_pattern`);
}

async function textOf(expression: string): Promise<unknown[]> {
  const found = await neon.query(
    `select number || ${expression} as task from todo.tasks where user_id = $1 order by number`,
    [ada.id],
  );
  return found.map(({ task }) => task);
}
