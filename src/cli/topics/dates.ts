import type { HelpTopic } from '../../render/help-topic.ts';

/** Every term but those of "Recurrence" is a date that --due takes; those are what --repeat takes. A test reads them all. */
export const dates: HelpTopic = {
  name: 'dates',
  summary: 'how dates and recurrences can be written',
  sections: [
    {
      title: 'Where',
      text:
        'After --due and due: a date, after --repeat and every: a recurrence. Hyphens do for spaces, so that no quotes are ' +
        'needed: due:next-friday-17:00. What cannot be read as a whole is an error, and nothing is changed.',
    },
    {
      title: 'Days',
      rows: [
        { terms: ['today', 'tomorrow', 'yesterday'], meaning: 'as you say it; tod and tom are enough' },
        { terms: ['fri', 'friday'], meaning: 'the coming one; on a Friday, that of next week' },
        {
          terms: ['this friday', 'next friday'],
          meaning: 'that of this week, that of next week; weeks begin on Monday',
        },
        { terms: ['27 nov', 'nov 27', '27 nov 2027'], meaning: 'without a year, the coming one' },
        { terms: ['fri 27 nov'], meaning: 'refused if that day is no Friday' },
        { terms: ['15th', 'the 15th'], meaning: 'of this month, or of the next that has such a day' },
        { terms: ['2026-11-27'], meaning: 'year, month, day' },
      ],
    },
    {
      title: 'Distances',
      rows: [
        {
          terms: ['in 3 days', '+3d', '3d'],
          meaning: 'days from today; w, m and y are weeks, months and years',
        },
        { terms: ['in a week', 'in two months'], meaning: 'one to ten in words' },
        { terms: ['in 2 hours', '+30min'], meaning: 'from now' },
        { terms: ['3 days ago'], meaning: 'in the past' },
        { terms: ['day after tomorrow'], meaning: 'in two days' },
        { terms: ['next week', 'next month', 'next year'], meaning: 'their first day' },
        { terms: ['eow', 'eom', 'eoy'], meaning: 'the last day of this week, month or year' },
        { terms: ['end of next month'], meaning: 'of the next week, month or year' },
        { terms: ['weekend', 'next weekend'], meaning: 'Saturday, or Sunday if it is today' },
      ],
    },
    {
      title: 'Times',
      text: 'A time may stand behind the day or in front of it. Alone it is the next one, today or tomorrow.',
      rows: [
        { terms: ['fri 17:00', 'fri 5pm', '5:30pm fri'], meaning: '24 hours, or 12 with am or pm' },
        { terms: ['tomorrow noon', 'tonight 20:00'], meaning: 'for midnight write 0:00 or 23:59' },
        { terms: ['17:00', 'at 17:00'], meaning: 'today, or tomorrow if it is over' },
      ],
    },
    {
      title: 'Recurrence',
      text:
        'Completing a task adds the next one: the first day of the rule after both the due date and today. Without a due ' +
        'date a rule begins on the first day that fits, today included.',
      rows: [
        { terms: ['daily', 'weekly', 'monthly', 'yearly'], meaning: 'also fortnightly and quarterly' },
        {
          terms: ['day', 'week', 'month', 'year'],
          meaning: 'the same; every may stand in front: every month',
        },
        { terms: ['2w', 'every 2 weeks', 'every other week'], meaning: 'd, w, m and y are days to years' },
        { terms: ['weekdays', 'weekends', 'mon,thu'], meaning: 'days of the week' },
        { terms: ['every 2 weeks on mon'], meaning: 'both' },
        { terms: ['15th', '1st,15th', 'last day'], meaning: 'days of the month' },
        {
          terms: ['every month on the last friday'],
          meaning: '1st to 5th, or last; "weekday" for a working day',
        },
        { terms: ['24 dec', '4th thu of nov'], meaning: 'once a year' },
        { terms: ['monthly until 2027-12-31', 'weekly 5 times'], meaning: 'the series ends' },
        {
          terms: ['3d!', 'every 3 days after completion'],
          meaning: 'counted from the day on which you complete it',
        },
        { terms: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'], meaning: 'an RRULE of RFC 5545, of days and more' },
      ],
    },
    {
      title: 'What a date is',
      text:
        'A day of the calendar, with a time of the clock on the wall or without. It does not move when you travel. "Today" ' +
        'is that of your machine, or of TZ. Dates run from 1000-01-01 to 9999-12-31.',
    },
  ],
};
