import { sql, type Queryable } from '../../../../kernel/db.ts';
import type { Delegation, DelegationAct, DelegationOffer } from './rules.ts';

/** Keeps an offer; the same sent twice stays as it is. */
export async function insertDelegation(db: Queryable, offer: DelegationOffer): Promise<void> {
  const { from, to } = offer;
  await db.run(sql`
    INSERT INTO trust.signing_delegation
      (id, capacity, agency_code, agency_name, from_official_id, from_name, from_role, from_title,
       to_official_id, to_name, to_role, to_title, kinds, grounds, grounds_on, from_on, until_on)
    VALUES (${offer.id}, ${offer.capacity}, ${offer.agencyCode}, ${offer.agencyName}, ${from.officialId}, ${from.name}, ${from.role},
            ${from.title}, ${to.officialId}, ${to.name}, ${to.role}, ${to.title}, ${[...offer.kinds]}, ${offer.grounds},
            ${offer.groundsOn}, ${offer.fromOn}, ${offer.untilOn ?? null})
    ON CONFLICT (id) DO NOTHING`);
}

/** Keeps an act; false when it was done before, or the offer answered otherwise. */
export async function insertDelegationAct(
  db: Queryable,
  done: { delegationId: string; act: DelegationAct; byOfficialId: string; why: string },
): Promise<boolean> {
  const added = await db.run(sql`
    INSERT INTO trust.signing_delegation_act (delegation_id, act, by_official_id, why)
    VALUES (${done.delegationId}, ${done.act}, ${done.byOfficialId}, ${done.why})
    ON CONFLICT DO NOTHING`);
  return added === 1;
}

const DELEGATION = sql`
  delegation.id, delegation.capacity, delegation.agency_code AS "agencyCode", delegation.agency_name AS "agencyName",
  jsonb_build_object('officialId', from_official_id, 'name', from_name, 'role', from_role, 'title', from_title) AS "from",
  jsonb_build_object('officialId', to_official_id, 'name', to_name, 'role', to_role, 'title', to_title) AS "to",
  delegation.kinds, delegation.grounds, delegation.grounds_on::text AS "groundsOn", delegation.from_on::text AS "fromOn",
  delegation.until_on::text AS "untilOn", delegation.offered_at AS "offeredAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('act', act, 'byOfficialId', by_official_id, 'why', why, 'at', at) ORDER BY at), '[]')
     FROM trust.signing_delegation_act WHERE delegation_id = delegation.id) AS acts`;

type Row = Omit<Delegation, 'untilOn' | 'acts'> & {
  untilOn: string | null;
  acts: { act: DelegationAct; byOfficialId: string; why: string; at: string }[];
};

const read = ({ untilOn, acts, ...row }: Row): Delegation => ({
  ...row,
  untilOn: untilOn ?? undefined,
  acts: acts.map(({ at, ...act }) => ({ ...act, at: new Date(at) })),
});

export async function findDelegation(db: Queryable, id: string): Promise<Delegation | undefined> {
  const row = await db.maybe<Row>(
    sql`SELECT ${DELEGATION} FROM trust.signing_delegation AS delegation WHERE id = ${id}`,
  );
  return row && read(row);
}

/** What an official offered or was offered at an agency, newest first. */
export async function listDelegations(
  db: Queryable,
  { officialId, agencyCode, most }: { officialId: string; agencyCode: string; most: number },
): Promise<Delegation[]> {
  const rows = await db.rows<Row>(sql`
    SELECT ${DELEGATION} FROM trust.signing_delegation AS delegation
     WHERE agency_code = ${agencyCode} AND (from_official_id = ${officialId} OR to_official_id = ${officialId})
     ORDER BY offered_at DESC LIMIT ${most}`);
  return rows.map(read);
}

/** Delegations by their ids, each only where it is one to the official whose certificate has that serial number. */
export async function findDelegationsOfSigners(
  db: Queryable,
  named: readonly { id: string; serial: string }[],
): Promise<(Delegation & { serial: string })[]> {
  const rows = await db.rows<Row & { serial: string }>(sql`
    SELECT ${DELEGATION}, credential.serial
      FROM unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ serial }) => serial)}::text[]) AS named (id, serial)
      JOIN trust.signing_delegation AS delegation ON delegation.id = named.id
      JOIN trust.signing_credential AS credential
        ON credential.serial = named.serial AND credential.official_id = delegation.to_official_id
       AND credential.agency_code = delegation.agency_code AND credential.role = delegation.to_role`);
  return rows.map(({ serial, ...row }) => ({ ...read(row), serial }));
}
