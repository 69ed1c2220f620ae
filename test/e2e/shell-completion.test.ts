import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type InteractiveShell,
  isInstalled,
  openShell,
  type Shell,
  SHELLS,
  TAB,
} from './interactive-shell.ts';
import { loadedBy } from './loaded-modules.ts';
import type { Machine } from './machine.ts';
import { hasPseudoTerminals } from './pseudo-terminal.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** Nothing of it may ever be run by a shell. */
const NASTY = 'Call "Ada": $(touch x) `touch x` \\n \'; touch x #';

let laptop: Machine;
beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
  await laptop.pipe('Buy oat milk\nPay the rent\n', 'add', '-', '--tag', 'home', '--tag', 'work/urgent');
  await laptop.todo('add', '--due', '2099-01-01', '--', NASTY);
  await laptop.todo('add', 'Read the manual');
  await laptop.todo('done', '4');
});

/** In CI a shell that is missing is a failure. */
function isMissingHere(shell: Shell): boolean {
  return !(hasPseudoTerminals && isInstalled(shell)) && process.env['CI'] === undefined;
}

describe.each(SHELLS)('%s', (shell) => {
  const isMissing = isMissingHere(shell);
  /** Bash needs a second one to list what there is. */
  const LIST = shell === 'bash' ? TAB + TAB : TAB;

  const open = (): Promise<InteractiveShell> => openShell(shell, laptop);

  it.skipIf(isMissing)('completes commands, under both names', async () => {
    const { shows, words } = await open();

    expect(await words(`todo reo${TAB}`)).toEqual(['todo', 'reopen']);
    expect(await words(`todo db st${TAB}`)).toEqual(['todo', 'db', 'status']);
    expect(await words(`todo help exi${TAB}`)).toEqual(['todo', 'help', 'exit-codes']);
    await shows(`todo ${LIST}`, 'reopen', 'make tasks open again');
    await shows(`neon-todo db ${LIST}`, 'migrate', 'create the tables');
  });

  it.skipIf(isMissing)('completes options and their values', async () => {
    const { shows, words } = await open();

    expect(await words(`todo list --sor${TAB}ti${TAB}`)).toEqual(['todo', 'list', '--sort', 'title']);
    expect(await words(`todo list --sort=ti${TAB}`)).toEqual(['todo', 'list', '--sort=title']);
    expect(await words(`todo add Milk -p h${TAB}`)).toEqual(['todo', 'add', 'Milk', '-p', 'high']);
    expect(await words(`todo edit 3 --clear due,n${TAB}`)).toEqual([
      'todo',
      'edit',
      '3',
      '--clear',
      'due,note',
    ]);
    await shows(`todo list --sort ${LIST}`, 'priority', 'created');
    await shows(`todo list --no-${LIST}`, 'never ask a question');
  });

  it.skipIf(isMissing)('completes quick words, also behind their colon', async () => {
    const { shows, words } = await open();

    expect(await words(`todo add Milk pri:h${TAB}`)).toEqual(['todo', 'add', 'Milk', 'pri:high']);
    expect(await words(`todo add Milk pr${TAB}l${TAB}`)).toEqual(['todo', 'add', 'Milk', 'pri:low']);
    expect(await words(`todo add Milk every:mont${TAB}+h${TAB}`)).toEqual([
      'todo',
      'add',
      'Milk',
      'every:month',
      '+home',
    ]);
    expect(await words(`todo list is:d${TAB}-ho${TAB}`)).toEqual(['todo', 'list', 'is:done', '-home']);
    await shows(`todo add Milk pri:${LIST}`, 'high', 'medium', 'low');
    await shows(`todo add Milk +${LIST}`, 'home', '2 open');
  });

  it.skipIf(isMissing)('completes tags, also in quotes', async () => {
    const { words } = await open();

    expect(await words(`todo list -t w${TAB}`)).toEqual(['todo', 'list', '-t', 'work/urgent']);
    expect(await words(`todo list --tag=ho${TAB}`)).toEqual(['todo', 'list', '--tag=home']);
    expect(await words(`todo add Milk "+ho${TAB}`)).toEqual(['todo', 'add', 'Milk', '+home']);
  });

  it.skipIf(isMissing)('completes numbers, with titles, of which none is run', async () => {
    const { shows, words } = await open();

    const shown = await shows(`todo done ${LIST}`, 'Call "Ada": $(touch x) `touch x` \\n', '; touch x #');
    expect(shown).toContain('Buy oat milk');
    await shows(`todo done 3 ${LIST}`, '1', 'Buy oat milk', '2', 'Pay the rent');
    expect(await words(`todo done 1 2 ${TAB}`)).toEqual(['todo', 'done', '1', '2', '3']);
    expect(await words(`todo reopen ${TAB}`)).toEqual(['todo', 'reopen', '4']);
    expect(existsSync(join(laptop.folder, 'x'))).toBe(false);
  });

  it.skipIf(isMissing)('completes the names of files where one is wanted', async () => {
    laptop.write('second.env', '');
    const { words } = await open();

    expect(await words(`todo --env-file sec${TAB}`)).toEqual(['todo', '--env-file', 'second.env']);
  });
});

it.skipIf(isMissingHere('zsh'))('zsh finds the script as a file in its fpath', async () => {
  const { stdout } = await laptop.todo('completion', 'zsh');
  laptop.in('work').write('_todo', stdout);
  const { words } = await openShell(
    'zsh',
    laptop,
    `fpath=($PWD $fpath); autoload -Uz compinit; compinit -D; PS1='rea''dy>'`,
  );

  expect(await words(`todo reo${TAB}`)).toEqual(['todo', 'reopen']);
  expect(await words(`neon-todo add Milk pri:h${TAB}`)).toEqual(['neon-todo', 'add', 'Milk', 'pri:high']);
});

it.skipIf(isMissingHere('bash'))('bash inserts no description where Tab goes through a menu', async () => {
  const { words } = await openShell(
    'bash',
    laptop,
    `source <(todo completion bash); bind '"\\t": menu-complete'; PS1='rea''dy>'`,
  );

  expect(await words(`todo done ${TAB}${TAB}`)).toEqual(['todo', 'done', '1']);
});

describe('the program, asked by a script,', () => {
  it.each(['completion bash', 'completion zsh -- todo do', 'completion fish -- todo list --sort ti'])(
    'loads commander alone for what it knows itself: todo %s',
    async (line) => {
      const { packages } = await loadedBy(laptop, (watched) => watched.todo(...line.split(' ')));

      expect(packages).toEqual(['@commander-js/extra-typings', 'commander']);
    },
  );

  it('asks the database once, and loads nothing heavy', async () => {
    let packages: readonly string[] = [];
    const requests = await world.requestsOf(async () => {
      ({ packages } = await loadedBy(laptop, (watched) =>
        watched.todo('completion', 'bash', '--', 'todo', 'edit', ''),
      ));
    });

    expect(requests).toBe(1);
    for (const heavy of ['argon2', '@inquirer/core', '@inquirer/prompts', 'cli-table3']) {
      expect(packages).not.toContain(heavy);
    }
  });

  it('says nothing and succeeds without an answer', async () => {
    world.neon.inject({ kind: 'delay', ms: 60_000 });

    expect(await laptop.todo('completion', 'bash', '--', 'todo', 'done', '')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });
});
