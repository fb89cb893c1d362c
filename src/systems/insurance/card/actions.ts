import type { Static } from 'typebox';
import { formatAddress, provincialInsuranceCode } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { type Queryable, isDuplicate } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readParents, readPeople, readResidence } from '../../population/services.ts';
import { type Grounds, groundsOf } from '../../registry/index.ts';
import { communeOn, provinceOf } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { randomNumber } from '../coverage/actions.ts';
import { findCoverage, findInsured } from '../coverage/store.ts';
import type * as services from '../services.ts';
import { makeInsuranceCard } from './card-document.ts';
import { CHILD_OBJECT, assertMayHaveCard, cardCode, lastDayOfChildCard } from './rules.ts';
import { type ChildCard, type NewCard, findCard, insertCard, saveCardFile } from './store.ts';

const TAKEN = 'insurance.covered_already';
const VERIFICATION_CHARACTERS = 12;
const CARD_TITLE = { vi: 'Thẻ bảo hiểm y tế', en: 'Health-insurance card' };

/**
 * Issues a card to a child under six by rule: the child lives in the province of the office that calls, or, when no
 * residence of its own is registered yet, a parent does, and has no cover. The same key again goes on where it stopped and
 * gives the same card.
 */
export async function issueChildCard(
  house: House,
  { childNumber }: { childNumber: string },
  context: CallContext,
): Promise<Static<typeof services.issueChildCard.output>> {
  const requestKey = context.idempotencyKey!;
  const own: CallContext = { ...context, caller: 'insurance' };
  const card =
    (await findCard(house.db.as('insurance'), requestKey)) ??
    (await enterCard(house, childNumber, { ...own, requestKey }));
  const fileId = card.cardFile ?? (await makeCard(house, card));
  const { insuranceNumber, cardCode: code, validFrom, validUntil, verificationCode } = card;
  return {
    insuranceNumber,
    cardCode: code,
    validFrom,
    validUntil,
    // Files are kept by their content: the id is the SHA-256.
    card: { title: CARD_TITLE, fileId, verificationCode, sha256: fileId },
  };
}

async function enterCard(
  house: House,
  childNumber: string,
  context: CallContext & { requestKey: string },
): Promise<ChildCard> {
  const db = house.db.as('insurance');
  const on = today();
  const { output: who } = await call(house, readPeople, { numbers: [childNumber] }, context);
  const [child] = who.people;
  if (!child) throw new Refusal('insurance.unknown_child', 422, { values: { number: childNumber } });
  const { fullName, bornOn, sex } = child.person;
  const home = child.residence ?? (await homeOfParents(house, childNumber, context));
  const province = home && provinceOf(home.communeCode, on);
  try {
    const { cover, insuranceNumber } = await findInsured(db, { number: childNumber, on });
    assertMayHaveCard({
      bornOn,
      on,
      coveredBy: cover ? cardCode(cover) : undefined,
      livesIn: province && provincialInsuranceCode(province.code),
      officeOf: context.agency.code,
    });
    return await enterUnderNumber(
      db,
      {
        id: newId(),
        requestKey: context.requestKey,
        personNumber: childNumber,
        objectCode: CHILD_OBJECT,
        provinceCode: province!.code,
        validFrom: bornOn,
        validUntil: lastDayOfChildCard(bornOn),
        issuedOn: on,
        agency: context.agency,
        caseNumber: context.caseNumber!,
        holder: { fullName, bornOn, sex, address: addressOf(home!, on), clinic: clinicOf(home!.communeCode, on) },
        verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
      },
      insuranceNumber,
      groundsOf(context, { reason: CARD_TITLE.vi, source: { kind: 'case', number: context.caseNumber! } }),
    );
  } catch (error) {
    const isTaken =
      ['child_card_request_key_key', 'insured_person'].some((key) => isDuplicate(error, key)) ||
      (error instanceof Refusal && error.code === TAKEN);
    if (!isTaken) throw error;
    // Either the same request, done by another process at this moment, or another one for the same child.
    const meanwhile = await findCard(db, context.requestKey);
    if (meanwhile) return meanwhile;
    const cover = await findCoverage(db, { number: childNumber, on });
    throw new Refusal('insurance.covered_already', 409, { values: { cardCode: cover ? cardCode(cover) : '' } });
  }
}

const TRIES = 60;

/**
 * Enters a card with its cover under the insurance number that the person has, which is for life, or a new one. Ten digits:
 * the province that gives it and eight random ones. Refuses `insurance.numbers_exhausted` when sixty random numbers in a
 * row were taken: then well over nine in ten of the province's hundred million are.
 */
async function enterUnderNumber(
  db: Queryable,
  card: Omit<NewCard, 'insuranceNumber' | 'cardCode' | 'isNewNumber'>,
  own: string | null,
  grounds: Grounds,
): Promise<ChildCard> {
  const { provinceCode, objectCode, personNumber } = card;
  let known = own;
  for (let tries = 0; tries < TRIES; tries++) {
    const insuranceNumber = known ?? randomNumber(provinceCode);
    const made = {
      ...card,
      insuranceNumber,
      cardCode: cardCode({ objectCode, provinceCode, insuranceNumber }),
      isNewNumber: known === null,
    };
    const entered = await insertCard(db, made, grounds);
    if (entered) return entered;
    ({ insuranceNumber: known } = await findInsured(db, { number: personNumber, on: card.issuedOn }));
  }
  throw new Refusal('insurance.numbers_exhausted', 503, { values: { province: provinceCode } });
}

/** Where a child lives that has no residence of its own registered: its mother's residence, else its father's. */
async function homeOfParents(
  house: House,
  childNumber: string,
  context: CallContext,
): Promise<{ communeCode: string; addressLine: string } | undefined> {
  const { output } = await call(house, readParents, { number: childNumber }, context);
  for (const number of [output.motherNumber, output.fatherNumber]) {
    const home = number && (await call(house, readResidence, { number }, context)).output.residence;
    if (home) return home;
  }
  return undefined;
}

function addressOf(home: { communeCode: string; addressLine: string }, on: string): string {
  return formatAddress(
    {
      line: home.addressLine,
      communeName: communeOn(home.communeCode, on)!.fullName.vi,
      provinceName: provinceOf(home.communeCode, on)!.fullName.vi,
    },
    'vi',
  );
}

/** A child is first treated at the health station of its commune (Law on Health Insurance art. 26). Its code is our own: the commune's. */
function clinicOf(communeCode: string, on: string): { name: string; code: string } {
  return { name: `Trạm Y tế ${communeOn(communeCode, on)!.fullName.vi}`, code: communeCode };
}

async function makeCard(house: House, card: ChildCard): Promise<string> {
  const { agency, holder, verificationCode } = card;
  const at = now();
  const pdf = makeInsuranceCard({
    cardCode: card.cardCode,
    fullName: holder.fullName,
    birthDate: holder.bornOn,
    sex: holder.sex,
    address: holder.address,
    hospital: holder.clinic,
    validFrom: card.validFrom,
    issuedOn: card.issuedOn,
    agency: { name: agency.name },
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const sealed = await sealPdf(house, { pdf, agency, reason: CARD_TITLE.vi, at });
  const fileId = await house.files.keep(sealed.pdf);
  return saveCardFile(house.db.as('insurance'), { id: card.id, fileId });
}
