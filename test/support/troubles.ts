import type { Endpoint, Fault } from '../neon/stand-in.ts';

/** Something that goes wrong with one of the requests of a command. */
export interface Trouble {
  /** In a table. */
  readonly name: string;
  /** Whether it is over by the time of a later try. */
  readonly passes: boolean;
  /** How long the command may take, in seconds. */
  readonly timeout: number;
  readonly takesLong: boolean;
  /** The host to go to in the place of the stand-in's, and how the program has to name what is wrong there. */
  readonly elsewhere?: { readonly host: string; readonly reason: string };
  /** Lets it happen to the request at this place, counted from 1. */
  begin(endpoint: Endpoint, place: number): Promise<void>;
  /** Whether it has happened. */
  hasHappened(endpoint: Endpoint, place: number): boolean;
}

const NEVER_MS = 600_000;
const MORE_THAN_TRIED = 100;
/** Time for several tries, on a machine that is busy with many at once. */
const SHORT = 4;
/** Time for all tables, likewise. */
export const LONGER = 20;

/** What the program takes if nothing is said. */
const DEFAULT = 20;
/** More than anything takes that comes to an end. */
export const PATIENT = 90;

/** What a request meets that comes through at the next try. */
export const PASSING: readonly Trouble[] = [
  {
    name: 'refused for a moment',
    passes: true,
    timeout: PATIENT,
    takesLong: false,
    begin: (endpoint, place) => refuseAt(endpoint, place, 300),
    hasHappened: (endpoint, place) => endpoint.struck() >= place - 1,
  },
  once('dropped before it runs', { kind: 'drop-before' }),
  once('dropped after COMMIT', { kind: 'drop-after-commit' }),
  once('answer cut off', { kind: 'cut' }),
  once('HTTP 500 of the control plane', { kind: 'control-plane' }),
  once('too many connections', { kind: 'too-many-connections' }),
  once('a page with HTTP 502', { kind: 'html', status: 502 }),
  // Nobody has to know that it takes longer than usual.
  { ...once('asleep for 10 s', { kind: 'delay', ms: 10_000 }), timeout: DEFAULT, takesLong: true },
];

export const NO_ANSWER = lasting('no answer in time', { kind: 'delay', ms: NEVER_MS });

/** What is there until the deadline. */
export const LASTING: readonly Trouble[] = [
  // No label of a name is that long, so that nobody has to be asked.
  elsewhere('name not found', `ep-quiet-tree.${'x'.repeat(64)}.localhost`, 'ENOTFOUND'),
  elsewhere('certificate self-signed', 'ep-quiet-tree.self-signed.example', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
  elsewhere(
    'certificate of another host',
    'ep-quiet-tree.other-host.example',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ),
  elsewhere('certificate expired', 'ep-quiet-tree.expired.example', 'CERT_HAS_EXPIRED'),
  lasting('refused', 'refused'),
  lasting('dropped before it runs', { kind: 'drop-before' }),
  lasting('dropped after COMMIT', { kind: 'drop-after-commit' }),
  lasting('answer cut off', { kind: 'cut' }),
  lasting('HTTP 500 of the control plane', { kind: 'control-plane' }),
  lasting('too many connections', { kind: 'too-many-connections' }),
  lasting('a page with HTTP 200', { kind: 'html' }),
  lasting('a page with HTTP 502', { kind: 'html', status: 502 }),
  NO_ANSWER,
];

function once(name: string, fault: Fault): Trouble {
  return {
    name,
    passes: true,
    timeout: PATIENT,
    takesLong: false,
    begin: (endpoint, place) => injectAt(endpoint, place, fault, 1),
    hasHappened: (endpoint, place) => endpoint.struck() >= place,
  };
}

function lasting(name: string, fault: Fault | 'refused'): Trouble {
  return {
    name,
    passes: false,
    timeout: SHORT,
    takesLong: true,
    begin: (endpoint, place) =>
      fault === 'refused'
        ? refuseAt(endpoint, place, NEVER_MS)
        : injectAt(endpoint, place, fault, MORE_THAN_TRIED),
    hasHappened: (endpoint, place) => endpoint.struck() >= (fault === 'refused' ? place - 1 : place),
  };
}

function elsewhere(name: string, host: string, reason: string): Trouble {
  return {
    name,
    passes: false,
    // The program gives a network up sooner.
    timeout: LONGER,
    takesLong: true,
    elsewhere: { host, reason },
    begin: () => Promise.resolve(),
    hasHappened: () => true,
  };
}

function injectAt(endpoint: Endpoint, place: number, fault: Fault, times: number): Promise<void> {
  letThrough(endpoint, place - 1);
  endpoint.inject(fault, times);
  return Promise.resolve();
}

async function refuseAt(endpoint: Endpoint, place: number, ms: number): Promise<void> {
  if (place === 1) return endpoint.refuse(ms);
  letThrough(endpoint, place - 2);
  endpoint.inject({ kind: 'refuse-next', ms });
}

function letThrough(endpoint: Endpoint, requests: number): void {
  endpoint.inject({ kind: 'delay', ms: 0 }, requests);
}
