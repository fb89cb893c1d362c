import type { Static } from 'typebox';
import { INDUSTRY_CLASSES, formatAddress, isTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findByWords } from '../../registry/index.ts';
import { communeOn, placeOn, provinceOf } from '../../territories/index.ts';
import { enterprise, householdBusiness } from '../kinds.ts';
import { checkEnterpriseName } from '../names/enterprise-name.ts';
import { conflictsOf, namesOf } from '../registration/names.ts';
import { findBranches, findEnterprise, findIndustries, findRepresentatives } from '../registration/store.ts';
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';
import { findHousehold } from '../household/store.ts';
import { countLookUp, forgetLookUps, listEnterprises, partsOf } from './store.ts';

const PAGE = 10;
/** What anyone may leaf through: who wants the whole register asks the agency for it. */
export const MOST_PAGES = 5;
const WINDOW_SECONDS = 600;
const LOOK_UPS_A_WINDOW = 120;
const MOST_OWN = 100;

/** An address in words, by the unit that the commune is today. */
export function addressInWords(
  place: { addressLine: string; communeCode: string },
  language: 'vi' | 'en' = 'vi',
): string {
  const on = today();
  const commune =
    communeOn(place.communeCode, on) ?? placeOn({ code: place.communeCode, date: '2025-06-30' }, on)[0]?.unit;
  const province = commune && provinceOf(commune.code, on);
  if (!commune || !province) return place.addressLine;
  return formatAddress(
    { line: place.addressLine, communeName: commune.fullName.vi, provinceName: province.fullName.vi },
    language,
  );
}

async function assertNotTooMany(house: House, visitor: string): Promise<void> {
  const count = await countLookUp(house.db.as('enterprises'), visitor, WINDOW_SECONDS);
  if (count > LOOK_UPS_A_WINDOW)
    throw new Refusal('enterprise.too_many_look_ups', 429, { values: { minutes: WINDOW_SECONDS / 60 } });
}

/** Forgets whom was counted, once a night. */
export async function sweepLookUps(house: House): Promise<void> {
  await forgetLookUps(house.db.as('enterprises'), WINDOW_SECONDS);
}

/**
 * Enterprises by code, or by name: without tones, in another order, misspelt; and household businesses by name, without their
 * codes, which are personal numbers. Ten a page, five pages. Refuses a code whose check digit is wrong, and who asks too often.
 */
export async function lookUpEnterprises(
  house: House,
  { words, page = 1, visitor }: Static<typeof services.lookUpEnterprises.input>,
  context: CallContext,
): Promise<Static<typeof services.lookUpEnterprises.output>> {
  await assertNotTooMany(house, visitor);
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const on = today();
  const code = words.replace(/\s+/g, '');
  if (/^\d{10}(-\d{3})?$/.test(code)) {
    if (!isTaxCode(code))
      throw new Refusal('input.invalid', 422, { fields: [{ field: 'words', code: 'enterprise.code_wrong' }] });
    const listed = await seen.enterprises(await listEnterprises(db, { codes: [code.slice(0, 10)], on }));
    return { found: listed.map(shown), households: [], hasMore: false };
  }
  const asked = { words, on, limit: PAGE + 1, offset: (page - 1) * PAGE };
  const [enterprises, households] = await Promise.all([
    findByWords(db, enterprise, asked),
    findByWords(db, householdBusiness, asked),
  ]);
  const [shownEnterprises, shownHouseholds] = await Promise.all([
    seen.enterprises(enterprises.slice(0, PAGE).map(({ values }) => values)),
    seen.households(households.slice(0, PAGE).map(({ values }) => values)),
  ]);
  return {
    found: shownEnterprises.map(shown),
    households: shownHouseholds.map((each) => ({
      name: each.name,
      ownerName: each.ownerName,
      status: each.status,
      address: addressInWords(each),
    })),
    hasMore: page < MOST_PAGES && Math.max(enterprises.length, households.length) > PAGE,
  };
}

const shown = <Status extends string, Form extends string>(found: {
  code: string;
  name: string;
  legalForm: Form;
  status: Status;
  addressLine: string;
  communeCode: string;
}) => ({
  code: found.code,
  name: found.name,
  legalForm: found.legalForm,
  status: found.status,
  address: addressInWords(found),
});

