import { sql, type Queryable, type Tx } from '../../../kernel/db.ts';
import type { AuthorityName } from '../rules.ts';

/** An authority of the house that awaits its certificate. */
export interface AwaitedAuthority {
  profile: AuthorityName;
  /** The request, DER. */
  request: Buffer;
}

export async function readAwaited(db: Queryable): Promise<AwaitedAuthority[]> {
  return db.rows(sql`
    SELECT profile, request FROM trust.awaited_authority`);
}

export async function insertAwaited(tx: Tx, { profile, request }: AwaitedAuthority): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.awaited_authority (profile, request)
    VALUES (${profile}, ${request})`);
}

/** Its key lies with its certificate from now on. */
export async function deleteAwaited(tx: Tx, profile: AuthorityName): Promise<void> {
  await tx.run(sql`DELETE FROM trust.awaited_authority WHERE profile = ${profile}`);
}

/** Keeps that something was taken in from a ceremony; the revision of all standings grows by it. */
export async function insertAcceptance(
  tx: Tx,
  { sha256, certificates, listNumber }: { sha256: Buffer; certificates: number; listNumber: number },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO trust.ceremony_acceptance (sha256, certificates, list_number)
    VALUES (${sha256}, ${certificates}, ${listNumber})`);
}
