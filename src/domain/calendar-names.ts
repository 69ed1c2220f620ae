/** From Monday, with which weeks begin. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Letters that tell every weekday and every month from the others. */
const SHORTEST = 3;

/** 0 to 6 for Monday to Sunday, from a name in lower case or its beginning: `fri`, `thurs`, `sunday`. */
export function weekdayNamed(word: string): number | undefined {
  return indexOfName(WEEKDAYS, word);
}

/** 1 to 12, from a name in lower case or its beginning: `nov`, `sept`, `march`. */
export function monthNamed(word: string): number | undefined {
  const index = indexOfName(MONTHS, word);
  return index === undefined ? undefined : index + 1;
}

/** `Fri`, of 4. */
export function shortWeekday(weekday: number): string | undefined {
  return WEEKDAYS[weekday]?.slice(0, SHORTEST);
}

/** `Nov`, of 11. */
export function shortMonth(month: number): string | undefined {
  return MONTHS[month - 1]?.slice(0, SHORTEST);
}

function indexOfName(names: readonly string[], word: string): number | undefined {
  const index = word.length < SHORTEST ? -1 : names.findIndex((name) => name.toLowerCase().startsWith(word));
  return index === -1 ? undefined : index;
}
