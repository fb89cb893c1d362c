import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { setClock } from '../../src/kernel/clock.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import type { House } from '../../src/kernel/system.ts';
import * as enterprises from '../../src/systems/enterprises/index.ts';
import { type CallContext, type ServiceContract, call } from '../../src/systems/exchange/index.ts';
import { workOnDeclaration } from '../../src/systems/insurance/declaration/actions.ts';
import * as insurance from '../../src/systems/insurance/index.ts';
import * as services from '../../src/systems/insurance/services.ts';
import { loadExamplePeople } from '../../src/systems/population/example/load.ts';
import { WARD, smallCountry } from '../../src/systems/population/example/small-country.ts';
import * as population from '../../src/systems/population/index.ts';
import { openExampleHouse } from '../../src/systems/registry/example/house.ts';
import { type Unapplied, unappliedOf } from '../../src/systems/registry/events/acting.ts';
import { engineServices } from '../../src/systems/registry/index.ts';
import { testDatabase } from './database.ts';
import { mergePeople, undoMergeOfPeople } from './merging.ts';

export { refusedWith } from './population.ts';

const PEOPLE = {
  BOSS: ['Nguyễn Văn Chủ', 'male', '1980-01-01'],
  AN: ['Trần Văn An', 'male', '1990-03-04'],
  BINH: ['Vũ Thị Bình', 'female', '1985-06-07'],
  CHI: ['Lê Thị Chi', 'female', '1988-01-01'],
  DUNG: ['Phạm Văn Dũng', 'male', '1991-01-01'],
  EM: ['Hoàng Thị Em', 'female', '1992-01-01'],
  GIANG: ['Đỗ Thị Giang', 'female', '1993-01-01'],
  HOA: ['Bùi Thị Hoa', 'female', '1994-01-01'],
  KIM: ['Ngô Thị Kim', 'female', '1995-01-01'],
  LAN: ['Ngô Thị Lan', 'female', '1996-01-01'],
  MAI: ['Ngô Thị Mai', 'female', '1996-02-01'],
  NGA: ['Ngô Thị Nga', 'female', '1996-03-01'],
  OLD: ['Đinh Cụ Già', 'male', '1960-01-15'],
  CHILD: ['Phạm Bé Út', 'female', '2020-02-02'],
  DEAD: ['Trần Cụ Tổ', 'male', '1950-01-01'],
} as const;
export type Who = keyof typeof PEOPLE;
type Firm = 'ACME' | 'OTHER';
const CODES: Record<Firm, string> = { ACME: '0102671977', OTHER: '0313450007' };

export const TODAY = '2026-11-20';
export const HOSPITAL = 'H26.BV1';

