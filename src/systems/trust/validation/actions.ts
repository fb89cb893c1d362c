import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { issuerNameOf } from '../authority.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import { withDelegations } from '../remote/delegation/validation.ts';
import { MOST_SIGNATURES } from '../rules.ts';
import { currentList } from '../status/lists.ts';
import type { Trusted } from './context.ts';
import type { GivenFile } from './found.ts';
import { readSignatures } from './readers.ts';
import type { FileValidation, Validation } from './report.ts';
import { validateSignature } from './validate.ts';

/** Most files that are looked at together: a signature and the documents that it is over. */
const MOST_FILES = 8;

/** Our roots, our authorities and their current lists, now. */
async function trustedNow(house: SealingHouse): Promise<Trusted> {
  const authorities = await ensureAuthorities(house);
  const lists = await Promise.all(Array.from(authorities.keys(), (name) => currentList(house, name)));
  const certificates = (areRoots: boolean) =>
    [...authorities].flatMap(([name, { read }]) => ((issuerNameOf(name) === undefined) === areRoots ? [read] : []));
  return {
    at: now(),
    anchors: certificates(true),
    certificates: certificates(false),
    lists: lists.map(({ read }) => read),
    answers: [],
  };
}

/**
 * Looks at every signature of some files by ETSI EN 319 102-1, against our root and our own revocation lists. Of several files each may be
 * what another's signature is over. Anyone may ask; nothing is kept.
 *
 * Refuses `trust.document_too_large`, `trust.too_many_files`, `trust.too_many_signatures`, and where no file can carry a signature
 * `trust.file_kind_unknown` or `trust.document_unreadable`.
 */
export async function validateFiles(house: SealingHouse, files: readonly GivenFile[]): Promise<Validation> {
  if (files.length > MOST_FILES) throw new Refusal('trust.too_many_files', 422, { values: { most: MOST_FILES } });
  const trusted = await trustedNow(house);
  const judged: FileValidation[] = [];
  let refusal: Refusal | undefined;
  for (const file of files) {
    try {
      const found = await readSignatures(
        file,
        files.filter((other) => other !== file),
      );
      if (found.length > MOST_SIGNATURES)
        throw new Refusal('trust.too_many_signatures', 422, { values: { most: MOST_SIGNATURES } });
      judged.push({
        filename: file.filename,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        signatures: await withDelegations(
          house,
          found.map((one) => validateSignature(one, trusted)),
        ),
      });
    } catch (error) {
      if (!(error instanceof Refusal) || !MAY_BE_DOCUMENT.has(error.code)) throw error;
      refusal ??= error;
    }
  }
  if (refusal && judged.length === 0) throw refusal;
  const signed = judged.filter(({ signatures }) => signatures.length > 0);
  return { at: trusted.at, files: signed.length > 0 ? signed : judged.slice(0, 1) };
}

/** A file that is refused for this may still be what another file's signature is over. */
const MAY_BE_DOCUMENT: ReadonlySet<string> = new Set(['trust.file_kind_unknown', 'trust.document_unreadable']);

/** Every signature of one file; see `validateFiles`. */
export async function validateFile(house: SealingHouse, file: GivenFile): Promise<FileValidation> {
  return (await validateFiles(house, [file])).files[0]!;
}
