import { Refusal } from '../../../kernel/refusal.ts';
import { asicReader } from '../asic/reader.ts';
import { cadesReader } from '../cades/reader.ts';
import { jadesReader } from '../jades/reader.ts';
import { pdfReader } from '../pdf/reader.ts';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';
import { xadesReader } from '../xades/reader.ts';
import type { FoundSignature, GivenFile, SignatureReader } from './found.ts';

/** Who reads which kind of file; the first that recognises the bytes does. Each format registers its reader here, and nowhere else. */
const READERS: readonly SignatureReader[] = [pdfReader, asicReader, cadesReader, xadesReader, jadesReader];

/**
 * The signatures of a file of any kind we know, chosen by its bytes and not by its name. `documents` are files that came with
 * it, for signatures over something that stands elsewhere.
 *
 * Refuses `trust.document_too_large`, `trust.file_kind_unknown`, and `trust.document_unreadable` for a file that is of a kind we know and still
 * cannot be read as a whole.
 */
export async function readSignatures(file: GivenFile, documents: readonly GivenFile[] = []): Promise<FoundSignature[]> {
  for (const { bytes } of [file, ...documents]) {
    if (bytes.length > MOST_DOCUMENT_BYTES)
      throw new Refusal('trust.document_too_large', 413, { values: { most: MOST_DOCUMENT_BYTES / 1024 / 1024 } });
  }
  const reader = READERS.find((one) => one.recognises(file));
  if (!reader) throw new Refusal('trust.file_kind_unknown', 422);
  return reader.read(file, documents);
}
