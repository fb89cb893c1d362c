import { setTimeout as wait } from 'node:timers/promises';
import type { Area } from '../../src/kernel/session.ts';
import { cookieName, formToken } from '../../src/kernel/session.ts';
import { type CallContext, call } from '../../src/systems/exchange/index.ts';
import { approve as approveStep } from '../../src/systems/cases/desk/actions.ts';
import type { Officer } from '../../src/systems/cases/actions.ts';
import * as cases from '../../src/systems/cases/services.ts';
import { issue } from '../../src/systems/civil-status/desk/actions.ts';
import { startApplication } from '../../src/systems/enterprises/services.ts';
import { ownServicesOf } from '../../src/systems/registry/index.ts';
import { type JourneyCountry, openHospital, sessionOf } from '../journeys/country.ts';
import { waitForStep } from '../journeys/steps.ts';
import { revokeInformationSystem } from '../../src/systems/identity/index.ts';

/** Everybody who could ask for a page. */
export const ROLES = [
  'signedOut',
  'applicant',
  'secondParent',
  'otherPerson',
  'officer',
  'officerElsewhere',
  'police',
  'insuranceOfficer',
  'landOfficer',
  'steward',
  'otherSteward',
  'registrar',
  'householdOfficer',
  'personnel',
  'identityOfficer',
  'financeOfficer',
  'legalDrafter',
  'otherDrafter',
  'trustAdministrator',
  'machine',
] as const;
export type Role = (typeof ROLES)[number];

/** Those who sign in on the portal, and those who sign in at the desk. */
export const PEOPLE: readonly Role[] = ['applicant', 'secondParent', 'otherPerson'];
export const OFFICIALS: readonly Role[] = [
  'officer',
  'officerElsewhere',
  'police',
  'insuranceOfficer',
  'landOfficer',
  'steward',
  'otherSteward',
  'registrar',
  'householdOfficer',
  'personnel',
  'identityOfficer',
  'financeOfficer',
  'legalDrafter',
  'otherDrafter',
  'trustAdministrator',
];

/** The post in which each official works. */
export const POSTS: Partial<Record<Role, string>> = {
  officer: 'civil-status-officer',
  officerElsewhere: 'civil-status-officer',
  police: 'police-residence-officer',
  insuranceOfficer: 'insurance-officer',
  landOfficer: 'land-registration-officer',
  steward: 'data-steward',
  otherSteward: 'data-steward',
  registrar: 'business-registration-officer',
  householdOfficer: 'household-business-officer',
  personnel: 'personnel-officer',
  identityOfficer: 'identity-officer',
  financeOfficer: 'public-finance-officer',
  legalDrafter: 'legal-drafting-officer',
  otherDrafter: 'legal-drafting-officer',
  trustAdministrator: 'trust-services-administrator',
};

/** What belongs to the applicant and the second parent: the ids that others try. */
export interface Belongings {
  dossierId: string;
  birthStepId: string;
  residenceStepId: string;
  resultId: string;
  receipt: string;
  messageId: string;
  fileId: string;
  verificationCode: string;
  notificationId: string;
  /** The entry of the birth in the book of the officer's commune, and a paper that was issued of it. */
  entryId: string;
  paperId: string;
  /** The applicant's own number. */
  personNumber: string;
  /** What the applicant calls wrong in the population register. */
  challengeId: string;
  /** An enterprise of the registrar's province. */
  enterpriseCode: string;
  /** The applicant's draft of an application for business registration. */
  applicationId: string;
  /** A parcel of the other person, and its certificate. */
  parcel: { code: string; serial: string };
}

export interface Cast {
  country: JourneyCountry;
  belongings: Belongings;
  numbers: Record<Exclude<Role, 'signedOut' | 'machine'>, string>;
  /** A token that holds, and one of a system that was switched off. */
  tokens: { machine: string; revoked: string };
  /** The headers and the form token of a role, in a session begun just now. */
  as(role: Role): Promise<{ headers: Record<string, string>; csrf: string | undefined }>;
}

const areaOf = (role: Role): Area => (PEOPLE.includes(role) ? 'portal' : 'desk');

