import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadedBy } from './loaded-modules.ts';
import type { Machine } from './machine.ts';
import { atTerminal, CTRL_C, ENTER, hasPseudoTerminals } from './pseudo-terminal.ts';
import { startWorld } from './world.ts';

const world = startWorld();

const CTRL_D = '\u0004';
const CTRL_U = '\u0015';

describe.skipIf(!hasPseudoTerminals)('at a terminal', () => {
  let laptop: Machine;
  let temporary: string;

  beforeEach(async () => {
    laptop = world.machine();
    temporary = join(laptop.root, 'tmp');
    await laptop.signUp(world.name());
    await laptop.todo('add', 'Return the drill', '--due', 'tomorrow', '--tag', 'tools');
    await laptop.todo('add', 'Kœnig’s café: 牛乳と卵を買う', '--note', 'two bottles');
  });

  /** An editor that waits for a key, runs a command of sed on the file and ends with an exit code. */
  function editor(sed: string, exitCode = 0): Machine {
    const script = laptop.write(
      'my editor.sh',
      `trap 'echo interrupted' INT\necho "opened \${1##*/}"\nread key || read key\nsed -i.bak '${sed}' "$1"\nexit ${exitCode}\n`,
    );
    return laptop.with({ EDITOR: `sh "${script}"` });
  }

  it('picks the task for which some letters are typed, and completes it', async () => {
    const terminal = atTerminal(laptop, 'done');
    await terminal.sees('Complete which task?');
    await terminal.sees('Return the drill');
    terminal.type('cafe');
    await terminal.sees('cafe');
    await terminal.sees('Type to search');
    terminal.type(ENTER);

    expect(await terminal.ends()).toBe(0);
    expect(stripVTControlCharacters(terminal.shown)).toContain('Done #2 Kœnig’s café: 牛乳と卵を買う');
    expect(await laptop.json('list')).toMatchObject([{ number: 1 }]);
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('exits with 130 after %s, and completes nothing', async (_, key) => {
    const terminal = atTerminal(laptop, 'done');
    await terminal.sees('Type to search');
    terminal.type(key);

    expect(await terminal.ends()).toBe(130);
    expect(terminal.shown).toContain('Cancelled');
    expect(await laptop.json('list')).toHaveLength(2);
  });

  it('asks for the fields of a task, and writes the one that was changed', async () => {
    const terminal = atTerminal(laptop, 'edit 1');
    await terminal.sees('Title:');
    await terminal.sees('Return the drill');
    terminal.type(`${CTRL_U}Return the saw${ENTER}`);
    await terminal.sees('Due:');
    terminal.type(ENTER);
    await terminal.sees('Priority:');
    await terminal.sees('Low');
    terminal.type(ENTER);
    await terminal.sees('Tags:');
    terminal.type(ENTER);
    await terminal.sees('Repeat:');
    terminal.type(ENTER);

    expect(await terminal.ends()).toBe(0);
    expect(stripVTControlCharacters(terminal.shown)).toContain(
      'Edited #1 Return the saw · due tomorrow · +tools',
    );
    expect(await laptop.json('show', '1')).toMatchObject({ title: 'Return the saw', tags: ['tools'] });
  });

  it('opens an editor whose output stays off stdout, and which Ctrl-C does not end', async () => {
    const at = editor('s/Return/Buy/');
    const result = join(laptop.root, 'result.json');
    const terminal = atTerminal(at, `edit 1 --editor --json > ${result}`);
    await terminal.sees('opened task-1.md');
    terminal.type(CTRL_C);
    await terminal.sees('interrupted');
    terminal.type(ENTER);

    expect(await terminal.ends()).toBe(0);
    expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject([{ title: 'Buy the drill' }]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('keeps the text when the person gives up waiting for the database', async () => {
    const terminal = atTerminal(editor('s/two/ten/'), 'edit 2 --editor');
    await terminal.sees('opened task-2.md');
    world.neon.inject({ kind: 'delay', ms: 60_000 });
    terminal.type(ENTER);
    await terminal.sees('Waiting for localhost');
    terminal.type(CTRL_C);

    expect(await terminal.ends()).toBe(130);
    const [, path = ''] = /Your text is kept in (\S+)/.exec(terminal.shown) ?? [];
    expect(readFileSync(path, 'utf8')).toContain('\nten bottles\n');
    expect(await laptop.json('show', '2')).toMatchObject({ description: 'two bottles' });
  });

  it('keeps the text of an editor that ends with an error', async () => {
    const terminal = atTerminal(editor('s/two/ten/', 3), 'edit 2 --editor');
    await terminal.sees('opened task-2.md');
    terminal.type(ENTER);

    expect(await terminal.ends()).toBe(130);
    const [, path = ''] = /Your text is kept in (\S+)/.exec(terminal.shown) ?? [];
    expect(existsSync(path)).toBe(true);
    expect(await laptop.json('show', '2')).toMatchObject({ description: 'two bottles' });
  });

  it('loads no question for a task that is named', async () => {
    const { packages } = await loadedBy(laptop, (watched) => atTerminal(watched, 'done 1').ends());

    expect(packages).toContain('drizzle-orm');
    expect(packages).not.toContain('@inquirer/core');
  });
});
