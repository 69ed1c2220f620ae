import { describe, expect, it } from 'vitest';
import {
  DATE_PHRASES,
  DUE_FILTERS,
  EVERY_PHRASES,
  MONTH_PHRASES,
  REPEAT_PHRASES,
  STATES,
} from '../../src/cli/offered-phrases.ts';
import { EXIT_CODES } from '../../src/cli/failure.ts';
import { TOPICS } from '../../src/cli/help-topics.ts';
import { EXITS } from '../../src/cli/topics/exit-codes.ts';
import { parseDueWords } from '../../src/domain/date-language.ts';
import { parseTerms, splitTerms } from '../../src/domain/filter-terms.ts';
import { parsePriority, PRIORITY_WORDS } from '../../src/domain/priority.ts';
import { parseMonth } from '../../src/domain/month-language.ts';
import { parseRecurrence } from '../../src/domain/recurrence.ts';
import { readTaskWords } from '../../src/domain/task-words.ts';
import { helpTopic } from '../../src/render/help-topic.ts';

/** A Monday, ten o'clock in Berlin. */
const NOW = new Date('2026-11-23T09:00:00Z');

const ALL = Object.values(TOPICS);
const readDate = (text: string) => parseDueWords(text, NOW);

/** What a topic says can be typed, with the title of the section. */
function termsOf({ sections }: (typeof ALL)[number]): { title: string; term: string }[] {
  return sections.flatMap(({ title, rows = [] }) =>
    rows.flatMap(({ terms }) => terms.map((term) => ({ title, term }))),
  );
}

describe('a topic', () => {
  it.each(ALL)('fits 80 columns, in ASCII: $name', (topic) => {
    const text = helpTopic(topic);
    expect(text).toMatch(/^[ -~\n]+$/);
    expect(text).toMatch(/^todo help [a-z-]+: /);
    expect(text).not.toMatch(/ $|\n\n\n|\n\n$/m);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('is laid out as a table', () => {
    const sections = [
      {
        title: 'Words',
        text: 'What can be typed.',
        rows: [
          { terms: ['+home', '-home'], meaning: 'a tag' },
          { terms: ['x'], meaning: `${'very '.repeat(14)}long` },
          { terms: ['one term that is far wider than', 'a column'], meaning: 'below it' },
        ],
      },
    ];
    expect(helpTopic({ name: 'words', summary: 'of any kind', sections })).toBe(
      [
        'todo help words: of any kind',
        '',
        'Words:',
        '  What can be typed.',
        '',
        '  +home, -home  a tag',
        '  x             very very very very very very very very very very very very very',
        '                very long',
        '  one term that is far wider than, a column',
        '                below it',
        '',
      ].join('\n'),
    );
  });

  it('of dates names nothing that is not understood', () => {
    const terms = termsOf(TOPICS.dates);
    expect(terms.length).toBeGreaterThan(60);
    for (const { title, term } of terms) {
      const read = title === 'Recurrence' ? parseRecurrence : readDate;
      expect([term, read(term)]).toEqual([term, expect.anything()]);
    }
  });

  it('of filters names nothing that is not understood', async () => {
    const terms = termsOf(TOPICS.filters).filter(({ term }) => term !== 'or');
    expect(terms.length).toBeGreaterThan(10);
    for (const { term } of terms) {
      const groups = await parseTerms(splitTerms(term), readDate);
      expect([term, groups.length]).toEqual([term, term === '--' ? 0 : 1]);
    }
  });

  it('of words names nothing that is not understood', () => {
    const terms = termsOf(TOPICS.words).filter(({ term }) => term !== '--');
    expect(terms.length).toBeGreaterThan(10);
    for (const { term } of terms) {
      const { text, due, every, pri } = readTaskWords([term], { edits: true });
      expect([term, text]).toEqual([term, '']);
      if (due !== undefined && due !== 'none') readDate(due);
      if (every !== undefined && every !== 'none') parseRecurrence(every);
      if (pri !== undefined) parsePriority(pri);
    }
  });

  it('has every exit code once', () => {
    expect(EXITS.flatMap(({ codes }) => codes).toSorted()).toEqual(Object.keys(EXIT_CODES).toSorted());
    const exits = EXITS.map(({ exit }) => exit);
    expect(exits).toEqual([...new Set(exits)].toSorted((a, b) => a - b));
  });
});

describe('what is offered while somebody types', () => {
  it('is understood', async () => {
    expect(DATE_PHRASES.map(readDate)).toHaveLength(17);
    for (const phrase of [...EVERY_PHRASES, ...REPEAT_PHRASES])
      expect(parseRecurrence(phrase)).toMatch(/^FREQ=/);
    for (const phrase of MONTH_PHRASES) expect(parseMonth(phrase, NOW).year).toBeGreaterThan(2025);
    expect(PRIORITY_WORDS.map(parsePriority)).toEqual(['High', 'Medium', 'Low']);
    const filters = [
      ...DUE_FILTERS.map(([value]) => `due:${value}`),
      ...STATES.map(([value]) => `is:${value}`),
    ];
    for (const filter of filters) expect(await parseTerms([filter], readDate)).toHaveLength(1);
  });
});
