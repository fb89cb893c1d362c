import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Role } from '../../organisations/index.ts';

/** A position that is valid on a date, locked until the end of the transaction; undefined when there is none. */
export function lockPosition(
  tx: Queryable,
  { agencyCode, code, on }: { agencyCode: string; code: string; on: string },
): Promise<{ category: string; staffLimit: number; power: string | null; validUntil: string | null } | undefined> {
  return tx.maybe(sql`SELECT category, staff_limit AS "staffLimit", power, upper(valid_during) AS "validUntil" FROM position
    WHERE agency_code = ${agencyCode} AND code = ${code} AND (valid_during @> ${on}::date) IS TRUE FOR UPDATE`);
}

/** Somebody in service on a date, locked until the end of the transaction; undefined when not in service. */
export function lockServant(
  tx: Queryable,
  { number, on }: { number: string; on: string },
): Promise<
  { fullName: string; sex: 'male' | 'female'; bornOn: string; agencyCode: string; since: string } | undefined
> {
  return tx.maybe(sql`SELECT full_name AS "fullName", sex, born_on AS "bornOn", agency_code AS "agencyCode",
      lower(valid_during) AS since
    FROM servant WHERE number = ${number} AND (valid_during @> ${on}::date) IS TRUE FOR UPDATE`);
}

/** How many hold a position at some time from a date on. */
export async function countHolders(
  tx: Queryable,
  { agencyCode, positionCode, from }: { agencyCode: string; positionCode: string; from: string },
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`SELECT count(DISTINCT number) AS count FROM appointment
    WHERE agency_code = ${agencyCode} AND position_code = ${positionCode} AND valid_during && daterange(${from}::date, NULL)`);
  return count;
}

/** An appointment that has not ended. */
export interface OpenAppointment {
  id: string;
  agencyCode: string;
  positionCode: string;
  from: string;
  category: string;
  power: string | null;
}

/** Appointments of somebody that have not ended by a date, locked until the end of the transaction. */
export function openAppointments(
  tx: Queryable,
  { number, on }: { number: string; on: string },
): Promise<OpenAppointment[]> {
  return tx.rows(sql`SELECT held.id, held.agency_code AS "agencyCode", held.position_code AS "positionCode",
      lower(held.valid_during) AS "from", position.category, position.power
    FROM appointment held JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
      AND (position.valid_during @> greatest(lower(held.valid_during), ${on}::date)) IS TRUE
    WHERE held.number = ${number} AND held.valid_during && daterange(${on}::date, NULL)
    ORDER BY held.id FOR UPDATE OF held`);
}

/** Disciplines of somebody that are in force at some time from a date on. */
export function disciplinesSince(
  db: Queryable,
  { number, since }: { number: string; since: string },
): Promise<
  { form: 'reprimand' | 'warning' | 'removal-from-office' | 'dismissal'; from: string; until: string | null }[]
> {
  return db.rows(sql`SELECT form, lower(valid_during) AS "from", upper(valid_during) AS until FROM discipline
    WHERE number = ${number} AND (upper(valid_during) IS NULL OR upper(valid_during) > ${since}::date) ORDER BY 2`);
}

/** Grade and step on a date; undefined when none. */
export function stepOn(
  db: Queryable,
  { number, on }: { number: string; on: string },
): Promise<
  { gradeCode: '01.001' | '01.002' | '01.003' | '01.004' | '01.005'; step: number; countedFrom: string } | undefined
> {
  return db.maybe(sql`SELECT grade_code AS "gradeCode", step, counted_from AS "countedFrom" FROM salary_step
    WHERE number = ${number} AND (valid_during @> ${on}::date) IS TRUE`);
}

/** An appointment with a power, and what the directory of organisations was told of it. */
export interface PowerToTell {
  number: string;
  agencyCode: string;
  power: Role;
  /** Null: the appointment was cancelled. */
  from: string | null;
  until: string | null;
  told: { officialId: string; from: string; until: string | null } | null;
}

/** What an appointment with a power says now, and what was told of it; undefined when neither is there. */
export function powerToTell(db: Queryable, appointmentId: string): Promise<PowerToTell | undefined> {
  return db.maybe(sql`SELECT coalesce(held.number, was.number) AS number,
      coalesce(held.agency_code, told.agency_code) AS "agencyCode", coalesce(position.power, told.role) AS power,
      lower(held.valid_during) AS "from", upper(held.valid_during) AS until,
      CASE WHEN told.appointment_id IS NOT NULL THEN jsonb_build_object('officialId', told.official_id,
        'from', told.valid_from, 'until', told.until) END AS told
    FROM (SELECT ${appointmentId}::text AS id) asked
      LEFT JOIN appointment held ON held.id = asked.id
      LEFT JOIN power_told told ON told.appointment_id = asked.id
      LEFT JOIN LATERAL (SELECT number FROM appointment_history WHERE id = asked.id LIMIT 1) was ON true
      LEFT JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
        AND (position.valid_during @> lower(held.valid_during)) IS TRUE
    WHERE coalesce(position.power, told.role) IS NOT NULL`);
}

/** Remembers what the directory of organisations was told of an appointment. */
export async function saveTold(
  db: Queryable,
  told: {
    appointmentId: string;
    officialId: string;
    role: string;
    agencyCode: string;
    from: string;
    until: string | null;
  },
): Promise<void> {
  await db.run(sql`INSERT INTO power_told (appointment_id, official_id, role, agency_code, valid_from, until)
    VALUES (${told.appointmentId}, ${told.officialId}, ${told.role}, ${told.agencyCode}, ${told.from}, ${told.until})
    ON CONFLICT (appointment_id) DO UPDATE SET until = excluded.until`);
}
