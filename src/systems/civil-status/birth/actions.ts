import type { Static } from 'typebox';
import { normalizePersonName } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { confirmRegistration } from '../../health/services.ts';
import { registerNewborn } from '../../population/services.ts';
import { groundsOf } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { entryNumber } from '../entry-number.ts';
import { committeeCommune } from '../office.ts';
import { EXTRACT_TITLE, finishRecognition } from '../recognition/actions.ts';
import type * as services from '../services.ts';
import { makeBirthCertificate } from './certificate-document.ts';
import { certificateContent } from './certificate.ts';
import { marriageOf, nameOfDeclarant, notificationOf, parentsWithFacts } from './evidence.ts';
import { type DeclaredBirth, assertMatchesNotification, assertRegistrable, parentKey } from './rules.ts';
import {
  type BirthEntry,
  type NewBirthEntry,
  findByNotifications,
  findByRequest,
  findSameBirth,
  insertEntry,
  saveCertificate,
} from './store.ts';

type Declaration = Static<typeof services.registerBirth.input>;

const VERIFICATION_CHARACTERS = 12;
const CERTIFICATE_TITLE = { vi: 'Giấy khai sinh', en: 'Birth certificate' };

/** Which of these notifications are in a birth book already. */
export async function readBirthStatus(
  house: House,
  { notificationIds }: { notificationIds: string[] },
): Promise<Static<typeof services.readBirthStatus.output>> {
  const found = await findByNotifications(house.db.as('civil-status'), notificationIds);
  return {
    registered: found.map((entry) => ({
      notificationId: entry.notificationId,
      entryNumber: entryNumber(entry),
      registeredOn: entry.registeredOn,
      communeCode: entry.communeCode,
      ...(entry.motherNumber ? { motherNumber: entry.motherNumber } : {}),
    })),
  };
}

/**
 * Registers a birth in the book of the commune whose committee calls: records the entry, has the population register give
 * the child a number, makes and seals the certificate, and tells the health register.
 *
 * Each of these is done once however often it is asked for: called again with the same key it goes on where it stopped
 * and gives the same answer. Refuses `birth.already_registered`, and what the rules refuse, before anything is written.
 */
export async function registerBirth(
  house: House,
  declaration: Declaration,
  context: CallContext,
): Promise<Static<typeof services.registerBirth.output>> {
  const requestKey = context.idempotencyKey!;
  const own: CallContext = { ...context, caller: 'civil-status' };
  const entry =
    (await findByRequest(house.db.as('civil-status'), requestKey)) ??
    (await enterBirth(house, declaration, { ...own, requestKey }));
  return finishBirth(house, entry, own);
}

