import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { emptyDatabase } from '../support/test-database.ts';
import { FILES_TO_MOVE } from './files-to-move.ts';
import { install } from './installation.ts';
import { createMachine, runProcess } from './machine.ts';
import { atTerminal, ENTER, hasPseudoTerminals } from './pseudo-terminal.ts';
import { textShown } from './terminal-picture.ts';
import { blocks, DOCS, isInstalled } from './page.ts';
import { userAtShell } from './user-at-shell.ts';

// The pages in docs/ that show people what to type. The README has a test of its own, test/command/readme.test.ts.

const PAGES = readdirSync(DOCS).filter((name) => name.endsWith('.md') && blocks(name, 'console').length > 0);

/** How wide the terminal is. */
const COLUMNS = 100;

/** What some lines call that not every machine has: those are not run there. */
const MISSING = ['jq', 'task', 'todo-txt'].filter((program) => !isInstalled(program));

beforeAll(install);

describe.skipIf(!hasPseudoTerminals)('what pages show of a terminal', { timeout: 120_000 }, () => {
  it.each(PAGES)('docs/%s shows what is printed', async (name) => {
    const mira = await userAtShell(COLUMNS);
    for (const [file, text] of Object.entries(FILES_TO_MOVE)) mira.machine.write(file, text);
    const shown = blocks(name, 'console').join('');
    let printed = '';
    // A line goes on in the next one behind `> `, as in a shell.
    for (const [whole, line = ''] of shown.matchAll(/^\$ (.*(?:\n> .*)*)\n(?:(?!\$ ).*\n)*/gm)) {
      const canRun = MISSING.every((program) => !line.includes(` ${program} `));
      printed += canRun
        ? `$ ${line}\n${textShown(await mira.types(line.replaceAll('\n> ', '\n')), COLUMNS)}`
        : whole;
    }
    expect(printed).toBe(shown);
  });

  it('the first five minutes are as docs/first-five-minutes.md shows them', async () => {
    const dialogue =
      blocks('first-five-minutes.md', 'text').find((block) => block.startsWith('$ todo init\n')) ?? '';
    const database = await emptyDatabase();
    const terminal = atTerminal(createMachine(), 'init');
    const secrets = [database.url, PASSWORD, PASSWORD];
    for (const [, question = '', answer = ''] of dialogue.matchAll(/^\? (.*[:?])(.*)$/gm)) {
      await terminal.sees(question);
      terminal.type(`${answer.trim() || String(secrets.shift())}${ENTER}`);
    }
    expect(await terminal.ends()).toBe(0);
    expect(secrets).toEqual([]);
    const shown = stripVTControlCharacters(terminal.shown);
    for (const line of dialogue.split('\n').filter((other) => !/^[?$]/.test(other))) {
      expect(shown).toContain(line.replaceAll(/ep-[^/]*\/neondb/g, database.name));
    }
  });

  it('the owner can do what docs/security.md shows', async () => {
    const database = await emptyDatabase();
    const machine = createMachine({ DATABASE_URL: database.url });
    await machine.signUp('mira');
    await machine.todo('add', 'Water the plants');
    await machine.signUp('mira2');
    for (const statement of blocks('security.md', 'sql')
      .join('')
      .split(/(?<=;)/)) {
      await database.query(statement);
    }
    expect(await database.query('select signup_open, max_tasks_per_user from todo.settings')).toEqual([
      { signup_open: false, max_tasks_per_user: 5_000 },
    ]);
    expect(await database.query('select username from todo.users')).toEqual([{ username: 'mira2' }]);
    expect(await machine.json('list')).toMatchObject([{ number: 1, title: 'Water the plants' }]);
  });

  it.runIf(isInstalled('task'))(
    'a task goes from Taskwarrior to here and back as docs/moving-over.md has it',
    async () => {
      const { machine } = await userAtShell(COLUMNS);
      writeFileSync(
        join(String(machine.env['HOME']), '.taskrc'),
        'data.location=~/.task\nconfirmation=off\n',
      );
      const run = (script: string) => runProcess(machine.folder, machine.env, ['bash', '-ec', script], '');
      const [there = '', back = ''] = blocks('moving-over.md', 'sh');
      await run('task add Call the dentist +phone due:2036-12-15');
      expect((await run(there)).stdout).toMatch(/^1\tadded\t2\tCall the dentist\t/m);
      await machine.todo('done', '1');
      expect(await run(back)).toMatchObject({ code: 0 });
      expect((await run('task status:completed export')).stdout).toContain(
        '"description":"Call the dentist"',
      );
    },
  );
});
