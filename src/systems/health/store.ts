import { type Queryable, type Statement, type Tx, sql } from '../../kernel/db.ts';

/** A notification as kept. */
export interface StoredNotification {
  id: string;
  hospitalCode: string;
  hospitalName: string;
  notificationNumber: string;
  content: Record<string, unknown>;
  bornAt: Date;
  status: 'reported' | 'registered';
  entryNumber: string | null;
  receivedAt: Date;
  recordedAt: Date;
}

/** What the register looks for inside a notification. */
export interface NotificationKeys {
  motherKey: string;
  motherNumber: string | null;
  fatherNumber: string | null;
  bornAt: string;
  birthOrder: number;
  sameBirthHours: number;
}

const columns = sql`id, hospital_code AS "hospitalCode", hospital_name AS "hospitalName",
  notification_number AS "notificationNumber", content, born_at AS "bornAt", status, entry_number AS "entryNumber",
  received_at AS "receivedAt", recorded_at AS "recordedAt"`;

const aroundBirth = ({ bornAt, sameBirthHours }: NotificationKeys): Statement =>
  sql`tstzrange(${bornAt}::timestamptz - make_interval(mins => ${sameBirthHours * 30}::int),
    ${bornAt}::timestamptz + make_interval(mins => ${sameBirthHours * 30}::int))`;

/** Inserts a notification. False when the hospital has one with that number already. */
export async function insertNotification(
  db: Queryable,
  notification: {
    id: string;
    hospital: { code: string; name: string };
    notificationNumber: string;
    content: object;
    keys: NotificationKeys;
    receivedAt: Date;
  },
): Promise<boolean> {
  const { id, hospital, keys } = notification;
  const count = await db.run(sql`INSERT INTO birth_notification (id, hospital_code, hospital_name, notification_number,
      content, mother_key, mother_number, father_number, born_at, birth_order, same_birth_during, received_at)
    VALUES (${id}, ${hospital.code}, ${hospital.name}, ${notification.notificationNumber}, ${notification.content},
      ${keys.motherKey}, ${keys.motherNumber}, ${keys.fatherNumber}, ${keys.bornAt}, ${keys.birthOrder},
      ${aroundBirth(keys)}, ${notification.receivedAt})
    ON CONFLICT ON CONSTRAINT birth_notification_number DO NOTHING`);
  return count === 1;
}

/** A hospital's notification by its number. */
export function findByNumber(
  db: Queryable,
  asked: { hospitalCode: string; notificationNumber: string },
): Promise<StoredNotification | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM birth_notification
    WHERE hospital_code = ${asked.hospitalCode} AND notification_number = ${asked.notificationNumber}`);
}

/** The same, locked until the end of the transaction. */
export function lockByNumber(
  tx: Tx,
  asked: { hospitalCode: string; notificationNumber: string },
): Promise<StoredNotification | undefined> {
  return tx.maybe(sql`SELECT ${columns} FROM birth_notification
    WHERE hospital_code = ${asked.hospitalCode} AND notification_number = ${asked.notificationNumber} FOR UPDATE`);
}

/** A notification by its id. */
export function findNotification(db: Queryable, id: string): Promise<StoredNotification | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM birth_notification WHERE id = ${id}`);
}

const MOST_BIRTHS = 50;

/** The births of a mother since an instant, the newest first. */
export function birthsOf(db: Queryable, asked: { motherKey: string; since: Date }): Promise<StoredNotification[]> {
  return db.rows(sql`SELECT ${columns} FROM birth_notification
    WHERE mother_key = ${asked.motherKey} AND born_at >= ${asked.since}
    ORDER BY born_at DESC, birth_order LIMIT ${MOST_BIRTHS}`);
}

/** Puts other content in place; the history keeps the former. The answer is the time of recording. */
export async function replaceContent(
  tx: Tx,
  correction: { id: string; content: object; keys: NotificationKeys; reason: string },
): Promise<Date> {
  const { keys } = correction;
  const { recordedAt } = await tx.one<{ recordedAt: Date }>(sql`UPDATE birth_notification
    SET content = ${correction.content}, reason = ${correction.reason}, mother_key = ${keys.motherKey},
      mother_number = ${keys.motherNumber}, father_number = ${keys.fatherNumber}, born_at = ${keys.bornAt},
      birth_order = ${keys.birthOrder}, same_birth_during = ${aroundBirth(keys)}
    WHERE id = ${correction.id} RETURNING recorded_at AS "recordedAt"`);
  return recordedAt;
}

/**
 * Notes which entry registered the birth, once. The answer is the entry that counts, or undefined when there is no such
 * notification.
 */
export async function markRegistered(
  db: Queryable,
  registration: { id: string; entryNumber: string; registeredOn: string; childNumber: string },
): Promise<string | undefined> {
  const marked = await db.run(sql`UPDATE birth_notification SET status = 'registered',
      entry_number = ${registration.entryNumber}, registered_on = ${registration.registeredOn},
      child_number = ${registration.childNumber}
    WHERE id = ${registration.id} AND status = 'reported'`);
  if (marked) return registration.entryNumber;
  return (await findNotification(db, registration.id))?.entryNumber ?? undefined;
}
