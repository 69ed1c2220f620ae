import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { meanwhile } from '../support/meanwhile.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { CTRL_C, type Outcome, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

const AT_TERMINAL = { stdin: true, stderr: true };

let neon: Neon;
let ada: User;
/** TMPDIR of ada's machine. */
let temporary: string;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'pglite' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  temporary = join(ada.folder, 'tmp');
  mkdirSync(temporary);
  await ada.todo(['add', 'Pay rent', '-d', '2026-11-27', '-t', 'home', '-r', 'monthly', '-n', 'IBAN']);
});

/**
 * A command that edits as `body` says, which has the `text` of the file, its `path`, the number of the `run`, counted from 1, and the
 * `words` that the command got.
 */
function editorThat(body: string, name = 'editor.mjs'): string {
  const script = join(ada.folder, name);
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
     const words = process.argv.slice(2);
     const path = words.at(-1);
     let text = readFileSync(path, 'utf8');
     appendFileSync(${JSON.stringify(`${script}.runs`)}, 'x');
     const run = readFileSync(${JSON.stringify(`${script}.runs`)}).length;
     ${body};
     if (text !== undefined) writeFileSync(path, text);`,
  );
  return `"${process.execPath}" "${script}"`;
}

async function edit(editor: string, surroundings: Surroundings = {}): Promise<Outcome> {
  const { words = 'edit 1 --editor', env, ...others }: Surroundings & { words?: string } = surroundings;
  return ada.todo(words, {
    terminal: AT_TERMINAL,
    ...others,
    env: { NO_COLOR: '1', TMPDIR: temporary, EDITOR: editor, ...env },
  });
}

async function task(): Promise<Record<string, unknown>> {
  return JSON.parse((await ada.todo('show 1 --json')).stdout);
}

/** The path that a message names, of the file in which the text was kept. */
function keptIn(stderr: string): string {
  const [, path = ''] = /Your text is kept in (\/.*task-1\.md)$/m.exec(stderr) ?? [];
  expect(path.startsWith(temporary)).toBe(true);
  return path;
}

describe('todo edit --editor', () => {
  it('writes what was changed in the editor, in two requests, and leaves no file', async () => {
    const before = await task();
    const requests = neon.requests.length;
    const editor = editorThat(`text = text.replace('Pay rent', 'Rent') + 'second line\\n\\n'`);
    expect(await edit(editor)).toEqual({
      exitCode: 0,
      stdout: 'Edited #1 Rent · due Fri 27 Nov (in 4 days) · +home · every month · note\n',
      stderr: 'Waiting for your editor to close the file ...\nTo take this back: todo undo\n',
    });
    expect(neon.requests.length - requests).toBe(2);
    expect(await task()).toEqual({
      ...before,
      title: 'Rent',
      description: 'IBAN\nsecond line',
      updatedAt: expect.any(String),
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('gives the editor a file that nobody else can read', async () => {
    const record = join(ada.folder, 'record.json');
    const editor = editorThat(
      `const mode = (of) => statSync(of).mode & 0o777;
       const seen = { path, text, file: mode(path), folder: mode(path.replace(/[^/]*$/, '')) };
       writeFileSync(${JSON.stringify(record)}, JSON.stringify(seen))`,
    );
    await edit(editor);
    const { path, ...seen }: { path: string } = JSON.parse(readFileSync(record, 'utf8'));
    expect(path.startsWith(`${temporary}/neon-todo-`) && path.endsWith('/task-1.md')).toBe(true);
    expect(seen).toEqual({
      file: 0o600,
      folder: 0o700,
      text: [
        '# Task #1. Change what you like, save it and close the editor.',
        '# An empty line Due, Tags or Repeat takes that away; what is left as it is stays so.',
        'Title: Pay rent',
        'Due: 2026-11-27',
        'Priority: Medium',
        'Tags: home',
        'Repeat: every month',
        '--- The note is all that follows this line. ---',
        'IBAN',
        '',
      ].join('\n'),
    });
  });

  it.each([
    ['is left as it is', ''],
    ['is not saved', 'text = undefined'],
    ['means the same', `text = text.replace('2026-11-27', 'fri').replace('every month', 'monthly') + '\\n'`],
    ['is emptied', `text = ''`],
    ['is deleted', `text = undefined; rmSync(path)`],
    ['gets other line ends', `text = '\\uFEFF' + text.replaceAll('\\n', '\\r\\n')`],
  ])('changes nothing if the file %s', async (_what, body) => {
    const before = await task();
    const requests = neon.requests.length;
    expect(await edit(editorThat(body))).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'Waiting for your editor to close the file ...\nNothing was changed\n',
    });
    expect(neon.requests.length - requests).toBe(1);
    expect(await task()).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('finds the text in a file that the editor put in the place of the first one', async () => {
    const editor = editorThat(
      `writeFileSync(path + '~', text.replace('Pay rent', 'Rent')); renameSync(path + '~', path); text = undefined`,
    );
    expect(await edit(editor)).toMatchObject({ exitCode: 0 });
    expect(await task()).toMatchObject({ title: 'Rent' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('prints JSON alone on stdout', async () => {
    const words = 'edit 1 --editor --json';
    const { exitCode, stdout } = await ada.todo(words, {
      terminal: AT_TERMINAL,
      env: { TMPDIR: temporary, EDITOR: editorThat(`text = text.replace('Pay rent', 'Rent')`) },
    });
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, [{ number: 1, title: 'Rent' }]]);
    const { stdout: nothing } = await ada.todo(words, {
      terminal: AT_TERMINAL,
      env: { TMPDIR: temporary, EDITOR: editorThat('') },
    });
    expect(JSON.parse(nothing)).toEqual([]);
  });
});

/** For editorThat. */
function rename(title: string): string {
  return `text = text.replace('Pay rent', '${title}')`;
}

describe('the editor', () => {
  it('is $VISUAL rather than $EDITOR', async () => {
    const visual = editorThat(rename('by VISUAL'), 'visual.mjs');
    await edit(editorThat(rename('by EDITOR')), { env: { VISUAL: visual } });
    expect(await task()).toMatchObject({ title: 'by VISUAL' });
    await edit(editorThat(`text = text.replace('by VISUAL', 'by EDITOR')`), { env: { VISUAL: '' } });
    expect(await task()).toMatchObject({ title: 'by EDITOR' });
  });

  it('may have arguments, and spaces and quotes in its path', async () => {
    const editor = editorThat(
      `text = text.replace('Pay rent', words.slice(0, -1).join())`,
      `an editor's $HOME.mjs`,
    );
    await edit(`${editor.replace('$', String.raw`\$`)} --wait -c 'two words'`);
    expect(await task()).toMatchObject({ title: '--wait,-c,two words' });
  });

  it('works on a file in a folder with spaces and signs', async () => {
    const odd = join(temporary, `it's $HOME & "more"`);
    mkdirSync(odd);
    await edit(editorThat(rename('Rent')), { env: { TMPDIR: odd } });
    expect(await task()).toMatchObject({ title: 'Rent' });
    expect(readdirSync(odd)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['not there', { EDITOR: '/nowhere/editor' }, 'The editor that EDITOR names could not be started'],
    ['not there', { VISUAL: 'no-such-editor -w' }, 'The editor that VISUAL names could not be started'],
    ['no program', { EDITOR: '/etc' }, 'The editor that EDITOR names could not be started'],
    [
      'named by nobody',
      { EDITOR: '', PATH: '/nowhere' },
      'Neither VISUAL nor EDITOR is set, and vi could not be started',
    ],
  ])('exits 2 and changes nothing if it is %s', async (_what, env, message) => {
    const before = await task();
    const { exitCode, stdout, stderr } = await edit('', { env });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(
      `Error: ${message}.\nNothing was changed. Set VISUAL or EDITOR to the command of an editor that is installed, such as: export EDITOR=nano\n`,
    );
    expect(await task()).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('changes nothing if it ends with an error, and keeps what it wrote', async () => {
    const before = await task();
    const idle = await edit(editorThat('process.exit(1)'));
    expect(idle).toMatchObject({
      exitCode: 130,
      stdout: '',
      stderr: expect.stringMatching(/Error: The editor ended with an error, and nothing was changed\.\n$/),
    });
    expect(readdirSync(temporary)).toEqual([]);
    const { exitCode, stderr } = await edit(
      editorThat(`writeFileSync(path, text + 'a long thought'); process.kill(process.pid, 'SIGKILL')`),
    );
    expect(exitCode).toBe(130);
    expect(readFileSync(keptIn(stderr), 'utf8')).toMatch(/\nIBAN\na long thought$/);
    expect(await task()).toEqual(before);
  });

  it('exits 2 if there is no place for the file', async () => {
    const { exitCode, stderr } = await edit(editorThat(''), { env: { TMPDIR: '/nowhere' } });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'Error: Cannot write a file for the editor in /nowhere.\nSet TMPDIR to a folder that you may write to.\n',
    );
  });
});

