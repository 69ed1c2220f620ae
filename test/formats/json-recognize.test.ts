import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { looksLikeOurJson, looksLikeTaskwarrior } from '../../src/formats/json/recognize.ts';

it.each([
  [readFileSync(new URL('samples/tw350-own-recurrence-export.json', import.meta.url), 'utf8'), 'Taskwarrior'],
  ['{"description":"x","status":"pending"}\n{"description":"y"}', 'Taskwarrior'],
  ['{"description":"x","uuid":"0198c0de-0000-7000-8000-000000000001","title":"of the user"}', 'Taskwarrior'],
  ['[\n  {\n    "entry": "20260101T000000Z",\n    "description": "x"\n  }\n]', 'Taskwarrior'],
  ['{"number":42,"id":"0198c0de","title":"Pay rent","description":"x"}', 'ours'],
  ['[{"title":"x"}]', 'ours'],
  ['\uFEFF{"title":"x"}', 'ours'],
  ['{"broken"\n{"title":"x"}', 'ours'],
  ['[null,{"title":"x"}', 'ours'],
  ['{"name":"x"}\n{"title":"y"}', 'neither'],
  ['{"title":5}', 'neither'],
  ['[]', 'neither'],
  ['', 'neither'],
  ['x Buy milk {"title":"x"}', 'neither'],
  ['BEGIN:VCALENDAR', 'neither'],
  ['- [ ] a\n{"title":"x"}', 'neither'],
])('%j is recognised as %s', (text, expected) => {
  const recognised = looksLikeTaskwarrior(text) ? 'Taskwarrior' : looksLikeOurJson(text) ? 'ours' : 'neither';
  expect(recognised).toBe(expected);
});
