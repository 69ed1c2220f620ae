import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDueWords } from '../../src/domain/date-language.ts';
import { UsageError } from '../../src/domain/errors.ts';
import { parseTerms, splitTerms } from '../../src/domain/filter-terms.ts';
import { NO_CONDITIONS, type TaskTerms } from '../../src/domain/task-filter.ts';

/** A Monday. */
const NOW = new Date('2026-11-23T09:00:00Z');
const read = (terms: string) => parseTerms(splitTerms(terms), (text) => parseDueWords(text, NOW));
const by = (on: string, at: string | null = null) => ({ by: { on, at } });
const term = (said: Partial<TaskTerms>): TaskTerms => ({ ...NO_CONDITIONS, state: undefined, ...said });

describe('the terms of a list', () => {
  it.each<[string, readonly Partial<TaskTerms>[]]>([
    ['', []],
    ['milk', [{ search: ['milk'] }]],
    ['oat milk', [{ search: ['oat', 'milk'] }]],
    ['"oat milk"', [{ search: ['oat milk'] }]],
    ['+home -work', [{ tags: ['home'], withoutTags: ['work'] }]],
    ['+home +HOME +a,b', [{ tags: ['home', 'a', 'b'] }]],
    ['pri:high', [{ priorities: ['High'] }]],
    ['pri:h,2 PRI:low', [{ priorities: ['High', 'Medium', 'Low'] }]],
    ['due:none', [{ due: ['none'] }]],
    ['due:any due:OVERDUE', [{ due: ['any', 'overdue'] }]],
    ['due:today', [{ due: [by('2026-11-23')] }]],
    ['due:week', [{ due: [by('2026-11-29')] }]],
    ['due:this-week', [{ due: [by('2026-11-29')] }]],
    ['due:weekend', [{ due: [by('2026-11-29')] }]],
    ['due:"next week"', [{ due: [by('2026-12-06')] }]],
    ['due:next-weekend', [{ due: [by('2026-12-06')] }]],
    ['due:month', [{ due: [by('2026-11-30')] }]],
    ['due:next-month', [{ due: [by('2026-12-31')] }]],
    ['due:year', [{ due: [by('2026-12-31')] }]],
    ['due:fri', [{ due: [by('2026-11-27')] }]],
    ['due:eom,none', [{ due: [by('2026-11-30'), 'none'] }]],
    ['due:fri-17:00', [{ due: [by('2026-11-27', '17:00')] }]],
    ['is:done', [{ state: 'done' }]],
    ['is:any milk', [{ state: 'all', search: ['milk'] }]],
    ['+home or +work', [{ tags: ['home'] }, { tags: ['work'] }]],
    [
      'milk is:done OR pri:high due:none',
      [
        { state: 'done', search: ['milk'] },
        { priorities: ['High'], due: ['none'] },
      ],
    ],
    ['-- +home or due:fri', [{ search: ['+home', 'or', 'due:fri'] }]],
    ['+a or -- or', [{ tags: ['a'] }, { search: ['or'] }]],
    [
      '100% a_b c\\d -5 a-b re:invent',
      [{ search: ['100%', 'a_b', String.raw`c\d`, '-5', 'a-b', 're:invent'] }],
    ],
  ])('%s', async (terms, expected) => {
    expect(await read(terms)).toEqual(expected.map(term));
  });

  it.each<[string, string, string]>([
    ['due:', 'The marker due: has no value', 'due:fri'],
    ['due:frii', 'The date "frii" cannot be understood', 'Did you mean fri?'],
    ['due:wek', 'The date "wek" cannot be understood', 'Did you mean due:week?'],
    ['due:overdu', 'The date "overdu" cannot be understood', 'Did you mean due:overdue?'],
    ['pri:urgent', 'The priority "urgent" is none of high, medium and low', 'Write high'],
    ['is:dnoe', 'The state "dnoe" is none of open, done and any', 'Did you mean is:done?'],
    ['is:closed', 'The state "closed" is none of open, done and any', 'is:open'],
    ['is:open is:done', 'The marker is: is given twice', 'is:any'],
    ['every:week', 'The marker every: is no filter', 'put -- ahead of it'],
    ['note:x', 'The marker note: is no filter', 'put -- ahead of it'],
    ['or', 'There is nothing on one side of "or"', '+home or +work'],
    ['+a or', 'There is nothing on one side of "or"', '+home or +work'],
    ['+a or or +b', 'There is nothing on one side of "or"', '+home or +work'],
    ['+home!', 'The tag "home!" holds a character that tags cannot have', 'home'],
  ])('%s is refused', async (terms, message, hint) => {
    const error: unknown = await read(terms).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message, hint: expect.stringContaining(hint) });
  });

  it('are read or refused, whatever they are', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(' or ', ' due:', ' +', ' is:', ' -- ', '"'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word), async (words) => {
        for (const result of [read(words.join('')), parseTerms(words, (text) => parseDueWords(text, NOW))]) {
          const error: unknown = await result.then(() => undefined).catch((thrown: unknown) => thrown);
          expect(error === undefined || error instanceof UsageError).toBe(true);
        }
      }),
    );
  });
});
