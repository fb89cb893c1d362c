import type { Static } from 'typebox';
import { now, today } from '../../../kernel/clock.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { agencyFor } from '../../organisations/index.ts';
import { ownEntry } from '../entry/actions.ts';
import { linesOf, placeNames } from '../entry/reading.ts';
import type { Entry, Registrar } from '../entry/rules.ts';
import { toldEntries } from '../entry/sealed.ts';
import { entriesOf, findEntry, notesOf, partiesOf, takeNumber } from '../entry/store.ts';
import type { Paper } from '../entry/services.ts';
import { validityOfPaper } from '../marital/validity.ts';
import { entriesNow } from '../numbers/store.ts';
import { officeOf } from '../office.ts';
import { contentOf } from './content.ts';
import { VERIFICATION_CHARACTERS, finishPaper } from './finishing.ts';
import { type PaperKind, assertIssuable, mayHaveExtract, titleOf } from './rules.ts';
import type * as services from './services.ts';
import { paperShown } from './shown.ts';
import { type StoredPaper, findByCode, findByRequest, findPaper, insertPaper, papersOf } from './store.ts';

/** Who signs what the register issues by itself: nobody decides anew about what stands in the book. */
const BY_RULE: Registrar = {
  officialId: 'rule',
  title: { vi: 'Ủy ban nhân dân', en: 'The People’s Committee' },
  name: 'Cấp tự động từ Cơ sở dữ liệu hộ tịch điện tử',
};

/**
 * Issues a certificate or extract of an entry of the own commune: the content and the number are kept first, then the file
 * is made and sealed, once however often it is asked for. Refuses what is void or over, see `assertIssuable`.
 */
export async function issuePaper(
  house: House,
  asked: Static<typeof services.issuePaper.input>,
  context: CallContext,
): Promise<Static<typeof services.issuePaper.output>> {
  const communeCode = officeOf(context, today());
  const entry = await ownEntry(house, asked.entryId, context);
  const holderNumbers = await holdersOf(house, entry);
  const paper = await makePaper(house, entry, {
    kind: asked.kind as PaperKind,
    holderNumbers,
    agency: context.agency,
    registrar: asked.registrar,
    requestKey: `${communeCode} ${context.idempotencyKey!}`,
  });
  return { paper: paperShown(paper), holderNumbers };
}

/** An extract for one who stands in the entry, issued by rule. Refuses `entry.not_found` for what is not theirs. */
export async function issueOwnExtract(
  house: House,
  { number, entryId }: Static<typeof services.issueOwnExtract.input>,
  context: CallContext,
): Promise<Static<typeof services.issueOwnExtract.output>> {
  const db = house.db.as('civil-status');
  const [entry] = await entriesNow(
    db,
    [await findEntry(db, entryId)].flatMap((found) => found ?? []),
  );
  const roles = (await partiesOf(db, [entryId])).filter((party) => party.number === number).map(({ role }) => role);
  if (!entry || !roles.some((role) => mayHaveExtract(entry, { role, number })))
    throw new Refusal('entry.not_found', 404);
  const committee = await agencyFor(house, 'commune-committee', entry.communeCode);
  if (!committee) throw new Refusal('entry.not_found', 404);
  const paper = await makePaper(house, entry, {
    kind: 'extract',
    holderNumbers: [number],
    agency: { code: committee.code, name: committee.name.vi },
    registrar: BY_RULE,
    requestKey: `${number} ${context.idempotencyKey!}`,
  });
  return { paper: paperShown(paper) };
}

/** Those who may have the paper of an entry among their own documents. */
async function holdersOf(house: House, entry: Entry): Promise<string[]> {
  const db = house.db.as('civil-status');
  const [now] = await entriesNow(db, [entry]);
  const parties = await partiesOf(db, [entry.id]);
  const numbers = parties.flatMap(({ role, number }) =>
    number && mayHaveExtract(now!, { role, number }) ? [number] : [],
  );
  return [...new Set(numbers)];
}

async function makePaper(
  house: House,
  entry: Entry,
  order: {
    kind: PaperKind;
    holderNumbers: string[];
    agency: { code: string; name: string };
    registrar: Registrar;
    requestKey: string;
  },
): Promise<StoredPaper> {
  const db = house.db.as('civil-status');
  const paper = (await findByRequest(db, order.requestKey)) ?? (await enterPaper(house, entry, order));
  return finishPaper(house, paper);
}

