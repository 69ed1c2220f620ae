import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Answer } from './answer.ts';
import { EndpointError, errorBody } from './endpoint-error.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import { type Fault, throwReported } from './faults.ts';
import { parseBody, readBody } from './request-body.ts';
import { parseHeaders } from './request-headers.ts';

/** What came in, for tests that count or read requests. */
export interface RecordedRequest {
  /** The SQL texts, without their parameters; empty if the body could not be read. */
  readonly statements: readonly string[];
  readonly batch: boolean;
  /** The answer's HTTP status; 0 while there is none, and for ever if the connection broke first. */
  readonly status: number;
}

export interface Limits {
  readonly maxRequestBytes: number;
  readonly maxResponseBytes: number;
  readonly allowIpHosts: boolean;
}

type Recording = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/** Answers POST /sql. */
export function createSqlEndpoint(
  engine: Engine,
  limits: Limits,
  requests: RecordedRequest[],
  nextFault: () => Fault | undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const recording: Recording = { statements: [], batch: false, status: 0 };
    requests.push(recording);
    const fault = nextFault();
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });

    function reply(status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
      if (response.destroyed) return;
      recording.status = status;
      response.writeHead(status, {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        ...headers,
      });
      response.end(body);
    }

    async function answer(): Promise<void> {
      const headers = parseHeaders(request.headers, limits.allowIpHosts);
      const body = parseBody(await readBody(request, limits.maxRequestBytes));
      recording.statements = body.statements.map(({ text }) => text);
      recording.batch = body.batch;
      if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { signal: gone.signal });
      if (fault?.kind === 'drop-before') return void request.socket.destroy();
      if (fault?.kind === 'html') {
        return reply(fault.status ?? 200, '<!doctype html><title>Sign in</title>', {
          'content-type': 'text/html',
        });
      }
      throwReported(fault);
      gone.signal.throwIfAborted();
      const connection = await engine.connect(headers.login);
      const results = new Answer(limits.maxResponseBytes);
      await execute(connection, body, headers, results, gone.signal);
      if (fault?.kind === 'drop-after-commit') return void request.socket.destroy();
      return reply(200, results.toJson(body.batch), body.batch ? headers.echo : {});
    }

    try {
      await answer();
    } catch (error) {
      if (gone.signal.aborted) return;
      const failure = error instanceof EndpointError ? error : new EndpointError(500, String(error));
      reply(failure.status, errorBody(failure));
      // What is left of a body that was too large must be read, or the client sees a reset instead of the answer.
      request.resume();
    }
  };
}
