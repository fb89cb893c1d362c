import type { Certificate, Issuer } from '../../src/systems/trust/certificate/certificate.ts';
import { pdfReader } from '../../src/systems/trust/pdf/reader.ts';
import { readRevocationList, type RevocationList } from '../../src/systems/trust/path/revocation-list.ts';
import { issueRevocationList } from '../../src/systems/trust/status/list-issue.ts';
import type { FoundSignature } from '../../src/systems/trust/validation/found.ts';
import { validateSignature, type SignatureValidation } from '../../src/systems/trust/validation/validate.ts';

/** Validation of PDF without a database: against a root, with the lists of its authorities as of the instant. */

/** Empty lists of some authorities, current at an instant. */
export const emptyLists = (issuers: readonly Issuer[], at: Date): Promise<RevocationList[]> =>
  Promise.all(
    issuers.map(async (issuer) =>
      readRevocationList(
        await issueRevocationList({
          issuer,
          number: 1,
          thisUpdate: new Date(at.getTime() - 3_600_000),
          nextUpdate: new Date(at.getTime() + 86_400_000),
          entries: [],
        }),
      ),
    ),
  );

/** Every signature of a PDF, judged. Throws what the reader refuses. */
export function judgePdf(
  pdf: Uint8Array,
  { root, at, lists }: { root: Certificate; at: Date; lists: readonly RevocationList[] },
): SignatureValidation[] {
  const found = pdfReader.read({ filename: 'a.pdf', bytes: Buffer.from(pdf) }, []) as FoundSignature[];
  return found.map((one) => validateSignature(one, { at, anchors: [root], certificates: [], lists, answers: [] }));
}

/** Why a signature does not hold, by its finest code; undefined when it does. */
export const whyNot = ({ indication, problem, reason, sub }: SignatureValidation): string | undefined =>
  indication === 'TOTAL-PASSED' ? undefined : (problem?.code ?? reason ?? sub);