async function enterPaper(house: House, entry: Entry, order: Parameters<typeof makePaper>[2]): Promise<StoredPaper> {
  const { kind, holderNumbers, agency, registrar, requestKey } = order;
  const db = house.db.as('civil-status');
  assertIssuable(entry, kind);
  const title = titleOf(entry.book, kind);
  const on = today();
  const notes = await notesOf(db, entry.id);
  const said = contentOf(entry, { notes, place: placeNames(entry, on) });
  const { communeCode } = entry;
  const paper = {
    id: newId(),
    requestKey,
    entryId: entry.id,
    kind,
    communeCode,
    issuedOn: on,
    title,
    said,
    holderName: said.holder,
    holderNumbers,
    agencyCode: agency.code,
    agencyName: agency.name,
    official: registrar,
    verificationCode: newReadableCode(VERIFICATION_CHARACTERS),
  };
  try {
    return await db.transaction(async (tx) => {
      const year = Number(on.slice(0, 4));
      // A certificate is the entry's own and bears its number; an extract has one of the extracts of the office.
      const number =
        kind === 'certificate'
          ? entry.number
          : `${await takeNumber(tx, { communeCode, book: 'extract', year })}/${year}/TL-BS`;
      await insertPaper(tx, { ...paper, number });
      return { ...paper, number, fileId: null, recordedAt: now() };
    });
  } catch (error) {
    const meanwhile = isDuplicate(error) ? await findByRequest(db, requestKey) : undefined;
    if (meanwhile) return meanwhile;
    throw error;
  }
}

/** The entries in which a person stands, and of which they may have an extract. */
export async function readOwnEntries(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readOwnEntries.output>> {
  const db = house.db.as('civil-status');
  const found = await toldEntries(db, await entriesNow(db, await entriesOf(db, number)), context);
  // Whoever was only a parent before an adoption is not told of what became of the child.
  const own = found.filter(
    ({ role, ...entry }) => entry.book !== 'birth' || role === 'child' || mayHaveExtract(entry, { role, number }),
  );
  const lines = await linesOf(house, own, context);
  const on = today();
  return {
    entries: own.map((entry, i) => {
      const place = placeNames(entry, on);
      return {
        ...lines[i]!,
        role: entry.role,
        ...(place.then ? { placeThen: place.then } : {}),
        ...(place.now ? { placeNow: place.now } : {}),
        mayHaveExtract: mayHaveExtract(entry, { role: entry.role, number }),
      };
    }),
  };
}

/** The papers that were issued to a person. */
export async function listPapers(house: House, { number }: { number: string }): Promise<{ papers: Paper[] }> {
  const papers = await papersOf(house.db.as('civil-status'), { holderNumber: number });
  return { papers: papers.filter(({ fileId }) => fileId).map(paperShown) };
}

/** The file of a paper: for a holder, or for the office that keeps the book. Refuses `entry.not_found` to everybody else. */
export async function readPaperFile(
  house: House,
  { paperId }: { paperId: string },
  context: CallContext,
): Promise<Static<typeof services.readPaperFile.output>> {
  const paper = await findPaper(house.db.as('civil-status'), paperId);
  const { actor } = context;
  const isOwn = actor.kind === 'person' && paper?.holderNumbers.includes(actor.number);
  const isOffice = actor.kind === 'official' && paper?.communeCode === officeOf(context, today());
  if (!paper?.fileId || !(isOwn || isOffice)) throw new Refusal('entry.not_found', 404);
  const filename = `${paper.title.vi} ${paper.number.replaceAll('/', '-')}.pdf`;
  return { file: { fileId: paper.fileId, filename }, holderNumbers: paper.holderNumbers };
}

/** What a code on a paper stands for, and of a certificate of marital status whether it still holds; nothing when no paper bears it. */
export async function verifyPaper(
  house: House,
  { code }: { code: string },
): Promise<Static<typeof services.verifyPaper.output>> {
  const db = house.db.as('civil-status');
  const paper = await findByCode(db, code);
  if (!paper?.fileId) return {};
  const validity = await validityOfPaper(db, paper.id);
  const { title, holderName, holderNumbers, number, agencyName, issuedOn, recordedAt, fileId } = paper;
  return {
    document: {
      title,
      holderName,
      holderNumbers,
      documentNumber: number,
      issuerName: agencyName,
      issuedOn,
      issuedAt: recordedAt.toISOString(),
      sha256: fileId,
      fileId,
      ...(validity ? { validity } : {}),
    },
  };
}
