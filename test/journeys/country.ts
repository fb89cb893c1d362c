import { today } from '../../src/kernel/clock.ts';
import { provinceOf } from '../../src/systems/territories/index.ts';
import { randomBytes } from 'node:crypto';
import type { ScenarioKey } from '../../src/country/example/model.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { beginSession } from '../../src/kernel/session.ts';
import { postsOf } from '../../src/systems/identity/relying-party/actions.ts';
import { registerInformationSystem } from '../../src/systems/identity/index.ts';
import { communesOf } from '../../src/systems/territories/index.ts';
import type { TestHouse } from '../support/house.ts';

/** A man and a woman who are married to each other and live together. */
export interface Couple {
  motherNumber: string;
  fatherNumber: string;
}

/** A family of the synthetic country in which a child was born and not registered yet. */
export interface Family {
  motherNumber: string;
  fatherNumber?: string;
}

/** A birth as a hospital reports it, in the words of `health.reportBirth`. */
export type Report = Record<string, unknown> & { notificationNumber: string };

/** A house that runs, with whom the journeys need of its country. */
export interface JourneyCountry extends TestHouse {
  /** Families by what was special about the birth, in the order in which they were made. */
  families: Record<ScenarioKey, Family[]>;
  /** Married couples of the first commune whose child no hospital has reported. */
  couples: Couple[];
  /** An enterprise that operates in the registrar's province. */
  enterpriseCode: string;
  /** Who decides: the officers of the first commune, and one who has the same post elsewhere. */
  officers: {
    civilStatus: string;
    police: string;
    elsewhere: string;
    insurance: string;
    /** Of the land registration office of the province. */
    land: string;
    steward: string;
    secondSteward: string;
    otherSteward: string;
    registrar: string;
    /** Of identity cards and foreigners, at the ministry. */
    identity: string;
    householdOfficer: string;
    finance: string;
    secondFinance: string;
    drafter: string;
    secondDrafter: string;
    otherDrafter: string;
    /** Of the trust services, at the Ministry of Science and Technology: one asks, the other decides. */
    trustAdministrator: string;
    secondTrustAdministrator: string;
    personnel: string;
  };
  nameOf(number: string): Promise<string>;
  /** Asks the database as its owner: to look behind the systems' backs. */
  ask<Row>(query: string, values?: unknown[]): Promise<Row[]>;
  hospital: Hospital;
}

/** An information system outside the house. */
export interface Machine {
  agencyCode: string;
  clientId: string;
  token: string;
  /** Calls a service of the exchange as this system. */
  call(
    service: string,
    input: unknown,
    purpose?: string,
  ): Promise<{ status: number; output: Record<string, unknown>; receipt: string | null }>;
}

/** The information system of a hospital. */
export interface Hospital extends Machine {
  /** Reports a birth and gives its id. */
  report(birth: Report): Promise<string>;
}

/** Hà Nội, where the first commune lies. */
const HOME_PROVINCE = '01';

/** Finds in a house that was just opened whom the journeys need. Closing this closes the house. */
export async function journeyCountry(house: TestHouse): Promise<JourneyCountry> {
  const client = ownerClient(house.owner);
  await client.connect();
  const ask = async <Row>(query: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query(query, values)).rows as Row[];
  const [mark] = await ask<{ value: string }>(`SELECT value FROM kernel.mark WHERE name = 'example-country'`);
  const { scenarios } = (typeof mark!.value === 'string' ? JSON.parse(mark!.value) : mark!.value) as {
    scenarios: { key: ScenarioKey; motherNumber: string; fatherNumber?: string }[];
  };
  const families = Object.groupBy(scenarios, ({ key }) => key) as Record<ScenarioKey, Family[]>;
  const [home] = await ask<{ commune: string }>(
    `SELECT commune_code AS commune FROM population.household h JOIN population.residence r ON r.household_id = h.id
      WHERE r.person_number = $1`,
    [families.married[0]!.motherNumber],
  );
  const posts = await ask<{ role: string; number: string; territory: string; agency: string }>(
    `SELECT p.role, o.personal_number AS number, a.territory_code AS territory, a.code AS agency FROM organisations.appointment p
       JOIN organisations.official o ON o.id = p.official_id JOIN organisations.agency a ON a.code = p.agency_code
      ORDER BY p.official_id`,
  );
  const holder = (role: string, fits: (territory: string) => boolean): string =>
    posts.find((post) => post.role === role && fits(post.territory))!.number;
  const stewardOf = (agency: string, at = 0): string =>
    posts.filter((post) => post.role === 'data-steward' && post.agency === agency)[at]!.number;
  const drafterOf = (agency: string, at = 0): string =>
    posts.filter((post) => post.role === 'legal-drafting-officer' && post.agency === agency)[at]!.number;
  const province = provinceOf(home!.commune, today())!.code;
  const officers = {
    civilStatus: holder('civil-status-officer', (territory) => territory === home!.commune),
    police: holder('police-residence-officer', (territory) => territory === home!.commune),
    elsewhere: holder('civil-status-officer', (territory) => territory !== home!.commune),
    insurance: holder('insurance-officer', (territory) => territory === province),
    land: holder('land-registration-officer', (territory) => territory === province),
    /** Of the population register, and of the civil-status register. */
    steward: stewardOf('G01'),
    /** The second one of the population register, for what takes four eyes. */
    secondSteward: stewardOf('G01', 1),
    otherSteward: stewardOf('G15'),
    /** Of enterprises, in the province of the first commune. */
    registrar: holder('business-registration-officer', (territory) => territory === HOME_PROVINCE),
    /** Of household businesses, in the first commune. */
    householdOfficer: holder('household-business-officer', (territory) => territory === home!.commune),
    identity: holder('identity-officer', () => true),
    /** Of public finance, at the Ministry of Finance: one submits, the other approves. */
    finance: holder('public-finance-officer', () => true),
    secondFinance: posts.filter(({ role }) => role === 'public-finance-officer')[1]!.number,
    /** Of rule sets, at the Ministry of Health: one writes, the other adopts; and of the Ministry of Justice. */
    drafter: drafterOf('G18'),
    secondDrafter: drafterOf('G18', 1),
    otherDrafter: drafterOf('G15'),
    trustAdministrator: holder('trust-services-administrator', () => true),
    secondTrustAdministrator: posts.filter(({ role }) => role === 'trust-services-administrator')[1]!.number,
    /** Of the civil servants of that province and its communes. */
    personnel: holder('personnel-officer', (territory) => territory === HOME_PROVINCE),
  };
  const couples = await ask<Couple>(
    `SELECT m.wife_number AS "motherNumber", m.husband_number AS "fatherNumber"
       FROM civil_status.marriage m
       JOIN population.residence w ON w.person_number = m.wife_number AND upper_inf(w.valid_during)
       JOIN population.residence h ON h.person_number = m.husband_number AND h.household_id = w.household_id
       JOIN population.household home ON home.id = w.household_id
       JOIN population.person mother ON mother.number = m.wife_number AND mother.died_on IS NULL
       JOIN population.person father ON father.number = m.husband_number AND father.died_on IS NULL
      WHERE upper_inf(m.valid_during) AND home.commune_code = $1 AND mother.born_on > '1975-01-01'
        AND mother.ethnic_group = father.ethnic_group
        AND NOT EXISTS (SELECT FROM health.birth_notification n WHERE n.mother_number = m.wife_number)
      ORDER BY mother.born_on DESC`,
    [home!.commune],
  );
  const [enterprise] = await ask<{ code: string }>(
    `SELECT code FROM enterprises.enterprise WHERE upper_inf(valid_during) AND status = 'operating'
      AND commune_code = ANY ($1) ORDER BY code LIMIT 1`,
    [communesOf(HOME_PROVINCE, today()).map(({ code }) => code)],
  );
  const [hospital] = await ask<{ code: string; name: string }>(
    `SELECT hospital_code AS code, hospital_name AS name FROM health.birth_notification WHERE mother_number = $1`,
    [families.married[0]!.motherNumber],
  );
  return {
    ...house,
    families,
    couples,
    enterpriseCode: enterprise!.code,
    officers,
    ask,
    hospital: await openHospital(house, { agencyCode: hospital!.code, agencyName: hospital!.name }),
    async nameOf(number) {
      const [person] = await ask<{ name: string }>(
        `SELECT full_name AS name FROM population.person WHERE number = $1 AND upper_inf(valid_during)`,
        [number],
      );
      return person!.name;
    },
    async close() {
      await client.end();
      await house.close();
    },
  };
}

