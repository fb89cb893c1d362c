import assert from 'node:assert/strict';
import type { Static } from 'typebox';
import type { House } from '../../src/kernel/system.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { setClock } from '../../src/kernel/clock.ts';
import { type CallContext, call, type ServiceContract } from '../../src/systems/exchange/index.ts';
import { loadExampleMarriages } from '../../src/systems/civil-status/example/load.ts';
import { provided as civilStatus } from '../../src/systems/civil-status/index.ts';
import { provided as land } from '../../src/systems/land/index.ts';
import * as services from '../../src/systems/land/services.ts';
import { loadExamplePeople } from '../../src/systems/population/example/load.ts';
import { smallCountry, WARD } from '../../src/systems/population/example/small-country.ts';
import { provided as population } from '../../src/systems/population/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import { sealServicesOf } from '../../src/systems/registry/index.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const TODAY = '2026-11-20';
/** South-west corner of the village, in metres of VN-2000 about 105°: X is north, Y is east. */
const ORIGIN = { x_m: 2_325_000, y_m: 585_000 };
const LOT = { wide: 10, deep: 20 };
const ROAD = 6;

/** A village with people, where streets of lots are surveyed and registered as a test needs them. */
export interface Village {
  database: TestDatabase;
  house: House;
  numberOf(fullName: string): string;
  context(over?: Partial<CallContext>): CallContext;
  /** Calls a service of the register as an officer of the province's land registration office. */
  does<Contract extends ServiceContract>(
    contract: Contract,
    input: object,
    over?: Partial<CallContext>,
  ): Promise<Static<Contract['output']>>;
  /** Surveys a street of its own with so many lots north of it; the answer is the codes of the lots from the west. */
  street(lots: number): Promise<{
    sheet: number;
    road: string;
    lots: string[];
    at(east_m: number, north_m: number): { x_m: number; y_m: number };
  }>;
  /** Registers a parcel for people, each with a share; the answer is the codes of their rights. */
  owned(
    parcel: string,
    holders: { names: string[]; share?: [number, number]; termUntil?: string }[],
    more?: object,
  ): Promise<string[]>;
  /** One person who gets the whole of something. */
  whole(name: string): { party: object; numerator: number; denominator: number }[];
  /** The numbers of people. */
  signed(...names: string[]): string[];
  /** Who holds which share in a parcel on a day. */
  holders(parcel: string, on?: string): Promise<{ name: string; share: string }[]>;
  /** What burdens a parcel on a day, by form and rank. */
  burdens(parcel: string, on?: string): Promise<string[]>;
  /** The certificates of a parcel's unit, and whether each is over. */
  certificates(parcel: string): Promise<{ serial: string; ended: boolean }[]>;
  /** Seals a party of the register, as the owner's keeper of seals does. */
  seals(name: string): Promise<void>;
  /** Somebody dies, by the population register. */
  dies(name: string, on: string): Promise<void>;
  /** Asks the database behind the register's back. */
  ask<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** What `assert.rejects` expects of a refusal. */
export const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};

export const why = (form = 'contract', number = '12/HĐ') => ({
  reason: 'Hồ sơ đủ điều kiện theo quy định',
  source: { form, number },
  registeredBy: { title: { vi: 'Giám đốc', en: 'Director' }, name: 'Lê Văn Đất' },
});

