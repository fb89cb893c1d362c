import { type Queryable, sql } from '../../../kernel/db.ts';

export interface InformationSystemRow {
  clientId: string;
  agencyCode: string;
  agencyName: string;
  kind: string;
  name: string;
  secretHash: Buffer;
  scopes: string[];
}

export async function insertInformationSystem(db: Queryable, system: InformationSystemRow): Promise<void> {
  await db.run(sql`INSERT INTO information_system (client_id, agency_code, agency_name, kind, name, secret_hash, scopes)
    VALUES (${system.clientId}, ${system.agencyCode}, ${system.agencyName}, ${system.kind}, ${system.name},
      ${system.secretHash}, ${system.scopes})`);
}

export async function findActiveInformationSystem(
  db: Queryable,
  clientId: string,
): Promise<InformationSystemRow | undefined> {
  return db.maybe(sql`SELECT client_id AS "clientId", agency_code AS "agencyCode", agency_name AS "agencyName", kind, name,
      secret_hash AS "secretHash", scopes
    FROM information_system WHERE client_id = ${clientId} AND is_active`);
}

/** Whether there was an active one to switch off. */
export async function deactivateInformationSystem(db: Queryable, clientId: string): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE information_system SET is_active = false WHERE client_id = ${clientId} AND is_active`)) ===
    1
  );
}
