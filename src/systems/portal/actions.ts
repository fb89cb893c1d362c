import type { Static } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Asked, UploadedFile } from '../../kernel/route.ts';
import type { House } from '../../kernel/system.ts';
import * as cases from '../cases/services.ts';
import * as civilStatus from '../civil-status/services.ts';
import {
  type CallContext,
  type CallProof,
  type PurposeCode,
  type Usage,
  call,
  proofOfCall,
  usageByReceipt,
  usageOf,
} from '../exchange/index.ts';
import * as land from '../land/services.ts';
import * as population from '../population/services.ts';
import { readKept } from '../trust/index.ts';
import { checkPaper, checkPapers, pageOfUsage } from './rules.ts';

export type { OwnLand } from '../land/services.ts';
export type { DossierView, DossierStatus, Parent, Result, StepKind, ConsentReason } from '../cases/services.ts';
export {
  INBOX_PAGE_MESSAGES,
  PAPER_MOST_BYTES,
  READ_MOST_BYTES,
  READ_MOST_FILES,
  nextPath,
  procedureCodes,
} from './rules.ts';
export { ChildAnswers, ParentsAnswers, ResidenceAnswers } from '../cases/services.ts';

/** Any request; what matters here is who asks. */
export type AnyAsked = Asked<unknown, unknown, unknown>;

/** The agency on whose right the portal calls: the Government Office runs it. */
const AGENCY = { code: 'G22', name: 'Văn phòng Chính phủ' };
const KEY = /^[\w.:-]{8,100}$/;

/**
 * The context of a call that the portal makes for the person who is signed in: their words, their right. A write has the
 * idempotency key of its form, so that the form sent twice does the thing once; without one each call is a new one.
 */
export function asPerson(asked: AnyAsked, purpose: PurposeCode = 'birth-registration'): CallContext {
  const { number, name } = holderOf(asked);
  const typed = (asked.body as { idempotencyKey?: unknown } | undefined)?.idempotencyKey;
  return {
    caller: 'portal',
    agency: AGENCY,
    actor: { kind: 'person', number, name },
    purpose,
    idempotencyKey: typeof typed === 'string' && KEY.test(typed) ? typed : newId(),
  };
}

/** Who is signed in. Refuses `session.needed`. */
export function holderOf(asked: AnyAsked) {
  const holder = asked.session?.holder;
  if (holder?.kind !== 'person') throw new Refusal('session.needed', 401);
  return holder;
}

/** A birth that can be announced. */
export type FoundBirth = Static<typeof cases.findBirths.output>['births'][number];

/** The births that the person may announce. */
export async function findBirths(asked: AnyAsked): Promise<FoundBirth[]> {
  const { output } = await call(asked.house, cases.findBirths, {}, asPerson(asked));
  return output.births;
}

/** What of a dossier says where the work on it goes on. */
export type Begun = Pick<cases.DossierView, 'id' | 'sections'>;

/** Opens the dossier of a birth, or finds the one that is open. */
export async function startDossier(asked: AnyAsked, notificationId: string): Promise<Begun> {
  const input = { notificationId, language: asked.language };
  const { output } = await call(asked.house, cases.startDossier, input, asPerson(asked));
  return { id: output.dossierId, sections: output.sections };
}

/** A dossier of the person who asks, or one in which they are the other parent. Refuses `case.not_found` to everybody else. */
export async function readDossier(asked: AnyAsked, dossierId: string): Promise<cases.DossierView> {
  return (await call(asked.house, cases.readDossier, { dossierId }, asPerson(asked))).output;
}

/** Saves one section of a draft. Refuses field by field, with the names that the form uses. */
export async function saveSection(asked: AnyAsked, saved: Static<typeof cases.saveAnswers.input>): Promise<Begun> {
  const { output } = await call(asked.house, cases.saveAnswers, saved, asPerson(asked));
  return { id: saved.dossierId, sections: output.sections };
}

/** Keeps the parents' signed agreement, after looking at what kind of file it is. */
export async function savePaperConsent(asked: AnyAsked, dossierId: string): Promise<void> {
  const file = asked.files.find(({ field }) => field === 'paper');
  checkPaper('paper', file);
  const kept = await keep(asked.house, file);
  await call(asked.house, cases.savePaperConsent, { dossierId, ...kept }, asPerson(asked));
}

