import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { House } from '../../../kernel/system.ts';
import { insertSigningKey, listSigningKeys, lockSigningKeys } from './store.ts';

const PURPOSE = 'identity-signing-key';

/** A key that signs tokens: as the OpenID Provider wants it, and for checking. */
export interface SigningKey {
  kid: string;
  privateJwk: JsonWebKey;
  publicKey: KeyObject;
}

/** The signing keys, the newest first; the first one is made when there is none. */
async function openSigningKeys(house: House): Promise<SigningKey[]> {
  const db = house.db.as('identity');
  let rows = await listSigningKeys(db);
  if (rows.length === 0) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = privateKey.export({ format: 'jwk' });
    const kid = await calculateJwkThumbprint({ kty: 'EC', crv: jwk.crv!, x: jwk.x!, y: jwk.y! });
    const { d: _, ...publicJwk } = jwk;
    rows = await db.transaction(async (tx) => {
      await lockSigningKeys(tx);
      const made = await listSigningKeys(tx);
      if (made.length > 0) return made;
      const sealedPrivateKey = house.keys.sealBytes(PURPOSE, Buffer.from(JSON.stringify(jwk)));
      await insertSigningKey(tx, { kid, sealedPrivateKey, publicKey: publicJwk });
      return listSigningKeys(tx);
    });
  }
  return rows.map(({ kid, sealedPrivateKey, publicKey }) => ({
    kid,
    privateJwk: JSON.parse(house.keys.openBytes(PURPOSE, sealedPrivateKey).toString('utf8')) as JsonWebKey,
    publicKey: createPublicKey({ format: 'jwk', key: publicKey as JsonWebKey }),
  }));
}

const opened = new WeakMap<House, Promise<SigningKey[]>>();

/** The signing keys as this process read them at its start. They are never changed, only added to at a start. */
export function signingKeysOf(house: House): Promise<SigningKey[]> {
  let keys = opened.get(house);
  if (!keys) {
    keys = openSigningKeys(house);
    opened.set(house, keys);
    // A database that was away for a moment must not be remembered as having no keys.
    keys.catch(() => opened.delete(house));
  }
  return keys;
}
