import { setMaxListeners } from 'node:events';
import http from 'node:http';
import { NotConfiguredError } from '../domain/errors.ts';

/** Why there is no answer of Neon's to a request. */
export class TransportFailure extends Error {
  /**
   * `unreachable`: no connection came about; `lost`: it broke afterwards; `deadline`: the time was up; `status`: an answer
   * other than 200 and 400; `foreign`: an answer that no endpoint of Neon's gives, such as a login page of a hotel.
   */
  readonly kind: 'unreachable' | 'lost' | 'deadline' | 'status' | 'foreign';
  /** Whether Postgres may have run what was sent. */
  readonly mayHaveRun: boolean;
  /** A system error code such as `ECONNREFUSED`, the HTTP status, or the SQLSTATE that came with it. */
  readonly detail: string;

  constructor(kind: TransportFailure['kind'], mayHaveRun: boolean, detail: string, options?: ErrorOptions) {
    super(`${kind}: ${detail}`, options);
    this.kind = kind;
    this.mayHaveRun = mayHaveRun;
    this.detail = detail;
  }
}

/** The part of fetch that the driver uses, and what it passes on from us. */
export interface PostOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the answer may take. Not a signal: Node takes 1.5 ms to load what those need. */
  readonly timeoutMs: number;
  /** Called when the request is on its way, to do something while waiting for the answer. */
  readonly onSent?: (() => void) | undefined;
}

interface PostAnswer {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

const AGENT_OPTIONS = {
  // A second request of the same command goes over the first one's connection; an idle one does not keep the process alive.
  keepAlive: true,
  // Node gives each address of a host 250 ms to connect, which slow networks do not keep to (nodejs/node#54359).
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: 1_500,
};

/** What sends a request, and the connections that it goes over. */
interface Client {
  readonly request: typeof http.request;
  readonly agent: http.Agent;
  /** Ends what a request cannot end that has no connection yet: the wait for a proxy that does not answer. */
  readonly giveUp?: () => void;
}

/** By protocol, or by proxy. */
const clients = new Map<string, Client>();

/**
 * What the driver takes for `fetch`, over node:http: on Node 20 loading and using the global one costs a command about
 * 130 ms of processor time and 40 MiB. Rejects with TransportFailure for everything but a JSON answer with status 200 or 400,
 * and with NotConfiguredError where the environment names a proxy that is none.
 */
export async function post(url: string, options: PostOptions): Promise<PostAnswer> {
  const target = new URL(url);
  const { status, body, sent } = await exchange(target, await clientFor(target), options);
  const value = parseJson(body);
  if (status !== 200 && status !== 400) {
    const sqlState = sqlStateIn(value);
    // With such a status, Postgres's own errors are about the connection that Neon's proxy did not get.
    const mayHaveRun = sent && status !== 413 && sqlState === undefined;
    throw new TransportFailure('status', mayHaveRun, sqlState ?? String(status));
  }
  if (status === 200 && value === undefined && body.startsWith('{')) {
    // Where something in between left out the length, HTTP does not tell an end from a break.
    throw new TransportFailure('lost', true, 'incomplete answer');
  }
  if (typeof value !== 'object' || value === null) {
    throw new TransportFailure('foreign', false, `HTTP ${status}`);
  }
  return {
    ok: status === 200,
    status,
    json: () => Promise.resolve(value),
    text: () => Promise.resolve(body),
  };
}

interface Exchanged {
  readonly status: number;
  readonly body: string;
  /** False for the answer of a proxy that did not connect us. */
  readonly sent: boolean;
}

function exchange(
  target: URL,
  client: Client,
  { method, headers, body, timeoutMs, onSent }: PostOptions,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let connected = false;
    let late = false;
    const fail = (cause: Error): void => {
      clearTimeout(timer);
      const kind = late ? 'deadline' : connected ? 'lost' : 'unreachable';
      reject(new TransportFailure(kind, connected, errorCode(cause), { cause }));
    };
    const request = client.request(target, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      agent: client.agent,
    });
    const timer = setTimeout(() => {
      late = true;
      request.destroy();
      if (request.socket === null) client.giveUp?.();
    }, timeoutMs);
    request.on('socket', (socket) => {
      const encrypted = target.protocol === 'https:';
      // A proxy's socket is connected before its handshake; one that is used again has both behind it.
      if (encrypted ? !request.reusedSocket : socket.connecting) {
        socket.once(encrypted ? 'secureConnect' : 'connect', () => (connected = true));
      } else {
        connected = true;
      }
    });
    if (onSent !== undefined) request.once('finish', onSent);
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body: text, sent: connected });
      });
    });
    request.end(body);
  });
}

/** HTTPS_PROXY and NO_PROXY are honoured. What TLS and a proxy take is loaded only where there is one. */
async function clientFor({ protocol, href }: URL): Promise<Client> {
  if (protocol === 'http:') {
    return keep('http:', () => ({ request: http.request, agent: new http.Agent(AGENT_OPTIONS) }));
  }
  const { default: https } = await import('node:https');
  const { getProxyForUrl } = await import('proxy-from-env');
  const proxy = getProxyForUrl(href);
  if (proxy === '') {
    return keep('https:', () => ({ request: https.request, agent: new https.Agent(AGENT_OPTIONS) }));
  }
  if (!URL.canParse(proxy)) {
    throw new NotConfiguredError('The proxy that the environment names is not a valid URL', {
      hint: 'HTTPS_PROXY looks like http://HOST:PORT. Unset it where Neon is reached without a proxy.',
    });
  }
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  return keep(proxy, () => {
    const wait = new AbortController();
    // Every connection listens to it until the end, and Node takes more than ten listeners for a leak.
    setMaxListeners(0, wait.signal);
    return {
      request: https.request,
      agent: new HttpsProxyAgent(proxy, { ...AGENT_OPTIONS, signal: wait.signal }),
      giveUp: () => {
        clients.delete(proxy);
        wait.abort();
      },
    };
  });
}

function keep(name: string, create: () => Client): Client {
  const client = clients.get(name) ?? create();
  clients.set(name, client);
  return client;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Neon's proxy passes on what Postgres said while connecting, such as 53300 (too many connections). */
function sqlStateIn(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string') {
    return value.code === '' ? undefined : value.code;
  }
  return undefined;
}

function errorCode(cause: Error): string {
  if ('code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  // Several addresses were tried: the first one's reason stands for all.
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) {
    return errorCode(cause.errors[0]);
  }
  return cause.name;
}
