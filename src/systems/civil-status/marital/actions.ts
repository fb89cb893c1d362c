import type { Static } from 'typebox';
import { sameName } from '../../../country/index.ts';
import { now, today } from '../../../kernel/clock.ts';
import { type Queryable, type Tx } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { formatDate } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { everyoneOf } from '../entry/evidence.ts';
import { type EntryPerson, type Registrar, assertAlive, assertResident } from '../entry/rules.ts';
import { takeNumber } from '../entry/store.ts';
import { assertNoKin, assertSingle } from '../marriage/act.ts';
import { officeOf } from '../office.ts';
import { VERIFICATION_CHARACTERS, finishPaper } from '../paper/finishing.ts';
import { paperShown } from '../paper/shown.ts';
import { type StoredPaper, findByRequest, findPaper, findPapers, insertPaper } from '../paper/store.ts';
import { CERTIFICATE_TITLE, certificateContent } from './content.ts';
import { type Resident, type Standing, residentOf, standingOf } from './evidence.ts';
import { type BookFacts, shownEntries } from './facts.ts';
import {
  type Doubt,
  type Conclusion,
  type MaritalWish,
  assertFreeToMarry,
  assertMayIntend,
  assertWish,
  bookWord,
  lastDayOf,
  purposeKey,
  statedBy,
  validityOf,
} from './rules.ts';
import type * as services from './services.ts';
import { certificatesOf, holdPerson, insertCertificate } from './store.ts';

/** The job that makes the file of a certificate when the process that wrote it did not come to it. */
export const FINISH_CERTIFICATE = 'civil-status.finish_certificate';
/** A worker waits so long for the process that wrote it, in milliseconds. */
const OWN_TIME_MS = 5_000;

/**
 * How a person who resides in the officer's commune stands: what the registers say, what is in doubt with its entries, and which
 * certificates there are. Refuses `entry.not_competent` for people of other communes.
 */