describe('a text that cannot be read', () => {
  const WRONG_ONCE = `text = run === 1 ? text.replace('2026-11-27', 'someday').replace('Pay rent', 'Rent') : text.replace('someday', 'today')`;
  const ALWAYS_WRONG = `text = text.replace('2026-11-27', 'someday').replace('IBAN', 'IBAN and more')`;

  it('can be edited again', async () => {
    const { exitCode, stdout, stderr } = await edit(editorThat(WRONG_ONCE), {
      answers: [['Edit the text again? (Y/n)', '']],
      terminal: { ...AT_TERMINAL, stdout: false },
    });
    expect([exitCode, stdout]).toEqual([0, 'Edited #1 Rent · due today · +home · every month · note\n']);
    expect(stderr).toContain('Error: The date "someday" cannot be understood.\nWrite 2026-11-27, 27-nov,');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['n', 2, 'Error: The date "someday" cannot be understood.\n'],
    [CTRL_C, 130, 'Error: Cancelled, nothing further was done.\n'],
  ])('is kept after the answer %j', async (answer, code, message) => {
    const before = await task();
    const { exitCode, stdout, stderr } = await edit(editorThat(ALWAYS_WRONG), {
      answers: [['Edit the text again?', answer]],
    });
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr.slice(stderr.lastIndexOf('Error: '))).toContain(message);
    const path = keptIn(stderr);
    expect(readFileSync(path, 'utf8')).toMatch(/\nDue: someday\n[^]*\nIBAN and more\n$/);
    expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(await task()).toEqual(before);
  });

  it('is kept with --json, where nobody is asked', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('edit 1 --editor --json', {
      terminal: AT_TERMINAL,
      env: { TMPDIR: temporary, EDITOR: editorThat(ALWAYS_WRONG) },
    });
    expect([exitCode, stdout]).toEqual([2, '']);
    const { error }: { error: { hint: string } } = JSON.parse(stderr.slice(stderr.indexOf('{')));
    expect(existsSync(keptIn(error.hint))).toBe(true);
  });

  it('is told from one in another encoding', async () => {
    const latin = `writeFileSync(path, Buffer.from(text.replace('Pay rent', 'Café'), 'latin1')); text = undefined`;
    const { exitCode, stderr } = await edit(editorThat(latin), { answers: [['Edit the text again?', 'n']] });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Error: The text was not saved as UTF-8.\n');
    expect(existsSync(keptIn(stderr))).toBe(true);
  });

  it('does not show up in any message', async () => {
    const { stderr } = await edit(editorThat(`text = text.replace('Title:', 'a secret\\nTitle:')`), {
      answers: [['Edit the text again?', 'n']],
    });
    expect(stderr).toContain('Error: Line 3 of the text is none of Title, Due, Priority, Tags and Repeat.\n');
    expect(stderr).not.toMatch(/rent|IBAN|secret/);
  });
});

