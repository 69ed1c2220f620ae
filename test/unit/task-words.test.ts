import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTaskLine, readTaskWords, type TaskWords } from '../../src/domain/task-words.ts';
import { expectOnlyUsageErrors } from './usage-error.ts';

const NOTHING: TaskWords = {
  text: '',
  addTags: [],
  removeTags: [],
  due: undefined,
  pri: undefined,
  every: undefined,
  note: undefined,
};

/** Words as a shell would make them of the text: single quotes alone are understood. */
function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}

describe('the words of a task', () => {
  it.each<[string, Partial<TaskWords>]>([
    ['Pay rent', { text: 'Pay rent' }],
    [
      'Pay rent due:fri +home pri:high every:month',
      { text: 'Pay rent', due: 'fri', addTags: ['home'], pri: 'high', every: 'month' },
    ],
    ['+home Pay due:fri rent +work/flat', { text: 'Pay rent', due: 'fri', addTags: ['home', 'work/flat'] }],
    ["'Pay rent due:fri +home'", { text: 'Pay rent', due: 'fri', addTags: ['home'] }],
    ["Pay rent 'due:fri 17:00'", { text: 'Pay rent', due: 'fri 17:00' }],
    [`Pay rent 'due:"fri 17:00"'`, { text: 'Pay rent', due: 'fri 17:00' }],
    [`'Pay rent due:"fri 17:00" +home'`, { text: 'Pay rent', due: 'fri 17:00', addTags: ['home'] }],
    ["Pay 'note:the new account +x'", { text: 'Pay', note: 'the new account +x' }],
    ['Pay DUE:Fri Pri:H', { text: 'Pay', due: 'Fri', pri: 'H' }],
    ['Pay +home +HOME +Café', { text: 'Pay', addTags: ['home', 'Café'] }],
    ['Pay +home,money', { text: 'Pay', addTags: ['home', 'money'] }],
    ['Pay due:none every:none', { text: 'Pay', due: 'none', every: 'none' }],
    ['Mow every:3d!', { text: 'Mow', every: '3d!' }],
    [
      'Watch re:invent at https://example.org/?due:x',
      { text: 'Watch re:invent at https://example.org/?due:x' },
    ],
    [
      'a+b +1 + ++ c+ +49-30 3:1 tag:x priority:high',
      { text: 'a+b +1 + ++ c+ +49-30 3:1 tag:x priority:high' },
    ],
    ['-home is:done', { text: '-home is:done' }],
    ['overdue:x undue:y', { text: 'overdue:x undue:y' }],
    ['Say "due:fri" (+home)', { text: 'Say "due:fri" (+home)' }],
    ['Read -- +1 due:soon pri:x', { text: 'Read +1 due:soon pri:x' }],
    ['due:fri -- +home', { text: '+home', due: 'fri' }],
    ['-- --', { text: '--' }],
    ["'Two  spaces	and a tab due:fri here'", { text: 'Two  spaces	and a tab here', due: 'fri' }],
  ])('%s', (typed, said) => {
    expect(readTaskWords(shellWords(typed))).toEqual({ ...NOTHING, ...said });
  });

  it.each<[string, string]>([
    ['Pay due:', 'The marker due: has no value'],
    ['Pay due: fri', 'The marker due: has no value'],
    ['Note: call Bob', 'The marker note: has no value'],
    ['Pay due:fri due:sat', 'The marker due: is given twice'],
    ['Learn +C++', 'The tag "C++" holds a character that tags cannot have'],
    ['Pay +home!', 'The tag "home!" holds a character that tags cannot have'],
  ])('%s is refused', (typed, message) => {
    expect(() => readTaskWords(shellWords(typed))).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
  });

  it('say which tags go in an edit', () => {
    expect(readTaskWords(['+urgent', '-home', '-x', 'due:fri'], { edits: true })).toEqual({
      ...NOTHING,
      text: '-x',
      addTags: ['urgent'],
      removeTags: ['home'],
      due: 'fri',
    });
  });
});

describe('a line of a file', () => {
  it.each<[string, Partial<TaskWords>]>([
    ['  Pay rent due:fri  +home ', { text: 'Pay rent', due: 'fri', addTags: ['home'] }],
    ['Pay due:"fri 17:00" note:"a b" now', { text: 'Pay now', due: 'fri 17:00', note: 'a b' }],
    ['due:fri Pay rent', { text: 'Pay rent', due: 'fri' }],
    ['Read -- +1  and due:soon', { text: 'Read +1  and due:soon' }],
    ['-- Pay +home', { text: 'Pay +home' }],
    ['a--b -- --', { text: 'a--b --' }],
  ])('%s', (line, said) => {
    expect(readTaskLine(line)).toEqual({ ...NOTHING, ...said });
  });
});

it('is read or refused, whatever it is', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('due:', '+', '--', 'note:"', ' +x', 'every:3d', '"'),
  );
  fc.assert(
    fc.property(fc.array(word), fc.boolean(), (words, edits) => {
      expectOnlyUsageErrors(() => expect(readTaskWords(words, { edits })).toHaveProperty('text'));
      expectOnlyUsageErrors(() => expect(readTaskLine(words.join(''))).toHaveProperty('text'));
    }),
  );
});

it('leaves text without markers as it is, but for white space at its ends', () => {
  const title = fc
    .string({ unit: fc.constantFrom('a', 'Ä', '1', ' ', '.', ':', '+ ', '"', '-', '牛', '\u00A0') })
    .filter((text) => !/(^|\s)(\+\p{L}|--(\s|$))/u.test(text));
  fc.assert(
    fc.property(title, (text) => {
      expect(readTaskLine(text).text).toBe(text.trim());
    }),
  );
});
