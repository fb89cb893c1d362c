import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { type TemporalTable, record, validOn } from '../../registry/index.ts';

/** Persons, by version. */
export const PERSON: TemporalTable = {
  table: 'person',
  key: ['number'],
  columns: [
    'full_name',
    'sex',
    'born_on',
    'birth_place',
    'ethnic_group',
    'nationality',
    'hometown',
    'died_on',
    'reason',
  ],
};

const RELATION: TemporalTable = { table: 'relation', key: ['child_number', 'kind'], columns: ['parent_number'] };

export interface StoredPerson {
  number: string;
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  birthPlace: string | null;
  ethnicGroup: string | null;
  nationality: string;
  hometown: string | null;
  diedOn: string | null;
}

/** A person as of a civil date; the last version of someone who has died. */
export function findPerson(db: Queryable, asked: { number: string; on: string }): Promise<StoredPerson | undefined> {
  return db.maybe(sql`SELECT number, full_name AS "fullName", sex, born_on AS "bornOn", birth_place AS "birthPlace",
      ethnic_group AS "ethnicGroup", nationality, hometown, died_on AS "diedOn"
    FROM person WHERE number = ${asked.number} AND (lower(valid_during) IS NULL OR lower(valid_during) <= ${asked.on}::date)
    ORDER BY lower(valid_during) DESC NULLS LAST LIMIT 1`);
}

/** The dates of birth of those numbers that are in the register. */
export function bornOnOf(db: Queryable, numbers: readonly string[]): Promise<{ number: string; bornOn: string }[]> {
  return db.rows(sql`SELECT DISTINCT number, born_on AS "bornOn" FROM person WHERE number = ANY (${numbers})`);
}

/** The parents of a person on a civil date. */
export async function parentsOf(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ motherNumber?: string; fatherNumber?: string }> {
  const rows = await db.rows<{ kind: 'mother' | 'father'; parent: string }>(sql`SELECT kind, parent_number AS parent
    FROM relation WHERE child_number = ${asked.number} AND ${validOn(asked.on)}`);
  return Object.fromEntries(rows.map(({ kind, parent }) => [`${kind}Number`, parent]));
}

const MOST_CHILDREN = 50;

/** The living children of a person on a civil date, the youngest first. */
export function childrenOf(
  db: Queryable,
  asked: { number: string; on: string },
): Promise<{ number: string; fullName: string; sex: 'male' | 'female'; bornOn: string }[]> {
  return db.rows(sql`SELECT child.number, child.full_name AS "fullName", child.sex, child.born_on AS "bornOn"
    FROM relation JOIN person child ON child.number = relation.child_number AND child.${validOn(asked.on)}
    WHERE relation.parent_number = ${asked.number} AND relation.${validOn(asked.on)} AND child.died_on IS NULL
    ORDER BY child.born_on DESC, child.number LIMIT ${MOST_CHILDREN}`);
}

/** The number that a request got before, if it did. */
export async function numberOfRequest(db: Queryable, requestKey: string): Promise<string | undefined> {
  const row = await db.maybe<{ number: string }>(
    sql`SELECT number FROM personal_number WHERE request_key = ${requestKey}`,
  );
  return row?.number;
}

/** Takes a number for a request. False when the number is taken, or the request has one by now. */
export async function takeNumber(tx: Tx, taken: { number: string; requestKey: string }): Promise<boolean> {
  const count = await tx.run(sql`INSERT INTO personal_number (number, request_key)
    VALUES (${taken.number}, ${taken.requestKey}) ON CONFLICT DO NOTHING`);
  return count === 1;
}

/** A number of six digits that is still free behind a prefix, chosen at random; undefined when all million are taken. */
export async function freeSerial(tx: Tx, prefix: string): Promise<number | undefined> {
  const row = await tx.maybe<{ serial: number }>(sql`SELECT serial FROM (
      SELECT generate_series(0, 999999) AS serial
      EXCEPT SELECT substr(number, 7)::integer FROM personal_number
        WHERE number BETWEEN ${prefix} || '000000' AND ${prefix} || '999999'
    ) free ORDER BY random() LIMIT 1`);
  return row?.serial;
}

/** Enters a newborn with the relations to the parents, valid from birth. */
export async function insertNewborn(
  tx: Tx,
  child: Omit<StoredPerson, 'diedOn'> & { motherNumber?: string; fatherNumber?: string; reason: string },
): Promise<void> {
  await record(tx, PERSON, {
    from: child.bornOn,
    values: {
      number: child.number,
      full_name: child.fullName,
      sex: child.sex,
      born_on: child.bornOn,
      birth_place: child.birthPlace,
      ethnic_group: child.ethnicGroup,
      nationality: child.nationality,
      hometown: child.hometown,
      reason: child.reason,
    },
  });
  for (const kind of ['mother', 'father'] as const) {
    const parent = child[`${kind}Number`];
    if (!parent) continue;
    await record(tx, RELATION, {
      from: child.bornOn,
      values: { child_number: child.number, kind, parent_number: parent },
    });
  }
}