async function keep(house: House, file: UploadedFile): Promise<{ fileId: string; filename: string }> {
  return { fileId: await house.files.keep(file.bytes), filename: file.filename };
}

/** Submits a draft, once the applicant has said that it is true. */
export async function submitDossier(asked: AnyAsked, dossierId: string, declared: boolean): Promise<void> {
  if (!declared) {
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'declaration', code: 'declaration.needed' }] });
  }
  await call(asked.house, cases.submitDossier, { dossierId }, asPerson(asked));
}

/** Takes a dossier back. */
export async function withdrawDossier(asked: AnyAsked, dossierId: string, reason: string | undefined): Promise<void> {
  const input = { dossierId, ...(reason === undefined ? {} : { reason }) };
  await call(asked.house, cases.withdrawDossier, input, asPerson(asked));
}

/** Hands in what an officer asked for: words, and files when there are any. */
export async function answerSupplement(asked: AnyAsked, dossierId: string, note: string): Promise<void> {
  const papers = asked.files.filter(({ field }) => field === 'papers');
  checkPapers('papers', papers);
  const files = [];
  for (const paper of papers) files.push(await keep(asked.house, paper));
  await call(asked.house, cases.answerSupplement, { dossierId, note, files }, asPerson(asked));
}

/** Gives the second parent's answer. A no needs no reason, but may have one. */
export async function answerConsent(
  asked: AnyAsked,
  answer: Static<typeof cases.answerConsent.input>,
): Promise<cases.DossierStatus> {
  return (await call(asked.house, cases.answerConsent, answer, asPerson(asked))).output.status;
}

/** A dossier in the person's list. */
export type ListedDossier = Static<typeof cases.listDossiers.output>['dossiers'][number];

/** The dossiers of the person, newest first, and those in which their consent is asked. */
export async function listDossiers(asked: AnyAsked): Promise<ListedDossier[]> {
  return (await call(asked.house, cases.listDossiers, {}, asPerson(asked))).output.dossiers;
}

/** A document of a person: the result of a dossier, or a paper from the civil-status books. */
export type OwnDocument = Pick<
  cases.Result,
  'id' | 'title' | 'holderName' | 'documentNumber' | 'issuerName' | 'issuedAt' | 'verificationCode'
>;

/** The results of the person's dossiers. */
export async function listResults(asked: AnyAsked): Promise<cases.Result[]> {
  return (await call(asked.house, cases.listResults, {}, asPerson(asked))).output.results;
}

/** The person's documents, the newest first. */
export async function listDocuments(asked: AnyAsked): Promise<OwnDocument[]> {
  const { number } = holderOf(asked);
  const [results, { output }] = await Promise.all([
    listResults(asked),
    call(asked.house, civilStatus.listPapers, { number }, asPerson(asked, 'own-data')),
  ]);
  return [...results, ...output.papers].toSorted((one, other) => Date.parse(other.issuedAt) - Date.parse(one.issuedAt));
}

/** One of the person's documents as a file. Refuses `result.not_found`. */
export async function readDocumentFile(
  asked: AnyAsked,
  documentId: string,
): Promise<{ bytes: Uint8Array; filename: string }> {
  const { fileId, filename } = await fileOf(asked, documentId);
  const bytes = await readKept(asked.house, fileId);
  if (!bytes) throw new Error(`the file of document ${documentId} is not there`);
  return { bytes, filename };
}

async function fileOf(asked: AnyAsked, documentId: string): Promise<{ fileId: string; filename: string }> {
  const { number } = holderOf(asked);
  const { output } = await call(asked.house, civilStatus.listPapers, { number }, asPerson(asked, 'own-data'));
  if (!output.papers.some(({ id }) => id === documentId))
    return (await call(asked.house, cases.readResultFile, { resultId: documentId }, asPerson(asked))).output;
  const read = await call(
    asked.house,
    civilStatus.readPaperFile,
    { paperId: documentId, number },
    asPerson(asked, 'own-data'),
  );
  if (!read.output.file) throw new Refusal('result.not_found', 404);
  return read.output.file;
}

/** The entries of the civil-status books in which the person stands. */
export type OwnEntry = Static<typeof civilStatus.readOwnEntries.output>['entries'][number];

