import type { Static } from 'typebox';
import { type Queryable, sql } from '../../../kernel/db.ts';
import type { POWERS } from '../choices.ts';
import type * as services from '../services.ts';
import type { nextRise } from './rules.ts';

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
  power: keyof typeof POWERS;
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
      LEFT JOIN LATERAL (SELECT number FROM appointment_history WHERE id = asked.id ORDER BY upper(recorded_during) DESC LIMIT 1) was ON true
      LEFT JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
        AND (position.valid_during @> lower(held.valid_during)) IS TRUE
    WHERE coalesce(position.power, told.role) IS NOT NULL`);
}

/** The appointments of somebody to positions with a power that are not over on a day. */
export async function appointmentsWithPower(
  db: Queryable,
  { number, on }: { number: string; on: string },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT DISTINCT held.id FROM appointment held
      JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
        AND (position.valid_during @> lower(held.valid_during)) IS TRUE
    WHERE held.number = ${number} AND position.power IS NOT NULL AND held.valid_during && daterange(${on}::date, NULL)`);
  return rows.map(({ id }) => id);
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
    ON CONFLICT (appointment_id) DO UPDATE SET official_id = excluded.official_id,
      valid_from = excluded.valid_from, until = excluded.until`);
}

/** Positions of an agency on a day, with who holds them. */
export function positionsOn(
  db: Queryable,
  { agencyCode, on }: { agencyCode: string; on: string },
): Promise<StaffedPosition[]> {
  return db.rows<StaffedPosition>(sql`SELECT position.agency_code AS "agencyCode", position.code, position.title,
        position.category, position.grade_code AS "gradeCode", position.staff_limit AS "staffLimit",
        position.power,
        coalesce((SELECT jsonb_agg(jsonb_build_object('number', held.number, 'fullName', servant.full_name,
            'since', lower(held.valid_during), 'manner', held.manner) ORDER BY lower(held.valid_during), held.number)
          FROM appointment held JOIN servant ON servant.number = held.number AND (servant.valid_during @> ${on}::date) IS TRUE
          WHERE held.agency_code = position.agency_code AND held.position_code = position.code
            AND (held.valid_during @> ${on}::date) IS TRUE), '[]') AS holders
      FROM position WHERE position.agency_code = ${agencyCode} AND (position.valid_during @> ${on}::date) IS TRUE
      ORDER BY position.code`);
}

type StaffedPosition = Static<typeof services.readStaff.output>['positions'][number];

/** Who serves at an agency on a day, with what their next rise depends on. */
export function servingOn(db: Queryable, { agencyCode, on }: { agencyCode: string; on: string }): Promise<Serving[]> {
  return db.rows<Serving>(sql`SELECT servant.number, servant.full_name AS "fullName", servant.sex, servant.born_on AS "bornOn",
        to_jsonb(held) AS step,
        coalesce((SELECT jsonb_agg(jsonb_build_object('form', form, 'from', lower(valid_during))) FROM discipline
          WHERE discipline.number = servant.number), '[]') AS disciplines, death.died_on AS "diedOn"
      FROM servant LEFT JOIN known_death death ON death.person_number = servant.number LEFT JOIN LATERAL (SELECT grade_code AS "gradeCode", step, counted_from AS "countedFrom" FROM salary_step
          WHERE salary_step.number = servant.number AND (salary_step.valid_during @> ${on}::date) IS TRUE) held ON true
      WHERE servant.agency_code = ${agencyCode} AND (servant.valid_during @> ${on}::date) IS TRUE`);
}

export interface Serving {
  number: string;
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  step: Parameters<typeof nextRise>[0] | null;
  disciplines: Parameters<typeof nextRise>[1];
  /** As the population register told. */
  diedOn: string | null;
}

/** Who holds a position, or the positions with a power, at an agency on a day. */
export function holdersOn(
  db: Queryable,
  asked: { agencyCode: string; on: string; positionCode: string | null; power: string | null },
): Promise<{ number: string; positionCode: string; since: string }[]> {
  const { agencyCode, on, positionCode, power } = asked;
  return db.rows(sql`SELECT held.number, held.position_code AS "positionCode", lower(held.valid_during) AS since
      FROM appointment held JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
        AND (position.valid_during @> ${on}::date) IS TRUE
      WHERE held.agency_code = ${agencyCode} AND (held.valid_during @> ${on}::date) IS TRUE
        AND (${positionCode}::text IS NULL OR held.position_code = ${positionCode})
        AND (${power}::text IS NULL OR position.power = ${power})
      ORDER BY lower(held.valid_during), held.number`);
}

type PostOfAppointment = Static<typeof services.readPosts.output>['posts'][number];

/** The posts that went with appointments, cancelled ones too, and whether they are held on a day, by whichever appointment. */
export function postsOf(
  db: Queryable,
  { appointmentIds, on }: { appointmentIds: readonly string[]; on: string },
): Promise<(Omit<PostOfAppointment, 'changesOn'> & { changesOn: string | null })[]> {
  return db.rows(sql`SELECT asked.id AS "appointmentId", asked.number, asked.agency_code AS "agencyCode", carried.power,
      coalesce(held.days @> ${on}::date, false) AS "isHeld",
      (SELECT CASE WHEN lower(part) > ${on}::date THEN lower(part) ELSE upper(part) END FROM unnest(held.days) part
        WHERE part && daterange(${on}::date, NULL) ORDER BY part LIMIT 1) AS "changesOn",
      EXISTS (SELECT FROM servant WHERE servant.number = asked.number AND (servant.valid_during @> ${on}::date) IS TRUE) AS "isInService"
    FROM (SELECT id, number, agency_code, position_code FROM appointment WHERE id = ANY (${appointmentIds}::text[])
          UNION SELECT id, number, agency_code, position_code FROM appointment_history WHERE id = ANY (${appointmentIds}::text[])) asked
      JOIN LATERAL (SELECT DISTINCT power FROM position
        WHERE position.agency_code = asked.agency_code AND position.code = asked.position_code AND power IS NOT NULL) carried ON true
      LEFT JOIN LATERAL (SELECT range_agg(own.valid_during * position.valid_during) AS days
        FROM appointment own JOIN position ON position.agency_code = own.agency_code AND position.code = own.position_code
          AND position.power = carried.power AND position.valid_during && own.valid_during
        WHERE own.number = asked.number AND own.agency_code = asked.agency_code) held ON true
    ORDER BY asked.id, carried.power`);
}

/** All versions of somebody's records of a kind that we hold now, in the order in which they began, with their decisions. */
export async function versionsOf<Row>(
  db: Queryable,
  number: string,
  table: 'servant' | 'appointment' | 'salary_step' | 'training' | 'commendation' | 'discipline',
  columns: readonly string[],
): Promise<(Row & { from: string; until?: string; decision: string })[]> {
  const rows = await db.rows<Row & { from: string; until: string | null; decision: string }>({
    text: `SELECT ${columns.join(', ')}, lower(${table}.valid_during) AS "from", upper(${table}.valid_during) AS until,
        act.source->>'number' AS decision
      FROM ${table} JOIN act ON act.position = ${table}.act WHERE ${table}.number = $1 ORDER BY lower(${table}.valid_during)`,
    values: [number],
  });
  return rows.map(({ until, ...row }) => ({ ...row, ...(until ? { until } : {}) }) as never);
}