/** The first part: decides, and writes the entry with its number by one statement. */
async function enterBirth(
  house: House,
  declaration: Declaration,
  context: CallContext & { requestKey: string },
): Promise<BirthEntry> {
  const db = house.db.as('civil-status');
  const on = today();
  const { notificationId, statement, recognition, declarantNumber, late } = declaration;
  if (!notificationId && !statement) throw new Refusal('birth.evidence_needed', 422);
  const communeCode = communeOfCommittee(context, on);
  const [{ mother, father }, notification] = await Promise.all([
    parentsWithFacts(house, declaration, context),
    notificationId ? notificationOf(house, notificationId, context) : undefined,
  ]);
  const child = { ...declaration.child, fullName: normalizePersonName(declaration.child.fullName) };
  const birthOrder = notification?.birthOrder ?? declaration.birthOrder ?? 1;
  const key = parentKey(mother) ?? parentKey(father);
  const same = { notificationId: notificationId ?? null, parentKey: key ?? '', bornOn: child.bornOn, birthOrder };
  // Said first: to be told what else is wrong with a birth that is registered helps nobody.
  const before = await findSameBirth(db, same);
  if (before) return sameCaseOrRefuse(before, context);
  const marriage = await marriageOf(db, { mother, father, bornOn: child.bornOn, on });
  const birth: DeclaredBirth = {
    child,
    mother,
    father,
    late,
    ...(recognition ? { recognition } : {}),
    ...(declaration.nationalityAgreement ? { nationalityAgreement: declaration.nationalityAgreement } : {}),
    ...(marriage ? { marriage } : {}),
  };
  if (notification) assertMatchesNotification(birth, notification);
  assertRegistrable(birth, { communeCode, on });
  const declarantName = await nameOfDeclarant(house, { number: declarantNumber, parents: [mother, father] }, context);
  const year = Number(on.slice(0, 4));
  const entry = {
    id: newId(),
    communeCode,
    bookYear: year,
    registeredOn: on,
    statement: statement ?? null,
    ...same,
    child,
    mother,
    father,
    declarant: { number: declarantNumber, fullName: declarantName },
    official: declaration.registeredBy,
    agency: context.agency,
    caseNumber: context.caseNumber!,
    isLate: late,
    receipts: declaration.receipts,
    verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
  };
  assertPrintable(house, entry);
  try {
    return await insertEntry(
      db,
      { ...entry, requestKey: context.requestKey },
      recognition && {
        id: newId(),
        recognisedBy: recognition.by,
        consentReceipt: recognition.consentReceipt,
        verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
      },
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const meanwhile = await findByRequest(db, context.requestKey);
    if (meanwhile) return meanwhile;
    const first = await findSameBirth(db, same);
    if (first) return sameCaseOrRefuse(first, context);
    throw error;
  }
}

/**
 * The second part, which nothing can refuse any more: the number, the papers, the word to the hospital's register. Cut off
 * before the certificate is kept it asks for the number again: the population register gives the same one.
 */
async function finishBirth(
  house: House,
  entry: BirthEntry,
  context: CallContext,
): Promise<Static<typeof services.registerBirth.output>> {
  const personalNumber = entry.personalNumber ?? (await enterPerson(house, entry, context));
  const named = { ...entry, personalNumber };
  const certificateFile = entry.certificateFile ?? (await makeCertificate(house, named, context));
  const extract = await finishRecognition(house, named, context);
  if (entry.notificationId) {
    await call(
      house,
      confirmRegistration,
      {
        notificationId: entry.notificationId,
        entryNumber: entryNumber(entry),
        registeredOn: entry.registeredOn,
        childNumber: personalNumber,
      },
      { ...context, idempotencyKey: `birth-${entry.id}` },
    );
  }
  return {
    entryNumber: entryNumber(entry),
    personalNumber,
    registeredOn: entry.registeredOn,
    // Files are kept by their content: the id is the SHA-256.
    certificate: {
      title: CERTIFICATE_TITLE,
      fileId: certificateFile,
      verificationCode: entry.verificationCode,
      sha256: certificateFile,
    },
    ...(extract ? { extract: { title: EXTRACT_TITLE, ...extract, sha256: extract.fileId } } : {}),
  };
}

async function makeCertificate(
  house: House,
  entry: BirthEntry & { personalNumber: string },
  context: CallContext,
): Promise<string> {
  const at = now();
  const { baseUrl } = house.config;
  const pdf = makeBirthCertificate(certificateContent(entry, { at, baseUrl, synthetic: house.synthetic }));
  const sealed = await sealPdf(house, { pdf, agency: entry.agency, reason: CERTIFICATE_TITLE.vi, at });
  const fileId = await house.files.keep(sealed.pdf);
  const { notificationId, personalNumber, caseNumber } = entry;
  const grounds = groundsOf(context, {
    reason: 'Đăng ký khai sinh',
    source: notificationId
      ? { kind: 'birth-notification', number: notificationId }
      : { kind: 'dossier', number: caseNumber },
  });
  return saveCertificate(house.db.as('civil-status'), { birth: entry, personalNumber, fileId }, grounds);
}

async function enterPerson(house: House, entry: BirthEntry, context: CallContext): Promise<string> {
  const { child, mother, father } = entry;
  const { output } = await call(
    house,
    registerNewborn,
    {
      fullName: child.fullName,
      sex: child.sex,
      bornOn: child.bornOn,
      birthPlace: child.birthPlace,
      nationality: child.nationality,
      hometown: child.hometown,
      ...(child.ethnicGroup ? { ethnicGroup: child.ethnicGroup } : {}),
      ...(mother.number ? { motherNumber: mother.number } : {}),
      ...(father.number ? { fatherNumber: father.number } : {}),
      provinceCode: provinceOf(entry.communeCode, entry.registeredOn)!.code,
      entryNumber: `${entry.communeCode} ${entryNumber(entry)}`,
    },
    { ...context, idempotencyKey: `birth-${entry.id}` },
  );
  return output.personalNumber;
}

/**
 * The case that entered a birth may ask again under another key, when something later refused it (no numbers left, say):
 * its own entry goes on. Everyone else is refused.
 */
function sameCaseOrRefuse(entry: BirthEntry, { agency, caseNumber }: CallContext): BirthEntry {
  if (entry.caseNumber === caseNumber && entry.agency.code === agency.code) return entry;
  throw new Refusal('birth.already_registered', 409, { values: { entryNumber: entryNumber(entry) } });
}

/** Letters and signs that the font of documents has for certain: composed Latin ones, and common punctuation. */
const PRINTABLE = /^[\u0020-\u024f\u1e00-\u1eff\u2010-\u2026]*$/;

/** Refuses what could not be printed on the certificate while nothing is written yet, by printing it once. */
function assertPrintable(house: House, entry: Omit<NewBirthEntry, 'requestKey'>): void {
  const { child, mother, father, declarant, official, agency } = entry;
  if (PRINTABLE.test(JSON.stringify({ child, mother, father, declarant, official, agency }))) return;
  const trial = { ...entry, serial: 1, certificateFile: null, recognition: null, personalNumber: '000000000000' };
  const { baseUrl } = house.config;
  makeBirthCertificate(certificateContent(trial, { at: now(), baseUrl, synthetic: true }));
}

/** The commune whose committee acts. Refuses every other agency, and an official whose post is for another commune. */
function communeOfCommittee(context: CallContext, on: string): string {
  const communeCode = committeeCommune(context, on);
  if (!communeCode) throw new Refusal('birth.not_competent', 403);
  return communeCode;
}
