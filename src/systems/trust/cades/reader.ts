import { MalformedDer } from '../asn1/der.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { FoundSignature, GivenFile, SignatureReader } from '../validation/found.ts';
import { readCades } from './reading.ts';

/** SEQUENCE, its length, and the identifier of signed data. */
const SIGNED_DATA_ID = Buffer.from('06092a864886f70d010702', 'hex');
const LOOKED_AT_BYTES = 32;

/** Signatures in CMS: with what they sign in them (`.p7m`), or of a file that came with them (`.p7s`). */
export const cadesReader: SignatureReader = {
  recognises: ({ bytes }) => bytes[0] === 0x30 && bytes.subarray(0, LOOKED_AT_BYTES).includes(SIGNED_DATA_ID),
  read({ bytes }: GivenFile, documents: readonly GivenFile[]): FoundSignature[] {
    try {
      return readCades(bytes, { documents });
    } catch (error) {
      if (error instanceof MalformedDer) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
  },
};
