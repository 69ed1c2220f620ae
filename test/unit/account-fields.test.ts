import { describe, expect, it } from 'vitest';
import {
  checkPassword,
  parseEmail,
  parseSessionName,
  parseUsername,
} from '../../src/domain/account-fields.ts';
import { usageErrorOf } from './usage-error.ts';

describe('parseUsername', () => {
  it.each([
    ['ada', 'ada'],
    ['Ada', 'ada'],
    [' ada\n', 'ada'],
    ['a1', 'a1'],
    ['0x', '0x'],
    ['ada.lovelace_1815-', 'ada.lovelace_1815-'],
    ['a'.repeat(32), 'a'.repeat(32)],
  ])('takes %j', (text, username) => {
    expect(parseUsername(text)).toBe(username);
  });

  it.each([
    '',
    'a',
    'a'.repeat(33),
    '.ada',
    '-ada',
    '_ada',
    'ada lovelace',
    'ada@x',
    'zoë',
    'İda',
    'ad\u212A',
    'ada\0',
    'адa',
  ])('refuses %j', (text) => {
    expect(usageErrorOf(() => parseUsername(text)).message).toMatch(/^The username ".*" is not possible$/);
  });
});

describe('parseEmail', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    [' Ada@Example.ORG ', 'ada@example.org'],
    ['a@b', 'a@b'],
    ['zoë+todo@пример.рф', 'zoë+todo@пример.рф'],
    [`${'a'.repeat(242)}@example.org`, `${'a'.repeat(242)}@example.org`],
  ])('takes %j', (text, email) => {
    expect(parseEmail(text)).toBe(email);
  });

  it.each([
    '',
    'ada',
    '@',
    'ada@',
    '@example.org',
    'a@b@c',
    'a b@c',
    'a@b\tc',
    'a@b\u00A0c',
    'a\u0000@b',
    'a\u001B@b',
    'a@\uD83D',
  ])('refuses %j', (text) => {
    expect(usageErrorOf(() => parseEmail(text)).message).toMatch(/^The e-mail address ".*" is not possible$/);
  });

  it('has room for 254 characters', () => {
    expect(usageErrorOf(() => parseEmail(`${'a'.repeat(243)}@example.org`)).message).toBe(
      'The e-mail address is longer than 254 characters',
    );
  });
});

describe('checkPassword', () => {
  it.each([
    ['12345678', '12345678'],
    ['  spaces stay  ', '  spaces stay  '],
    ['пароль-1', 'пароль-1'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑🔑'],
    ['Zoe\u0308s Cafe\u0301', 'Zoës Café'],
    ['x'.repeat(256), 'x'.repeat(256)],
  ])('takes %j', (text, password) => {
    expect(checkPassword(text)).toBe(password);
  });

  it.each([
    ['', 'The password is too short'],
    ['hunter2', 'The password is too short'],
    ['🔑🔑🔑🔑', 'The password is too short'],
    ['e\u0301'.repeat(7), 'The password is too short'],
    ['x'.repeat(257), 'The password is too long'],
    ['hunter2-\0-hunter2', 'The password holds a NUL character'],
    ['hunter2-\uD83D', 'The password is not valid Unicode: half of a character is missing'],
  ])('refuses %j without repeating it', (text, message) => {
    const error = usageErrorOf(() => checkPassword(text));
    expect(error.message).toBe(message);
    expect(`${error.message}${error.hint ?? ''}`).not.toContain('hunter2');
  });
});

describe('parseSessionName', () => {
  it.each([
    [' ci ', 'ci'],
    ['Küche, Tablet', 'Küche, Tablet'],
    ['📱'.repeat(100), '📱'.repeat(100)],
  ])('takes %j', (text, name) => {
    expect(parseSessionName(text, 'device')).toBe(name);
  });

  it.each([
    ['', 'A name for a device has 1 to 100 characters'],
    ['  ', 'A name for a device has 1 to 100 characters'],
    ['📱'.repeat(101), 'A name for a device has 1 to 100 characters'],
    ['a\0b', 'The name of the device holds a NUL character'],
  ])('refuses %j', (text, message) => {
    expect(usageErrorOf(() => parseSessionName(text, 'device')).message).toBe(message);
  });
});
