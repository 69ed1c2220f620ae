import { describe, expect, it } from 'vitest';
import { splitJson } from '../../src/formats/json/values.ts';

const CUT = 'It is not closed: the file may be cut';
const NO_JSON = 'It is no JSON';

describe('splitJson', () => {
  it.each([
    ['an empty text', '', []],
    ['a list', '[{"a":1},\n{"b":"}"}]', [value(1, { a: 1 }), value(2, { b: '}' })]],
    ['an object', ' {"a":{"b":[1]}} ', [value(1, { a: { b: [1] } })]],
    [
      'a line each, with a byte order mark between',
      '{"a":1}\r\n\uFEFF{"b":2}\r\n',
      [value(1, { a: 1 }), value(2, { b: 2 })],
    ],
    ['commas too many', ',[,{"a":1},,\n{"b":2},]', [value(1, { a: 1 }), value(2, { b: 2 })]],
    [
      'several lines each',
      '{\n  "a": {\n    "b": 1\n  }\n}\n{\n  "c": 2\n}',
      [value(1, { a: { b: 1 } }), value(6, { c: 2 })],
    ],
    ['one behind the other', '{"a":1}{"b":2}', [value(1, { a: 1 }), value(1, { b: 2 })]],
    [
      'values that are no objects',
      '[1, -2.5e3, null, true, "x"]',
      [1, -2500, null, true, 'x'].map((one) => value(1, one)),
    ],
    ['lists within lists', '[[{"a":1}],[[]]]', [value(1, { a: 1 })]],
    [
      'control characters within a string',
      '{"a":"\u0001\t\u001B[2J\u0085"}',
      [value(1, { a: '\u0001\t\u001B[2J\u0085' })],
    ],
  ])('reads %s', (_name, text, expected) => {
    expect([...splitJson(text)]).toEqual(expected);
  });

  it.each([
    [
      'an end in the middle',
      '[{"a":1},\n{"b":"xy',
      [value(1, { a: 1 }), problem(2, CUT), problem(2, 'The list is not closed: the file may be cut')],
    ],
    [
      'an end between two',
      '[\n{"a":1},\n',
      [value(2, { a: 1 }), problem(3, 'The list is not closed: the file may be cut')],
    ],
    ['a string that is not closed', '{"a":"x}\n{"b":2}', [problem(1, CUT), value(2, { b: 2 })]],
    [
      'an object that is not closed',
      '{"a":1\n{"b":2}\n{"c":3}',
      [problem(1, CUT), value(2, { b: 2 }), value(3, { c: 3 })],
    ],
    [
      'a list within that is not closed',
      '{"a":["x",\n{"b":2},\n{"c":3}\n',
      [problem(1, CUT), value(2, { b: 2 }), value(3, { c: 3 })],
    ],
    [
      'one of several lines that is not closed',
      '{\n  "a": [\n    {\n      "x": "y\n    }\n  ]\n}\n{\n  "b": 2\n}',
      [problem(1, CUT), value(8, { b: 2 })],
    ],
    ['a comma too many within', '{"a":1,}\n{"b":2}', [problem(1, NO_JSON), value(2, { b: 2 })]],
    [
      'quotation marks within a string',
      '{"a":"say "hi" now"}, {"b":2}',
      [problem(1, NO_JSON), value(1, { b: 2 })],
    ],
    ['other quotation marks', '{\'a\':1}\n{"b":2}', [problem(1, NO_JSON), value(2, { b: 2 })]],
    ['text', 'Dear list,\n{"b":2}\nyours', [problem(1, NO_JSON), value(2, { b: 2 }), problem(3, NO_JSON)]],
    ['a brace too many', '{"a":1}}\n{"b":2}', [value(1, { a: 1 }), problem(1, NO_JSON), value(2, { b: 2 })]],
    ['brackets that do not match', '{"a":[1}\n{"b":2}', [problem(1, NO_JSON), value(2, { b: 2 })]],
    [
      'a hundred and one levels',
      `{"a":${'['.repeat(100)}${']'.repeat(100)}}\n{"b":2}`,
      [problem(1, 'It is nested too deeply'), value(2, { b: 2 })],
    ],
    [
      'a word',
      '[tru, 1x]\n[2]',
      [problem(1, NO_JSON), value(2, 2), problem(2, 'The list is not closed: the file may be cut')],
    ],
  ])('tells of %s and reads on', (_name, text, expected) => {
    expect([...splitJson(text)]).toEqual(expected);
  });

  /** By the square of its length, each would take hours. */
  it.each([
    ['[', 10_000_000, 1],
    ['{', 10_000_000, 1],
    ['"', 2_000_000, 1_000_000],
    [' ', 10_000_000, 0],
    ['{"a":', 2_000_000, 1],
    ['{"a":[\n', 200_000, 200_000],
    ['{"a":1\n', 200_000, 200_000],
    ['{\n', 200_000, 200_000],
    ['x ', 5_000_000, 1],
    ['x\n', 200_000, 200_000],
    ['{"a\\"', 200_000, 1],
    ['{"a"   \n', 200_000, 200_000],
    ['[{"a":"b"}],', 100_000, 100_000],
  ])('takes time by the length of %j, %i times', (part, times, most) => {
    let count = 0;
    for (const _ of splitJson(part.repeat(times))) count++;
    expect(count).toBeGreaterThanOrEqual(Math.min(most, 1));
    expect(count).toBeLessThanOrEqual(most);
  });

  it('reads a string of 10 MB', () => {
    const long = 'x\\"'.repeat(3_000_000);
    expect([...splitJson(`[{"a":"${long}"}]`)]).toEqual([value(1, { a: 'x"'.repeat(3_000_000) })]);
  });
});

function value(line: number, json: unknown) {
  return { line, value: json };
}

function problem(line: number, text: string) {
  return { line, problem: text };
}
