import { beforeEach, describe, expect, it } from 'vitest';
import { CTRL_C, PLAIN_TERMINAL, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  const stdin =
    'Buy oat milk +shop due:today\nPay rent +home pri:high\nBuy bread +shop due:yesterday\nSweep +home\nRead\nPack +shop\n';
  await ada.todo('add -', { stdin });
  await ada.todo('done 6');
});

/** `1 open High home` for every task. */
async function state(): Promise<string[]> {
  const { stdout } = await ada.todo('list --all --sort number');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [number, completed, due, priority, , tags] = line.split('\t');
      return [number, completed, due, priority, tags].join(' ').trim();
    });
}

const BEFORE = [
  '1 open 2026-11-23 Medium shop',
  '2 open  High home',
  '3 open 2026-11-22 Medium shop',
  '4 open  Medium home',
  '5 open  Medium',
  '6 done  Medium shop',
];

/** BEFORE with other lines for some numbers; undefined: gone. */
function changed(lines: Readonly<Record<number, string | undefined>>): string[] {
  return BEFORE.flatMap((line, index) => (index + 1 in lines ? (lines[index + 1] ?? []) : line));
}

describe('several tasks at once', () => {
  it.each<[string, string, string[]]>([
    [
      'done 1 3-4',
      'Done #1',
      changed({
        1: '1 done 2026-11-23 Medium shop',
        3: '3 done 2026-11-22 Medium shop',
        4: '4 done  Medium home',
      }),
    ],
    ['reopen 5-6', '#5 is already open\nReopened #6', changed({ 6: '6 open  Medium shop' })],
    ['rm 1,5-6 --yes', 'Removed #1', changed({ 1: undefined, 5: undefined, 6: undefined })],
    [
      'edit 1 2 due:none +now -home pri:low',
      'Edited #1 Buy oat milk · Low · +shop +now\nEdited #2 Pay rent · Low · +now\n',
      changed({ 1: '1 open  Low shop,now', 2: '2 open  Low now' }),
    ],
  ])('todo %s', async (words, reply, after) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(reply);
    expect(await state()).toEqual(after);
  });

  it.each(['done', 'reopen', 'rm --yes', 'edit pri:low'])(
    'that do not all exist: todo %s changes the others, names the missing ones and exits 3',
    async (command) => {
      const { exitCode, stdout, stderr } = await ada.todo(`${command} 8 6 1 9 -q`);
      expect([exitCode, stdout]).toEqual([3, '1\n6\n']);
      expect(stderr).toMatch(/^Error: No such task: #8, #9\./);
    },
  );

  it('cannot be given one title', async () => {
    expect(await ada.todo(['edit', '1', '2', '--title', 'Rent'])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await state()).toEqual(BEFORE);
  });
});

describe('--dry-run', () => {
  it.each<[string, string]>([
    ['done 1 6', 'Would complete #1 Buy oat milk\n#6 is already done\n'],
    ['reopen 1 6', '#1 is already open\nWould reopen #6 Pack\n'],
    ['rm 1-2', 'Would remove #1 Buy oat milk\nWould remove #2 Pay rent\n'],
    [
      'edit 1-2 due:fri -shop +x',
      'Would edit #1 Buy oat milk · due Fri 27 Nov (in 4 days) · +x\nWould edit #2 Pay rent · due Fri 27 Nov (in 4 days) · High · +home +x\n',
    ],
  ])('todo %s shows what would be done, and does nothing', async (words, stdout) => {
    expect(await ada.todo(`${words} --dry-run`)).toEqual({ exitCode: 0, stdout, stderr: '' });
    expect(await state()).toEqual(BEFORE);
  });

  it('prints the tasks with --json, as they are, or as an edit would make them', async () => {
    const { stdout } = await ada.todo('done 1 --dry-run --json');
    expect(JSON.parse(stdout)).toMatchObject([{ number: 1, completed: false }]);
    const { stdout: edited } = await ada.todo('edit 1 pri:low --dry-run --json');
    expect(JSON.parse(edited)).toMatchObject([{ number: 1, priority: 'Low' }]);
    expect(await state()).toEqual(BEFORE);
  });

  it('shows the next occurrence of a recurring task, and which one goes when it is reopened', async () => {
    await ada.todo('add Mow due:today every:week');
    expect((await ada.todo('done 7 --dry-run')).stdout).toBe(
      'Would complete #7 Mow\nWould add Mow · due Mon 30 Nov (in 7 days) · every week\n',
    );
    expect((await ada.todo('done 7 --dry-run -q')).stdout).toBe('7\n');
    await ada.todo('done 7');
    expect((await ada.todo('reopen 7 --dry-run')).stdout).toBe('Would reopen #7 Mow\nWould remove #8 Mow\n');
    await ada.todo('edit 8 pri:high');
    const refused = await ada.todo('reopen 7 --dry-run');
    expect([refused.exitCode, refused.stdout]).toEqual([5, '']);
    expect(refused.stderr).toContain('#7 was continued by #8');
  });

  it('names what is missing, and exits 3', async () => {
    expect(await ada.todo('done 1 77 --dry-run')).toMatchObject({
      exitCode: 3,
      stdout: 'Would complete #1 Buy oat milk\n',
    });
  });
});

