import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { loadedBy } from './loaded-modules.ts';
import { createMachine, type Machine } from './machine.ts';
import { atTerminal, CTRL_C, ENTER, hasPseudoTerminals, runAtTerminal } from './pseudo-terminal.ts';
import { startWorld } from './world.ts';

const world = startWorld();

/** What a person reads: without escape sequences, and with the line ends of a file. */
function plain(shown: string): string {
  return stripVTControlCharacters(shown).replaceAll('\r\n', '\n');
}

describe.skipIf(!hasPseudoTerminals)('at a terminal', () => {
  let laptop: Machine;
  let name: string;

  beforeAll(() => world.machine().signUp('first'));

  beforeEach(async () => {
    laptop = world.machine();
    name = world.name();
    await laptop.signUp(name);
  });

  it('signs up a person who types the answers, and never shows the password', async () => {
    const ada = world.machine();
    const terminal = atTerminal(ada, 'signup');
    await terminal.sees('Username:');
    terminal.type(`ada${ENTER}`);
    await terminal.sees('E-mail address:');
    terminal.type(`ada@example.org${ENTER}`);
    await terminal.sees('Password:');
    terminal.type(`${PASSWORD}${ENTER}`);
    await terminal.sees('Password again:');
    terminal.type(`${PASSWORD}${ENTER}`);

    expect(await terminal.ends()).toBe(0);
    expect(plain(terminal.shown)).toMatch(/Welcome to localhost:\d+\/neondb as ada, until /);
    expect(terminal.shown).not.toContain(PASSWORD);
    expect(terminal.shown).not.toContain(PASSWORD.slice(0, 4));
    expect(await ada.json('whoami')).toMatchObject({ user: { username: 'ada', email: 'ada@example.org' } });
  });

  it('asks again after an answer that cannot be', async () => {
    const terminal = atTerminal(world.machine(), `signup --email ${name}-2@example.org`);
    await terminal.sees('Username:');
    terminal.type(`No Spaces${ENTER}`);
    await terminal.sees('2 to 32');
    terminal.type(`${'\u007F'.repeat(9)}${name}-2${ENTER}`);
    await terminal.sees('Password:');
    terminal.type(`short${ENTER}`);
    await terminal.sees('The password is too short');
    terminal.type(CTRL_C);

    expect(await terminal.ends()).toBe(130);
    const made = await world.neon.query('select from todo.users where username = $1', [`${name}-2`]);
    expect(made).toEqual([]);
  });

  it('asks for the password of a login without showing it', async () => {
    const phone = world.machine();
    const terminal = atTerminal(phone, `login ${name}`);
    await terminal.sees('Password:');
    terminal.type(`${PASSWORD}${ENTER}`);

    expect(await terminal.ends()).toBe(0);
    expect(plain(terminal.shown)).toContain(`Logged in to localhost:${world.neon.port}/neondb as ${name}`);
    expect(terminal.shown).not.toContain(PASSWORD);
  });

  it('sets the database with `todo init`, which shows the connection string nowhere, and signs up', async () => {
    const fresh = createMachine();
    const terminal = atTerminal(fresh, 'init');
    await terminal.sees('Connection string (not shown):');
    terminal.type(`${world.neon.url()}${ENTER}`);
    await terminal.sees('Create an account now?');
    terminal.type(`y${ENTER}`);
    await terminal.sees('Username:');
    terminal.type(`${name}-3${ENTER}`);
    await terminal.sees('E-mail address:');
    terminal.type(`${name}-3@example.org${ENTER}`);
    await terminal.sees('Password:');
    terminal.type(`${PASSWORD}${ENTER}`);
    await terminal.sees('Password again:');
    terminal.type(`${PASSWORD}${ENTER}`);

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).not.toContain(new URL(world.neon.url()).password);
    expect(await fresh.json('whoami')).toMatchObject({ user: { username: `${name}-3` } });
  });

  it('shows what `rm` is about to delete, and deletes it after a yes', async () => {
    await laptop.pipe('Return the drill\nKeep the ladder\n', 'add', '-');
    const terminal = atTerminal(laptop, 'rm 1');
    await terminal.sees('Return the drill');
    await terminal.sees('Delete this task?');
    terminal.type(`y${ENTER}`);

    expect(await terminal.ends()).toBe(0);
    expect(plain(terminal.shown)).toMatch(/Removed #1 Return the drill\nTo take this back: todo undo\n$/);
    expect(await laptop.json('list')).toMatchObject([{ title: 'Keep the ladder' }]);
  });

  it.each([
    ['Enter alone', ENTER],
    ['n', `n${ENTER}`],
    ['Ctrl-C', CTRL_C],
  ])('keeps the task and exits with 130 after %s', async (_, keys) => {
    await laptop.todo('add', 'Return the drill');
    const terminal = atTerminal(laptop, 'rm 1');
    await terminal.sees('Delete this task?');
    terminal.type(keys);

    expect(await terminal.ends()).toBe(130);
    expect(plain(terminal.shown)).toContain('Cancelled');
    expect(await laptop.json('list')).toMatchObject([{ title: 'Return the drill' }]);
  });

  it('ends at once with 130 on Ctrl-C while it waits for the database', async () => {
    world.neon.inject({ kind: 'delay', ms: 60_000 });
    const terminal = atTerminal(laptop, 'list');
    await terminal.sees('Waiting for localhost');
    terminal.type(CTRL_C);

    expect(await terminal.ends()).toBe(130);
  });

  it('shows a coloured table that fits its 80 columns, and a footer', async () => {
    await laptop.todo('add', 'A title that goes on and on '.repeat(8), '--due', 'tomorrow', '--tag', 'long');
    await laptop.todo('add', '日本へ旅行する計画を立てる ✈️');
    const terminal = atTerminal(laptop, 'list');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).toContain('\u001B[');
    const rows = plain(terminal.shown).trimEnd().split('\n');
    expect(rows[0]).toMatch(/^ *# +Due +Title +Tags$/);
    expect(rows[1]).toMatch(/^ *1 +tomorrow +A title that goes on.*… +\+long$/);
    expect(rows[2]).toContain('日本へ旅行する計画を立てる ✈️');
    expect(rows.at(-1)).toBe('2 open');
    for (const row of rows.slice(0, 2)) {
      expect(row.length).toBeLessThanOrEqual(80);
    }
  });

  it('shows 50 rows and says how many more there are', async () => {
    await laptop.pipe('Another parcel\n'.repeat(60), 'add', '-');
    const terminal = atTerminal(laptop, 'list');

    expect(await terminal.ends()).toBe(0);
    const rows = plain(terminal.shown).trimEnd().split('\n');
    expect(rows).toHaveLength(1 + 50 + 2);
    expect(rows.slice(-2)).toEqual(['… 10 more: add --limit 60', '60 open']);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('sends not one escape byte with %o', async (env) => {
    await laptop.todo(
      'add',
      'Return the drill',
      '--due',
      '2026-01-01',
      '--priority',
      'high',
      '--tag',
      'tools',
    );
    const terminal = atTerminal(laptop.with(env), 'list');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).not.toContain('\u001B');
    expect(terminal.shown).toContain('Return the drill');
  });

  it('keeps to ASCII where the locale is not UTF-8', async () => {
    await laptop.todo('add', 'A title that goes on and on '.repeat(8));
    const terminal = atTerminal(laptop.with({ LANG: 'C', NO_COLOR: '1' }), 'list');

    expect(await terminal.ends()).toBe(0);
    expect(terminal.shown).toMatch(/^[\r\n -~]+$/);
    expect(terminal.shown).toContain('...');
  });

  it('asks nothing with --no-input', async () => {
    await laptop.todo('add', 'Return the drill');
    const terminal = atTerminal(laptop, 'rm 1 --no-input');

    expect(await terminal.ends()).toBe(2);
    expect(plain(terminal.shown)).toContain('Nothing was changed. Add --yes');
  });

  it('says so instead of waiting where a pipe is expected', async () => {
    const terminal = atTerminal(laptop, 'add -');

    expect(await terminal.ends()).toBe(2);
    expect(plain(terminal.shown)).toContain('stdin is a terminal');
  });

  it('loads neither argon2 nor the prompts for a list', async () => {
    await laptop.todo('add', 'Return the drill');

    const { packages } = await loadedBy(laptop, (watched) => atTerminal(watched, 'list').ends());

    expect(packages).toContain('cli-table3');
    for (const heavy of ['argon2', '@inquirer/core', '@inquirer/prompts', 'chrono-node', 'rrule']) {
      expect(packages).not.toContain(heavy);
    }
  });

  it.each([
    ['calendar', 120, /^┌─.*\n(│.*\n)+├─[^]*│ \[.?\d.*\][^]*│ Call the dent/m],
    ['calendar', 80, /^ Mon {8}Tue[^]*\[.?\d.*\] •1/m],
    ['calendar', 20, /^Mo Tu We Th Fr Sa Su\n[^]*\^•/m],
    [
      'stats',
      120,
      /^1 open, 0 done\n\nOpen after each week\n[^]* now\n\nPriority {2}Open {2}Done {4}Tag {6}Open/m,
    ],
    ['stats', 20, /^1 open, 0 done\n[^]*\n\nTag {6}Open {2}Done\n\+health {5}1 {5}0/m],
  ])('shows `todo %s` in %i columns', async (words, columns, expected) => {
    await laptop.todo('add', 'Call the dentist', '--due', 'today', '--tag', 'health');
    const terminal = runAtTerminal(
      laptop,
      `stty columns ${columns} rows 24; exec "${laptop.program}" ${words}`,
    );

    expect(await terminal.ends()).toBe(0);
    const shown = plain(terminal.shown);
    expect(shown).toMatch(expected);
    expect(shown.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
  });
});
