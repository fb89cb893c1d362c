import type { Static } from 'typebox';
import { CENTRAL_AGENCIES, ageOn, formatAddress } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { agency } from '../../organisations/index.ts';
import { groundsOf } from '../../registry/index.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { personShown } from '../person/actions.ts';
import { seenPeople, seenResidence } from '../person/sealed.ts';
import type * as services from '../services.ts';
import { assertPoliceOf } from './moving.ts';
import { makeResidenceNotice } from './notice-document.ts';
import { RELATIONS } from './choices.ts';
import { assertMayJoin, relationOfChild } from './rules.ts';
import {
  type NoticeFacts,
  type Registration,
  findChildAndParent,
  findNoticeFacts,
  findPeople,
  findRegistration,
  findResidence,
  insertRegistration,
  saveNotice,
} from './store.ts';

const TAKEN = 'residence.registered_already';
const VERIFICATION_CHARACTERS = 12;
const NOTICE_TITLE = {
  vi: 'Thông báo kết quả giải quyết đăng ký cư trú',
  en: 'Notice of the registration of residence',
};

/** Where a person is permanently registered today. */
export async function readResidence(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readResidence.output>> {
  const db = house.db.as('population');
  const known = await findResidence(db, { number, on: today() });
  const residence = known && (await seenResidence(db, { number, residence: known }, context));
  return residence ? { residence } : {};
}

/** Who a few people are and where they are permanently registered today; without an answer for a number that is nobody's. */
export async function readPeople(
  house: House,
  { numbers }: { numbers: string[] },
  context: CallContext,
): Promise<Static<typeof services.readPeople.output>> {
  const db = house.db.as('population');
  const found = await seenPeople(db, await findPeople(db, { numbers, on: today() }), context);
  return {
    people: await Promise.all(
      found.map(async ({ residence: known, ...person }) => {
        const residence = known && (await seenResidence(db, { number: person.number, residence: known }, context));
        return { person: personShown(person), ...(residence ? { residence } : {}) };
      }),
    ),
  };
}

/**
 * Registers a minor's permanent residence in the household where a parent is registered now, by the police of that commune,
 * and makes and seals the notice. The same key again goes on where it stopped and gives the same notice. Refuses who is not
 * a parent, a parent without a residence, a child who has one, and the police of another commune.
 */
export async function registerResidence(
  house: House,
  asked: Static<typeof services.registerResidence.input>,
  context: CallContext,
): Promise<Static<typeof services.registerResidence.output>> {
  const db = house.db.as('population');
  const requestKey = context.idempotencyKey!;
  const registration =
    (await findRegistration(db, requestKey)) ?? (await enterRegistration(house, asked, { ...context, requestKey }));
  const facts = await findNoticeFacts(db, registration);
  const fileId = registration.noticeFile ?? (await makeNotice(house, registration, facts));
  return {
    communeCode: facts.communeCode,
    addressLine: facts.addressLine,
    householdId: registration.householdId,
    registeredOn: registration.registeredOn,
    noticeNumber: registration.noticeNumber,
    // Files are kept by their content: the id is the SHA-256.
    notice: { title: NOTICE_TITLE, fileId, verificationCode: registration.verificationCode, sha256: fileId },
  };
}

async function enterRegistration(
  house: House,
  asked: Static<typeof services.registerResidence.input>,
  context: CallContext & { requestKey: string },
): Promise<Registration> {
  const { childNumber, parentNumber } = asked;
  const on = today();
  const db = house.db.as('population');
  try {
    const found = await findChildAndParent(db, { child: childNumber, parent: parentNumber, on });
    if (!found.childBornOn) throw new Refusal('population.unknown_person', 422, { values: { number: childNumber } });
    const home = found.parentHome;
    assertMayJoin({
      age: ageOn(found.childBornOn, on),
      isParent: found.isParent,
      childHasResidence: found.childHasResidence,
      parentHasResidence: home !== null,
    });
    assertPoliceOf(home!.communeCode, context.agency.code, on);
    return await insertRegistration(
      db,
      {
        id: newId(),
        requestKey: context.requestKey,
        childNumber,
        parentNumber,
        householdId: home!.householdId,
        relation: relationOfChild(home!.relationToHead),
        agency: context.agency,
        caseNumber: context.caseNumber!,
        official: asked.registeredBy,
        registeredOn: on,
        verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
      },
      groundsOf(context, {
        reason: 'Đăng ký thường trú cho con theo cha, mẹ',
        source: { kind: 'application', number: context.caseNumber! },
      }),
    );
  } catch (error) {
    const isTaken = isDuplicate(error) || (error instanceof Refusal && error.code === TAKEN);
    if (!isTaken) throw error;
    // Either the same request, done by another process at this moment, or another one for the same child.
    const meanwhile = await findRegistration(db, context.requestKey);
    if (!meanwhile) throw new Refusal('residence.registered_already', 409);
    return meanwhile;
  }
}

async function makeNotice(house: House, registration: Registration, facts: NoticeFacts): Promise<string> {
  const { registeredOn: on, agency: police, verificationCode } = registration;
  const { child, parent } = facts;
  const own = await agency(house, police.code, on);
  const above = own?.parentCode ? await agency(house, own.parentCode, on) : undefined;
  const commune = communeOn(facts.communeCode, on)!;
  const at = now();
  const pdf = makeResidenceNotice({
    number: registration.noticeNumber,
    dossierNumber: registration.caseNumber,
    place: commune.name,
    issuedOn: on,
    recipient: `${parent.sex === 'male' ? 'Ông' : 'Bà'} ${parent.fullName}`,
    kind: 'permanent',
    person: {
      fullName: child.fullName,
      birthDate: child.bornOn,
      sex: child.sex,
      personalNumber: registration.childNumber,
    },
    residence: {
      address: formatAddress(
        {
          line: facts.addressLine,
          communeName: commune.fullName.vi,
          provinceName: provinceOf(facts.communeCode, on)!.fullName.vi,
        },
        'vi',
      ),
      householdHead: facts.headName,
      relationToHead: RELATIONS[registration.relation].vi,
      registeredOn: on,
    },
    agency: { name: police.name, parentName: above?.name.vi ?? CENTRAL_AGENCIES.get('G01')!.vi },
    signer: { post: registration.official.title.vi, fullName: registration.official.name },
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const sealed = await sealPdf(house, { pdf, agency: police, reason: NOTICE_TITLE.vi, at });
  return saveNotice(house.db.as('population'), { id: registration.id, fileId: await house.files.keep(sealed.pdf) });
}
