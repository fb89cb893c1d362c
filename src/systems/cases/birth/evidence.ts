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
  const marriage = await call(house, civilStatus.readMarriage, { number: motherNumber }, context);
  const found = marriage.output.marriage;
  const numbers = [motherNumber, ...(found?.spouseNumber ? [found.spouseNumber] : [])];
  const [mother, spouse] = await readParents(house, numbers, context);
  if (!mother) throw new Refusal('birth.not_found', 404);
  if (!found) return { birth: facts, mother, husband: null, marriage: null };
  const source = sourceOf('civil-status', marriage);
  const husband = found.spouseNumber ? (spouse ?? null) : foreignParent(found.foreignSpouse!, source);
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

/**
 * Persons of the population register as parents, with where they live, in the order of their numbers; undefined where there
 * is nobody of that number.
 */
export async function readParents(
  house: House,
  numbers: string[],
  context: CallContext,
): Promise<(Parent | undefined)[]> {
  const called = await call(house, population.readPeople, { numbers }, context);
  const source = sourceOf('population', called);
  return numbers.map((number) => {
    const found = called.output.people.find(({ person }) => person.number === number);
    if (!found) return undefined;
    const { person, residence } = found;
    return {
      kind: 'person',
      number,
      fullName: person.fullName,
      bornOn: person.bornOn,
      ethnicGroup: person.ethnicGroup ?? null,
      nationality: person.nationality,
      hometown: person.hometown ?? null,
      passportNumber: null,
      communeCode: residence?.communeCode ?? null,
      addressLine: residence?.addressLine ?? null,
      source,
      residenceSource: source,
    };
  });
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
  const [husband] = await readParents(house, [context.actor.number], context);
  return {
    husband: husband ?? null,
    marriage: { registeredOn, entryNumber, communeCode, source: sourceOf('civil-status', called) },
  };
}
