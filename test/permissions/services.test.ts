import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { SYSTEMS } from '../../src/house.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import {
  type CallContext,
  PURPOSES,
  type PurposeCode,
  type ServiceContract,
  call,
  publishedServices,
} from '../../src/systems/exchange/index.ts';
import { mayCall } from '../../src/systems/exchange/rules.ts';
import { type JourneyCountry, journeyCountry, openHospital, reportOf } from '../journeys/country.ts';
import { testHouse } from '../support/house.ts';

/** Every service of the exchange, every system and every purpose: only what a grant names goes through. */

let country: JourneyCountry;
before(async () => {
  country = await journeyCountry(await testHouse());
});
after(() => country?.close());

const CALLERS = [
  ...SYSTEMS.map(({ name }) => name),
  'system:hospital',
  'system:school',
  'system:bank',
  'system:notary',
  'system:tax-authority',
  'system:anti-money-laundering',
  'nobody',
];
const purposes = Object.keys(PURPOSES) as PurposeCode[];

/** Texts that patterns of the services want. */
const SAMPLES = [
  '001190000004',
  '2026-01-02',
  '2026-01-02T03:04:05Z',
  '2026-01',
  '01900000-0000-7000-8000-000000000000',
  'VN',
  'person',
  '01',
  '00025',
  '9700000001',
  'H26.00025',
  'VT001',
  'NN-2222222222',
  '6201',
  'f'.repeat(32),
  'ABCDEFGH2345',
  'a'.repeat(64),
  'Một lời đủ dài để được nhận.',
  'w7epxsheyytd',
  'AA00000001',
  '1053629',
  '018',
  '341',
  '6000',
  'TS0000000001',
  'NC000001',
  'BL000001',
];

interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  minimum?: number;
  minItems?: number;
  items?: Shape;
}

/** The plainest input that the schema takes: whoever has no right must be refused for that, not for a mistake. */
function inputFor(schema: Shape, at: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return inputFor(schema.anyOf[0]!, at);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, inputFor(schema.properties![name]!, `${at}.${name}`)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => inputFor(schema.items!, `${at}[]`));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default: {
      const sample = SAMPLES.find((text) => Check(schema as TSchema, text));
      if (sample === undefined) {
        assert.fail(`no sample for ${at} (${JSON.stringify(schema)}): add one to SAMPLES in this test`);
      }
      return sample;
    }
  }
}

