import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';

export interface OidcRow {
  sealedPayload: Buffer;
  consumedAt: Date | undefined;
}

interface Row {
  sealed_payload: Buffer;
  consumed_at: Date | null;
}
const fromRow = (row: Row | undefined): OidcRow | undefined =>
  row && { sealedPayload: row.sealed_payload, consumedAt: row.consumed_at ?? undefined };

export async function saveItem(
  db: Queryable,
  item: {
    model: string;
    idHash: Buffer;
    sealedPayload: Buffer;
    uid: string | undefined;
    grantId: string | undefined;
    lifetimeSeconds: number;
  },
): Promise<void> {
  await db.run(sql`INSERT INTO oidc_item (model, id_hash, sealed_payload, uid, grant_id, expires_at)
    VALUES (${item.model}, ${item.idHash}, ${item.sealedPayload}, ${item.uid ?? null}, ${item.grantId ?? null},
      now() + make_interval(secs => ${item.lifetimeSeconds}))
    ON CONFLICT (model, id_hash) DO UPDATE SET sealed_payload = excluded.sealed_payload, uid = excluded.uid,
      grant_id = excluded.grant_id, expires_at = excluded.expires_at`);
}

export async function findItem(db: Queryable, model: string, idHash: Buffer): Promise<OidcRow | undefined> {
  return fromRow(
    await db.maybe<Row>(sql`SELECT sealed_payload, consumed_at FROM oidc_item
      WHERE model = ${model} AND id_hash = ${idHash} AND expires_at > now()`),
  );
}

export async function findItemByUid(db: Queryable, model: string, uid: string): Promise<OidcRow | undefined> {
  return fromRow(
    await db.maybe<Row>(sql`SELECT sealed_payload, consumed_at FROM oidc_item
      WHERE model = ${model} AND uid = ${uid} AND expires_at > now() ORDER BY expires_at DESC LIMIT 1`),
  );
}

/** Marks as used; false when it was used before, also by a request at the same time. */
export async function consumeItem(db: Queryable, model: string, idHash: Buffer): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE oidc_item SET consumed_at = now()
      WHERE model = ${model} AND id_hash = ${idHash} AND consumed_at IS NULL`)) === 1
  );
}

export async function deleteItem(db: Queryable, model: string, idHash: Buffer): Promise<void> {
  await db.run(sql`DELETE FROM oidc_item WHERE model = ${model} AND id_hash = ${idHash}`);
}

export async function deleteItemsOfGrant(db: Queryable, grantId: string): Promise<void> {
  await db.run(sql`DELETE FROM oidc_item WHERE grant_id = ${grantId}`);
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
