/** The fields that Taskwarrior knows, in the order in which they are written; all others are of the user. */
export const ATTRIBUTES: readonly string[] = (
  'uuid status entry description modified end start due scheduled wait until ' +
  'project priority tags annotations depends recur rtype mask imask parent'
).split(' ');

/** What Taskwarrior works out anew. */
export const DERIVED = ['id', 'urgency'];

/** What Taskwarrior notes of the copies of a series. */
export const OF_COPIES = ['mask', 'imask', 'parent'];

/** The field of our own in which a task takes a rule along that Taskwarrior cannot say. */
export const RRULE = 'rrule';

/** The only type of recurrence that there is. */
export const PERIODIC = 'periodic';
