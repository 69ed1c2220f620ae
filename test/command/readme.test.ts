import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseLine } from '../demo/typed-line.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What stands in the blocks of the README that show a terminal, one after the other. */
const SHOWN = [...README.matchAll(/^```console\n([^]*?)^```$/gm)].map(([, block = '']) => block).join('');

it('the README shows what the program prints', async () => {
  const ada = await signUpUser(sharedDatabase());
  const lines = [...SHOWN.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(10);
  let printed = '';
  for (const line of lines) {
    const [[program, ...words] = []] = parseLine(line).programs;
    expect(program).toBe('todo');
    const { stdout, stderr } = await ada.todo(words, PLAIN_TERMINAL);
    // Where the README shows a time, it is ten o'clock.
    await ada.database.query(
      "update todo.commands set at = timestamptz '2026-11-23T09:00:00Z' where user_id = $1",
      [ada.id],
    );
    printed += `$ ${line}\n${stdout}${stderr}`;
  }
  expect(printed).toBe(SHOWN);
});
