import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import type { Endpoint } from '../neon/stand-in.ts';

/** A database that tests work in, with a way past the program to see and to prepare what is stored. */
export interface TestDatabase {
  /** The owner's connection string. */
  readonly url: string;
  /** As the program names it: `localhost:PORT/DATABASE`. */
  readonly name: string;
  /** Asks as the owner, whom no policy concerns. Booleans, small integers and JSON come parsed, all else as text. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

/** The PGlite of the whole run, with tables: for everything that one session at a time can show. */
export function sharedDatabase(): TestDatabase {
  return connect(inject('pgliteUrl'));
}

/** The real PostgreSQL of the whole run, with tables: for concurrency. */
export function sharedPostgres(): TestDatabase {
  return connect(inject('postgresUrl'));
}

/** A new database without any table, on the real PostgreSQL. Costs about 0.3 s. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await sharedPostgres().query(`create database ${name}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return connect(url.href);
}

/** The database of a stand-in that a test file has for itself. Its questions are neither recorded nor meet faults. */
export function databaseOf(neon: Pick<Endpoint, 'url' | 'query'>): TestDatabase {
  return { ...connect(neon.url()), query: (sql, parameters) => neon.query(sql, parameters) };
}

function connect(url: string): TestDatabase {
  const { host, pathname } = new URL(url);
  return {
    url,
    name: `${host}${pathname}`,
    query: async (sql, parameters = []) => {
      const answer = await ask(url, JSON.stringify({ query: sql, params: parameters }));
      const { fields, rows }: Answer = JSON.parse(answer);
      const types = new Map(fields.map(({ name, dataTypeID }) => [name, dataTypeID]));
      return rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, parseValue(value, types.get(name))]),
        ),
      );
    },
  };
}

/** On a connection of its own: one that was kept may be closed by the other side at any moment. */
async function ask(url: string, body: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const request = httpRequest({
    hostname,
    port,
    path: '/sql',
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      'neon-connection-string': url,
      'neon-raw-text-output': 'true',
    },
  });
  request.end(body);
  const [response]: IncomingMessage[] = await once(request, 'response');
  assert.ok(response !== undefined);
  const answer = await text(response);
  if (response.statusCode !== 200) {
    throw new Error(`${response.statusCode} ${answer}\n${body}`);
  }
  return answer;
}

interface Answer {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

const BOOL = 16;
const INT4 = 23;
const JSONB = 3802;

function parseValue(value: string | null, type: number | undefined): unknown {
  if (value === null) return null;
  if (type === BOOL) return value === 't';
  return type === INT4 || type === JSONB ? JSON.parse(value) : value;
}
