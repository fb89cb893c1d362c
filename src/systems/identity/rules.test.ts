import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, isPasswordRight } from './password.ts';
import { LIMITS, assuranceOf, waitAfter } from './rules.ts';

test('the wait grows with the failures, from nothing to a quarter of an hour, and never beyond', () => {
  assert.deepEqual(
    [0, 4, 5, 6, 7, 8, 9, 10, 11, 1_000_000].map(waitAfter),
    [0, 0, 30, 60, 120, 240, 480, 900, 900, 900],
  );
  assert.equal(LIMITS.waits.at(-1), waitAfter(1_000_000));
});

test('the level of assurance is that of the account; both ways to sign in are two factors', () => {
  assert.deepEqual(assuranceOf(1, 'password_and_code'), { acr: 'level-1', amr: ['pwd', 'otp', 'mfa'] });
  assert.deepEqual(assuranceOf(2, 'passkey'), { acr: 'level-2', amr: ['hwk', 'user', 'mfa'] });
});

test('a password is hashed with Argon2id, each time with another salt, and fits however its letters were composed', async () => {
  const phc = await hashPassword('Mật khẩu dài');
  assert.match(phc, /^\$argon2id\$v=19\$m=7168,t=5,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(await hashPassword('Mật khẩu dài'), phc);
  assert.equal(await isPasswordRight('Mật khẩu dài'.normalize('NFD'), phc), true);
  assert.equal(await isPasswordRight('mật khẩu dài', phc), false);
  assert.equal(await isPasswordRight('Mật khẩu dài', undefined), false);
});

test('a stored password that asks for too much work, or is none, is refused', async () => {
  const greedy = '$argon2id$v=19$m=4000000,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA';
  await assert.rejects(isPasswordRight('x', greedy), /more work than is allowed/);
  await assert.rejects(isPasswordRight('x', 'plain text'), /not an Argon2id PHC string/);
});
