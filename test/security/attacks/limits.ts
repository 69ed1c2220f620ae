import { ALICE, MALLORY, verifier } from '../../support/two-users.ts';
import type { Attacks } from '../attack.ts';

const VERIFIER = verifier("'key'");

export const LIMITS: readonly Attacks[] = [
  {
    what: 'stores in a task what is too large:',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: [
      ['a title', "update todo.tasks set title = repeat('x', 501)"],
      ['a title of a megabyte', "update todo.tasks set title = repeat('x', 1000000)"],
      ['a note', "update todo.tasks set description = repeat('x', 10001)"],
      [
        'a note of a hundred megabytes',
        "update todo.tasks set description = repeat('x', 100000000) where number = 1",
      ],
      ['a tag', "update todo.tasks set tags = array[repeat('x', 51)]"],
      ['21 tags', "update todo.tasks set tags = array_fill('x'::text, array[21])"],
      ['a hundred thousand tags', "update todo.tasks set tags = array_fill('x'::text, array[100000])"],
      ['a table of tags', "update todo.tasks set tags = array_fill('x'::text, array[2, 2])"],
      ['a pattern', "update todo.tasks set recursion_pattern = repeat('x', 501)"],
      ['a day after all days', "update todo.tasks set due_date = 'infinity'"],
      ['a day before all days', "update todo.tasks set due_date = '0044-03-15 BC'"],
    ],
  },
  {
    what: 'stores in a task what is no part of one:',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: [
      ['no title', "update todo.tasks set title = ''"],
      ['a title of blanks', "update todo.tasks set title = '  '"],
      ['a title of two lines', "update todo.tasks set title = E'x\\ny'"],
      ['a title that returns', "update todo.tasks set title = E'x\\ry'"],
      ['a tag with a blank', "update todo.tasks set tags = array['a b']"],
      ['a tag in colours', "update todo.tasks set tags = array[E'\\x1b[31m']"],
      ['a tag that is null', 'update todo.tasks set tags = array[null]::text[]'],
      ['a time without a day', "update todo.tasks set due_date = null, due_time = '09:00'"],
      ['the hour 24', "update todo.tasks set due_date = now(), due_time = '24:00'"],
      ['a task that is done at no time', 'update todo.tasks set completed = true'],
    ],
  },
  {
    what: 'signs up with',
    guards: ['checks'],
    sessions: ['without a session'],
    gains: '23514',
    attacks: [
      ['a name that is too long', `'${'x'.repeat(33)}', 'e@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['a name in colours', `E'\\x1b[31m', 'e@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['a name that looks like another', `'аlice', 'e@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['a name with a blank', `'alice ', 'e@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['an address as a name', `'alice@example.org', 'e@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      [
        'an address that is too long',
        `'eve4', '${'x'.repeat(254)}@x', ${VERIFIER}, sha256('y'), 'x', '1 day'`,
      ],
      ['an address with a new line', `'eve4', E'e@x\\n', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['two addresses', `'eve4', 'e@x@y', ${VERIFIER}, sha256('y'), 'x', '1 day'`],
      ['a verifier of a megabyte', "'eve4', 'e@x', repeat('x', 1000000), sha256('y'), 'x', '1 day'"],
      ['a verifier that is a password', "'eve4', 'e@x', 'secret', sha256('y'), 'x', '1 day'"],
      ['a token that is no hash', `'eve4', 'e@x', ${VERIFIER}, 'secret', 'x', '1 day'`],
      ['an empty token', `'eve4', 'e@x', ${VERIFIER}, '', 'x', '1 day'`],
      ['a device of a megabyte', `'eve4', 'e@x', ${VERIFIER}, sha256('y'), repeat('x', 1000000), '1 day'`],
    ].map(([name = '', parameters = '']) => [name, `select from todo.signup(${parameters})`] as const),
  },
  {
    what: 'changes his account to',
    guards: ['checks'],
    sessions: ['with his session, to write'],
    gains: '23514',
    attacks: [
      ['a password in plain text', `select todo.change_password(${MALLORY.key}, 'secret')`],
      ['a verifier of a megabyte', `select todo.change_password(${MALLORY.key}, repeat('x', 1000000))`],
      ['a token that is no hash', "select todo.create_token('secret', 'x', '1 day', false)"],
      ['a token with a long name', "select todo.create_token(sha256('y'), repeat('x', 101), '1 day', false)"],
    ],
  },
  {
    what: 'takes the name of somebody else, signing up',
    guards: ['names that are taken once'],
    sessions: ['without a session'],
    gains: '23505',
    attacks: [
      ['as she writes it', `'alice', 'eve@example.org'`],
      ['in capitals', `'ALICE', 'eve@example.org'`],
      ['with her address', `'eve4', '${ALICE.email}'`],
      ['with her address in capitals', `'eve4', upper('${ALICE.email}')`],
    ].map(
      ([name = '', account = '']) =>
        [name, `select from todo.signup(${account}, ${VERIFIER}, sha256('y'), 'x', '1 day')`] as const,
    ),
  },
  {
    what: 'signs up with the token of somebody else,',
    guards: ['tokens that are taken stay so'],
    sessions: ['without a session'],
    gains: '23505',
    attacks: [
      [
        'as a new user',
        `select from todo.signup('eve4', 'eve@example.org', ${VERIFIER}, sha256('${ALICE.secret}'), 'x', '1 day')`,
      ],
    ],
  },
];
