import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** One of the choices for Argon2id that OWASP's Password Storage Cheat Sheet calls equal in defence: 7 MiB, five passes, one lane. Of those it takes least here, some 12 ms on a thread of its own. */
const PASSWORD_WORK = {
  // `Algorithm.Argon2id` and `Version.V0x13`: constant enums, which type stripping cannot put in.
  algorithm: 2,
  version: 1,
  memoryCost: 7_168,
  timeCost: 5,
  parallelism: 1,
  outputLen: 32,
} as const;

/** What a stored string may ask for at most, so that a row cannot make us work for minutes. */
const MEMORY_KIB_MOST = 262_144;
const PASSES_MOST = 10;
const LANES_MOST = 8;

/** The password as it is hashed: Unicode NFKC, so that it is the same from every keyboard (NIST SP 800-63B §3.1.1.2). */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

/** Hashes a password with Argon2id (RFC 9106) and a random salt. The answer is a PHC string with all that a check needs. */
export function hashPassword(password: string): Promise<string> {
  return hash(bytesOf(password), PASSWORD_WORK);
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const { memoryCost, timeCost, parallelism, outputLen } = PASSWORD_WORK;

/** A string that no password fits, with the usual parameters: checking against it takes as long as against a real one. */
const NOBODYS_PHC = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(outputLen))}`;

/**
 * Whether the password fits the PHC string. Without a string (unknown number, account without password) it takes as long
 * and says no, so that the time does not tell who has an account. Throws for a string that is not ours.
 */
export async function isPasswordRight(password: string, phc: string | undefined): Promise<boolean> {
  const stored = phc ?? NOBODYS_PHC;
  const parts = PHC.exec(stored);
  if (!parts) throw new Error('a stored password is not an Argon2id PHC string');
  const [memory, passes, lanes] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (memory > MEMORY_KIB_MOST || passes > PASSES_MOST || lanes > LANES_MOST) {
    throw new Error('a stored password asks for more work than is allowed');
  }
  return (await verify(stored, bytesOf(password))) && phc !== undefined;
}
