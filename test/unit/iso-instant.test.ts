import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { toInstant, toIsoInstant } from '../../src/data/task-row.ts';

it.each([
  ['2026-11-23 09:00:00+00', '2026-11-23T09:00:00.000Z'],
  ['2026-11-23 09:00:00.1+00', '2026-11-23T09:00:00.100Z'],
  ['2026-11-23 09:00:00.123+00', '2026-11-23T09:00:00.123Z'],
  ['2026-11-23 09:00:00.123999+00', '2026-11-23T09:00:00.123Z'],
  ['0001-01-01 00:00:00.000001+00', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999Z'],
  ['10000-01-01 00:00:00+00', '9999-12-31T23:59:59.999Z'],
  ['294276-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999Z'],
  ['infinity', '9999-12-31T23:59:59.999Z'],
  ['0001-12-31 23:59:59+00 BC', '0001-01-01T00:00:00.000Z'],
  ['-infinity', '0001-01-01T00:00:00.000Z'],
])('%s is %s', (timestamp, iso) => {
  expect(toIsoInstant(timestamp)).toBe(iso);
  expect(toInstant(timestamp).toISOString()).toBe(iso);
});

it('is the same instant to the millisecond, whatever digits Postgres leaves out', () => {
  fc.assert(
    fc.property(
      fc.date({
        noInvalidDate: true,
        min: new Date('0001-01-01T00:00Z'),
        max: new Date('9999-12-31T23:59Z'),
      }),
      fc.integer({ min: 0, max: 999 }),
      (date, microseconds) => {
        const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T');
        const written = `${time}${String(microseconds).padStart(3, '0')}`
          .replace(/0+$/, '')
          .replace(/\.$/, '');
        expect(toIsoInstant(`${day} ${written}+00`)).toBe(date.toISOString());
      },
    ),
  );
});
