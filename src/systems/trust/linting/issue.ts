import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { MalformedDer } from '../asn1/der.ts';
import { draftCertificate, signDraft, type Certificate, type CertificateOrder } from '../certificate/certificate.ts';
import { readDraft, type Draft, type Lint } from './draft.ts';
import { EXTENSION_LINTS } from './extension-lints.ts';
import { FIELD_LINTS } from './field-lints.ts';
import { KEY_LINTS } from './key-lints.ts';
import { SERVER_LINTS } from './server-lints.ts';

/** Every rule, by which each certificate of the house is checked before it is signed. */
export const LINTS: readonly Lint[] = [...FIELD_LINTS, ...KEY_LINTS, ...EXTENSION_LINTS, ...SERVER_LINTS];

/** What is wrong with a certificate that is to be signed, by the rules' names; nothing when it may be. */
export function lint(
  certificate: Certificate,
  given: Pick<Draft, 'profile' | 'at'> & { issuer?: Certificate },
): readonly Lint[] {
  const draft = readDraft(certificate, given);
  return LINTS.filter((one) => one.isBroken(draft));
}

/**
 * Issues a certificate, having checked it before it was signed, because one that was signed is in the world. Refuses
 * `trust.certificate_against_rules` with what is wrong, and `trust.key_unusable` for a key that cannot be read at all.
 */
export const issueChecked = async (order: CertificateOrder): Promise<Certificate> =>
  signDraft(assertIssuable(order), order);

/** The certificate as it would be signed. Refuses what `issueChecked` refuses. */
export function assertIssuable(order: CertificateOrder): Certificate {
  let draft: Certificate;
  try {
    draft = draftCertificate(order);
  } catch (error) {
    if (error instanceof MalformedDer) throw new Refusal('trust.key_unusable', 422);
    throw error;
  }
  const issuer = 'certificate' in order.issuer ? order.issuer.certificate : undefined;
  const broken = lint(draft, { profile: order.profile, at: now(), ...(issuer && { issuer }) });
  if (broken.length > 0) {
    const findings = broken.map(({ name, source }) => `${name} (${source})`).join('; ');
    throw new Refusal('trust.certificate_against_rules', 422, { values: { findings } });
  }
  return draft;
}
