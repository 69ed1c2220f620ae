import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { emptyDatabase } from '../support/test-database.ts';
import { install } from './installation.ts';
import { createMachine } from './machine.ts';
import { atTerminal, ENTER, hasPseudoTerminals } from './pseudo-terminal.ts';
import { textShown } from './terminal-picture.ts';
import { userAtShell } from './user-at-shell.ts';

// The pages in docs/ that show people what to type. The README has a test of its own, test/command/readme.test.ts.

const DOCS = new URL('../../docs/', import.meta.url);

const page = (name: string): string => readFileSync(new URL(name, DOCS), 'utf8');

/** The blocks of a page in this language, without their fences. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );
}

const PAGES = readdirSync(DOCS).filter(
  (name) => name.endsWith('.md') && blocks(page(name), 'console').length > 0,
);

beforeAll(install);

describe.skipIf(!hasPseudoTerminals)('what pages show of a terminal', () => {
  it.each(PAGES)('docs/%s shows what is printed', async (name) => {
    const mira = await userAtShell();
    const shown = blocks(page(name), 'console').join('');
    let printed = '';
    // A line goes on in the next one behind `> `, as in a shell.
    for (const [, line = ''] of shown.matchAll(/^\$ (.*(?:\n> .*)*)$/gm)) {
      printed += `$ ${line}\n${textShown(await mira.types(line.replaceAll('\n> ', '\n')), 80)}`;
    }
    expect(printed).toBe(shown);
  });

  it('the first five minutes are as docs/first-five-minutes.md shows them', async () => {
    const text = page('first-five-minutes.md');
    const dialogue = blocks(text, 'text').find((block) => block.startsWith('$ todo init\n')) ?? '';
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
});
