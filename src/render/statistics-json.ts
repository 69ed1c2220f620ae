import { WEEKDAYS } from '../domain/calendar-names.ts';
import type { Statistics } from '../domain/statistics.ts';

/** Statistics as `--json` prints them. Keys may be added, none goes or changes. */
export function statisticsJson({ today, firstWeekday, ...statistics }: Statistics) {
  return { today, weekStart: WEEKDAYS[firstWeekday], ...statistics };
}