/** Registers an information system of a hospital and gets it a token at the provider's own address. */
export async function openHospital(
  house: TestHouse,
  agency: { agencyCode: string; agencyName: string },
): Promise<Hospital> {
  const machine = await openMachine(house, { ...agency, kind: 'hospital' });
  return {
    ...machine,
    async report(birth) {
      const { status, output } = await machine.call('health.reportBirth', birth, 'birth-notification');
      if (status !== 200) throw new Error(`the report was refused: ${JSON.stringify(output)}`);
      return String(output.notificationId);
    },
  };
}

/** Registers an information system outside the house, with a real access token. */
export async function openMachine(
  { house, publicUrl, internalUrl }: TestHouse,
  agency: { agencyCode: string; agencyName: string; kind: 'hospital' | 'bank' | 'notary' },
): Promise<Machine> {
  const { clientId, clientSecret } = await registerInformationSystem(house, {
    ...agency,
    name: `Phần mềm của ${agency.agencyName}`,
  });
  const answer = await fetch(`${publicUrl}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'exchange' }),
  });
  if (answer.status !== 200) throw new Error(`no token for the machine: ${answer.status} ${await answer.text()}`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const call: Machine['call'] = async (service, input, purpose = 'birth-notification') => {
    const called = await fetch(`${internalUrl}/exchange/${service}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-purpose': purpose,
        'idempotency-key': randomBytes(12).toString('hex'),
      },
      body: JSON.stringify(input),
    });
    const output = (await called.json()) as Record<string, unknown>;
    return { status: called.status, output, receipt: called.headers.get('x-receipt') };
  };
  return {
    agencyCode: agency.agencyCode,
    clientId,
    token,
    call,
  };
}

let reports = 0;

/** An ordinary birth of a couple, three days ago. */
export function reportOf(couple: Couple, more: Partial<Report> = {}): Report {
  reports += 1;
  return {
    notificationNumber: `01BV01-26-J${String(reports).padStart(5, '0')}`,
    motherNumber: couple.motherNumber,
    fatherDeclared: { number: couple.fatherNumber },
    bornAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
    sex: 'female',
    weight_grams: 3120,
    gestation_weeks: 39,
    birthOrder: 1,
    birthCount: 1,
    placeName: 'Bệnh viện Phụ sản Mẫu số 1',
    deliveredBy: 'Hộ sinh trực',
    ...more,
  };
}

/** Begins a session as signing in would, for those whose way in is not what is tested. The token is for the cookie. */
export async function sessionOf(country: JourneyCountry, area: 'portal' | 'desk', number: string) {
  const name = await country.nameOf(number);
  if (area === 'portal') {
    return beginSession(country.house, area, { kind: 'person', number, name, assurance: 'level-2' });
  }
  const [first] = await postsOf(country.house, number);
  if (!first) throw new Error(`${number} holds no post`);
  return beginSession(country.house, area, { kind: 'official', number, name, assurance: 'level-2', post: first.post });
}