describe('--where', () => {
  it.each<[string[], number[]]>([
    [
      ['done', '--where', '+shop'],
      [1, 3],
    ],
    [['done', '--where', 'due:overdue'], [3]],
    [['reopen', '--where', '+shop'], [6]],
    [['rm', '--where', 'is:done'], [6]],
    [
      ['rm', '--where', '-shop or pri:high'],
      [2, 4, 5],
    ],
    [['rm', '--where', '"oat milk"'], [1]],
    [
      ['edit', 'due:tomorrow', '--where', 'buy due:today'],
      [1, 3],
    ],
    [
      ['edit', '-shop', '--where=+shop is:any'],
      [1, 3, 6],
    ],
  ])('selects by the terms of a list: %j', async (words, selected) => {
    const { exitCode, stdout, stderr } = await ada.todo([...words, '--yes', '-q']);
    expect([exitCode, stdout, stderr]).toEqual([0, selected.map((number) => `${number}\n`).join(''), '']);
    const after = await state();
    expect(BEFORE.filter((line) => !after.includes(line)).map((line) => Number(line.split(' ')[0]))).toEqual(
      selected,
    );
  });

  it('shows what is meant on stderr and asks', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('done --where +shop', {
      ...PLAIN_TERMINAL,
      answers: [['Complete these 2 tasks?', 'y']],
    });
    expect(stderr).toContain('Buy oat milk  +shop\n');
    expect(stderr).toContain('Buy bread     +shop\n');
    expect([exitCode, stdout]).toEqual([0, 'Done #1 Buy oat milk\nDone #3 Buy bread\n']);
  });

  it.each(['n', '', CTRL_C])('changes nothing after %j', async (answer) => {
    const { exitCode } = await ada.todo('edit pri:low --where +shop', {
      answers: [['Edit these 2 tasks?', answer]],
    });
    expect(exitCode).toBe(130);
    expect(await state()).toEqual(BEFORE);
  });

  it.each<[string, string]>([
    ['done', 'Completing needs a confirmation'],
    ['reopen', 'Reopening needs a confirmation'],
    ['rm', 'Deleting needs a confirmation'],
    ['edit pri:low', 'Editing needs a confirmation'],
  ])('changes nothing where nobody can be asked: todo %s', async (words, message) => {
    for (const surroundings of [{}, { terminal: true, env: { CI: '1' } }] satisfies Surroundings[]) {
      const { exitCode, stdout, stderr } = await ada.todo(`${words} --where is:any`, surroundings);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(message);
      expect(stderr).toContain('--yes');
    }
    expect(await state()).toEqual(BEFORE);
  });

  it('needs no answer for a --dry-run', async () => {
    expect((await ada.todo('rm --where +shop --dry-run')).stdout).toBe(
      'Would remove #1 Buy oat milk\nWould remove #3 Buy bread\n',
    );
    expect(await state()).toEqual(BEFORE);
  });

  it('is no error when nothing matches', async () => {
    expect(await ada.todo('rm --where nothing-like-it --yes')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No task matches\n',
    });
    expect((await ada.todo('done --where nothing-like-it --yes --json')).stdout).toBe('[]\n');
  });

  it.each<[string[], string]>([
    [['rm', '3', '--where', '+shop', '--yes'], 'Tasks are both named and selected with --where'],
    [['rm', '--where', '', '--yes'], '--where has no terms'],
    [['rm', '--where', 'due:someday', '--yes'], 'The date "someday" cannot be understood'],
    [['done', '--where', 'or', '--yes'], 'There is nothing on one side of "or"'],
    [['edit', '--where', '+shop', '--yes'], 'Nothing to change was given'],
    [['rm'], 'No task is named'],
    [['done', '--yes'], 'No task is named'],
  ])('%j is refused, and nothing is changed', async (words, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(await state()).toEqual(BEFORE);
  });

  it('never reaches a task of somebody else', async () => {
    const eve = await signUpUser(sharedDatabase());
    for (const words of ['rm --yes', 'done --yes', 'edit pri:low --yes']) {
      expect(await eve.todo(`${words} --where is:any`)).toMatchObject({ exitCode: 0, stdout: '' });
    }
    expect(await state()).toEqual(BEFORE);
  });
});
