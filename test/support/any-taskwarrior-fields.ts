import * as fc from 'fast-check';
import { ATTRIBUTES, DERIVED, RRULE } from '../../src/formats/taskwarrior/attributes.ts';
import { HOSTILE } from '../unit/usage-error.ts';

const UUIDS = [
  '11111111-1111-4111-8111-111111111111',
  'AAAAAAAA-1111-4111-8111-111111111111',
  'cccccccc-1111-4111-8111-111111111111',
];
const DATES =
  '20261127T160000Z|20260329T013000Z|2026-11-27|99991231T233000Z|10000101T000000Z|19700101T000000Z|20270131T225959Z|1795993200|20260230T000000Z'.split(
    '|',
  );
const WORDS =
  'pending|completed|deleted|waiting|recurring|H|B|weekly|3mo|P2W|12h|FREQ=WEEKLY;BYDAY=MO|FREQ=DAILY;COUNT=2|+-XW|a.b|project/x|2026-11-27T16:00:00Z x'.split(
    '|',
  );

const text = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...DATES),
  fc.constantFrom(...UUIDS),
  fc.constantFrom(...HOSTILE),
  fc.string(),
);
const annotation = fc.record({ entry: fc.constantFrom(...DATES), description: text });
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.array(text, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(annotation, { maxLength: 3 }) },
  fc.jsonValue({ maxDepth: 2 }),
);
const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...ATTRIBUTES, ...DERIVED, RRULE) },
  fc.constantFrom('title', 'tag', 'rule', '', 'a b', '__proto__'),
  text,
);
/** Fields as they may be, of which any may be something else. */
const likely = fc.record(
  {
    uuid: fc.constantFrom(...UUIDS),
    description: text,
    status: fc.constantFrom('pending', 'completed', 'recurring', 'waiting'),
    entry: fc.constantFrom(...DATES),
    due: fc.constantFrom(...DATES),
    until: fc.constantFrom(...DATES),
    recur: fc.constantFrom('daily', 'weekdays', 'monthly', '3mo', '12h'),
    parent: fc.constantFrom(...UUIDS),
    mask: fc.constantFrom('+', '++-', '+++++'),
    annotations: fc.array(annotation, { maxLength: 3 }),
    tags: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ['description'] },
);
export const anyFields: fc.Arbitrary<object> = fc
  .tuple(likely, fc.array(fc.tuple(name, value), { maxLength: 4 }))
  .map(([fields, others]) => Object.fromEntries([...Object.entries(fields), ...others]));
