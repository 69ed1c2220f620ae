import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Answer } from './answer.ts';
import { EndpointError, errorBody } from './endpoint-error.ts';
import type { Engine } from './engine.ts';
import { execute } from './execute.ts';
import { type Fault, isOfAnswer, throwReported } from './faults.ts';
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

/** The rest of what a request meets, beside the database. */
export interface Surroundings {
  readonly limits: Limits;
  /** Gets a record of every request. */
  readonly requests: RecordedRequest[];
  readonly nextFault: () => Fault | undefined;
  /** Called when the fault of a request takes effect. */
  readonly onStrike: () => void;
  /** From now on and for so long no new connection is taken. */
  readonly refuse: (ms: number) => void;
}

/** Answers POST /sql. */
export function createSqlEndpoint(
  engine: Engine,
  { limits, requests, nextFault, onStrike, refuse }: Surroundings,
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

    /** Sends half of the body, and breaks the connection once that is on its way. */
    function breakOff(status: number, body: string, unnoticed: boolean): void {
      recording.status = status;
      response.useChunkedEncodingByDefault = false;
      response.shouldKeepAlive = false;
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(unnoticed ? {} : { 'content-length': Buffer.byteLength(body) }),
      });
      response.write(body.slice(0, body.length / 2), () => request.socket.destroySoon());
    }

    /** Answers what has run, as far as the fault lets it. */
    function respond(status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
      if (fault !== undefined && isOfAnswer(fault)) onStrike();
      if (fault?.kind === 'drop-after-commit') return void request.socket.destroy();
      if (fault?.kind === 'cut') return breakOff(status, body, fault.unnoticed === true);
      if (fault?.kind !== 'refuse-next') return reply(status, body, headers);
      refuse(fault.ms);
      reply(status, body, { ...headers, connection: 'close' });
    }

    async function answer(): Promise<void> {
      const headers = parseHeaders(request.headers, limits.allowIpHosts);
      const body = parseBody(await readBody(request, limits.maxRequestBytes));
      recording.statements = body.statements.map(({ text }) => text);
      recording.batch = body.batch;
      if (fault !== undefined && !isOfAnswer(fault)) onStrike();
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
      return respond(200, results.toJson(body.batch), body.batch ? headers.echo : {});
    }

    try {
      await answer();
    } catch (error) {
      if (gone.signal.aborted) return;
      const failure = error instanceof EndpointError ? error : new EndpointError(500, String(error));
      respond(failure.status, errorBody(failure));
      // What is left of a body that was too large must be read, or the client sees a reset instead of the answer.
      request.resume();
    }
  };
}
