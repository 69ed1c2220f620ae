import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ListedSession } from '../../src/domain/listed-session.ts';
import { endedLine, sessionLine } from '../../src/render/session-line.ts';
import { sessionTable } from '../../src/render/session-table.ts';
import { TITLES } from './sample-task.ts';
import { runs } from '../support/effort.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 23, 10, 0);
const PLAIN = { color: false, unicode: true, width: 80, now: NOW };

const LAPTOP: ListedSession = {
  id: '00c0ffee-0000-4000-8000-000000000004',
  device: 'laptop',
  readOnly: false,
  createdAt: new Date(2026, 10, 20, 9, 0),
  lastUsedAt: new Date(2026, 10, 23, 9, 55),
  expiresAt: new Date(2026, 11, 23, 9, 55),
  current: true,
};
const WALLBOARD: ListedSession = {
  id: '9c01d2aa-0000-4000-8000-000000000003',
  device: '買い物 in the kitchen \u001B[31m at home',
  readOnly: true,
  createdAt: new Date(2025, 11, 31, 9, 0),
  lastUsedAt: new Date(2026, 10, 22, 23, 59),
  expiresAt: new Date(2026, 10, 24, 6, 0),
  current: false,
};
const BOTH = [LAPTOP, WALLBOARD];

describe('sessionTable', () => {
  it('has everything where there is room', () => {
    expect(sessionTable(BOTH, { ...PLAIN, width: 120 }).split('\n')).toEqual([
      '   ID        Device                                  Access     Last used        Created          Expires',
      '*  00c0ffee  laptop                                             today 09:55      Fri 20 Nov       Wed 23 Dec',
      String.raw`   9c01d2aa  買い物 in the kitchen \x1b[31m at home  read-only  yesterday 23:59  Wed 31 Dec 2025  tomorrow 06:00`,
      '* is this session',
    ]);
  });

  it.each([
    [80, '   ID        Device                   Access     Last used        Expires'],
    [60, '   ID        Device               Access     Last used'],
    [45, '   ID        Device                 Access'],
    [30, '   ID        Device'],
  ])('leaves out columns when it gets narrow: %i', (width, heading) => {
    expect(sessionTable(BOTH, { ...PLAIN, width }).split('\n')[0]).toBe(heading);
  });

  it('cuts the device at last', () => {
    expect(sessionTable(BOTH, { ...PLAIN, width: 22, unicode: false }).split('\n')).toEqual([
      '   ID        Device',
      '*  00c0ffee  laptop',
      '   9c01d2aa  買い物...',
      '* is this session',
    ]);
  });

  it('has no column for access where no session is read-only, and no line about this one where it is not there', () => {
    const other = { ...LAPTOP, current: false };
    expect(sessionTable([other], PLAIN).split('\n')).toEqual([
      'ID        Device  Last used    Created     Expires',
      '00c0ffee  laptop  today 09:55  Fri 20 Nov  Wed 23 Dec',
    ]);
  });

  it('is no text without sessions', () => {
    expect(sessionTable([], PLAIN)).toBe('');
  });

  it('fits every width from 20 cells on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...TITLES), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 130 }),
        fc.boolean(),
        (devices, width, readOnly) => {
          const sessions = devices.map((device, index) => ({
            ...LAPTOP,
            device,
            readOnly: readOnly && index === 0,
          }));
          for (const line of sessionTable(sessions, { ...PLAIN, width }).split('\n')) {
            expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, 20));
            expect(line).not.toMatch(/\p{Cc}/u);
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('marks this session in green and what is read-only in yellow', () => {
    const text = sessionTable(BOTH, { ...PLAIN, color: true });
    expect(text).toContain('\u001B[32m*\u001B[39m  00c0ffee');
    expect(text).toContain('\u001B[33mread-only\u001B[39m');
  });
});

describe('sessionLine', () => {
  it('has seven fields, of which the last may be empty', () => {
    expect(sessionLine({ ...WALLBOARD, device: 'a\tb' }).split('\t')).toEqual([
      '9c01d2aa-0000-4000-8000-000000000003',
      String.raw`a\tb`,
      'read-only',
      WALLBOARD.createdAt.toISOString(),
      WALLBOARD.lastUsedAt.toISOString(),
      WALLBOARD.expiresAt.toISOString(),
      '',
    ]);
    expect(sessionLine(LAPTOP).split('\t').slice(2)).toEqual([
      'full',
      expect.any(String),
      expect.any(String),
      expect.any(String),
      'this',
    ]);
  });
});

describe('endedLine', () => {
  it('says which one it was', () => {
    expect(endedLine(WALLBOARD, PLAIN)).toBe(
      String.raw`Ended 9c01d2aa 買い物 in the kitchen \x1b[31m at home, last used yesterday 23:59`,
    );
  });
});
