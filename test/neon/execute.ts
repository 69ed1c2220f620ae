import type { Answer } from './answer.ts';
import type { Connection } from './engine.ts';
import type { RequestBody } from './request-body.ts';
import type { RequestHeaders } from './request-headers.ts';

/**
 * Runs a request on a fresh connection and gives the connection back. A batch is one transaction, a statement at a
 * time; a connection on which a single query failed is not used again. When `signal` says that the client has gone,
 * the running statement is stopped and nothing after it starts. Throws EndpointError.
 */
export async function execute(
  connection: Connection,
  body: RequestBody,
  headers: RequestHeaders,
  answer: Answer,
  signal: AbortSignal,
): Promise<void> {
  const abandon = (): void => void connection.abandon().catch(() => undefined);
  signal.addEventListener('abort', abandon);
  let fate: 'keep' | 'drop' = body.batch ? 'keep' : 'drop';
  try {
    if (body.batch) await connection.execute(headers.startTransaction, []);
    for (const statement of body.statements) {
      signal.throwIfAborted();
      const result = await connection.execute(statement.text, statement.parameters);
      answer.add(result, statement.arrayMode ?? headers.arrayMode);
    }
    signal.throwIfAborted();
    if (body.batch) await connection.execute('COMMIT', []);
    fate = 'keep';
  } finally {
    signal.removeEventListener('abort', abandon);
    await connection.release(signal.aborted ? 'drop' : fate);
  }
}
