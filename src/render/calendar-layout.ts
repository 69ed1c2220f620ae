// Apart from calendar.ts, as a command must know how many titles to ask for before it has anything to show.

/** How the days of a month are shown. */
export interface CalendarLayout {
  /** `titles`: in boxes; `counts`: a line for each week, or two where a day is narrow; `marks`: without numbers. */
  readonly kind: 'titles' | 'counts' | 'marks';
  /** Terminal cells of a day, without what is between it and the next. */
  readonly width: number;
  /** The titles that are shown of a day at most. */
  readonly titles: number;
}

const DAYS = 7;
export const NARROWEST = 20;
const WITH_TITLES = 100;
/** What a title needs at most to be read as one. */
const WIDEST_BOX = 30;
const BORDERS = DAYS + 1;
const GAPS = DAYS - 1;
/** What day and counts take at most. */
const WIDEST_COUNTS = 12;
/** `[23]` */
const NARROWEST_COUNTS = 4;

/** @param width of a line, in terminal cells; 20 if it is less */
export function calendarLayout(width: number): CalendarLayout {
  if (width >= WITH_TITLES) {
    const box = Math.floor((width - BORDERS) / DAYS);
    return { kind: 'titles', width: Math.min(box, WIDEST_BOX), titles: 4 };
  }
  const day = Math.floor((Math.max(width, NARROWEST) - GAPS) / DAYS);
  return {
    kind: day < NARROWEST_COUNTS ? 'marks' : 'counts',
    width: Math.min(day, WIDEST_COUNTS),
    titles: 0,
  };
}
