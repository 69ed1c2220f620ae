import type { IncomingHttpHeaders } from 'node:http';
import { parseConnectionString } from './connection-string.ts';
import { EndpointError } from './endpoint-error.ts';
import type { Login } from './engine.ts';

const ISOLATION_LEVELS = new Map([
  ['ReadUncommitted', 'READ UNCOMMITTED'],
  ['ReadCommitted', 'READ COMMITTED'],
  ['RepeatableRead', 'REPEATABLE READ'],
  ['Serializable', 'SERIALIZABLE'],
]);

export interface RequestHeaders {
  readonly login: Login;
  readonly arrayMode: boolean;
  /** The statement that opens a batch, with the modes the headers ask for. */
  readonly startTransaction: string;
  /** The batch headers that a batch's answer repeats. */
  readonly echo: Readonly<Record<string, string>>;
}

/** Reads the `Neon-…` headers. Throws EndpointError 400. */
export function parseHeaders(headers: IncomingHttpHeaders, allowIpHosts: boolean): RequestHeaders {
  const connectionString = headers['neon-connection-string'];
  if (typeof connectionString !== 'string' || /[^\t\x20-\x7e]/.test(connectionString)) {
    throw new EndpointError(400, 'invalid header: neon-connection-string');
  }
  const login = parseConnectionString(connectionString, allowIpHosts);
  if (headers.authorization !== undefined) {
    throw new EndpointError(400, 'missing authentication credentials: required password');
  }
  const modes: string[] = [];
  const echo: Record<string, string> = {};
  const level = headers['neon-batch-isolation-level'];
  if (level !== undefined) {
    const isolation = ISOLATION_LEVELS.get(String(level));
    if (isolation === undefined) throw new EndpointError(400, 'invalid isolation level');
    modes.push(`ISOLATION LEVEL ${isolation}`);
    echo['neon-batch-isolation-level'] = String(level);
  }
  for (const [header, mode] of [
    ['neon-batch-read-only', 'READ ONLY'],
    ['neon-batch-deferrable', 'DEFERRABLE'],
  ] as const) {
    if (headers[header] !== 'true') continue;
    modes.push(mode);
    echo[header] = 'true';
  }
  // Typed values are Neon's other mode. The driver never asks for it, and guessing at it would only mislead tests.
  if (headers['neon-raw-text-output'] !== 'true') {
    throw new EndpointError(400, 'the stand-in answers only with Neon-Raw-Text-Output: true');
  }
  return {
    login,
    arrayMode: headers['neon-array-mode'] === 'true',
    startTransaction: ['START TRANSACTION', modes.join(', ')].join(' ').trimEnd(),
    echo,
  };
}
