import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Contract } from './rules.ts';

const columns = sql`c.id, c.notary_code AS "notaryCode", c.notary_name AS "notaryName", c.number, c.signed_on AS "signedOn",
  c.parcel, c.signers, c.transfer, c.mortgage, c.sha256, r.id AS "registrationId"`;
const contracts = sql`contract c LEFT JOIN registration r ON r.contract_id = c.id`;

/** A contract that a notary filed. */
export function findContract(db: Queryable, id: string): Promise<Contract | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM ${contracts} WHERE c.id = ${id}::uuid`);
}

/** A contract by the key of the request that filed it. */
export async function findFiledContract(db: Queryable, requestKey: string): Promise<string | undefined> {
  return (await db.maybe<{ id: string }>(sql`SELECT id FROM contract WHERE request_key = ${requestKey}`))?.id;
}

/** The contracts about a parcel that no registration rests on yet, oldest first. */
export function findWaitingContracts(db: Queryable, parcel: string): Promise<Contract[]> {
  return db.rows(sql`SELECT ${columns} FROM ${contracts} WHERE c.parcel = ${parcel} AND r.id IS NULL
    ORDER BY c.recorded_at LIMIT 50`);
}

/** Files a contract. Refuses (unique key) a number that the same notary used before. */
export async function insertContract(
  db: Queryable,
  contract: Omit<Contract, 'registrationId'> & { requestKey: string },
): Promise<void> {
  await db.run(sql`INSERT INTO contract (id, request_key, notary_code, notary_name, number, signed_on, parcel, signers,
      transfer, mortgage, sha256)
    VALUES (${contract.id}::uuid, ${contract.requestKey}, ${contract.notaryCode}, ${contract.notaryName},
      ${contract.number}, ${contract.signedOn}::date, ${contract.parcel}, ${contract.signers},
      ${JSON.stringify(contract.transfer)}::jsonb, ${JSON.stringify(contract.mortgage)}::jsonb, ${contract.sha256})`);
}
