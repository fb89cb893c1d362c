import { type Queryable, sql } from '../../../kernel/db.ts';

/** A notification of a death as kept. */
export interface StoredDeath {
  id: string;
  hospitalCode: string;
  hospitalName: string;
  notificationNumber: string;
  personNumber: string;
  content: Record<string, unknown>;
  diedAt: Date;
  entryNumber: string | null;
  receivedAt: Date;
}

const columns = sql`id, hospital_code AS "hospitalCode", hospital_name AS "hospitalName",
  notification_number AS "notificationNumber", person_number AS "personNumber", content, died_at AS "diedAt",
  entry_number AS "entryNumber", received_at AS "receivedAt"`;

/** Inserts a notification; false when that hospital has the number already, or the person's death was reported. */
export async function insertDeath(db: Queryable, death: Omit<StoredDeath, 'entryNumber'>): Promise<boolean> {
  const count = await db.run(sql`INSERT INTO death_notification (id, hospital_code, hospital_name, notification_number,
      person_number, content, died_at, received_at)
    VALUES (${death.id}, ${death.hospitalCode}, ${death.hospitalName}, ${death.notificationNumber},
      ${death.personNumber}, ${death.content}, ${death.diedAt}, ${death.receivedAt})
    ON CONFLICT DO NOTHING`);
  return count === 1;
}

/** The notification of a person's death. */
export function deathOf(db: Queryable, personNumber: string): Promise<StoredDeath | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM death_notification WHERE person_number = ${personNumber}`);
}

/** Notes which entry registered a death. False when no hospital has reported it. */
export async function markDeathRegistered(
  db: Queryable,
  asked: { personNumber: string; entryNumber: string },
): Promise<boolean> {
  const count = await db.run(sql`UPDATE death_notification SET entry_number = ${asked.entryNumber}
    WHERE person_number = ${asked.personNumber}`);
  return count === 1;
}
