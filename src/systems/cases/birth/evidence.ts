import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import * as civilStatus from '../../civil-status/services.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as health from '../../health/services.ts';
import * as population from '../../population/services.ts';
import type { BirthFacts, Evidence, EvidenceSource, Parent } from '../services.ts';

/** A foreigner as the registers of births and marriages know one. */
interface Foreigner {
  fullName: string;
  passportNumber: string;
  nationality: string;
  bornOn: string;
}

const sourceOf = (register: string, called: { receipt: string; at: Date }): EvidenceSource => ({
  register,
  receipt: called.receipt,
  at: called.at.toISOString(),
});

/**
 * Asks the registers, each through the exchange, for all that they know of a birth: the notification, the mother, her
 * marriage, the husband, both residences. Refuses `birth.not_found` when there is no such notification.
 */
export async function collectEvidence(house: House, notificationId: string, context: CallContext): Promise<Evidence> {
  const { facts, motherNumber, foreignMother } = await readBirthFacts(house, notificationId, context);
  if (!motherNumber) {
    const mother = foreignParent(foreignMother!, facts.source);
    return { birth: facts, mother, ...(await readHusbandOfForeigner(house, foreignMother!, context)) };
  }
  const [mother, marriage] = await Promise.all([
    readParent(house, motherNumber, context),
    call(house, civilStatus.readMarriage, { number: motherNumber }, context),
  ]);
  if (!mother) throw new Refusal('birth.not_found', 404);
  const found = marriage.output.marriage;
  if (!found) return { birth: facts, mother, husband: null, marriage: null };
  const source = sourceOf('civil-status', marriage);
  const husband = found.spouseNumber
    ? ((await readParent(house, found.spouseNumber, context)) ?? null)
    : foreignParent(found.foreignSpouse!, source);
  const { registeredOn, entryNumber, communeCode } = found;
  return { birth: facts, mother, husband, marriage: { registeredOn, entryNumber, communeCode, source } };
}

/** What the hospital reported, as it stands now. */
export async function readBirthFacts(
  house: House,
  notificationId: string,
  context: CallContext,
): Promise<{
  facts: BirthFacts;
  motherNumber: string | undefined;
  foreignMother: Foreigner | undefined;
  isRegistered: boolean;
}> {
  const called = await call(house, health.readBirth, { notificationId }, context);
  const { birth } = called.output;
  if (!birth) throw new Refusal('birth.not_found', 404);
  return {
    facts: {
      notificationId: birth.notificationId,
      number: birth.notificationNumber,
      bornAt: birth.bornAt,
      bornOn: birth.bornOn,
      sex: birth.sex,
      weight_grams: birth.weight_grams,
      birthOrder: birth.birthOrder,
      birthCount: birth.birthCount,
      placeName: birth.placeName,
      fatherDeclaredName: birth.fatherDeclared?.fullName ?? null,
      fatherDeclaredNumber: birth.fatherDeclared?.number ?? null,
      source: sourceOf('health', called),
    },
    motherNumber: birth.motherNumber,
    foreignMother: birth.foreignMother,
    isRegistered: birth.status === 'registered',
  };
}

/** A person of the population register as a parent, with where they live; undefined when there is nobody of that number, or they have died. */
export async function readParent(house: House, number: string, context: CallContext): Promise<Parent | undefined> {
  const [identity, home] = await Promise.all([
    call(house, population.readPerson, { number }, context),
    call(house, population.readResidence, { number }, context),
  ]);
  const { person } = identity.output;
  if (!person) return undefined;
  const { residence } = home.output;
  return {
    kind: 'person',
    number: person.number,
    fullName: person.fullName,
    bornOn: person.bornOn,
    ethnicGroup: person.ethnicGroup ?? null,
    nationality: person.nationality,
    hometown: person.hometown ?? null,
    passportNumber: null,
    communeCode: residence?.communeCode ?? null,
    addressLine: residence?.addressLine ?? null,
    source: sourceOf('population', identity),
    residenceSource: sourceOf('population', home),
  };
}

function foreignParent(foreigner: Foreigner, source: EvidenceSource): Parent {
  return {
    kind: 'foreigner',
    number: null,
    fullName: foreigner.fullName,
    bornOn: foreigner.bornOn,
    ethnicGroup: null,
    nationality: foreigner.nationality,
    hometown: null,
    passportNumber: foreigner.passportNumber,
    communeCode: null,
    addressLine: null,
    source,
    residenceSource: null,
  };
}

async function readHusbandOfForeigner(
  house: House,
  mother: Foreigner,
  context: CallContext,
): Promise<Pick<Evidence, 'husband' | 'marriage'>> {
  if (context.actor.kind === 'machine') return { husband: null, marriage: null };
  // A foreign mother has no number here: her marriage is found by the husband, who is the one that announces the birth.
  const called = await call(house, civilStatus.readMarriage, { number: context.actor.number }, context);
  const found = called.output.marriage;
  if (found?.foreignSpouse?.passportNumber !== mother.passportNumber) return { husband: null, marriage: null };
  const { registeredOn, entryNumber, communeCode } = found;
  const husband = (await readParent(house, context.actor.number, context)) ?? null;
  return { husband, marriage: { registeredOn, entryNumber, communeCode, source: sourceOf('civil-status', called) } };
}
