const MINUTE_MS = 60_000;
/** Two changes of a clock have never been closer to each other: the fast of Ramadan is the shortest time for which it was put back. */
const STEP = 14 * 24 * 60;

/** How far the clocks of a time zone are ahead of UTC, as long as that is so. */
export interface ZoneOffset {
  /** Undefined: since ever. */
  readonly since: Date | undefined;
  readonly minutes: number;
}

/**
 * The offsets that the time zone of this process had from 1970 until an instant. With them Postgres tells the date of an instant as this
 * process would, also where its own tables of time zones are older, or do not have that name.
 */
export function zoneOffsets(until: Date): readonly [ZoneOffset, ...ZoneOffset[]] {
  const end = Math.max(Math.ceil(until.getTime() / MINUTE_MS), 0);
  let minutes = offsetAt(0);
  const offsets: [ZoneOffset, ...ZoneOffset[]] = [{ since: undefined, minutes }];
  for (let from = 0; from < end; from += STEP) {
    const to = Math.min(from + STEP, end);
    if (offsetAt(to) === minutes) continue;
    const change = firstWithAnother(minutes, from, to);
    minutes = offsetAt(change);
    offsets.push({ since: new Date(change * MINUTE_MS), minutes });
  }
  return offsets;
}

/** @param minute since 1970 */
function offsetAt(minute: number): number {
  return 0 - new Date(minute * MINUTE_MS).getTimezoneOffset();
}

/** The first minute behind `from` whose offset is another; that of `to` is. */
function firstWithAnother(offset: number, from: number, to: number): number {
  let [before, behind] = [from, to];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (offsetAt(middle) === offset) before = middle;
    else behind = middle;
  }
  return behind;
}