/** A few people, two enterprises of one boss, a hospital, and the insurance office of Hà Nội. */
export interface InsuranceTown {
  house: House;
  name(who: Who): string;
  bornOn(who: Who): string;
  number(who: Who): string;
  row(who: string, change: string, from: string, wage: string): string;
  /** The boss declares changes in a file for a month. */
  declare(month: string, rows: readonly (readonly string[])[], firm?: Firm, by?: Who): Promise<Declared>;
  declareText(month: string, rows: string, header?: string): Promise<Declared>;
  read(declarationId: string): Promise<Declared>;
  work(declarationId: string): Promise<void>;
  employer(firm?: Firm, by?: Who): Promise<Static<typeof services.readEmployer.output>>;
  pay(month: string, amount: number, firm?: Firm, agencyCode?: string): Promise<unknown>;
  insured(who: Who): Promise<Static<typeof services.readInsured.output>>;
  /** A call of the office of Hà Nội, or another. */
  office<Input extends TSchema, Output extends TSchema>(
    contract: ServiceContract<Input, Output>,
    input: Static<Input>,
    over?: Partial<CallContext>,
  ): Promise<Static<Output>>;
  /** How many acts the register has. */
  acts(): Promise<number>;
  /** Stewards of the population register merge somebody who was entered twice; the answer is the act, by which it is undone. */
  merge(from: Who, into: Who): Promise<number>;
  undoMerge(act: number): Promise<void>;
  /** What the register could not apply of what others told it. */
  unapplied(): Promise<Unapplied[]>;
  ask<Row>(query: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}
type Declared = Static<typeof services.readDeclaration.output>;

export async function insuranceTown(): Promise<InsuranceTown> {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, [
    ...population.provided,
    ...enterprises.provided,
    ...insurance.provided,
    ...engineServices().filter(({ contract }) => ['insurance', 'population'].includes(contract.owner)),
  ]);
  setClock(new Date(`${TODAY}T05:00:00Z`));
  const { people, households, numberOf } = smallCountry(
    Object.values(PEOPLE).map(([fullName, sex, bornOn]) => ({ fullName, sex, bornOn })),
  );
  const number = (who: Who) => numberOf(PEOPLE[who][0]);
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, {
    people: people.map((person) => (person.number === number('DEAD') ? { ...person, diedOn: '2020-02-02' } : person)),
    households: households.filter(({ headNumber }) => headNumber !== number('DEAD')),
    today: TODAY,
  });
  const ask = async <Row>(query: string, values: unknown[] = []) => (await client.query(query, values)).rows as Row[];
  await ask(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during) VALUES
    ('${HOSPITAL}', 'hospital', 'Bệnh viện Mẫu', 'Sample Hospital', '01', '[2000-01-01,)')`);
  const [act] = await ask<{ position: string }>(
    `INSERT INTO enterprises.act (kind, act, fields, reason, source, done_by) VALUES ('enterprise', 'import', '{}', 'Mẫu', '{}', '{}') RETURNING position`,
  );
  for (const [firm, code] of Object.entries(CODES)) {
    await ask(`INSERT INTO enterprises.enterprise_code (code, units_given) VALUES ($1, 0)`, [code]);
    await ask(
      `INSERT INTO enterprises.enterprise (code, name, legal_form, status, capital, founded_on, address_line, commune_code, valid_during, act)
       VALUES ($1, $2, 'llc-one-member', 'operating', 1000000000, '2020-01-01', 'Số 1', $3, '[2020-01-01,)', $4)`,
      [code, `Công ty TNHH ${firm}`, WARD, act!.position],
    );
    await ask(
      `INSERT INTO enterprises.representative (enterprise_code, person_number, full_name, title, valid_during, act)
       VALUES ($1, $2, $3, 'director', '[2020-01-01,)', $4)`,
      [code, number('BOSS'), PEOPLE.BOSS[0], act!.position],
    );
  }
  const asPerson = (who: Who): CallContext => ({
    caller: 'portal',
    agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
    actor: { kind: 'person', number: number(who), name: PEOPLE[who][0] },
    purpose: 'own-data',
    idempotencyKey: randomUUID(),
  });
  const town: InsuranceTown = {
    house,
    number,
    name: (who) => PEOPLE[who][0],
    bornOn: (who) => PEOPLE[who][2],
    row(who, change, from, wage) {
      const person = who in PEOPLE ? `${number(who as Who)},${PEOPLE[who as Who][0]}` : who;
      return `${person},${change},${from},${wage}`;
    },
    declare: (month, rows, firm, by) =>
      send(
        month,
        services.EMPLOYER_TEMPLATE +
          rows.map((row) => `${town.row(...(row as [string, string, string, string]))}\r\n`).join(''),
        firm,
        by,
      ),
    declareText: (month, rows, header = services.EMPLOYER_TEMPLATE) => send(month, header + rows),
    async read(declarationId) {
      const asked = { number: number('BOSS'), declarationId };
      return (await call(house, services.readDeclaration, asked, asPerson('BOSS'))).output;
    },
    work: (declarationId) => workOnDeclaration(house, declarationId),
    async employer(firm = 'ACME', by = 'BOSS') {
      const asked = { number: number(by), employerCode: CODES[firm] };
      return (await call(house, services.readEmployer, asked, asPerson(by))).output;
    },
    pay: (month, amount, firm = 'ACME', agencyCode = 'G12.98.01') =>
      town.office(
        services.payContributions,
        { employerCode: CODES[firm], month, amount, paidOn: '2026-11-15', reference: 'UNC-01' },
        { agency: { code: agencyCode, name: 'Bảo hiểm xã hội' } },
      ),
    async insured(who) {
      return (await call(house, services.readInsured, { number: number(who) }, asPerson(who))).output;
    },
    async office(contract, input, over = {}) {
      const context: CallContext = {
        caller: 'insurance',
        agency: { code: 'G12.98.01', name: 'Bảo hiểm xã hội thành phố Hà Nội' },
        actor: { kind: 'machine', name: 'test' },
        purpose: 'social-insurance',
        idempotencyKey: randomUUID(),
        ...over,
      };
      return (await call(house, contract, input, context)).output;
    },
    async acts() {
      const [found] = await ask<{ count: number }>('SELECT count(*)::int AS count FROM insurance.act');
      return found!.count;
    },
    merge: (from, into) => mergePeople(house, { from: number(from), into: number(into), on: TODAY }),
    undoMerge: (act) => undoMergeOfPeople(house, act),
    unapplied: () => unappliedOf(house, 'insurance'),
    ask,
    async close() {
      setClock();
      await client.end();
      await database.close();
      close();
    },
  };
  return town;

  async function send(month: string, text: string, firm: Firm = 'ACME', by: Who = 'BOSS'): Promise<Declared> {
    const fileId = await house.files.keep(Buffer.from(text));
    const asked = { number: number(by), employerCode: CODES[firm], month, fileId };
    const { declarationId } = (await call(house, services.declareMonth, asked, asPerson(by))).output;
    assert.ok(declarationId);
    return town.read(declarationId);
  }
}
