import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser } from '../support/sign-up-user.ts';
import { databaseOf, sharedDatabase } from '../support/test-database.ts';

let neon: Neon;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());

describe('done of several, one of them recurring', () => {
  it('says that others were completed, if one of them could not be', async () => {
    const ada = await signUpUser(databaseOf(neon));
    await ada.todo('add Buy oat milk');
    await ada.todo('add Pay rent --due today --repeat monthly');
    neon.inject({ kind: 'delay', ms: 0 });
    neon.inject({ kind: 'html' });
    const { exitCode, stdout, stderr } = await ada.todo('done 1 2');
    expect(exitCode).toBe(6);
    expect(stdout + stderr).toMatch(/#1|may have been made/);
  });
});

describe('edit --add-tag', () => {
  it('refuses a 21st tag and keeps the 20', async () => {
    const ada = await signUpUser(sharedDatabase());
    await ada.todo('add Pay rent');
    const tags = Array.from({ length: 20 }, (_, index) => `tag-${index}`);
    await ada.todo(['edit', '1', '--tag', tags.join(',')]);
    expect(await ada.todo('edit 1 --add-tag one-more')).toMatchObject({ exitCode: 2 });
  });
});

describe('todo alone', () => {
  it('tells of a broken sessions.json', async () => {
    const machine = newMachine(sharedDatabase().url);
    mkdirSync(machine.configDir);
    writeFileSync(join(machine.configDir, 'sessions.json'), 'broken');
    expect(await machine.todo('')).toMatchObject({ exitCode: 6, stdout: '' });
  });
  it('tells of a malformed DATABASE_URL', async () => {
    expect(await newMachine('mysql://x').todo('')).toMatchObject({ exitCode: 6, stdout: '' });
  });
  it('tells of a malformed TODO_TOKEN', async () => {
    expect(await newMachine(sharedDatabase().url).todo('', { env: { TODO_TOKEN: 'x' } })).toMatchObject({
      exitCode: 4,
      stdout: '',
    });
  });
  it('prints JSON or nothing with --json', async () => {
    const { stdout } = await newMachine(sharedDatabase().url).todo('--json');
    expect(stdout === '' || JSON.parse(stdout)).toBeTruthy();
  });
});

describe('init', () => {
  it('takes the connection string from TODO_ENV_FILE as from --env-file', async () => {
    const machine = newMachine(undefined);
    writeFileSync(join(machine.cwd, 'neon.env'), `DATABASE_URL="${sharedDatabase().url}"\n`);
    expect(await machine.todo('init', { env: { TODO_ENV_FILE: 'neon.env' } })).toMatchObject({ exitCode: 0 });
  });
});

describe('plain ASCII', () => {
  it('is what errors consist of where the locale is not UTF-8', async () => {
    const machine = newMachine(sharedDatabase().url);
    const { stderr } = await machine.todo('login ada', { env: { LANG: 'C' } });
    expect(stderr).toMatch(/^[\n -~]*$/);
  });
});
