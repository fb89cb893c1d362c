import type { SealingHouse } from '../keys.ts';
import { listCredentials } from './credential.ts';
import type { Signer } from './rules.ts';
import { readOwnDelegation } from './delegation/actions.ts';
import { listSignatureLines, listSignedByDelegation, type SignatureLine } from './store.ts';

/** Lines on a page of what a person has signed. */
const SIGNED_ON_A_PAGE = 20;
const MOST_PAGES = 500;

/** What was signed with a signer's certificates, newest first, and whether there is more after this page (from 1). */
export async function listSigned(
  house: SealingHouse,
  signer: Signer,
  page: number,
): Promise<{ lines: SignatureLine[]; hasMore: boolean }> {
  const credentials = await listCredentials(house, signer);
  const lines = await listSignatureLines(
    house.db.as('trust'),
    credentials.map(({ id }) => id),
    { most: SIGNED_ON_A_PAGE + 1, skip: SIGNED_ON_A_PAGE * (Math.min(page, MOST_PAGES) - 1) },
  );
  return { lines: lines.slice(0, SIGNED_ON_A_PAGE), hasMore: lines.length > SIGNED_ON_A_PAGE };
}

const MOST_BY_DELEGATION = 100;

/** What was signed by a delegation that the official gave or got, the newest 100. Refuses `signing.delegation_unknown`. */
export async function listSignedFor(
  house: SealingHouse,
  asked: { id: string; officialId: string },
): Promise<SignatureLine[]> {
  const { id } = await readOwnDelegation(house, asked);
  return listSignedByDelegation(house.db.as('trust'), id, MOST_BY_DELEGATION);
}
