import type { Static } from 'typebox';
import { coefficientOf, retirementDay } from '../../../country/index.ts';
import { type Queryable, sql } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { timeline } from '../../registry/index.ts';
import { discipline } from '../kinds.ts';
import type * as services from '../services.ts';
import { assertOwn, ownAgencies } from './acting.ts';
import { monthsAfter, nextRise } from './rules.ts';

type Staff = Static<typeof services.readStaff.output>;
type Career = NonNullable<Static<typeof services.readCareer.output>['career']>;

/** Rises and retirements are shown so many months ahead. */
const AHEAD_MONTHS = 6;

/** The positions of an agency on a day with who holds them, and whose rise or retirement is near. */
export async function readStaff(
  house: House,
  { agencyCode, on }: Static<typeof services.readStaff.input>,
  context: CallContext,
): Promise<Staff> {
  assertOwn(await ownAgencies(house, context), agencyCode);
  const db = house.db.as('civil-servants');
  const [positions, servants] = await Promise.all([
    db.rows<Staff['positions'][number]>(sql`SELECT position.agency_code AS "agencyCode", position.code, position.title,
        position.category, position.grade_code AS "gradeCode", position.staff_limit AS "staffLimit",
        position.power,
        coalesce((SELECT jsonb_agg(jsonb_build_object('number', held.number, 'fullName', servant.full_name,
            'since', lower(held.valid_during), 'manner', held.manner) ORDER BY lower(held.valid_during), held.number)
          FROM appointment held JOIN servant ON servant.number = held.number AND (servant.valid_during @> ${on}::date) IS TRUE
          WHERE held.agency_code = position.agency_code AND held.position_code = position.code
            AND (held.valid_during @> ${on}::date) IS TRUE), '[]') AS holders
      FROM position WHERE position.agency_code = ${agencyCode} AND (position.valid_during @> ${on}::date) IS TRUE
      ORDER BY position.code`),
    db.rows<Serving>(sql`SELECT servant.number, servant.full_name AS "fullName", servant.sex, servant.born_on AS "bornOn",
        to_jsonb(held) AS step,
        coalesce((SELECT jsonb_agg(jsonb_build_object('form', form, 'from', lower(valid_during))) FROM discipline
          WHERE discipline.number = servant.number), '[]') AS disciplines
      FROM servant LEFT JOIN LATERAL (SELECT grade_code AS "gradeCode", step, counted_from AS "countedFrom" FROM salary_step
          WHERE salary_step.number = servant.number AND (salary_step.valid_during @> ${on}::date) IS TRUE) held ON true
      WHERE servant.agency_code = ${agencyCode} AND (servant.valid_during @> ${on}::date) IS TRUE`),
  ]);
  const until = monthsAfter(on, AHEAD_MONTHS);
  const due = servants
    .flatMap(({ number, fullName, step, disciplines, ...person }): Staff['due'] => [
      { number, fullName, what: 'rise', on: (step && nextRise(step, disciplines)) ?? NEVER },
      { number, fullName, what: 'retirement', on: retirementDay(person) },
    ])
    .filter((one) => one.on <= until)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return { positions: positions.map(({ power, ...rest }) => (power ? { ...rest, power } : rest)), due };
}

const NEVER = '9999-12-31';

interface Serving {
  number: string;
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  step: Parameters<typeof nextRise>[0] | null;
  disciplines: Parameters<typeof nextRise>[1];
}

/** Who holds a position, or those with a power, at an agency on a date. */
export async function holdersOf(
  house: House,
  { agencyCode, on, positionCode, power }: Static<typeof services.holdersOf.input>,
): Promise<Static<typeof services.holdersOf.output>> {
  const holders = await house.db.as('civil-servants').rows<{ number: string; positionCode: string; since: string }>(
    sql`SELECT held.number, held.position_code AS "positionCode", lower(held.valid_during) AS since
      FROM appointment held JOIN position ON position.agency_code = held.agency_code AND position.code = held.position_code
        AND (position.valid_during @> ${on}::date) IS TRUE
      WHERE held.agency_code = ${agencyCode} AND (held.valid_during @> ${on}::date) IS TRUE
        AND (${positionCode ?? null}::text IS NULL OR held.position_code = ${positionCode ?? null})
        AND (${power ?? null}::text IS NULL OR position.power = ${power ?? null})
      ORDER BY lower(held.valid_during), held.number`,
  );
  return { holders };
}

/** The whole career of who serves, or served last, at the caller's agency or below it; for all others the answer is as for nobody. */
export async function readCareer(
  house: House,
  { number }: Static<typeof services.readCareer.input>,
  context: CallContext,
): Promise<Static<typeof services.readCareer.output>> {
  const db = house.db.as('civil-servants');
  const service = await versionsOf<Career['service'][number] & Person>(db, number, 'servant', [
    'full_name AS "fullName"',
    'sex',
    'born_on AS "bornOn"',
    'employment',
    'agency_code AS "agencyCode"',
  ]);
  const last = service.at(-1);
  if (!last || !(await ownAgencies(house, context)).has(last.agencyCode)) return {};
  const [appointments, steps, trainings, commendations, disciplines] = await Promise.all([
    versionsOf<Career['appointments'][number]>(db, number, 'appointment', [
      'id',
      'agency_code AS "agencyCode"',
      'position_code AS "positionCode"',
      `(SELECT title FROM position WHERE position.agency_code = appointment.agency_code AND position.code = appointment.position_code
        ORDER BY lower(position.valid_during) DESC LIMIT 1) AS title`,
      'manner',
    ]),
    versionsOf<Omit<Career['steps'][number], 'coefficient_hundredths'>>(db, number, 'salary_step', [
      'grade_code AS "gradeCode"',
      'step',
      'counted_from AS "countedFrom"',
    ]),
    versionsOf<Career['trainings'][number]>(db, number, 'training', ['training.kind', 'course', 'institution']),
    versionsOf<Career['commendations'][number]>(db, number, 'commendation', ['form', 'merit']),
    versionsOf<{ id: string; form: Career['disciplines'][number]['form']; from: string; decision: string }>(
      db,
      number,
      'discipline',
      ['id', 'form'],
    ),
  ]);
  const step = steps.at(-1);
  const rise = step && step.until === undefined ? nextRise(step, disciplines) : undefined;
  return {
    career: {
      number,
      fullName: last.fullName,
      sex: last.sex,
      bornOn: last.bornOn,
      service: service.map(({ employment, agencyCode, from, until, decision }) => ({
        employment,
        agencyCode,
        from,
        ...(until ? { until } : {}),
        decision,
      })),
      appointments,
      steps: steps.map((one) => ({ ...one, coefficient_hundredths: coefficientOf(one.gradeCode, one.step)! })),
      ...(rise ? { nextRiseOn: rise } : {}),
      retiresOn: retirementDay(last),
      trainings,
      commendations,
      disciplines: await Promise.all(
        disciplines.map(async ({ id, ...rest }) => ({ ...rest, violation: await violationOf(db, id) })),
      ),
    },
  };
}

interface Person {
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
}

/** What somebody was disciplined for: kept encrypted, and opened here. */
async function violationOf(db: Queryable, id: string): Promise<string> {
  const versions = await timeline(db, discipline, { id });
  return versions.at(-1)?.values.violation ?? '';
}

/** All versions of somebody's records of a kind that we hold now, in the order in which they began, with their decisions. */
async function versionsOf<Row>(
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
