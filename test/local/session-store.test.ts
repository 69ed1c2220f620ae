import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openConfigEnvFile } from '../../src/local/config-env-file.ts';
import { findDatabaseUrl } from '../../src/local/database-url.ts';
import { openSessionStore, type SessionStore } from '../../src/local/session-store.ts';

const root = mkdtempSync(join(tmpdir(), 'neon-todo-local-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let store: SessionStore;
let count = 0;
beforeEach(() => {
  count += 1;
  folder = join(root, `config ${count}`, 'neon-todo');
  store = openSessionStore(folder);
});

const ADA = { token: 'todo_ada', username: 'ada', envFile: '/home/ada/project/.env' };
const GRACE = { token: 'todo_grace', username: 'grace' };

const noFile = (): undefined => undefined;
const unasked = (): never => {
  throw new Error('Nobody had to ask the sessions.');
};

describe('the logins of a machine', () => {
  it('are none at first, and reading makes no file', () => {
    expect(store.find('host/db')).toBeUndefined();
    expect(store.rememberedEnvFile()).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });

  it('are kept by database, and the latest one names the file that applies', async () => {
    await store.save('one.example/db', ADA);
    await store.save('two.example/db', GRACE);
    const again = openSessionStore(folder);
    expect(again.find('one.example/db')).toEqual(ADA);
    expect(again.find('two.example/db')).toEqual(GRACE);
    expect(again.rememberedEnvFile()).toBeUndefined();
    await again.save('one.example/db', ADA);
    expect(store.rememberedEnvFile()).toBe('/home/ada/project/.env');
  });

  it('are forgotten one by one', async () => {
    await store.save('one.example/db', GRACE);
    await store.save('two.example/db', ADA);
    await store.forget('two.example/db', ADA.token);
    expect(store.find('two.example/db')).toBeUndefined();
    expect(store.rememberedEnvFile()).toBeUndefined();
    expect(store.find('one.example/db')).toEqual(GRACE);
    await store.forget('nowhere/db', ADA.token);
    expect(store.find('one.example/db')).toEqual(GRACE);
  });

  it.each(['constructor', '__proto__', 'toString', 'a.b.c/d.e', ''])(
    'do not hold one for a database that is called %j, until it is saved',
    async (name) => {
      await store.save('host/db', ADA);
      expect(store.find(name)).toBeUndefined();
    },
  );

  it('can be read by their owner alone', async () => {
    await store.save('host/db', ADA);
    const file = join(folder, 'sessions.json');
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readFileSync(file, 'utf8')).toContain('todo_ada');
  });

  it('go with the folder, but for what belongs to others', async () => {
    await store.save('host/db', ADA);
    await openConfigEnvFile(folder).write('postgresql://ada:pw@host/db');
    await store.purge();
    expect(existsSync(folder)).toBe(false);
    await store.purge();
  });
});

describe('the .env of the configuration folder', () => {
  it('gives back what was written', async () => {
    const file = openConfigEnvFile(folder);
    expect(file.read()).toBeUndefined();
    const url = 'postgresql://ada:p%40ss%23w%22ord@host.example/db?sslmode=require&options=a%3Db';
    await file.write(url);
    expect(file.read()).toBe(url);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it('is the last place where DATABASE_URL is looked for', async () => {
    await openConfigEnvFile(folder).write('postgresql://ada:pw@host.example/db');
    const places = { env: {}, cwd: root, envFile: undefined, configFolder: folder };
    expect(findDatabaseUrl({ ...places, rememberedEnvFile: noFile })).toEqual({
      url: 'postgresql://ada:pw@host.example/db',
      source: join(folder, '.env'),
      envFile: join(folder, '.env'),
    });
  });

  it('is not asked for where an earlier place has one', () => {
    const env = { DATABASE_URL: 'postgresql://ada:pw@near.example/db' };
    expect(
      findDatabaseUrl({
        env,
        cwd: root,
        envFile: undefined,
        configFolder: folder,
        rememberedEnvFile: unasked,
      }),
    ).toEqual({ url: 'postgresql://ada:pw@near.example/db', source: 'the environment', envFile: undefined });
  });
});
