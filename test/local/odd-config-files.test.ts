import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  array,
  asyncProperty,
  boolean,
  constantFrom,
  assert,
  dictionary,
  json,
  jsonValue,
  oneof,
  property,
  record,
  string,
} from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotConfiguredError, TodoError } from '../../src/domain/errors.ts';
import { openConfigEnvFile } from '../../src/local/config-env-file.ts';
import { openSessionStore } from '../../src/local/session-store.ts';
import { runs } from '../support/effort.ts';

const ADA = { token: 'todo_ada', username: 'ada', envFile: '/home/ada/project/.env' };
const GRACE = { token: 'todo_grace', username: 'grace' };
const URL = 'postgresql://ada:pw@host.example/db?sslmode=require';

let root: string;
let folder: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neon-todo-odd-'));
  folder = join(root, 'config');
  file = join(folder, 'sessions.json');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

/** What a store says that meets the file: its logins, or the message of the error with the folder left out. */
function reading(): unknown {
  return told(() => openSessionStore(folder).databases());
}

async function saving(): Promise<unknown> {
  const outcomes = [];
  for (const action of ['requireWritable', 'save'] as const) {
    try {
      await openSessionStore(folder)[action]('host/db', ADA);
      outcomes.push('done');
    } catch (error) {
      outcomes.push(messageOf(error));
    }
  }
  // Whatever cannot be saved is known before somebody logs in.
  expect(outcomes[0]).toBe(outcomes[1]);
  return outcomes[1];
}

function told(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  expect(error).toBeInstanceOf(NotConfiguredError);
  return error instanceof TodoError ? error.message.replaceAll(root, '~') : '';
}