/** What everyone may know of an enterprise (Law on Enterprises art. 32, 33): names, no numbers of persons. */
export async function readPublicEnterprise(
  house: House,
  { code, visitor }: Static<typeof services.readPublicEnterprise.input>,
  context: CallContext,
): Promise<Static<typeof services.readPublicEnterprise.output>> {
  await assertNotTooMany(house, visitor);
  const db = house.db.as('enterprises');
  const asked = { code, on: today() };
  const seen = new Seen(db, context);
  const [found, representatives, industries, branches] = await Promise.all([
    findEnterprise(db, asked).then((row) => seen.enterprise(row)),
    findRepresentatives(db, asked).then((rows) => seen.representatives(code, rows)),
    findIndustries(db, asked).then((rows) => seen.industries(code, rows)),
    findBranches(db, asked).then((rows) => seen.branches(rows)),
  ]);
  if (!found) return {};
  const { foreignName, shortName, capital, foundedOn, suspendedUntil } = found;
  return {
    enterprise: {
      ...shown(found),
      ...(foreignName ? { foreignName } : {}),
      ...(shortName ? { shortName } : {}),
      ...(suspendedUntil ? { suspendedUntil } : {}),
      capital,
      foundedOn,
      representatives: representatives.map(({ fullName, title }) => ({ fullName, title })),
      industries: industries.map(({ vsicCode, isMain }) => ({
        code: vsicCode,
        title: INDUSTRY_CLASSES.get(vsicCode)?.title ?? { vi: vsicCode, en: vsicCode },
        conditional: INDUSTRY_CLASSES.get(vsicCode)?.conditional ?? false,
        isMain,
      })),
      branches: branches.map((unit) => ({
        code: unit.code,
        kind: unit.kind,
        name: unit.name,
        address: addressInWords(unit),
      })),
    },
  };
}

/** Whether a name is free: what is wrong with it by itself, and which registered names stand in its way, in the whole country. */
export async function checkName(
  house: House,
  { visitor, ...given }: Static<typeof services.checkName.input>,
  context: CallContext,
): Promise<Static<typeof services.checkName.output>> {
  await assertNotTooMany(house, visitor);
  const problems = checkEnterpriseName(given.name).map((code): FieldProblem => ({ field: 'name', code }));
  const db = house.db.as('enterprises');
  const found = await conflictsOf(db, namesOf(given), { on: today(), except: null });
  const told = await new Seen(db, context).enterprises(
    found.map(({ enterpriseCode, name }) => ({ code: enterpriseCode, name })),
  );
  const conflicts = found.filter(({ enterpriseCode, name }) =>
    told.some((other) => other.code === enterpriseCode && other.name === name),
  );
  return {
    problems: problems.map(({ code }) => code),
    conflicts: conflicts.map(({ code, clause, enterpriseCode, name }) => ({
      code,
      ...(clause ? { clause } : {}),
      enterpriseCode,
      name,
    })),
  };
}

/** The enterprises in which a person has a part, and the person's household business. */
export async function readOwnEnterprises(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readOwnEnterprises.output>> {
  const db = house.db.as('enterprises');
  const seen = new Seen(db, context);
  const on = today();
  const [parts, [household]] = await Promise.all([
    partsOf(db, { person: number, on, limit: MOST_OWN }).then((rows) => seen.parts(number, rows)),
    findHousehold(db, { code: number, on }).then((row) => seen.households(row ? [row] : [])),
  ]);
  const codes = [...new Set(parts.map((part) => part.enterpriseCode))];
  const listed = await seen.enterprises(await listEnterprises(db, { codes, on }));
  return {
    enterprises: listed.map((each) => ({
      ...shown(each),
      as: parts.filter(({ enterpriseCode }) => enterpriseCode === each.code).map((part) => part.as),
    })),
    ...(household
      ? {
          household: {
            name: household.name,
            status: household.status,
            address: addressInWords(household),
            foundedOn: household.foundedOn,
          },
        }
      : {}),
  };
}

/** What the quality rules of an enterprise are called, by their names. */
export const faultTitles: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  enterprise.rules.map(({ name, title }) => [name, title]),
);
