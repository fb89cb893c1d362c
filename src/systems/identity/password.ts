import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. About 30 ms here. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** What a stored string may ask for at most, so that a row cannot make us work for minutes. */
const MEMORY_KIB_MOST = 262_144;
const PASSES_MOST = 10;
const LANES_MOST = 8;

/** The password as it is hashed: Unicode NFKC, so that it is the same from every keyboard (NIST SP 800-63B §3.1.1.2). */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Hashes a password with Argon2id (RFC 9106) and a random salt. The answer is a PHC string with all that a check needs. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive('argon2id', {
    message: bytesOf(password),
    nonce: salt,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: LANES,
    tagLength: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A string that no password fits, with the usual parameters: checking against it takes as long as against a real one. */
const NOBODYS_PHC = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(randomBytes(SALT_BYTES))}$${base64(randomBytes(TAG_BYTES))}`;

/**
 * Whether the password fits the PHC string. Without a string (unknown number, account without password) it takes as long
 * and says no, so that the time does not tell who has an account. Throws for a string that is not ours.
 */
export async function isPasswordRight(password: string, phc: string | undefined): Promise<boolean> {
  const parts = PHC.exec(phc ?? NOBODYS_PHC);
  if (!parts) throw new Error('a stored password is not an Argon2id PHC string');
  const [memory, passes, parallelism] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (memory > MEMORY_KIB_MOST || passes > PASSES_MOST || parallelism > LANES_MOST) {
    throw new Error('a stored password asks for more work than is allowed');
  }
  const expected = Buffer.from(parts[5]!, 'base64');
  const tag = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(parts[4]!, 'base64'),
    memory,
    passes,
    parallelism,
    tagLength: expected.length,
  });
  return timingSafeEqual(tag, expected) && phc !== undefined;
}
