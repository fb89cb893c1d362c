import type { Static } from 'typebox';
import { coefficientOf, retirementDay } from '../../../country/index.ts';
import type { Queryable } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { timeline } from '../../registry/index.ts';
import { discipline } from '../kinds.ts';
import type * as services from '../services.ts';
import { assertOwn, ownAgencies } from './acting.ts';
import { monthsAfter, nextRise } from './rules.ts';
import { holdersOn, positionsOn, postsOf, servingOn, versionsOf } from './store.ts';

type Staff = Static<typeof services.readStaff.output>;
type Career = NonNullable<Static<typeof services.readCareer.output>['career']>;

/** Rises and retirements are shown so many months ahead. */
const AHEAD_MONTHS = 6;

/** The positions of an agency on a day with who holds them, whose rise or retirement is near, and before them who has died. */
export async function readStaff(
  house: House,
  { agencyCode, on }: Static<typeof services.readStaff.input>,
  context: CallContext,
): Promise<Staff> {
  assertOwn(await ownAgencies(house, context), agencyCode);
  const db = house.db.as('civil-servants');
  const [positions, servants] = await Promise.all([
    positionsOn(db, { agencyCode, on }),
    servingOn(db, { agencyCode, on }),
  ]);
  const until = monthsAfter(on, AHEAD_MONTHS);
  const due = servants
    .flatMap(({ number, fullName, step, disciplines, diedOn, ...person }): Staff['due'] =>
      diedOn
        ? [{ number, fullName, what: 'death', on: diedOn }]
        : [
            { number, fullName, what: 'rise', on: (step && nextRise(step, disciplines)) ?? NEVER },
            { number, fullName, what: 'retirement', on: retirementDay(person) },
          ],
    )
    .filter((one) => one.on <= until)
    .toSorted((a, b) => Number(b.what === 'death') - Number(a.what === 'death') || (a.on < b.on ? -1 : 1));
  return { positions: positions.map(({ power, ...rest }) => (power ? { ...rest, power } : rest)), due };
}

const NEVER = '9999-12-31';

/** Who holds a position, or those with a power, at an agency on a date. */
export async function holdersOf(
  house: House,
  { agencyCode, on, positionCode, power }: Static<typeof services.holdersOf.input>,
): Promise<Static<typeof services.holdersOf.output>> {
  const asked = { agencyCode, on, positionCode: positionCode ?? null, power: power ?? null };
  const holders = await holdersOn(house.db.as('civil-servants'), asked);
  return { holders };
}

/** Whether posts that went with appointments are held on a day; see the service. */
export async function readPosts(
  house: House,
  asked: Static<typeof services.readPosts.input>,
): Promise<Static<typeof services.readPosts.output>> {
  const posts = await postsOf(house.db.as('civil-servants'), asked);
  return { posts: posts.map(({ changesOn, ...post }) => ({ ...post, ...(changesOn ? { changesOn } : {}) })) };
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