/**
 * A dossier of an unmarried mother: the father has agreed, the birth is registered, the police has still to decide. So there
 * is an applicant, a second parent, results, receipts, messages and a file of theirs.
 */
export async function assemble(country: JourneyCountry): Promise<Cast> {
  const family = country.families.unmarried[0]!;
  const numbers: Cast['numbers'] = {
    applicant: family.motherNumber,
    secondParent: family.fatherNumber!,
    otherPerson: country.families.married[0]!.motherNumber,
    officer: country.officers.civilStatus,
    officerElsewhere: country.officers.elsewhere,
    police: country.officers.police,
    insuranceOfficer: country.officers.insurance,
    landOfficer: country.officers.land,
    steward: country.officers.steward,
    otherSteward: country.officers.otherSteward,
    registrar: country.officers.registrar,
    householdOfficer: country.officers.householdOfficer,
    personnel: country.officers.personnel,
    identityOfficer: country.officers.identity,
    financeOfficer: country.officers.finance,
    legalDrafter: country.officers.drafter,
    otherDrafter: country.officers.otherDrafter,
    trustAdministrator: country.officers.trustAdministrator,
  };
  const { house } = country;
  const asPerson = async (number: string, key?: string): Promise<CallContext> => ({
    caller: 'portal',
    agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
    actor: { kind: 'person', number, name: await country.nameOf(number) },
    purpose: 'birth-registration',
    ...(key ? { idempotencyKey: `permission-${key}` } : {}),
  });
  const mother = await asPerson(numbers.applicant);
  const { output: found } = await call(house, cases.findBirths, {}, mother);
  const { notificationId } = found.births[0]!;
  const write = async (number: string, key: string) => asPerson(number, key);
  const { output: started } = await call(
    house,
    cases.startDossier,
    { notificationId, language: 'vi' },
    await write(numbers.applicant, 'start'),
  );
  const { dossierId } = started;
  const fatherName = await country.nameOf(numbers.secondParent);
  await call(
    house,
    cases.saveAnswers,
    {
      dossierId,
      section: 'parents',
      answers: { father: 'recognised', fatherNumber: numbers.secondParent, fatherName },
    },
    await write(numbers.applicant, 'parents'),
  );
  const { output: view } = await call(house, cases.readDossier, { dossierId }, mother);
  await call(
    house,
    cases.saveAnswers,
    {
      dossierId,
      section: 'child',
      answers: {
        fullName: `${fatherName.split(' ')[0]} An Khang`,
        ...(view.choices.ethnicGroups.length > 1 ? { ethnicGroupOf: 'father' as const } : {}),
        ...(view.choices.hometowns.length > 1 ? { hometownOf: 'father' as const } : {}),
      },
    },
    await write(numbers.applicant, 'child'),
  );
  const fileId = await house.files.keep(Buffer.from('%PDF-1.4 an agreement'));
  await call(
    house,
    cases.savePaperConsent,
    { dossierId, fileId, filename: 'thoa-thuan.pdf' },
    await write(numbers.applicant, 'paper'),
  );
  await call(house, cases.submitDossier, { dossierId }, await write(numbers.applicant, 'submit'));
  await call(house, cases.answerConsent, { dossierId, agrees: true }, await write(numbers.secondParent, 'consent'));
  const steps = await country.ask<{ id: string; kind: string }>(
    `SELECT id, kind FROM cases.step WHERE dossier_id = $1`,
    [dossierId],
  );
  const stepOf = (kind: string): string => steps.find((step) => step.kind === kind)!.id;
  const officer = (await sessionOf(country, 'desk', numbers.officer)).holder as Officer;
  await approveStep(house, { stepId: stepOf('birth'), officer, resolution: undefined });
  await waitForStep(country, dossierId, 'birth', 'done');
  await waitForStep(country, dossierId, 'insurance', 'done');
  await waitForStep(country, dossierId, 'residence', 'open');
  const [result] = await country.ask<{ id: string; code: string }>(
    `SELECT id, verification_code AS code FROM cases.result WHERE dossier_id = $1 AND step_kind = 'birth' ORDER BY id`,
    [dossierId],
  );
  const [receipt] = await country.ask<{ receipt: string }>(
    `SELECT s.receipt FROM exchange.subject s JOIN exchange.message m USING (receipt)
      WHERE s.personal_number = $1 AND m.service = 'civilStatus.registerBirth'`,
    [numbers.applicant],
  );
  const [entry] = await country.ask<{ id: string }>(
    `SELECT e.id FROM civil_status.birth_entry e JOIN cases.dossier d ON d.number = e.case_number WHERE d.id = $1`,
    [dossierId],
  );
  const paper = await issue(house, officer, {
    entryId: entry!.id,
    kind: 'extract',
    idempotencyKey: 'permission-paper-of-the-birth',
  });
  const { output: application } = await call(
    house,
    startApplication,
    { matter: 'register', territoryCode: '01', language: 'vi' },
    { ...(await write(numbers.applicant, 'application')), caller: 'enterprises', purpose: 'business-registration' },
  );
  const { output: challenge } = await call(
    house,
    ownServicesOf('population')!.challenge,
    {
      number: numbers.applicant,
      kind: 'person',
      key: [numbers.applicant],
      field: 'hometown',
      claimed: 'Xã Mẫu, tỉnh Mẫu',
      reason: 'Giấy khai sinh ghi khác',
    },
    { ...(await write(numbers.applicant, 'challenge')), purpose: 'own-data' },
  );
  const revoked = await openHospital(country, {
    agencyCode: country.hospital.agencyCode,
    agencyName: 'Bệnh viện khác',
  });
  await revokeInformationSystem(house, revoked.clientId);
  return {
    country,
    numbers,
    belongings: {
      dossierId,
      birthStepId: stepOf('birth'),
      residenceStepId: stepOf('residence'),
      resultId: result!.id,
      receipt: receipt!.receipt,
      messageId: await messageOf(country, numbers.applicant),
      fileId,
      verificationCode: result!.code,
      notificationId,
      entryId: entry!.id,
      paperId: paper.id,
      personNumber: numbers.applicant,
      challengeId: challenge.id,
      enterpriseCode: country.enterpriseCode,
      applicationId: application.id,
      parcel: await parcelOf(country, numbers.otherPerson),
    },
    tokens: { machine: country.hospital.token, revoked: revoked.token },
    async as(role): Promise<{ headers: Record<string, string>; csrf: string | undefined }> {
      if (role === 'signedOut') return { headers: {}, csrf: undefined };
      if (role === 'machine')
        return { headers: { authorization: `Bearer ${country.hospital.token}` }, csrf: undefined };
      const area = areaOf(role);
      const session = await sessionOf(country, area, numbers[role]);
      const isSecure = country.config.baseUrl.startsWith('https:');
      return {
        headers: { cookie: `${cookieName(area, isSecure)}=${session.token}` },
        csrf: formToken(house, session),
      };
    },
  };
}

/** The id of a message in somebody's inbox. Messages are sent by jobs, so it is looked for until there is one. */
async function messageOf(country: JourneyCountry, number: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const [message] = await country.ask<{ id: string }>(
      `SELECT id FROM notifications.message WHERE personal_number = $1 AND in_inbox ORDER BY id LIMIT 1`,
      [number],
    );
    if (message) return message.id;
    await wait(50);
  }
  throw new Error(`no message came into the inbox of ${number}`);
}

/** A registered parcel of somebody, with its certificate. */
async function parcelOf(country: JourneyCountry, number: string): Promise<{ code: string; serial: string }> {
  const [parcel] = await country.ask<{ code: string; serial: string }>(
    `SELECT s.code, u.certificate AS serial FROM land.land_right r
       JOIN land.ba_unit u ON u.code = r.ba_unit AND upper_inf(u.valid_during)
       JOIN land.spatial_unit s ON s.ba_unit = u.code AND upper_inf(s.valid_during)
      WHERE upper_inf(r.valid_during) AND (r.party = $1 OR r.party IN (SELECT group_code FROM land.party_member
        WHERE member_code = $1)) ORDER BY s.code LIMIT 1`,
    [number],
  );
  return parcel!;
}
