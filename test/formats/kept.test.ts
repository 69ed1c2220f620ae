import { describe, expect, it } from 'vitest';
import { splitKept, withKept } from '../../src/formats/kept.ts';

describe('splitKept', () => {
  it.each([
    ['nothing', null, '', []],
    ['a note alone', 'Second floor', 'Second floor', []],
    ['one line alone', 'taskwarrior.wait: 2026', '', ['wait=2026']],
    [
      'a note and lines',
      'Second floor\n\ntaskwarrior.a: 1\ntaskwarrior.b: 2',
      'Second floor',
      ['a=1', 'b=2'],
    ],
    ['empty lines among them', 'Note\ntaskwarrior.a: 1\n\n \ntaskwarrior.b: 2\n', 'Note', ['a=1', 'b=2']],
    ['lines of another format', 'Note\n\nical.X: 1\ntaskwarrior.a: 2', 'Note\n\nical.X: 1', ['a=2']],
    ['a line within the note', 'taskwarrior.a: 1\nNote', 'taskwarrior.a: 1\nNote', []],
    ['line breaks and backslashes', String.raw`taskwarrior.a: one\ntwo\\three`, '', ['a=one\ntwo\\three']],
  ])('finds %s', (_what, description, note, kept) => {
    const found = splitKept(description, 'taskwarrior');
    expect([found.note, found.kept.map(({ name, value }) => `${name}=${value}`)]).toEqual([note, kept]);
  });

  it('finds what withKept has written', () => {
    const kept = [{ name: 'a', value: 'one\r\n\\n' }];
    expect(splitKept(withKept('Note\nof two lines', 'csv', kept), 'csv')).toEqual({
      note: 'Note\nof two lines',
      kept,
    });
  });
});
