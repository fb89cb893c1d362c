import { randomUUID } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { provincialFinanceCode } from '../../src/country/index.ts';
import { today } from '../../src/kernel/clock.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { House } from '../../src/kernel/system.ts';
import * as enterprises from '../../src/systems/enterprises/index.ts';
import * as services from '../../src/systems/enterprises/services.ts';
import { type CallContext, type PurposeCode, type ServiceContract, call } from '../../src/systems/exchange/index.ts';
import { loadExamplePeople } from '../../src/systems/population/example/load.ts';
import { WARD, smallCountry } from '../../src/systems/population/example/small-country.ts';
import * as population from '../../src/systems/population/index.ts';
import { engineServices } from '../../src/systems/registry/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import { type TestDatabase, testDatabase } from './database.ts';

type Registration = Static<typeof services.registerEnterprise.input>['registration'];
type Act = Static<typeof services.fileAct.input>['act'];
type Filed = Static<typeof services.fileAct.output>;

const { people, households, numberOf } = smallCountry([
  { fullName: 'Nguyễn Văn Minh', sex: 'male', bornOn: '1985-03-02', household: 'minh' },
  { fullName: 'Trần Thị Lan', sex: 'female', bornOn: '1987-08-14', household: 'minh' },
  { fullName: 'Phạm Quốc Bảo', sex: 'male', bornOn: '1979-01-20' },
  { fullName: 'Vũ Thu Hà', sex: 'female', bornOn: '1990-11-05' },
  { fullName: 'Nguyễn Bé Na', sex: 'female', bornOn: '2015-06-01', household: 'minh', relation: 'child' },
  { fullName: 'Trần Cụ Tổ', sex: 'male', bornOn: '1930-01-01' },
  { fullName: 'Lê Công Chức', sex: 'male', bornOn: '1980-05-05' },
  { fullName: 'Đỗ Văn Nhánh', sex: 'male', bornOn: '1980-05-06' },
  { fullName: 'Đỗ Văn Lớn', sex: 'male', bornOn: '1980-05-07' },
  { fullName: 'Đỗ Thị Hai', sex: 'female', bornOn: '1991-04-04' },
  { fullName: 'Đỗ Thị Hài', sex: 'female', bornOn: '1991-04-04' },
]);

/** A database with a few people, one of them an official, and the registrar of Hà Nội who works in it. */
export interface EnterpriseTown {
  house: House;
  database: TestDatabase;
  numberOf(fullName: string): string;
  context(over?: Partial<CallContext> & { key?: string }): CallContext;
  call<Input extends TSchema, Output extends TSchema>(
    contract: ServiceContract<Input, Output>,
    input: Static<Input>,
    over?: Partial<CallContext>,
  ): Promise<Static<Output>>;
  /** A one-member company of Minh's with a billion VND, but for what is said otherwise. */
  register(over: Partial<Registration>, key?: string, official?: { role: string }): Promise<Filed>;
  act(code: string, act: Act, on?: string, key?: string): Promise<Filed>;
  file(code: string, on?: string, knownAt?: string): Promise<Static<typeof services.readEnterpriseFile.output>>;
  /** Runs SQL as the owner of the database. */
  ask<Row>(query: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function enterpriseTown(): Promise<EnterpriseTown> {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, [
    ...population.provided,
    ...enterprises.provided,
    ...engineServices(),
  ]);
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, {
    people: people.map((person) => (person.fullName === 'Trần Cụ Tổ' ? { ...person, diedOn: '2020-02-02' } : person)),
    households: households.filter(({ headNumber }) => headNumber !== numberOf('Trần Cụ Tổ')),
    today: '2026-11-20',
  });
  await client.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during)
    VALUES ('H26.00025', 'commune-committee', 'Ủy ban nhân dân phường Giảng Võ', 'Committee', '00025', '[2025-07-01,)')`);
  await client.query(`INSERT INTO organisations.official (id, personal_number) VALUES ($1, $2)`, [
    '01900000-0000-7000-8000-00000000000a',
    numberOf('Lê Công Chức'),
  ]);
  await client.query(`INSERT INTO organisations.appointment (official_id, role, agency_code, valid_during)
    VALUES ('01900000-0000-7000-8000-00000000000a', 'civil-status-officer', 'H26.00025', '[2025-07-01,)')`);

  const context: EnterpriseTown['context'] = ({ key, ...over } = {}) => ({
    caller: 'enterprises',
    agency: { code: provincialFinanceCode('01'), name: 'Sở Tài chính thành phố Hà Nội' },
    actor: {
      kind: 'official',
      number: '001080000001',
      officialId: '01900000-0000-7000-8000-000000000001',
      role: 'business-registration-officer',
      title: { vi: 'Chuyên viên đăng ký kinh doanh', en: 'Business registration officer' },
      territoryCode: '01',
    },
    purpose: 'business-registration' as PurposeCode,
    idempotencyKey: key ?? randomUUID(),
    ...over,
  });
  const basis = { reason: 'Hồ sơ đăng ký hợp lệ', source: { kind: 'application', number: 'HS-01/2026' } };
  const town: EnterpriseTown = {
    house,
    database,
    numberOf,
    context,
    async call(contract, input, over) {
      return (await call(house, contract, input, { ...context(), ...over })).output;
    },
    async register(over, key, official) {
      const minh = numberOf('Nguyễn Văn Minh');
      const own = context(key ? { key } : {});
      const { output } = await call(
        house,
        services.registerEnterprise,
        {
          registration: {
            name: 'Công ty TNHH Mẫu',
            legalForm: 'llc-one-member',
            addressLine: 'Số 1 phố Mẫu',
            communeCode: WARD,
            capital: 1_000_000_000,
            industries: ['6201', '6202'],
            holders: [{ holder: minh, role: 'owner', contribution: 1_000_000_000, paidIn: 0 }],
            representatives: [{ personNumber: minh, title: 'director' }],
            ...over,
          },
          basis,
        },
        { ...own, actor: { ...own.actor, ...official } as CallContext['actor'] },
      );
      return output;
    },
    act: (code, act, on = today(), key = randomUUID()) =>
      town.call(services.fileAct, { code, on, act, basis }, { idempotencyKey: key }),
    file: (code, on = today(), knownAt) =>
      town.call(services.readEnterpriseFile, { code, on, ...(knownAt ? { knownAt } : {}) }),
    ask: async <Row>(query: string, values: unknown[] = []) => (await client.query(query, values)).rows as Row[],
    async close() {
      await client.end();
      await database.close();
      close();
    },
  };
  return town;
}

/** The code beside each field of a refused form. */
export async function problemsIn(refused: Promise<unknown>): Promise<Record<string, string>> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'input.invalid')
      return Object.fromEntries(error.fields.toReversed().map(({ field, code }) => [field, code]));
    throw error;
  }
  throw new Error('it was not refused');
}

/** For `assert.rejects`: refused with this code. */
export const refusedWith =
  (code: string) =>
  (error: unknown): boolean => {
    if ((error as { code?: string }).code === code) return true;
    throw error;
  };