const BROKEN = 'The file with the logins of this machine is broken: ~/config/sessions.json';
const envPath = (): string => join(folder, '.env');
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('a file with logins that is odd', () => {
  it('is broken wherever it is cut off, and stays', async () => {
    await openSessionStore(folder).save('host/db', ADA);
    await openSessionStore(folder).save('höst/db', { ...GRACE, username: '🦊' });
    const whole = readFileSync(file);
    // The last bytes are the brace and the line break, without which it is whole.
    for (let length = 0; length < whole.length - 1; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      expect([length, reading()]).toEqual([length, BROKEN]);
    }
    writeFileSync(file, whole.subarray(0, whole.length - 2));
    expect(await saving()).toBe(BROKEN);
    expect(readFileSync(file)).toEqual(whole.subarray(0, whole.length - 2));
  });

  it('never breaks the program, whatever JSON is in it', () => {
    assert(
      property(
        oneof(
          json(),
          record({ current: json(), logins: dictionary(string(), jsonValue()) }, { requiredKeys: [] }).map(
            (value) => JSON.stringify(value),
          ),
        ),
        (content) => {
          writeFileSync(file, content);
          const found = reading();
          expect(Array.isArray(found) || found === BROKEN).toBe(true);
        },
      ),
    );
  });

  it('keeps what it does not know when a login is saved and forgotten', async () => {
    const unknown = { version: 7, settings: { theme: 'dark' }, ['__proto__x']: [1] };
    const other = { ...GRACE, expiresAt: '2027-01-01', nested: { a: [null] } };
    writeFileSync(file, JSON.stringify({ ...unknown, current: 'b/db', logins: { 'b/db': other } }));
    const store = openSessionStore(folder);
    await store.save('a/db', ADA);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...unknown,
      current: 'a/db',
      logins: { 'a/db': ADA, 'b/db': other },
    });
    await store.forget('a/db', ADA.token);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...unknown, logins: { 'b/db': other } });
  });

  it('holds what a Map would, whatever is saved and forgotten, by whichever process', async () => {
    const step = record({
      database: oneof(constantFrom('a/db', 'b/db', '__proto__', 'constructor', 'logins'), string()),
      token: constantFrom('1', '2'),
      forget: boolean(),
    });
    await assert(
      asyncProperty(array(step, { maxLength: 12 }), async (steps) => {
        rmSync(file, { force: true });
        const expected = new Map<string, { readonly token: string; readonly username: string }>();
        for (const { database, token, forget } of steps) {
          const store = openSessionStore(folder);
          if (forget) {
            await store.forget(database, token);
            if (expected.get(database)?.token === token) expected.delete(database);
          } else {
            await store.save(database, { token, username: 'ada' });
            expected.set(database, { token, username: 'ada' });
          }
        }
        const store = openSessionStore(folder);
        expect(store.databases().toSorted()).toEqual([...expected.keys()].toSorted());
        for (const [database, login] of expected) expect(store.find(database)).toEqual(login);
      }),
      { numRuns: runs(50) },
    );
  });

  it.runIf(process.getuid?.() === 0)('stays with its owner when root writes it, as with sudo', async () => {
    await openSessionStore(folder).save('a/db', ADA);
    chownSync(file, 12_345, 23_456);
    await openSessionStore(folder).save('b/db', GRACE);
    expect(statSync(file)).toMatchObject({ uid: 12_345, gid: 23_456 });
    expect(mode(file)).toBe('600');
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('is left alone if it or its folder is read-only', async () => {
    await openSessionStore(folder).save('a/db', ADA);
    chmodSync(file, 0o400);
    expect(await saving()).toBe('Cannot write to ~/config/sessions.json (EACCES)');
    chmodSync(file, 0o200);
    expect(reading()).toBe(
      'The file with the logins of this machine cannot be read: ~/config/sessions.json (EACCES)',
    );
    chmodSync(file, 0o600);
    chmodSync(folder, 0o500);
    expect(await saving()).toBe('Cannot write to ~/config (EACCES)');
    expect(reading()).toEqual(['a/db']);
    chmodSync(folder, 0o700);
  });

  it('keeps a login that was made while another one to the same database ended', async () => {
    const store = openSessionStore(folder);
    await store.save('a/db', GRACE);
    await store.forget('a/db', ADA.token);
    expect(store.find('a/db')).toEqual(GRACE);
  });

  it('may begin with a byte order mark, and be 10 MB long', async () => {
    const filler = 'x'.repeat(10_000_000);
    writeFileSync(file, `\uFEFF${JSON.stringify({ filler, logins: { 'b/db': GRACE } })}`);
    expect(reading()).toEqual(['b/db']);
    expect(await saving()).toBe('done');
    expect(reading()).toEqual(['b/db', 'host/db']);
    expect(statSync(file).size).toBeGreaterThan(filler.length);
  });

  it('is written whole and private also where SNAP is set, as in terminals of programs that came as a snap', async () => {
    writeFileSync(file, '{"logins":{}}', { mode: 0o644 });
    const { ino } = statSync(file);
    process.env['SNAP'] = '/snap/code/1';
    try {
      await openSessionStore(folder).save('host/db', ADA);
    } finally {
      delete process.env['SNAP'];
    }
    expect(mode(file)).toBe('600');
    expect(statSync(file).ino).not.toBe(ino);
  });

  it.each<[string, () => unknown, string]>([
    ['a folder', () => mkdirSync(file), BROKEN],
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [file]), BROKEN],
    ['a device without an end', () => symlinkSync('/dev/zero', file), BROKEN],
    ['a link to a folder', () => symlinkSync(folder, file), BROKEN],
    [
      'a link in a loop',
      () => symlinkSync(file, file),
      'The file with the logins of this machine cannot be read: ~/config/sessions.json (ELOOP)',
    ],
  ])('is refused for reading and writing, and stays: %s', async (_what, make, message) => {
    make();
    const { ino } = lstatSync(file);
    expect(reading()).toBe(message);
    expect(await saving()).toBe(message);
    expect(lstatSync(file).ino).toBe(ino);
    expect(readdirSync(folder)).toEqual(['sessions.json']);
  });

  it('is refused as a socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    try {
      expect(reading()).toBe(
        'The file with the logins of this machine cannot be read: ~/config/sessions.json (ENXIO)',
      );
      expect(await saving()).toBe(reading());
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is written where a link leads, and the link stays', async () => {
    const elsewhere = join(root, 'dotfiles', 'logins');
    mkdirSync(dirname(elsewhere));
    writeFileSync(elsewhere, JSON.stringify({ logins: { 'b/db': GRACE } }), { mode: 0o644 });
    symlinkSync(elsewhere, file);
    expect(await saving()).toBe('done');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(mode(elsewhere)).toBe('600');
    expect(reading()).toEqual(['b/db', 'host/db']);
    expect(readdirSync(dirname(elsewhere))).toEqual(['logins']);

    const projectEnv = join(root, 'dotfiles', 'project.env');
    writeFileSync(projectEnv, 'A=1\n');
    symlinkSync(projectEnv, envPath());
    await openSessionStore(folder).purge();
    expect(readdirSync(root)).toEqual(['dotfiles']);
    expect(readdirSync(dirname(elsewhere))).toEqual(['project.env']);
  });

  it('is not put in the place of a link that leads nowhere, as to a disk that is not mounted', async () => {
    symlinkSync(join(root, 'not-mounted', 'logins'), file);
    expect(reading()).toEqual([]);
    expect(await saving()).toBe('Cannot write to ~/config/sessions.json (ENOENT)');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });

  it('comes back when it or its folder was deleted meanwhile', async () => {
    const store = openSessionStore(folder);
    await store.save('a/db', ADA);
    rmSync(file);
    await store.save('b/db', GRACE);
    expect(store.databases()).toEqual(['b/db']);
    rmSync(folder, { recursive: true });
    await store.save('c/db', GRACE);
    expect([store.databases(), mode(folder), mode(file)]).toEqual([['c/db'], '700', '600']);
  });

  it('is not touched by what is left of a process that was killed', async () => {
    await openSessionStore(folder).save('a/db', ADA);
    writeFileSync(`${file}.new`, '{"logins":{"half');
    expect(reading()).toEqual(['a/db']);
    await openSessionStore(folder).save('b/db', GRACE);
    expect(reading()).toEqual(['a/db', 'b/db']);
    writeFileSync(`${file}.new`, '{"logins":{"half');
    writeFileSync(join(folder, 'lock-1-1-0123456789abcdef-host'), '');
    await openSessionStore(folder).purge();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a folder that is odd', () => {
  it.each([
    ['below a file', 'file/deeper', 'ENOTDIR'],
    ['below a folder of processes', '/proc/self/neon-todo', 'ENOENT'],
    ['below a device', '/dev/null/neon-todo', 'ENOTDIR'],
    ['with too long a name', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('cannot be made %s, which is told', async (_where, path, code) => {
    writeFileSync(join(root, 'file'), '');
    const odd = path.startsWith('/') ? path : join(root, path);
    await expect(openSessionStore(odd).save('a/db', ADA)).rejects.toThrow(`(${code})`);
    await expect(openConfigEnvFile(odd).write(URL)).rejects.toThrow(NotConfiguredError);
  });

  it('may be writable by others: what is in it is private all the same', async () => {
    chmodSync(folder, 0o777);
    expect(await saving()).toBe('done');
    expect(mode(file)).toBe('600');
  });

  it('is missing without a home: there is no login, and none can be saved', async () => {
    const store = openSessionStore(undefined);
    expect([store.databases(), store.find('a/db'), store.rememberedEnvFile()]).toEqual([
      [],
      undefined,
      undefined,
    ]);
    const missing = 'There is no folder to keep the login in';
    await expect(store.requireWritable()).rejects.toThrow(missing);
    await expect(store.save('a/db', ADA)).rejects.toThrow(missing);
    expect(() => openConfigEnvFile(undefined)).toThrow(missing);
    await store.purge();
  });
});

describe('the .env that init writes', () => {
  it.each([
    ['', ''],
    ['# Neon\nDATABASE_URL=old\nPGSSLMODE=require\n', '# Neon\nPGSSLMODE=require\n'],
    ['export DATABASE_URL="a"\nDATABASE_URL=b\nA="1\n2"', 'A="1\n2"\n'],
    ['\uFEFFDATABASE_URL=old\r\nA=1\r\n', 'A=1\r\n'],
  ])('keeps the other lines of %j', async (before, kept) => {
    writeFileSync(envPath(), before, { mode: 0o644 });
    await openConfigEnvFile(folder).write(URL);
    expect(readFileSync(envPath(), 'utf8')).toBe(`${kept}DATABASE_URL="${URL}"\n`);
    expect(mode(envPath())).toBe('600');
    expect(readdirSync(folder)).toEqual(['.env']);
  });

  it.each(['DATABASE_URL="old\nOTHER=1"\n', 'A="\nDATABASE_URL=x\n"\n', 'A="not closed\n'])(
    'is left alone where lines mean something else: %j',
    async (before) => {
      writeFileSync(envPath(), before);
      await expect(openConfigEnvFile(folder).write(URL)).rejects.toThrow(
        'holds lines that make it unclear where its DATABASE_URL ends',
      );
      expect(readFileSync(envPath(), 'utf8')).toBe(before);
    },
  );

  it('takes the place of no pipe, and of no folder', async () => {
    execFileSync('mkfifo', [envPath()]);
    expect(openConfigEnvFile(folder).read()).toBeUndefined();
    await expect(openConfigEnvFile(folder).write(URL)).rejects.toThrow('(EEXIST)');
    rmSync(envPath());
    mkdirSync(envPath());
    await expect(openConfigEnvFile(folder).write(URL)).rejects.toThrow('(EEXIST)');
    expect(readdirSync(folder)).toEqual(['.env']);
  });
});