const officialContext = (caller: string, purpose: PurposeCode): CallContext => ({
  caller,
  agency: { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' },
  actor: { kind: 'machine', name: 'một hệ thống' },
  purpose,
  caseNumber: 'H26.00025-260102-0001',
  idempotencyKey: `permission-${caller}-${purpose}`,
});

async function refusalOf(contract: ServiceContract, input: unknown, context: CallContext): Promise<string | undefined> {
  try {
    await call(country.house, contract, input as never, context);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const isGranted = ({ grants }: ServiceContract, caller: string, purpose: PurposeCode): boolean =>
  grants.some((grant) => grant.caller === caller && grant.purposes.includes(purpose));

test('no caller has a right for a purpose that no grant names, whoever the data are of', () => {
  const wrong: string[] = [];
  for (const contract of publishedServices(country.house)) {
    const input = inputFor(contract.input as Shape, contract.name);
    const subjects = contract.subjects(input as never).filter((subject): subject is string => Boolean(subject));
    for (const caller of CALLERS)
      for (const purpose of purposes)
        if (!isGranted(contract, caller, purpose) && mayCall(contract, officialContext(caller, purpose), subjects))
          wrong.push(`${contract.name} by ${caller} for ${purpose}`);
  }
  assert.deepEqual(wrong, []);
});

test('every service asks for that right: a stranger, a purpose not granted and a caller not granted are refused', async () => {
  const wrong: string[] = [];
  for (const contract of publishedServices(country.house)) {
    const input = inputFor(contract.input as Shape, contract.name);
    const [{ caller, purposes: granted } = { caller: 'nobody', purposes: purposes }] = contract.grants;
    const other = purposes.find((purpose) => !isGranted(contract, caller, purpose))!;
    const another = CALLERS.find((each) => !isGranted(contract, each, granted[0]!))!;
    const attempts: [string, PurposeCode][] = [
      ['nobody', granted[0]!],
      [caller, other],
      [another, granted[0]!],
    ];
    const asked = attempts.map(async ([by, purpose]) => {
      const code = await refusalOf(contract, input, officialContext(by, purpose));
      if (code !== 'exchange.no_right') wrong.push(`${contract.name} by ${by} for ${purpose}: ${code ?? 'done'}`);
    });
    await Promise.all(asked);
  }
  assert.deepEqual(wrong, []);
});

test('what a grant needs must be there: a case, or the person’s own number', async () => {
  const [another, own] = ['001190000004', '001190000012'];
  for (const contract of publishedServices(country.house)) {
    const input = inputFor(contract.input as Shape, contract.name);
    for (const grant of contract.grants) {
      const [purpose] = grant.purposes;
      const context = officialContext(grant.caller, purpose!);
      if (grant.needs === 'case') {
        const { caseNumber: _case, ...withoutCase } = context;
        assert.equal(
          await refusalOf(contract, input, withoutCase),
          'exchange.no_right',
          `${contract.name} without a case`,
        );
      }
      if (grant.needs === 'own') {
        const actor = { kind: 'person' as const, number: own, name: 'Người Khác' };
        const about = JSON.parse(JSON.stringify(input).replaceAll(own, another)) as unknown;
        assert.equal(
          await refusalOf(contract, about, { ...context, actor }),
          'exchange.no_right',
          `${contract.name} about somebody else`,
        );
        assert.equal(
          await refusalOf(contract, about, context),
          'exchange.no_right',
          `${contract.name} by a machine in the place of a person`,
        );
      }
    }
  }
});

test('every grant names a caller that exists, and every service grants somebody', () => {
  for (const { name, grants } of publishedServices(country.house)) {
    assert.ok(grants.length > 0, `${name} is for nobody`);
    for (const { caller } of grants) {
      assert.ok(CALLERS.includes(caller), `${name} is granted to ${caller}, which is no system of the house`);
    }
  }
});

test('over HTTP a hospital can do what is granted to it, and nothing else for its own purposes or those of others', async () => {
  const wrong: string[] = [];
  for (const contract of publishedServices(country.house)) {
    const input = inputFor(contract.input as Shape, contract.name);
    for (const purpose of new Set<PurposeCode>([
      ...contract.grants.slice(0, 1).flatMap((grant) => grant.purposes[0]!),
      'birth-notification',
    ])) {
      if (isGranted(contract, 'system:hospital', purpose)) continue;
      const { status, output } = await country.hospital.call(contract.name, input, purpose);
      if (status !== 403 || output.code !== 'exchange.no_right') {
        wrong.push(`${contract.name} for ${purpose}: ${status} ${String(output.code)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  const named = await country.hospital.call('health.reportBirth', {}, 'curiosity');
  assert.deepEqual([named.status, named.output.code], [400, 'exchange.unknown_purpose']);
  const unknown = await country.hospital.call('health.readEverything', {});
  assert.deepEqual([unknown.status, unknown.output.code], [404, 'exchange.unknown_service']);
});

test('one hospital cannot touch what another reported', async () => {
  const report = reportOf(country.couples[0]!);
  const notificationId = await country.hospital.report(report);
  const other = await openHospital(country, { agencyCode: 'H26.99', agencyName: 'Bệnh viện khác' });
  const { status, output } = await other.call('health.correctBirth', { ...report, sex: 'male', reason: 'Ghi nhầm.' });
  assert.deepEqual([status, output.code], [404, 'health.not_found']);
  const [kept] = await country.ask<{ sex: string }>(
    `SELECT content ->> 'sex' AS sex FROM health.birth_notification WHERE id = $1`,
    [notificationId],
  );
  assert.equal(kept!.sex, 'female');
});