export async function readMaritalStanding(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readMaritalStanding.output>> {
  const communeCode = officeOf(context, today());
  const person = await residentOf(house, number, context);
  assertResident([person], communeCode);
  const { books, registers, doubts } = await standingOf(house, person, context);
  const { marriageId: _, ...stated } = registers;
  const { fullName, sex, bornOn, residence } = person;
  const db = house.db.as('civil-status');
  return {
    person: { number, fullName, bornOn, residence, ...(sex ? { sex } : {}) },
    stated,
    doubts: await doubtsShown(db, doubts, books),
    certificates: await certificatesShown(db, number, books),
  };
}

async function doubtsShown(
  db: Queryable,
  doubts: readonly Doubt[],
  { entries }: BookFacts,
): Promise<Static<typeof services.readMaritalStanding.output>['doubts']> {
  const ids = new Set(doubts.map(({ entryId }) => entryId));
  const shown = await shownEntries(
    db,
    [...entries.values()].filter(({ id }) => ids.has(id)),
  );
  return doubts.map(({ kind, entryId }) => {
    const entry = shown.find(({ id }) => id === entryId);
    return { kind, ...(entry ? { entry } : {}) };
  });
}

/** The certificates of a person with whether each holds today, the newest first; those whose file is not made yet are left out. */
export async function certificatesShown(
  db: Queryable,
  number: string,
  books: BookFacts,
): Promise<services.MaritalCertificate[]> {
  const certificates = await certificatesOf(db, number);
  const papers = await findPapers(
    db,
    certificates.map(({ id }) => id),
  );
  const on = today();
  return certificates.flatMap((certificate) => {
    const paper = papers.find(({ id }) => id === certificate.id);
    if (!paper?.fileId) return [];
    const { wish, stated, lastDay } = certificate;
    return [{ paper: paperShown(paper), wish, stated, lastDay, validity: validityOf(certificate, books, on) }];
  });
}

/** Issues a certificate to who stands at the desk. The same request again gives the same one. Refuses as `issueTo`. */
export async function issueMaritalCertificate(
  house: House,
  { number, wish, conclusion, registrar }: Static<typeof services.issueMaritalCertificate.input>,
  context: CallContext,
): Promise<Static<typeof services.issueMaritalCertificate.output>> {
  return { paper: paperShown(await issueTo(house, { number, wish, conclusion, registrar }, context)) };
}

/** An order of a certificate. */
export interface Order {
  number: string;
  wish: MaritalWish;
  conclusion?: Conclusion | undefined;
  registrar: Registrar;
  /** What else is written in the same transaction, once the paper has its id; refuses by throwing. */
  with?: (tx: Tx, paperId: string) => Promise<void>;
}

/**
 * Writes a certificate with its number and makes its file, once for each key (Decree 123/2015/NĐ-CP art. 21–23). Refuses people of
 * another commune and the dead; for a marriage who is too young, married or kin of the intended; what is in doubt without the
 * officer's conclusion; and a second certificate for a purpose while one holds, unless a reason is given.
 */
export async function issueTo(house: House, order: Order, context: CallContext): Promise<StoredPaper> {
  const communeCode = officeOf(context, today());
  const db = house.db.as('civil-status');
  const requestKey = `${communeCode} ${context.idempotencyKey!}`;
  let paper = await findByRequest(db, requestKey);
  try {
    paper ??= await enter(house, { order, communeCode, requestKey }, { ...context, caller: 'civil-status' });
  } catch (error) {
    // The same request sent twice at once: what refused this one is what the other has just written.
    paper = await findByRequest(db, requestKey);
    if (!paper) throw error;
  }
  return finishPaper(house, paper);
}

async function enter(
  house: House,
  asked: { order: Order; communeCode: string; requestKey: string },
  context: CallContext,
): Promise<StoredPaper> {
  const { order, communeCode, requestKey } = asked;
  const { number, wish, conclusion, registrar } = order;
  const on = today();
  const person = await residentOf(house, number, context);
  assertResident([person], communeCode);
  assertWish(wish);
  assertMayIntend(person, wish, on);
  const { books, registers, doubts } = await standingOf(house, person, context);
  const stated = statedBy(registers, doubts, conclusion);
  assertFreeToMarry(person, wish.purpose, stated);
  const intended = await intendedOf(house, { person, wish, on }, context);
  const lastDay = lastDayOf(on);
  const said = certificateContent(person, { stated, wish, intended, lastDay });
  const id = newId();
  const paper = {
    id,
    requestKey,
    entryId: null,
    kind: 'marital-status' as const,
    communeCode,
    issuedOn: on,
    title: CERTIFICATE_TITLE,
    said,
    holderName: person.fullName,
    holderNumbers: [number],
    agencyCode: context.agency.code,
    agencyName: context.agency.name,
    official: registrar,
    verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
  };
  const { replacing, ...purpose } = wish;
  const certificate = {
    id,
    personNumber: number,
    fullName: person.fullName,
    bornOn: person.bornOn,
    wish: purpose,
    purposeKey: purposeKey(wish),
    stated,
    booksSaid: bookWord(registers),
    doubtfulEntries: doubts.flatMap(({ entryId }) => entryId ?? []),
    conclusion: conclusion ?? null,
    issuedOn: on,
    lastDay,
    replacing: replacing ?? null,
  };
  return house.db.as('civil-status').transaction(async (tx) => {
    await holdPerson(tx, number);
    await assertReplaceable(tx, { number, wish, books, on });
    const year = Number(on.slice(0, 4));
    const serial = await takeNumber(tx, { communeCode, book: 'marital-status', year });
    const numbered = { ...paper, number: `${serial}/${year}/XNTTHN` };
    await insertPaper(tx, numbered);
    await insertCertificate(tx, certificate);
    await order.with?.(tx, id);
    const runAt = new Date(now().getTime() + OWN_TIME_MS);
    await addJob(tx, { task: FINISH_CERTIFICATE, payload: { paperId: id }, runAt });
    return { ...numbered, fileId: null, recordedAt: now() };
  });
}

/** Refuses a certificate for a purpose for which one still holds, unless it is told what became of that. */
export async function assertReplaceable(
  db: Queryable,
  { number, wish, books, on }: { number: string; wish: MaritalWish; books: Standing['books']; on: string },
): Promise<void> {
  if (wish.replacing) return;
  const key = purposeKey(wish);
  const holding = (await certificatesOf(db, number)).find(
    (one) => one.purposeKey === key && validityOf(one, books, on).from === undefined,
  );
  if (holding)
    throw new Refusal('marital.valid_one_there', 409, { values: { lastDay: formatDate(holding.lastDay, 'vi') } });
}

/** Whom the person intends to marry, as the register or the passport says. Refuses who may not marry them. */
async function intendedOf(
  house: House,
  { person, wish, on }: { person: Resident; wish: MaritalWish; on: string },
  context: CallContext,
): Promise<EntryPerson | undefined> {
  const { intended } = wish;
  if (!intended) return undefined;
  const given = intended.kind === 'person' ? { kind: intended.kind, number: intended.number } : intended;
  const [other] = (await everyoneOf(house, [given], context)) as [EntryPerson];
  if (intended.kind === 'person' && intended.fullName && !sameName(intended.fullName, other.fullName))
    throw new Refusal('marital.intended_name', 409);
  assertAlive(other);
  const [husband, wife] = person.sex === 'female' ? [other, person] : [person, other];
  if (husband.sex === 'female' || wife.sex === 'male') throw new Refusal('marriage.not_man_and_woman', 422);
  await assertSingle({ house, on }, other);
  await assertNoKin({ house, context }, husband, wife);
  return other;
}

/** Makes the file of a certificate that was written, if nobody has. */
export async function finishCertificate(house: House, { paperId }: { paperId: string }): Promise<void> {
  const paper = await findPaper(house.db.as('civil-status'), paperId);
  if (paper) await finishPaper(house, paper);
}
