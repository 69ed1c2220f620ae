import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatOfName, recognizeFormat } from '../../src/formats/recognize.ts';

const SAMPLES = new URL('samples/', import.meta.url);
const OF_SAMPLES: readonly (readonly [name: RegExp, format: string])[] = [
  [/\.txt$/, 'todotxt'],
  [/\.ics$/, 'ical'],
  [/\.json$/, 'taskwarrior'],
];

describe('the format of a file', () => {
  it.each(readdirSync(SAMPLES).filter((name) => !name.endsWith('.md')))(
    'is told of the sample %s, also without its name',
    (name) => {
      const text = readFileSync(new URL(name, SAMPLES), 'utf8');
      const [, expected] = OF_SAMPLES.find(([ending]) => ending.test(name)) ?? [];

      expect(recognizeFormat(text, name)).toBe(expected);
      expect(recognizeFormat(text, undefined)).toBe(expected);
    },
  );

  it.each<[string, string, string | undefined]>([
    ['begin:vcalendar\r\nEND:VCALENDAR\r\n', 'a.txt', 'ical'],
    ['[{"description":"Milk","uuid":"0"}]', 'a.txt', 'taskwarrior'],
    ['{"description":"Milk","status":"pending"}\n', '', 'taskwarrior'],
    ['{"description":null,"title":"Milk"}', 'a.json', 'jsonl'],
    ['[\n  {\n    "number": 1,\n    "title": "Milk"', 'a.jsonl', 'jsonl'],
    ['[]', '', 'jsonl'],
    ['[]', 'a.json', 'taskwarrior'],
    ['[x] Milk', '', undefined],
    ['# Shop\n\n- [ ] Milk\n', '', 'markdown'],
    ['  1. [X] Milk', 'a.txt', 'markdown'],
    ['Title;Due\nMilk;', '', 'csv'],
    ['"Task","Notes"\n', 'a', 'csv'],
    ['Name\tNote', '', 'csv'],
    ['title\nMilk', '', undefined],
    ['title\nMilk', 'a.csv', 'csv'],
    ['a,b\n- [ ] x,', 'a.csv', 'csv'],
    ['Milk', 'a.md', 'markdown'],
    ['Milk', 'todo.txt', 'todotxt'],
    ['Milk', '', undefined],
    ['Milk\n(A) Bread', '', 'todotxt'],
    ['x Milk', '', 'todotxt'],
    ['2026-11-23 Milk', '', 'todotxt'],
    ['Milk +Shop', '', 'todotxt'],
    ['Milk due:2026-11-23', '', 'todotxt'],
    ['Milk 2+2 a@b.c note', '', undefined],
  ])('of %j in a file %j is %s', (text, name, format) => {
    expect(recognizeFormat(text, name)).toBe(format);
  });

  it('is told by what stands at its beginning, however long it is', () => {
    const long = 'x'.repeat(10_000_000);
    expect(recognizeFormat(long, undefined)).toBeUndefined();
    expect(recognizeFormat(' '.repeat(10_000_000), undefined)).toBeUndefined();
    expect(recognizeFormat(`{"title":"${long}"`, undefined)).toBe('jsonl');
  });
});

describe('the format of a name', () => {
  it.each([
    ['a.txt', 'todotxt'],
    ['A.TXT', 'todotxt'],
    ['a.b.json', 'taskwarrior'],
    ['/tmp/a.ics', 'ical'],
    ['a.csv', 'csv'],
    ['a.jsonl', 'jsonl'],
    ['a.md', 'markdown'],
    ['a.txt/b', undefined],
    ['txt', undefined],
    ['', undefined],
    ['a.constructor', undefined],
  ])('%j is %s', (name, format) => {
    expect(formatOfName(name)).toBe(format);
  });
});
