import { sql, type Queryable } from '../../../../kernel/db.ts';

/** What the keystore keeps of people's passkeys and consents. What decides is sealed under its master key, so that no row is believed that it did not write. */

export async function findBinding(db: Queryable, keyHash: Buffer): Promise<Buffer | undefined> {
  const row = await db.maybe<{ sealed: Buffer }>(sql`
    SELECT sealed FROM trust.passkey_binding WHERE key_hash = ${keyHash}`);
  return row?.sealed;
}

export async function findGivenConsent(db: Queryable, name: Buffer): Promise<Buffer | undefined> {
  const row = await db.maybe<{ sealed: Buffer }>(sql`
    SELECT sealed FROM trust.given_consent WHERE name = ${name}`);
  return row?.sealed;
}

/** The counter that a passkey showed with an answer. */
export interface Counted {
  /** SHA-256 of the passkey's public key. */
  passkey: Buffer;
  signCount: number;
}

/** The counter goes on, or is always 0: else another device holds the same key, or the answer is an old one. */
const counted = ({ passkey, signCount }: Counted) => sql`
  INSERT INTO trust.passkey_counter AS last (passkey_hash, sign_count) VALUES (${passkey}, ${signCount})
  ON CONFLICT (passkey_hash) DO UPDATE SET sign_count = excluded.sign_count
   WHERE last.sign_count < excluded.sign_count OR (last.sign_count = 0 AND excluded.sign_count = 0)
  RETURNING passkey_hash`;

/** Binds a key to a passkey, for ever. False when it is bound already, or the counter did not go on. */
export async function insertBinding(
  db: Queryable,
  { keyHash, sealed, count }: { keyHash: Buffer; sealed: Buffer; count: Counted },
): Promise<boolean> {
  const added = await db.run(sql`
    WITH counted AS (${counted(count)})
    INSERT INTO trust.passkey_binding (key_hash, sealed)
    SELECT ${keyHash}::bytea, ${sealed}::bytea FROM counted
    ON CONFLICT (key_hash) DO NOTHING`);
  return added === 1;
}

/** Keeps a consent under its name. False when it was given before, or the counter did not go on. */
export async function insertGivenConsent(
  db: Queryable,
  { name, sealed, count }: { name: Buffer; sealed: Buffer; count: Counted },
): Promise<boolean> {
  const added = await db.run(sql`
    WITH counted AS (${counted(count)})
    INSERT INTO trust.given_consent (name, sealed)
    SELECT ${name}::bytea, ${sealed}::bytea FROM counted
    ON CONFLICT (name) DO NOTHING`);
  return added === 1;
}

/** One hash of a consent, and the SHA-256 of what is signed for it. */
export interface ConsentUse {
  consent: Buffer;
  place: number;
  sha256: Buffer;
}

/** Uses hashes of consents, where they were not used before; answers for each what was signed for it first. */
export async function useConsents(db: Queryable, uses: readonly ConsentUse[]): Promise<Buffer[]> {
  const consents = uses.map(({ consent }) => consent.toString('hex'));
  const places = uses.map(({ place }) => place);
  const hashes = uses.map(({ sha256 }) => sha256.toString('hex'));
  await db.run(sql`
    INSERT INTO trust.consent_use (consent, place, sha256)
    SELECT decode(consent, 'hex'), place, decode(sha256, 'hex')
      FROM unnest(${consents}::text[], ${places}::integer[], ${hashes}::text[]) AS given (consent, place, sha256)
    ON CONFLICT DO NOTHING`);
  const rows = await db.rows<{ sha256: Buffer }>(sql`
    SELECT used.sha256
      FROM unnest(${consents}::text[], ${places}::integer[]) WITH ORDINALITY AS given (consent, place, number)
      JOIN trust.consent_use AS used ON used.consent = decode(given.consent, 'hex') AND used.place = given.place
     ORDER BY given.number`);
  return rows.map(({ sha256 }) => sha256);
}
