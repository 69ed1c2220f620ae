import * as fc from 'fast-check';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** RRULEs as others may write them: parts in any order, lists with repetitions; some of them are not allowed or have no date. */
export const anyRrule: fc.Arbitrary<string> = fc
  .record(
    {
      FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      INTERVAL: fc.integer({ min: 1, max: 5 }),
      BYMONTH: listOf(fc.integer({ min: 1, max: 12 })),
      BYMONTHDAY: listOf(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))),
      BYYEARDAY: listOf(fc.oneof(fc.integer({ min: 1, max: 366 }), fc.integer({ min: -366, max: -1 }))),
      BYWEEKNO: listOf(fc.oneof(fc.integer({ min: 1, max: 53 }), fc.constant(-1))),
      BYDAY: listOf(
        fc
          .tuple(fc.constantFrom('', '', '', '1', '2', '+5', '-1'), fc.constantFrom(...WEEKDAYS))
          .map((parts) => parts.join('')),
      ),
      BYSETPOS: listOf(fc.constantFrom(1, 2, 3, -1, -2)),
      WKST: fc.constantFrom(...WEEKDAYS),
      COUNT: fc.integer({ min: 1, max: 9 }),
      UNTIL: fc.constantFrom('20300101', '20301231T235959Z'),
      'X-FROM': fc.constant('COMPLETION'),
    },
    { requiredKeys: ['FREQ'] },
  )
  // Most parts rarely, as few of them go together.
  .chain((parts) => fc.tuple(fc.constant(parts), fc.subarray(Object.keys(parts), { maxLength: 3 })))
  .map(([parts, names]) =>
    Object.entries(parts)
      .filter(([name]) => name === 'FREQ' || names.includes(name))
      .map((part) => part.join('='))
      .toReversed()
      .join(';'),
  );

/** `YYYY-MM-DD`, in years in which people plan. */
export const anyDate: fc.Arbitrary<string> = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function listOf(item: fc.Arbitrary<string | number>): fc.Arbitrary<string> {
  return fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(','));
}
