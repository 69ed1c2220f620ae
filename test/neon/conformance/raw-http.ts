import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Endpoint } from '../stand-in.ts';

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  /** Beside the ones that the driver sends, which are named here only to change them; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Keeps the connection for the next request with the same agent. */
  readonly agent?: Agent;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What a test looks at in a parsed answer, be it to one query, to a batch, or an error. */
export interface AnswerBody {
  readonly fields?: readonly { readonly name: string }[];
  readonly rows?: readonly unknown[];
  readonly command?: string;
  readonly rowCount?: number | null;
  readonly results?: readonly AnswerBody[];
  readonly message?: string;
  readonly code?: string;
}

/** One request, on a connection of its own unless an agent keeps one, without the driver in between. */
export function send(
  neon: Endpoint,
  { method = 'POST', path = '/sql', headers, body, signal, agent }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: 'localhost', port: neon.port, method, path, agent: agent ?? false },
      (incoming) => {
        const { statusCode: status = 0, headers: received } = incoming;
        text(incoming).then((answer) => resolve({ status, headers: received, text: answer }), reject);
      },
    );
    const all = {
      'neon-connection-string': neon.url(),
      'neon-raw-text-output': 'true',
      'neon-array-mode': 'true',
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) {
      if (value !== undefined) outgoing.setHeader(name, value);
    }
    outgoing.once('error', reject);
    signal?.addEventListener('abort', () => outgoing.destroy());
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  });
}

/** One query, its answer parsed. */
export async function query(
  neon: Endpoint,
  sql: string,
  params: readonly unknown[] = [],
  rest: RawRequest = {},
): Promise<AnswerBody> {
  return JSON.parse((await send(neon, { ...rest, body: { query: sql, params } })).text);
}

/** A batch of statements without parameters, its answer parsed. */
export async function batch(
  neon: Endpoint,
  statements: readonly string[],
  rest: RawRequest = {},
): Promise<AnswerBody> {
  const queries = statements.map((sql) => ({ query: sql }));
  return JSON.parse((await send(neon, { ...rest, body: { queries } })).text);
}
