import { EndpointError } from './endpoint-error.ts';

/** What can go wrong between a client and Neon. */
export type Fault =
  /** The answer takes its time: a cold start. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection breaks before anything has run. */
  | { readonly kind: 'drop-before' }
  /** The connection breaks after everything has run and was committed, or failed. */
  | { readonly kind: 'drop-after-commit' }
  /**
   * The connection breaks in the middle of the answer, after everything was committed, or failed. `unnoticed`: something in between left out how
   * long the answer is, so that to HTTP it is a whole one.
   */
  | { readonly kind: 'cut'; readonly unnoticed?: true }
  /** The answer comes, and for a while no connection is taken after it. */
  | { readonly kind: 'refuse-next'; readonly ms: number }
  /** Neon cannot wake the database. */
  | { readonly kind: 'control-plane' }
  /** Postgres has no connection left. */
  | { readonly kind: 'too-many-connections' }
  /** Somebody in between answers with a page: a captive portal, a gateway. */
  | { readonly kind: 'html'; readonly status?: number };

/** Whether everything runs before it. */
export function isOfAnswer({ kind }: Fault): boolean {
  return kind === 'drop-after-commit' || kind === 'cut' || kind === 'refuse-next';
}

/** Throws where the fault is an error that Neon reports before it runs anything. */
export function throwReported(fault: Fault | undefined): void {
  if (fault?.kind === 'control-plane') throw new EndpointError(500, 'Control plane request failed');
  if (fault?.kind === 'too-many-connections') {
    throw new EndpointError(500, 'sorry, too many clients already', {
      severity: 'FATAL',
      code: '53300',
      file: 'proc.c',
      line: '337',
      routine: 'InitProcess',
    });
  }
}
