import type { IncomingMessage } from 'node:http';
import { EndpointError } from './endpoint-error.ts';
import { parameterText } from './parameters.ts';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
  /** Undefined leaves it to the request's `Neon-Array-Mode`. */
  readonly arrayMode: boolean | undefined;
}

export interface RequestBody {
  /** A batch runs as one transaction and answers with a list, even of one. */
  readonly batch: boolean;
  readonly statements: readonly Statement[];
}

/** Reads at most `limit` bytes. Throws EndpointError 413 beyond that. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const tooLarge = new EndpointError(413, `request is too large (max is ${limit} bytes)`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early must not destroy the socket: the answer still has to go out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > limit) throw tooLarge;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a single query or a batch. Throws EndpointError 400. */
export function parseBody(text: string): RequestBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'not JSON');
  }
  const single = parseStatement(body);
  if (single !== undefined) return { batch: false, statements: [single] };
  if (isRecord(body) && Array.isArray(body['queries'])) {
    const statements = body['queries'].map(parseStatement);
    if (statements.every((statement) => statement !== undefined)) return { batch: true, statements };
  }
  throw unreadable('data did not match any variant of untagged enum Payload');
}

function parseStatement(value: unknown): Statement | undefined {
  if (!isRecord(value)) return undefined;
  const { query, params = [], arrayMode = null } = value;
  if (typeof query !== 'string' || !Array.isArray(params)) return undefined;
  if (arrayMode !== null && typeof arrayMode !== 'boolean') return undefined;
  return { text: query, parameters: params.map(parameterText), arrayMode: arrayMode ?? undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(reason: string): EndpointError {
  return new EndpointError(400, `could not parse the HTTP request body: ${reason}`);
}
