import { civilDate } from '../../../../kernel/clock.ts';
import type { SealingHouse } from '../../keys.ts';
import type { SignatureValidation } from '../../validation/validate.ts';
import { delegationIn, heldAt, steadOf } from './rules.ts';
import { findDelegationsOfSigners } from './store.ts';

/** What the house knows of signatures that say they were made for another. */

/**
 * Adds to each signature that names a delegation, and whose certificate is one of ours, whether that delegation is recorded for this signer
 * and was in force when it was signed. Other signatures stay as they are.
 */
export async function withDelegations(
  house: SealingHouse,
  signatures: readonly SignatureValidation[],
): Promise<SignatureValidation[]> {
  const named = signatures.flatMap(({ claimed, signer, indication }) => {
    const id = delegationIn(claimed.roles);
    return id && signer?.isTrusted && indication !== 'TOTAL-FAILED' ? [{ id, serial: signer.serial }] : [];
  });
  if (named.length === 0) return [...signatures];
  const found = await findDelegationsOfSigners(house.db.as('trust'), named);
  return signatures.map((signature): SignatureValidation => {
    const { claimed, signer, signedAt } = signature;
    const id = delegationIn(claimed.roles);
    if (!named.some((each) => each.id === id && each.serial === signer?.serial)) return signature;
    const delegation = found.find((each) => each.id === id && each.serial === signer?.serial);
    const at = signedAt.proven ?? signedAt.claimed;
    const isHeld =
      delegation !== undefined &&
      at !== undefined &&
      claimed.roles!.includes(steadOf(delegation)) &&
      heldAt(delegation, { at, on: civilDate(at) });
    return {
      ...signature,
      delegation: { isHeld, ...(delegation && { grounds: delegation.grounds, groundsOn: delegation.groundsOn }) },
    };
  });
}
