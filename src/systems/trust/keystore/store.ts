import { sql, type Queryable } from '../../../kernel/db.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import type { KeyUse } from './private-key.ts';

/** A private key as it is kept. */
export interface StoredKey {
  /** SHA-256 of the SubjectPublicKeyInfo: the name of the key. */
  keyHash: Buffer;
  algorithm: KeyAlgorithm;
  use: KeyUse;
  keyInfo: Buffer;
  /** PKCS #8 under the master key of the keystore; none of a key on a token. */
  sealed: Buffer | null;
  /** Label of the PKCS #11 token that the key is on. */
  token: string | null;
}

export async function findKey(db: Queryable, keyHash: Buffer): Promise<StoredKey | undefined> {
  return db.maybe(sql`
    SELECT key_hash AS "keyHash", algorithm, use, key_info AS "keyInfo", sealed, token
      FROM trust.private_key WHERE key_hash = ${keyHash}`);
}

/** Keeps a key unless one was made for the same request; answers the public key of the one that is kept. */
export async function insertKey(db: Queryable, key: StoredKey, request: string): Promise<Buffer> {
  await db.run(sql`
    INSERT INTO trust.private_key (key_hash, algorithm, use, key_info, sealed, token, request)
    VALUES (${key.keyHash}, ${key.algorithm}, ${key.use}, ${key.keyInfo}, ${key.sealed}, ${key.token}, ${request})
    ON CONFLICT (request) DO NOTHING`);
  const { keyInfo } = await db.one<{ keyInfo: Buffer }>(sql`
    SELECT key_info AS "keyInfo" FROM trust.private_key WHERE request = ${request}`);
  return keyInfo;
}
