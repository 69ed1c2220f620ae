import { v7 as timeOrdered } from 'uuid';

const BYTES = 16;

/**
 * The id of something that is about to be written: a UUID of version 7 (RFC 9562). It has to differ from all others and is no secret, since the
 * rows of other users are out of reach by any id. V8's random numbers do for that; those for secrets would take 2 ms to load.
 */
export function newId(): string {
  return timeOrdered({ random: Uint8Array.from({ length: BYTES }, () => Math.random() * 256) });
}
