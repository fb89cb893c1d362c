import { createHash } from 'node:crypto';
import type { DigestName } from '../validation/found.ts';
import type { JwsSignature } from './jws.ts';

/** What time stamps of JAdES are over (ETSI TS 119 182-1 §5.3.4 and §5.3.6.3). */

/** A signature time stamp is over the value of the signature as it is written. */
export const signatureImprint = ({ signature }: JwsSignature, digest: DigestName): Buffer =>
  createHash(digest).update(signature).digest();

/**
 * An archive time stamp is over what is signed, the protected header, the value, and the unsigned elements before it, with dots
 * between. `data` are the pieces of what is signed, as they were hashed; undefined when some of it is not at hand.
 */
export function archiveImprint(
  one: JwsSignature,
  { data, before }: { data: readonly (string | Buffer)[] | undefined; before: readonly string[] },
  digest: DigestName,
): Buffer | undefined {
  if (!data) return undefined;
  const hash = createHash(digest);
  for (const piece of data) hash.update(piece);
  hash.update(`.${one.protected}.${one.signature}.`);
  for (const element of before) hash.update(element);
  return hash.digest();
}
