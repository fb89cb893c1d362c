import type { KeyObject } from 'node:crypto';
import { expectTag, readMembers, readOnly, TAG, type DerElement } from '../asn1/der.ts';
import type { Certificate } from '../certificate/certificate.ts';
import { readExtensionList, type Extension } from '../certificate/extensions.ts';
import type { CertificateProfile } from '../rules.ts';

/** A certificate before it is signed, as the rules look at it: what it says, and how it is written. */
export interface Draft {
  certificate: Certificate;
  profile: CertificateProfile;
  /** Who is to sign it; the certificate itself when it is a root. */
  issuer: Certificate;
  isRoot: boolean;
  at: Date;
  key: KeyObject | undefined;
  from: DerElement;
  until: DerElement;
  /** Attributes of the subject, in their order. */
  subject: readonly { oid: DerElement; value: DerElement }[];
  extensions: ReadonlyMap<string, Extension>;
}

/** A rule that every certificate of ours keeps. */
export interface Lint {
  /** Stable, what is wrong. */
  name: string;
  /** Where the rule stands. */
  source: string;
  isBroken(draft: Draft): boolean;
}

/** Reads what the rules need to see. Throws MalformedDer. */
export function readDraft(
  certificate: Certificate,
  given: Pick<Draft, 'profile' | 'at'> & { issuer?: Certificate },
): Draft {
  const { issuer, profile, at } = given;
  const [, , , , validity, subject, , ...rest] = readMembers(readOnly(certificate.toSign, TAG.sequence));
  const [from, until] = readMembers(expectTag(validity, TAG.sequence));
  const list = rest[0] && readExtensionList(readMembers(rest[0], 1)[0]);
  return {
    certificate,
    profile,
    at,
    issuer: issuer ?? certificate,
    isRoot: issuer === undefined,
    key: certificate.publicKey,
    from: from!,
    until: until!,
    subject: readMembers(subject!).flatMap((part) =>
      readMembers(part).map((attribute) => {
        const [oid, value] = readMembers(attribute);
        return { oid: oid!, value: value! };
      }),
    ),
    extensions: new Map(list?.map((one) => [one.oid, one])),
  };
}
