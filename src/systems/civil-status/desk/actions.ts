import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { formatTimeOfDay } from '../../../kernel/text.ts';
import { type CallContext, type Called, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import { readDeath } from '../../health/services.ts';
import { openRows } from '../../registry/index.ts';
import { provinceOf, unitOn } from '../../territories/index.ts';
import { type Book, ELECTRONIC_VOLUME } from '../books.ts';
import { knownPeople } from '../entry/evidence.ts';
import type { EntryPerson, Evidence, Registrar } from '../entry/rules.ts';
import type { PaperBook } from '../legacy/columns.ts';
import { MOST_ROWS } from '../legacy/services.ts';
import { hasCertificate } from '../paper/rules.ts';
import * as services from '../services.ts';
import { readKept } from '../../trust/index.ts';

export type { EntryPerson } from '../entry/rules.ts';
export type { EntryLine, Paper, WholeEntry } from '../services.ts';
export { REGISTRAR_POST } from '../office.ts';

/** An official with the post of a civil-status officer. */
export type RegistrarAtDesk = Holder & { post: NonNullable<Holder['post']> };

/** The service by which the act of a book is registered. */
const CONTRACTS: Readonly<Partial<Record<Book, unknown>>> = {
  marriage: services.registerMarriage,
  death: services.registerDeath,
  divorce: services.noteDivorce,
  recognition: services.recogniseParent,
  adoption: services.registerAdoption,
  guardianship: services.registerGuardianship,
  'guardianship-end': services.endGuardianship,
  change: services.changeDetails,
  abroad: services.noteAbroad,
};

/** A page of the books of the own commune. */
export function searchBooks(
  house: House,
  officer: RegistrarAtDesk,
  asked: Static<typeof services.findEntries.input>,
): Promise<Called<Static<typeof services.findEntries.output>>> {
  return call(house, services.findEntries, asked, contextOf(officer));
}

/** An entry of the own commune. Refuses `entry.not_found` for all others. */
export async function openEntry(
  house: House,
  officer: RegistrarAtDesk,
  entryId: string,
): Promise<{ entry: services.WholeEntry; receipt: string }> {
  const { output, receipt } = await call(house, services.readEntry, { entryId }, contextOf(officer));
  return { entry: output.entry, receipt };
}

/** Who the people are that an act is about, as the population register knows them; missing who it does not know. */
export async function lookUp(
  house: House,
  officer: RegistrarAtDesk,
  numbers: readonly string[],
): Promise<{ people: Map<string, EntryPerson>; receipt: string | undefined }> {
  if (numbers.length === 0) return { people: new Map(), receipt: undefined };
  const { people, receipts } = await knownPeople(house, numbers, contextOf(officer));
  return { people, receipt: receipts[0] };
}

/** What a hospital has reported of a death: the beginning of the form, with the notification as its evidence. */
export async function deathReported(
  house: House,
  officer: RegistrarAtDesk,
  deceasedNumber: string,
): Promise<Record<string, string>> {
  const asked = { personNumber: deceasedNumber };
  const { death } = (await call(house, readDeath, asked, contextOf(officer))).output;
  if (!death) return {};
  const { diedAt, diedOn, placeName, cause, notificationNumber, hospital } = death;
  return {
    diedOn,
    diedAt: formatTimeOfDay(diedAt),
    place: placeName,
    ...(cause ? { cause } : {}),
    'evidence.kind': 'death-notification',
    'evidence.number': notificationNumber,
    'evidence.issuer': hospital.name,
  };
}

/** Registers an act from what a form said. The same form sent twice does it once. */
export async function register(
  house: House,
  officer: RegistrarAtDesk,
  asked: { book: Book; input: object; evidence: Evidence; idempotencyKey: string },
): Promise<{ entryId: string; consequences: string }> {
  const contract = CONTRACTS[asked.book] as ServiceContract | undefined;
  if (!contract) throw new Refusal('page.not_found', 404);
  const input = { ...asked.input, evidence: asked.evidence, registrar: registrarOf(officer) };
  const { output } = await call(house, contract, input, contextOf(officer, asked.idempotencyKey));
  return output as { entryId: string; consequences: string };
}

/** Cancels an entry with its grounds. */
export async function cancel(
  house: House,
  officer: RegistrarAtDesk,
  asked: { entryId: string; reason: string; evidence: Evidence; idempotencyKey: string },
): Promise<void> {
  const { idempotencyKey, ...input } = asked;
  const registrar = registrarOf(officer);
  await call(house, services.cancelEntry, { ...input, registrar }, contextOf(officer, idempotencyKey));
}

/** Tells other registers again. */
export async function tellAgain(house: House, officer: RegistrarAtDesk, entryId: string): Promise<void> {
  await call(house, services.retryConsequences, { entryId }, contextOf(officer, newId()));
}

/** Issues a certificate or an extract of an entry. */
export async function issue(
  house: House,
  officer: RegistrarAtDesk,
  asked: { entryId: string; kind: 'certificate' | 'extract'; idempotencyKey: string },
): Promise<services.Paper> {
  const { idempotencyKey, ...input } = asked;
  const registrar = registrarOf(officer);
  return (await call(house, services.issuePaper, { ...input, registrar }, contextOf(officer, idempotencyKey))).output
    .paper;
}

/** The file of a paper that the office issued. */
export async function openPaper(
  house: House,
  officer: RegistrarAtDesk,
  paperId: string,
): Promise<{ bytes: Uint8Array; filename: string }> {
  const { file } = (await call(house, services.readPaperFile, { paperId }, contextOf(officer))).output;
  const bytes = file && (await readKept(house, file.fileId));
  if (!bytes) throw new Refusal('entry.not_found', 404);
  return { bytes, filename: file.filename };
}

/** What came of a file of transcribed entries. */
export type PaperReport = Static<typeof services.importPaperBook.output>;
export { MOST_ROWS } from '../legacy/services.ts';

/** Tries, or takes in, the transcribed entries of a paper book from a CSV file. */
export async function importBook(
  house: House,
  officer: RegistrarAtDesk,
  asked: { book: PaperBook; bytes: Buffer; isDryRun: boolean; reason: string; idempotencyKey: string },
): Promise<PaperReport> {
  const { header, rows: read } = await openRows('csv', async function* () {
    yield asked.bytes;
  });
  const rows: Record<string, string>[] = [];
  for await (const { cells } of read()) {
    const named = header.map((name, i) => [name.trim().toLowerCase(), cells[i] ?? ''] as const);
    rows.push(Object.fromEntries(named.filter(([name]) => name !== '')));
    if (rows.length > MOST_ROWS) break;
  }
  const { book, isDryRun, reason } = asked;
  const input = { book, isDryRun, reason, rows };
  return (await call(house, services.importPaperBook, input, contextOf(officer, asked.idempotencyKey))).output;
}

/** What the officer’s commune is called. */
export function communeName({ post }: RegistrarAtDesk): { vi: string; en: string } {
  const on = today();
  const unit = unitOn(post.territoryCode, on);
  const province = provinceOf(post.territoryCode, on);
  return {
    vi: `${unit?.fullName.vi ?? ''}, ${province?.fullName.vi ?? ''}`,
    en: `${unit?.fullName.en ?? ''}, ${province?.fullName.en ?? ''}`,
  };
}

/** What may be done with an entry. */
export function mayIssue(entry: services.WholeEntry): { certificate: boolean; cancel: boolean; issue: boolean } {
  const isOurs = entry.doubts.length === 0 && CONTRACTS[entry.book] !== undefined;
  return {
    certificate: hasCertificate(entry.book) && entry.status === 'registered',
    issue: entry.status !== 'cancelled',
    cancel: isOurs && entry.status === 'registered' && entry.volume === ELECTRONIC_VOLUME,
  };
}

/** The officer as who signs. */
export const registrarOf = ({ post, name }: RegistrarAtDesk): Registrar => ({
  officialId: post.officialId,
  title: post.title,
  name,
});

/** The context of a call that the desk makes for its officer; a write has the key of its form. */
export const contextOf = (officer: RegistrarAtDesk, idempotencyKey?: string): CallContext => ({
  caller: 'civil-status',
  ...onBehalfOf(officer),
  purpose: 'civil-status-registration',
  ...(idempotencyKey ? { idempotencyKey } : {}),
});
