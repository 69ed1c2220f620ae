import { chmodSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signUpUser } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';
import { install } from './installation.ts';
import { createMachine, type Machine, type Outcome, runProcess } from './machine.ts';
import { blockBelow, isInstalled } from './page.ts';

// The scripts in docs/recipes.md. What they call and not every machine has is a script in the current folder here.

const recipe = (heading: string, language = 'sh'): string => blockBelow(heading, 'recipes.md', language);

let machine: Machine;

beforeAll(install);

beforeEach(async () => {
  const { database, token } = await signUpUser(sharedDatabase());
  const bare = createMachine({ DATABASE_URL: database.url, TODO_TOKEN: token });
  machine = bare.with({ PATH: [bare.folder, dirname(bare.program), bare.env['PATH']].join(delimiter) });
});

function bash(script: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runProcess(machine.folder, { ...machine.env, ...env }, ['bash', '-c', script], '');
}

function makeProgram(name: string, script: string): void {
  chmodSync(machine.write(name, `#!/bin/sh\n${script}\n`), 0o755);
}

describe.skipIf(process.platform === 'win32')('docs/recipes.md', () => {
  it('makes a token that may do everything and one that may read, and uses one', async () => {
    const { stdout } = await bash(recipe('A token in the place of a login'));
    const [ci = '', wallboard = ''] = stdout.trim().split('\n');
    expect(await machine.with({ TODO_TOKEN: ci }).todo('add', 'x')).toMatchObject({ code: 0 });
    expect(await machine.with({ TODO_TOKEN: wallboard }).todo('add', 'x')).toMatchObject({ code: 4 });
    expect(await machine.with({ TODO_TOKEN: wallboard }).todo('list', '-q')).toMatchObject({ stdout: '1\n' });
  });

  it('tells by the exit code what went wrong', async () => {
    const script = recipe('What went wrong, by the exit code');
    expect(await bash(script)).toMatchObject({ code: 0, stderr: '' });
    expect(await machine.json('list')).toMatchObject([{ title: 'Rotate the API keys', tags: ['ops'] }]);
    expect(await bash(script, { TODO_TOKEN: '' })).toMatchObject({
      code: 0,
      stdout: 'The token has expired or was revoked.\n',
    });
  });

  it('adds one task for a build that fails twice', async () => {
    const [, run = ''] =
      /^ {2}run: \|\n([^]*)$/m.exec(recipe('A build that failed becomes a task', 'yaml')) ?? [];
    makeProgram('npx', '[ "$1" = --yes ] && shift && exec "$@"');
    const env = { TITLE: 'Mend the build of +ci due:today', RUN: 'https://example.org/runs/7' };
    expect(await bash(run, env)).toMatchObject({ code: 0, stderr: '' });
    expect(await bash(run, env)).toMatchObject({ code: 0, stdout: '' });
    expect(await machine.json('list')).toMatchObject([
      { title: env.TITLE, description: env.RUN, tags: ['ci'], priority: 'High' },
    ]);
  });

  it('lists what is due, from cron', async () => {
    const [, command = ''] = /^0 8 \* \* 1-5 +(.*)$/m.exec(recipe('Every morning, by cron', 'crontab')) ?? [];
    await machine.todo('add', 'Water', 'the', 'plants', 'due:today');
    const { code, stdout, stderr } = await runProcess('/', machine.env, ['sh', '-c', command], '');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^1\topen\t[\d-]+\tMedium\tWater the plants\t\n$/);
  });

  it.runIf(isInstalled('jq'))('notifies of what is due', async () => {
    await machine.todo('add', 'Water', 'the', 'plants', 'due:today');
    makeProgram('notify-send', 'echo "$1: $2"');
    expect(await bash(recipe('Every morning, by cron'))).toMatchObject({
      stdout: 'Todo: Water the plants\n',
    });
  });

  it('counts in the prompt what is overdue, and waits for nothing', async () => {
    await machine.todo('add', 'Water', 'the', 'plants', 'due:yesterday');
    const { stdout, stderr } = await bash(
      `${recipe('How many are overdue, in the prompt', 'bash')}
      echo "1 $(todo_overdue)"
      for i in {1..200}; do [ -s ~/.cache/todo-overdue ] && break; sleep 0.1; done
      echo "2 $(todo_overdue)"`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: '1 \n2 [1 overdue] \n', stderr: '' });
  });

  it.runIf(isInstalled('git'))('makes tasks of commit messages', async () => {
    makeProgram('hook', recipe('Tasks from commit messages'));
    const { stderr } = await bash(
      `git init -q . && mv hook .git/hooks/post-commit
      git config user.name mira && git config user.email mira@example.org
      git commit -q --allow-empty -m 'Nothing to do'
      git commit -q --allow-empty -m $'Draw the door\\n\\nTodo: Draw the window +house due:fri\\nTodo: Paint it'`,
    );
    // A hook's output goes there.
    expect(stderr).toMatch(/^Added #1 Draw the window .*\nAdded #2 Paint it · \+code\n$/);
    expect(await machine.json('list')).toMatchObject([
      { title: 'Draw the window', tags: ['code', 'house'] },
      { title: 'Paint it', tags: ['code'] },
    ]);
  });

  it('completes what was chosen', async () => {
    await bash(`printf '%s\\n' one two three | todo add -`);
    makeProgram('fzf', 'sed -n 2,3p');
    expect(await bash(recipe('Choose with fzf'))).toMatchObject({
      code: 0,
      stdout: 'Done #2 two\nDone #3 three\n',
    });
  });

  it('has a list for work, with a login of its own', async () => {
    const script = `shopt -s expand_aliases\n${recipe('Two lists: at work and at home')}\nwork list`;
    expect(await bash(script, { TODO_TOKEN: '' })).toMatchObject({ code: 4 });
  });
});