describe('a failure after the editor', () => {
  const MINE = rename('Mine');

  it('exits 5 and keeps the text if another machine changed the task', async () => {
    const { exitCode, stdout, stderr } = await meanwhile(
      neon,
      "update todo.tasks set title = 'Theirs' where user_id = $1",
      ada.id,
      () => edit(editorThat(MINE)),
    );
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(stderr).toContain('Error: #1 was changed on another machine meanwhile.\n');
    expect(readFileSync(keptIn(stderr), 'utf8')).toContain('\nTitle: Mine\n');
    expect(await task()).toMatchObject({ title: 'Theirs' });
  });

  it('exits 5 if another machine completed it', async () => {
    const { exitCode } = await meanwhile(
      neon,
      'update todo.tasks set completed = true, completed_at = now() where user_id = $1',
      ada.id,
      () => edit(editorThat(MINE)),
    );
    expect(exitCode).toBe(5);
  });

  it('exits 3 and keeps the text if the task was deleted', async () => {
    const { exitCode, stderr } = await meanwhile(
      neon,
      'delete from todo.tasks where user_id = $1',
      ada.id,
      () => edit(editorThat(MINE)),
    );
    expect(exitCode).toBe(3);
    expect(readFileSync(keptIn(stderr), 'utf8')).toContain('\nTitle: Mine\n');
  });

  it('exits 6 and keeps the text if the database is away', async () => {
    const before = await task();
    neon.inject({ kind: 'delay', ms: 0 });
    neon.inject({ kind: 'html' });
    const { exitCode, stderr } = await edit(editorThat(MINE));
    expect(exitCode).toBe(6);
    expect(readFileSync(keptIn(stderr), 'utf8')).toContain('\nTitle: Mine\n');
    expect(await task()).toEqual(before);
  });

  it('is none if only the answer was lost', async () => {
    neon.inject({ kind: 'delay', ms: 0 });
    neon.inject({ kind: 'drop-after-commit' });
    expect(await edit(editorThat(MINE))).toMatchObject({ exitCode: 0 });
    expect(await task()).toMatchObject({ title: 'Mine' });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('without a person at a terminal', () => {
  it.each<[string, Surroundings]>([
    ['edit 1 --editor', {}],
    ['edit 1 --editor --json', { terminal: { stdin: true } }],
    ['edit 1 --editor --no-input', { terminal: true }],
    ['edit 1 --editor', { terminal: true, env: { CI: '1' } }],
  ])('todo %s exits 2 at once: %j', async (words, { env, ...surroundings }) => {
    const requests = neon.requests.length;
    const editor = editorThat('');
    const { exitCode, stdout, stderr } = await ada.todo(words, {
      ...surroundings,
      env: { TMPDIR: temporary, EDITOR: editor, ...env },
    });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('An editor needs a terminal and a person');
    expect(stderr).toContain('--title, --due, --priority, --note, --repeat, --add-tag or --clear');
    expect(neon.requests.length).toBe(requests);
    expect(existsSync(join(ada.folder, 'editor.mjs.runs'))).toBe(false);
  });
});
