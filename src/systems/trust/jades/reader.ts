import { Refusal } from '../../../kernel/refusal.ts';
import type { FoundSignature, GivenFile, SignatureReader } from '../validation/found.ts';
import { MalformedJws, readJws, type Jws } from './jws.ts';
import { readJades } from './reading.ts';

const LOOKED_AT_BYTES = 4096;
/** A compact form, or JSON with members of a JWS; a payload before them may be long. */
const COMPACT_BEGINS = /^\s*eyJ[A-Za-z0-9_-]+(\.|$)/;
const JSON_BEGINS = /^\s*\{\s*"(payload|protected|header|signatures|signature)"\s*:/;

/** Signatures in JSON: of their payload, or of files that came with them. */
export const jadesReader: SignatureReader = {
  recognises({ bytes }) {
    const begin = bytes.subarray(0, LOOKED_AT_BYTES).toString('latin1');
    return COMPACT_BEGINS.test(begin) || JSON_BEGINS.test(begin);
  },
  read({ bytes }: GivenFile, documents: readonly GivenFile[]): FoundSignature[] {
    let jws: Jws;
    try {
      jws = readJws(bytes);
    } catch (error) {
      if (error instanceof MalformedJws) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
    return readJades(jws, documents);
  },
};
