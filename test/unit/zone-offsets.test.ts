import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { zoneOffsets } from '../../src/domain/zone-offsets.ts';

const UNTIL = new Date('2026-11-23T23:00:00Z');

afterEach(() => vi.unstubAllEnvs());

describe('the offsets of a time zone', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'Europe/Dublin',
    'America/St_Johns',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Chatham',
    'Africa/Casablanca',
    'Africa/Cairo',
    'Antarctica/Troll',
    'Etc/GMT+12',
    'NST3:30NDT',
  ])('say of any instant since 1970 what the clock showed: %s', (zone) => {
    vi.stubEnv('TZ', zone);
    const offsets = zoneOffsets(UNTIL);
    const changes = offsets.slice(1).map(({ since }) => since?.getTime() ?? Number.NaN);
    expect(changes).toEqual([...new Set(changes)].toSorted((a, b) => a - b));
    const minute = fc.oneof(
      fc.integer({ min: 0, max: UNTIL.getTime() / 60_000 }),
      fc
        .tuple(fc.constantFrom(0, ...changes), fc.integer({ min: -90, max: 90 }))
        .map(([change, away]) => Math.max(change / 60_000 + away, 0)),
    );
    fc.assert(
      fc.property(minute, (since1970) => {
        const instant = new Date(since1970 * 60_000);
        fc.pre(instant <= UNTIL);
        const found = offsets.findLast(({ since }) => since === undefined || since <= instant);
        expect(found?.minutes).toBe(0 - instant.getTimezoneOffset());
      }),
    );
  });

  it('are one where the clock was never put forward', () => {
    vi.stubEnv('TZ', 'UTC');
    expect(zoneOffsets(UNTIL)).toEqual([{ since: undefined, minutes: 0 }]);
    expect(zoneOffsets(new Date(-1))).toEqual([{ since: undefined, minutes: 0 }]);
  });

  it('begin with the changes themselves', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(zoneOffsets(UNTIL).slice(-2)).toEqual([
      { since: new Date('2026-03-29T01:00:00Z'), minutes: 120 },
      { since: new Date('2026-10-25T01:00:00Z'), minutes: 60 },
    ]);
    vi.stubEnv('TZ', 'Pacific/Apia');
    expect(zoneOffsets(UNTIL)).toContainEqual({ since: new Date('2011-12-30T10:00:00Z'), minutes: 840 });
  });
});
