import { EndpointError } from './endpoint-error.ts';

/** What can go wrong between a client and Neon. */
export type Fault =
  /** The answer takes its time: a cold start. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection breaks before anything has run. */
  | { readonly kind: 'drop-before' }
  /** The connection breaks after everything has run and was committed. */
  | { readonly kind: 'drop-after-commit' }
  /** Neon cannot wake the database. */
  | { readonly kind: 'control-plane' }
  /** Postgres has no connection left. */
  | { readonly kind: 'too-many-connections' }
  /** Somebody in between answers with a page: a captive portal, a gateway. */
  | { readonly kind: 'html'; readonly status?: number };

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
