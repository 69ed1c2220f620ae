import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, verifier } from '../support/two-users.ts';
import { CHECK, MISSING, NO_PARENT, TWICE, insertSession, insertUser, refusal } from './bad-row.ts';

// Bad rows put in directly by the owner, whom neither policies nor this program's validation stop.

let server: Server;
let owner: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

describe('users', () => {
  it.each([
    ['two characters', { username: "'jo'" }],
    ['32 characters of every kind', { username: "'jo_h.n-0123456789abcdefghijklmno'" }],
    ['a short address', { email: "'a@b'" }],
    ['an address in another script', { email: "'用户@例子.广告'" }],
  ])('admit %s', async (_name, values) => {
    expect(await refusal(owner, insertUser(values))).toBeUndefined();
  });

  it.each([
    ['a missing name', MISSING, 'username', { username: 'null' }],
    ['a missing address', MISSING, 'email', { email: 'null' }],
    ['a missing password', MISSING, 'password', { password: 'null' }],
    ['a missing time of creation', MISSING, 'created_at', { created_at: 'null' }],
    ['a name that is taken', TWICE, 'users_username_key', { username: "'alice'" }],
    ['an address that is taken', TWICE, 'users_email_key', { email: "'alice@example.org'" }],
    ['an id that is taken', TWICE, 'users_pkey', { id: `'${ALICE.id}'` }],
    ['a name of one character', CHECK, 'users_username_check', { username: "'j'" }],
    ['a name of 33 characters', CHECK, 'users_username_check', { username: "repeat('j', 33)" }],
    ['capitals in a name', CHECK, 'users_username_check', { username: "'Eve'" }],
    ['a space in a name', CHECK, 'users_username_check', { username: "'e ve'" }],
    ['an address as a name', CHECK, 'users_username_check', { username: "'eve@example.org'" }],
    ['a line break after a name', CHECK, 'users_username_check', { username: "e'eve\\n'" }],
    ['capitals in an address', CHECK, 'users_email_check', { email: "'Eve@example.org'" }],
    ['an address without @', CHECK, 'users_email_check', { email: "'example.org'" }],
    ['an address with two @', CHECK, 'users_email_check', { email: "'eve@example@org'" }],
    ['a space in an address', CHECK, 'users_email_check', { email: "'e ve@example.org'" }],
    ['a control character in an address', CHECK, 'users_email_check', { email: "e'e\\x1bve@example.org'" }],
    [
      'an address of 255 characters',
      CHECK,
      'users_email_check',
      { email: "repeat('e', 245) || '@examp.org'" },
    ],
    [
      'a password as it was typed',
      CHECK,
      'users_password_check',
      { password: "'correct horse battery staple'" },
    ],
    [
      'the hash of another function',
      CHECK,
      'users_password_check',
      { password: "'$2b$12$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK'" },
    ],
    [
      'a verifier with something after it',
      CHECK,
      'users_password_check',
      { password: `${verifier("'key'")} || 'x'` },
    ],
  ])('refuse %s', async (_name, code, constraint, values) => {
    expect(await refusal(owner, insertUser(values))).toEqual([code, constraint]);
  });
});

describe('sessions', () => {
  it.each([
    ['a missing user', MISSING, 'user_id', { user_id: 'null' }],
    ['a user that does not exist', NO_PARENT, 'sessions_user_id_fkey', { user_id: 'gen_random_uuid()' }],
    ['a missing expiry', MISSING, 'expires_at', { expires_at: 'null' }],
    ['a token that is taken', TWICE, 'sessions_token_hash_key', { token_hash: `sha256('${ALICE.secret}')` }],
    ['a token that is no hash', CHECK, 'sessions_token_hash_check', { token_hash: "'secret'" }],
    ['a device of 101 characters', CHECK, 'sessions_device_check', { device: "repeat('x', 101)" }],
  ])('refuse %s', async (_name, code, constraint, values) => {
    expect(await refusal(owner, insertSession(values))).toEqual([code, constraint]);
  });
});

describe('settings', () => {
  it.each([
    ['a second row', TWICE, 'settings_pkey', 'insert into todo.settings default values'],
    [
      'a second row in disguise',
      CHECK,
      'settings_only_row_check',
      'insert into todo.settings (only_row) values (false)',
    ],
  ])('refuse %s', async (_name, code, constraint, sql) => {
    expect(await refusal(owner, sql)).toEqual([code, constraint]);
  });
});
