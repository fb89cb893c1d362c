import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';

export async function saveItem(
  db: Queryable,
  item: { model: string; idHash: Buffer; sealedPayload: Buffer; lifetimeSeconds: number },
): Promise<void> {
  await db.run(sql`INSERT INTO oidc_item (model, id_hash, sealed_payload, expires_at)
    VALUES (${item.model}, ${item.idHash}, ${item.sealedPayload}, now() + make_interval(secs => ${item.lifetimeSeconds}))
    ON CONFLICT (model, id_hash) DO UPDATE SET sealed_payload = excluded.sealed_payload, expires_at = excluded.expires_at`);
}

/** The sealed payload of an item that is not over. */
export async function findItem(db: Queryable, model: string, idHash: Buffer): Promise<Buffer | undefined> {
  const row = await db.maybe<{ sealed_payload: Buffer }>(sql`SELECT sealed_payload FROM oidc_item
    WHERE model = ${model} AND id_hash = ${idHash} AND expires_at > now()`);
  return row?.sealed_payload;
}

/** Finds an item and takes it away; of two requests at once only one gets it. */
export async function takeItem(db: Queryable, model: string, idHash: Buffer): Promise<Buffer | undefined> {
  const row = await db.maybe<{ sealed_payload: Buffer; is_over: boolean }>(sql`DELETE FROM oidc_item
    WHERE model = ${model} AND id_hash = ${idHash} RETURNING sealed_payload, expires_at <= now() AS is_over`);
  return row?.is_over ? undefined : row?.sealed_payload;
}

export async function deleteItem(db: Queryable, model: string, idHash: Buffer): Promise<void> {
  await db.run(sql`DELETE FROM oidc_item WHERE model = ${model} AND id_hash = ${idHash}`);
}

export interface SigningKeyRow {
  kid: string;
  sealedPrivateKey: Buffer;
  publicKey: Record<string, unknown>;
}

/** Of processes that start at once, only one at a time looks whether there is a key and makes it. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended('identity.signing_key', 0))`);
}

/** The signing keys, the newest first. */
export async function listSigningKeys(db: Queryable): Promise<SigningKeyRow[]> {
  return db.rows(sql`SELECT kid, sealed_private_key AS "sealedPrivateKey", public_key AS "publicKey"
    FROM signing_key ORDER BY made_at DESC, kid LIMIT 10`);
}

export async function insertSigningKey(db: Queryable, key: SigningKeyRow): Promise<void> {
  await db.run(sql`INSERT INTO signing_key (kid, sealed_private_key, public_key)
    VALUES (${key.kid}, ${key.sealedPrivateKey}, ${JSON.stringify(key.publicKey)})`);
}
