import { ownerClient } from '../../src/kernel/db.ts';
import { setClock } from '../../src/kernel/clock.ts';
import type { House } from '../../src/kernel/system.ts';
import type { CallContext } from '../../src/systems/exchange/index.ts';
import { loadExamplePeople } from '../../src/systems/population/example/load.ts';
import { type Villager, WARD, smallCountry } from '../../src/systems/population/example/small-country.ts';
import { provided } from '../../src/systems/population/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import { testDatabase } from './database.ts';

/** A house that holds the population register only, with a small country in it. */
export interface PopulationHouse {
  house: House;
  numberOf(fullName: string): string;
  /** Rows by the owner's rights: what really stands in the tables. */
  ask<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens one, with the clock at noon of a day. */
export async function populationHouse(villagers: readonly Villager[], today: string): Promise<PopulationHouse> {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, provided);
  setClock(new Date(`${today}T05:00:00Z`));
  const { people, households, numberOf } = smallCountry(villagers);
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, today });
  return {
    house,
    numberOf,
    ask: async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[],
    async close() {
      setClock();
      await client.end();
      await database.close();
      close();
    },
  };
}

let serial = 0;

/** A call by civil status for what it has registered; every one under a key of its own. */
export const byCivilStatus = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'civil-status',
  agency: { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'civil-status-registration',
  idempotencyKey: `entry-${++serial}`,
  ...over,
});

/** A call by the police of the ward of the small country, at their desk. */
export const byPolice = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'population',
  agency: { code: `G01.26.${WARD}`, name: 'Công an phường Giảng Võ' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'residence-keeping',
  idempotencyKey: `desk-${++serial}`,
  ...over,
});

/** A call by the identity office of the ministry, at its desk. */
export const byIdentityOffice = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'population',
  agency: { code: 'G01', name: 'Bộ Công an' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'identity-management',
  idempotencyKey: `identity-${++serial}`,
  ...over,
});

/** Whether an error is a refusal with that code, for `assert.rejects`. */
export const refusedWith = (code: string) => (error: unknown) => {
  const { code: found } = error as { code?: string };
  if (found !== code) throw new Error(`refused with ${found ?? String(error)}, not ${code}`);
  return true;
};