/** The person's own entries, newest first. */
export async function listEntries(asked: AnyAsked): Promise<OwnEntry[]> {
  const { number } = holderOf(asked);
  return (await call(asked.house, civilStatus.readOwnEntries, { number }, asPerson(asked, 'own-data'))).output.entries;
}

/** Has an extract of an own entry issued. The same form sent twice gives one. */
export async function orderExtract(asked: AnyAsked, entryId: string): Promise<void> {
  const { number } = holderOf(asked);
  await call(asked.house, civilStatus.issueOwnExtract, { number, entryId }, asPerson(asked, 'own-data'));
}

/** The person's own land, with what lies on it. */
export async function readOwnLand(asked: AnyAsked): Promise<land.OwnLand[]> {
  const { number } = holderOf(asked);
  return (await call(asked.house, land.readOwnLand, { number }, asPerson(asked, 'own-data'))).output.land;
}

/** A certificate of the person's own land, as a file. Refuses `land.certificate_unknown` for everybody else's. */
export async function readOwnCertificate(
  asked: AnyAsked,
  serial: string,
): Promise<{ bytes: Uint8Array; filename: string }> {
  const { number } = holderOf(asked);
  const { output } = await call(asked.house, land.readOwnCertificate, { number, serial }, asPerson(asked, 'own-data'));
  const bytes = await readKept(asked.house, output.fileId);
  if (!bytes) throw new Error(`the file of certificate ${serial} is not there`);
  return { bytes, filename: output.filename };
}

/** Somebody whose data log a person may read: themselves, or a child of theirs. */
export interface LogPerson {
  /** How the address names them: `me`, `child-1`. Never a personal number, which would stay in histories and logs. */
  key: string;
  name: string;
  number: string;
}

/** The persons whose data log the one who asks may read. */
export async function logPersons(asked: AnyAsked): Promise<LogPerson[]> {
  const { number, name } = holderOf(asked);
  const { output } = await call(asked.house, population.readChildren, { number }, asPerson(asked, 'own-data'));
  const children = output.children.map((child, index) => ({
    key: `child-${index + 1}`,
    name: child.fullName,
    number: child.number,
  }));
  return [{ key: 'me', name, number }, ...children];
}

/** What a page of the data log shows. */
export interface UsagePage {
  entries: Usage[];
  /** The instant before which the next page begins; undefined when this is the last. */
  next: Date | undefined;
}

/** One page of the calls about a person, newest first. */
export async function readDataLog(
  asked: AnyAsked,
  wanted: { person: LogPerson; owner: string | undefined; withOwn: boolean; before: Date | undefined },
): Promise<UsagePage> {
  const found = await usageOf(asked.house, {
    personalNumber: wanted.person.number,
    viewer: holderOf(asked).number,
    ...(wanted.before ? { before: wanted.before } : {}),
    ...(wanted.owner ? { owner: wanted.owner } : {}),
  });
  const { entries, next } = pageOfUsage(found);
  return { entries: wanted.withOwn ? entries : entries.filter(({ isOwn }) => !isOwn), next };
}

/**
 * One call about the person or a child of theirs, by its receipt, and what the public log proves of it. Refuses
 * `receipt.not_found` (404).
 */
export async function readReceipt(asked: AnyAsked, receipt: string): Promise<{ usage: Usage; proof: CallProof }> {
  const persons = await logPersons(asked);
  const personalNumbers = persons.map(({ number }) => number);
  const [usage, proof] = await Promise.all([
    usageByReceipt(asked.house, { receipt, personalNumbers, viewer: holderOf(asked).number }),
    proofOfCall(asked.house, { receipt, personalNumbers }),
  ]);
  if (!usage) throw new Refusal('receipt.not_found', 404);
  return { usage, proof };
}

/**
 * The file that proves a call about the person or a child of theirs. Refuses `receipt.not_found` (404), and
 * `receipt.not_proven` (409) while the public log has no number for it.
 */
export async function readProofFile(asked: AnyAsked, receipt: string): Promise<string> {
  const { proof } = await readReceipt(asked, receipt);
  if (proof.state !== 'proven') throw new Refusal('receipt.not_proven', 409);
  return proof.file;
}
