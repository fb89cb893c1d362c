import { communeCommitteeCode } from '../../src/country/index.ts';
import { setClock } from '../../src/kernel/clock.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import type { House } from '../../src/kernel/system.ts';
import { provided as civilStatus } from '../../src/systems/civil-status/index.ts';
import type { CallContext, Provided } from '../../src/systems/exchange/index.ts';
import { provided as health } from '../../src/systems/health/index.ts';
import { loadExamplePeople } from '../../src/systems/population/example/load.ts';
import { type Villager, WARD, smallCountry } from '../../src/systems/population/example/small-country.ts';
import { provided as population } from '../../src/systems/population/index.ts';
import { engineServices } from '../../src/systems/registry/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import { testDatabase } from './database.ts';

/** A house with the population and the civil-status register, a small country in it, and a civil-status officer. */
export interface CivilStatusHouse {
  house: House;
  numberOf(fullName: string): string;
  person(fullName: string): { kind: 'person'; number: string };
  /** The context of the officer of a ward, each time under a new key. */
  asOfficer(communeCode?: string, over?: Partial<CallContext>): CallContext;
  /** What every registration needs besides: who registers, and on which document. */
  by: { registrar: typeof REGISTRAR; evidence: typeof EVIDENCE };
  /** Rows by the owner's rights: what really stands in the tables. */
  ask<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const REGISTRAR = { officialId: 'CB-0001', title: { vi: 'Chủ tịch', en: 'Chair' }, name: 'Hoàng Văn Chủ' };
const EVIDENCE = { kind: 'application', number: 'TK-2026-17' };

let keys = 0;

/** Opens one, with the clock at noon of a day; with services of others when they take part. */
export async function civilStatusHouse(
  villagers: readonly Villager[],
  today: string,
  others: readonly Provided[] = [],
): Promise<CivilStatusHouse> {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, [
    ...population,
    ...health,
    ...civilStatus,
    ...others,
    ...engineServices(),
  ]);
  setClock(new Date(`${today}T05:00:00Z`));
  const { people, households, numberOf } = smallCountry([
    { fullName: 'Công Chức Mẫu', sex: 'male', bornOn: '1980-01-01' },
    ...villagers,
  ]);
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, marriages: [], today });
  return {
    house,
    numberOf,
    person: (fullName) => ({ kind: 'person', number: numberOf(fullName) }),
    asOfficer: (communeCode = WARD, over = {}) => ({
      caller: 'civil-status',
      agency: { code: communeCommitteeCode(communeCode, '01'), name: 'Ủy ban nhân dân phường Mẫu' },
      actor: {
        kind: 'official',
        number: numberOf('Công Chức Mẫu'),
        officialId: REGISTRAR.officialId,
        role: 'civil-status-officer',
        title: { vi: 'Công chức tư pháp – hộ tịch', en: 'Civil-status officer' },
        territoryCode: communeCode,
      },
      purpose: 'civil-status-registration',
      idempotencyKey: `test-key-${String(++keys).padStart(6, '0')}`,
      ...over,
    }),
    by: { registrar: REGISTRAR, evidence: EVIDENCE },
    ask: async (text, values = []) => (await client.query(text, values)).rows,
    async close() {
      await client.end();
      setClock();
      await database.close();
      close();
    },
  };
}
