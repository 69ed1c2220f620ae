import { v5 } from 'uuid';
import { UUID } from '../row.ts';

/** Of the UIDs that are no UUIDs; never changes, so that a file that was imported is known again. */
const NAMESPACE = '15484290-6d6e-4023-98b8-a5109adf40f2';

/**
 * The id of the task that a file names by a UID: the UID itself if it is a UUID, or one that is made of it, always the same.
 * @param occurrence the RECURRENCE-ID of one occurrence of a series
 */
export function idOfUid(uid: string, occurrence?: string): string {
  if (occurrence !== undefined) return v5(`${uid}\n${occurrence}`, NAMESPACE);
  return UUID.test(uid) ? uid.toLowerCase() : v5(uid, NAMESPACE);
}