export async function landVillage(): Promise<Village> {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, [
    ...population,
    ...civilStatus,
    ...land,
    ...sealServicesOf('land')!.provided,
  ]);
  setClock(new Date(`${TODAY}T03:00:00Z`));
  const { people, households, numberOf } = smallCountry([
    { fullName: 'Nguyễn Văn An', sex: 'male', bornOn: '1975-01-01', household: 'an' },
    { fullName: 'Trần Thị Bình', sex: 'female', bornOn: '1978-03-02', household: 'an' },
    { fullName: 'Lê Văn Cường', sex: 'male', bornOn: '1980-08-14', household: 'cuong' },
    { fullName: 'Phạm Thị Dung', sex: 'female', bornOn: '1985-08-14', household: 'dung' },
    { fullName: 'Hoàng Văn Em', sex: 'male', bornOn: '1990-08-14', household: 'em' },
    { fullName: 'Bùi Văn Hải', sex: 'male', bornOn: '1950-02-14', household: 'hai' },
    { fullName: 'Vũ Thị Kim', sex: 'female', bornOn: '1952-06-30', household: 'hai' },
    { fullName: 'Bùi Thị Lan', sex: 'female', bornOn: '1976-11-02', household: 'lan' },
  ]);
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, today: TODAY });
  await loadExampleMarriages(
    client,
    [
      {
        husbandNumber: numberOf('Nguyễn Văn An'),
        wifeNumber: numberOf('Trần Thị Bình'),
        registeredOn: '2001-05-05',
        communeCode: WARD,
      },
    ],
    (number) => people.find((person) => person.number === number)!,
  );
  let serial = 0;
  let streets = 0;
  const context: Village['context'] = (over = {}) => ({
    caller: 'land',
    agency: { code: 'H26.VPDK', name: 'Văn phòng đăng ký đất đai thành phố Hà Nội' },
    actor: {
      kind: 'official',
      number: numberOf('Hoàng Văn Em'),
      officialId: '00000000-0000-8000-8000-000000000001',
      role: 'land-registration-officer',
      title: { vi: 'Viên chức đăng ký đất đai', en: 'Land registration officer' },
      territoryCode: '01',
    },
    purpose: 'land-registration',
    idempotencyKey: `village-${++serial}-key`,
    ...over,
  });
  const does: Village['does'] = async (contract, input, over) =>
    (await call(house, contract, input as never, context(over))).output as never;
  const ask: Village['ask'] = async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Row[];
  return {
    database,
    house,
    numberOf,
    context,
    does,
    async street(count) {
      const sheet = ++streets;
      // Two hundred metres to the north for each, so that streets have nothing to do with each other.
      const at = (east_m: number, north_m: number) => ({
        x_m: ORIGIN.x_m + sheet * 200 + north_m,
        y_m: ORIGIN.y_m + east_m,
      });
      const survey = async (corners: [number, number][], landUse: string) => {
        const outline = corners.map(([east, north]) => at(east, north));
        const done = await does(services.surveyParcel, {
          ...why('survey', `ĐĐ-${sheet}`),
          on: '2020-01-01',
          communeCode: WARD,
          sheet,
          outline,
          landUse,
        });
        return done.parcels[0]!;
      };
      const width = count * LOT.wide;
      const road = await survey(
        [
          [0, 0],
          [width, 0],
          [width, ROAD],
          [0, ROAD],
        ],
        'DGT',
      );
      const lots: string[] = [];
      for (let i = 0; i < count; i++) {
        const [west, east, top] = [i * LOT.wide, (i + 1) * LOT.wide, ROAD + LOT.deep];
        lots.push(
          await survey(
            [
              [west, ROAD],
              [east, ROAD],
              [east, top],
              [west, top],
            ],
            'ODT',
          ),
        );
      }
      return { sheet, road, lots, at };
    },
    async owned(parcel, holders, more = {}) {
      await does(services.registerFirst, {
        ...why('application', 'ĐK-1'),
        on: '2021-06-01',
        parcels: [parcel],
        rights: holders.map(({ names, share: [numerator, denominator] = [1, 1], termUntil }) => ({
          party:
            names.length === 1
              ? { form: 'person', number: numberOf(names[0]!) }
              : { form: 'couple', numbers: names.map(numberOf) },
          numerator,
          denominator,
          origin: 'CNQ-CTT',
          ...(termUntil ? { termUntil } : {}),
        })),
        ...more,
      });
      const rows = await ask<{ code: string }>(
        `SELECT r.code FROM land.land_right r JOIN land.spatial_unit s ON s.ba_unit = r.ba_unit
          WHERE s.code = $1 AND upper_inf(s.valid_during) AND upper_inf(r.valid_during) ORDER BY r.act`,
        [parcel],
      );
      return rows.map(({ code }) => code);
    },
    whole: (name) => [{ party: { form: 'person', number: numberOf(name) }, numerator: 1, denominator: 1 }],
    signed: (...names) => names.map(numberOf),
    holders: (parcel, on = TODAY) =>
      ask(
        `SELECT p.name, r.share_numerator || '/' || r.share_denominator AS share
           FROM land.spatial_unit s JOIN land.land_right r ON r.ba_unit = s.ba_unit AND r.valid_during @> $2::date
           JOIN land.party p ON p.code = r.party AND p.valid_during @> $2::date
          WHERE s.code = $1 AND s.valid_during @> $2::date ORDER BY 2, 1`,
        [parcel, on],
      ),
    async burdens(parcel, on = TODAY) {
      const rows = await ask<{ burden: string }>(
        `SELECT concat_ws(' ', r.form, r.rank) AS burden FROM land.spatial_unit s
           JOIN land.restriction r ON r.ba_unit = s.ba_unit AND r.valid_during @> $2::date
          WHERE s.code = $1 AND s.valid_during @> $2::date ORDER BY 1`,
        [parcel, on],
      );
      return rows.map(({ burden }) => burden);
    },
    certificates: (parcel) =>
      ask(
        `SELECT c.serial, NOT upper_inf(c.valid_during) AS ended FROM land.certificate c
          WHERE c.ba_unit = (SELECT ba_unit FROM land.spatial_unit WHERE code = $1 AND ba_unit IS NOT NULL LIMIT 1)
          ORDER BY c.serial`,
        [parcel],
      ),
    async seals(name) {
      const keeper = {
        caller: 'registry',
        agency: { code: 'G10', name: 'Bộ Nông nghiệp và Môi trường' },
        purpose: 'sealed-data' as const,
        actor: {
          kind: 'official' as const,
          number: numberOf('Hoàng Văn Em'),
          officialId: 'keeper',
          role: 'seal-keeper',
          title: { vi: 'Cán bộ giữ niêm phong', en: 'Keeper of seals' },
          territoryCode: '',
        },
      };
      const decision = { reason: 'Bảo vệ người làm chứng', source: { kind: 'decision', number: '7/QĐ' } };
      await does(
        sealServicesOf('land')!.seal,
        { kind: 'party', key: [numberOf(name)], openTo: [], ...decision },
        keeper,
      );
    },
    async dies(name, on) {
      await ask('UPDATE population.person SET died_on = $2 WHERE number = $1', [numberOf(name), on]);
    },
    ask,
    async close() {
      setClock();
      await client.end();
      await database.close();
      close();
    },
  };
}
