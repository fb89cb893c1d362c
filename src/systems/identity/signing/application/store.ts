import { type Queryable, sql } from '../../../../kernel/db.ts';

export interface SignatureApplication {
  clientId: string;
  name: string;
  redirectUri: string;
  secretHash: Buffer;
  authorises: 'oauth2code' | 'explicit';
}

export async function insertApplication(db: Queryable, application: SignatureApplication): Promise<void> {
  await db.run(sql`INSERT INTO signature_application (client_id, name, redirect_uri, secret_hash, authorises)
    VALUES (${application.clientId}, ${application.name}, ${application.redirectUri}, ${application.secretHash},
            ${application.authorises})`);
}

export async function findActiveApplication(
  db: Queryable,
  clientId: string,
): Promise<SignatureApplication | undefined> {
  return db.maybe(sql`SELECT client_id AS "clientId", name, redirect_uri AS "redirectUri", secret_hash AS "secretHash", authorises
    FROM signature_application WHERE client_id = ${clientId} AND is_active`);
}

/** Whether there was an active one to switch off. */
export async function deactivateApplication(db: Queryable, clientId: string): Promise<boolean> {
  const changed = await db.run(
    sql`UPDATE signature_application SET is_active = false WHERE client_id = ${clientId} AND is_active`,
  );
  return changed === 1;
}
