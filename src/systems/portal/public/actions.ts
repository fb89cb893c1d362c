import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import * as cases from '../../cases/services.ts';
import { verifyPaper } from '../../civil-status/services.ts';
import { verifyCertificate } from '../../enterprises/services.ts';
import { type CallContext, type PurposeCode, call, callsSince } from '../../exchange/index.ts';
import * as land from '../../land/services.ts';
import {
  type LogPlace,
  type SignatureValidation,
  type Validation,
  findInLog,
  isSameDocument,
  readKept,
  rootCertificatePem,
  validateFiles,
} from '../../trust/index.ts';

/** The Government Office runs the portal and calls on its right. */
const AGENCY = { code: 'G22', name: 'Văn phòng Chính phủ' };
const FIGURES_KEPT_MS = 10_000;

/** The context of a call made for whoever looks at a public page: nobody's name is needed, so none is given. */
export function asAnyone(purpose: PurposeCode, page: string): CallContext {
  return { caller: 'portal', agency: AGENCY, actor: { kind: 'machine', name: page }, purpose };
}

/** What the running house has done. */
export interface HouseFigures {
  resultsToday: number;
  resultsTotal: number;
  /** Share of steps finished by their promised date, 0 to 1; `null` before the first one. */
  onTimeShare: number | null;
  /** Calls between agencies since midnight in Vietnam, each with its receipt. */
  callsToday: number;
}

const kept = new WeakMap<House, { figures: Promise<HouseFigures>; until_ms: number }>();

/** The figures of the home page, at most ten seconds old: read once for all who look in the meantime. */
export function readHouseFigures(house: House): Promise<HouseFigures> {
  const at_ms = Date.now();
  const known = kept.get(house);
  if (known && at_ms < known.until_ms) return known.figures;
  const figures = countFigures(house);
  kept.set(house, { figures, until_ms: at_ms + FIGURES_KEPT_MS });
  // What failed is not kept: the next visitor asks again.
  figures.catch(() => kept.delete(house));
  return figures;
}

async function countFigures(house: House): Promise<HouseFigures> {
  const midnight = new Date(`${today()}T00:00:00+07:00`);
  const [{ output }, callsToday] = await Promise.all([
    call(house, cases.readFigures, {}, asAnyone('public-information', 'Trang chủ')),
    callsSince(house, midnight),
  ]);
  return { ...output, callsToday };
}

/** A document that the house issued, as its code tells. */
export type IssuedDocument = Pick<
  NonNullable<Static<typeof cases.verifyResult.output>['document']>,
  'title' | 'holderName' | 'documentNumber' | 'issuerName' | 'issuedAt' | 'sha256' | 'fileId'
> & {
  /** The day from which it is no longer valid, when it was struck out. */
  invalidFrom?: string | null;
  /** Of a paper that holds for a time: whether it does today, since when not, and its last day. */
  validity?: { state: 'valid' | 'expired' | 'replaced' | 'changed' | 'doubtful'; from?: string; lastDay: string };
};

/** Letters and digits of a verification code. */
const CODE = /^[A-Z0-9]{12}$/;

/** A code as it was printed, from what a person typed: capitals, without spaces and hyphens. Refuses the field `code`. */
export function readCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]+/g, '');
  if (!CODE.test(code)) {
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'code', code: 'field.format' }] });
  }
  return code;
}

/** The document with that code; undefined when the house issued none. The call is in its holder's data log. */
export async function findDocument(house: House, code: string): Promise<IssuedDocument | undefined> {
  const asking = asAnyone('document-verification', 'Trang kiểm tra giấy tờ');
  const { output } = await call(house, cases.verifyResult, { code }, asking);
  if (output.document) return output.document;
  // What the registers issue themselves is no result of a dossier.
  const paper = (await call(house, verifyPaper, { code }, asking)).output.document;
  if (paper) return paper;
  const certificate = (await call(house, verifyCertificate, { code }, asking)).output.document;
  if (certificate) return certificate;
  return (await call(house, land.verifyCertificate, { code }, asking)).output.document ?? undefined;
}

/**
 * What a file is. `genuine`: sealed by agencies, unchanged, and with a code the very file that was issued. `holds`: every signature
 * holds, and not all are agencies'. `other`: it holds, but is not the file of that code. `changed`: its bytes are not those that were
 * signed. `uncertain`: somebody under the country's root signed it, and whether that still holds cannot be said. `not_ours`: no
 * signature that leads to that root.
 */
export type FileVerdict = 'genuine' | 'holds' | 'other' | 'changed' | 'uncertain' | 'not_ours';

export interface CheckedFile {
  verdict: FileVerdict;
  validation: Validation;
  /** Where the file is in the public log; undefined when it is not. */
  place?: LogPlace;
}

/** Checks every signature of some files and, when a document is given, whether the first signed one is that document byte for byte. */
export async function checkFiles(
  house: House,
  files: readonly { filename: string; bytes: Buffer }[],
  document: IssuedDocument | undefined,
): Promise<CheckedFile> {
  const validation = await validateFiles(house, files);
  const [first] = validation.files;
  const signatures = validation.files.flatMap((file) => file.signatures);
  const verdict = judgeFile(signatures, document && files.some(({ bytes }) => isSameDocument(bytes, document.sha256)));
  const place = first && (await findInLog(house, 'document', Buffer.from(first.sha256, 'hex')));
  return { verdict, validation, ...(place && place.state !== 'absent' && { place }) };
}

/** The signatures of a document as it was issued; undefined when its file is not kept here. */
export async function checkIssued(house: House, document: IssuedDocument): Promise<Validation | undefined> {
  const bytes = await readKept(house, document.fileId);
  return bytes && validateFiles(house, [{ filename: `${document.documentNumber}.pdf`, bytes }]);
}

const BROKEN: ReadonlySet<string | undefined> = new Set(['HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'FORMAT_FAILURE']);

/** The verdict on a file, from its signatures and whether it equals the issued one (`undefined` when none was named). */
export function judgeFile(
  signatures: readonly Pick<SignatureValidation, 'indication' | 'sub' | 'signer'>[],
  isIssuedFile: boolean | undefined,
): FileVerdict {
  const isOurs = signatures.some(({ signer }) => signer?.isTrusted);
  if (!isOurs) return 'not_ours';
  if (signatures.every(({ indication }) => indication === 'TOTAL-PASSED')) {
    if (isIssuedFile === false) return 'other';
    return signatures.every(({ signer }) => signer?.agencyCode !== undefined) ? 'genuine' : 'holds';
  }
  // Only what somebody under our root signed can be said to have been changed since; anything else never was ours.
  return signatures.some(({ sub }) => BROKEN.has(sub)) ? 'changed' : 'uncertain';
}

/** The root certificate as PEM, for those who check signatures with programs of their own. */
export const readRootCertificate = (house: House): Promise<string> => rootCertificatePem(house);

/** Where a document is in the public log, with its receipt. */
export const findLogPlace = (house: House, { sha256 }: Pick<IssuedDocument, 'sha256'>): Promise<LogPlace> =>
  findInLog(house, 'document', Buffer.from(sha256, 'hex'));
