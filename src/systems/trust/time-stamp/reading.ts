import { readDigest, readSignedData, type ReadSigner } from '../cms/reading.ts';
import {
  expectTag,
  MalformedDer,
  readMembers,
  readObjectId,
  readOnly,
  readSmallInteger,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import type { Certificate } from '../certificate/certificate.ts';
import type { DigestName } from '../validation/found.ts';

/** A token of RFC 3161 as it stands; nothing of it is believed here. */
export interface ReadToken {
  imprint: { digest: DigestName; value: Buffer };
  at: Date;
  policy: string;
  /** TSTInfo, which the signer's messageDigest must be the hash of. */
  content: Buffer;
  signer: ReadSigner;
  certificates: readonly Certificate[];
  lists: readonly Buffer[];
}

const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** Reads a TimeStampToken. Throws MalformedDer for anything else. */
export function readToken(bytes: Buffer): ReadToken {
  const { contentType, content, signers, certificates, lists } = readSignedData(bytes);
  const [signer, ...more] = signers;
  if (contentType !== TST_INFO || !content || !signer || more.length > 0 || signer.contentType !== TST_INFO)
    throw new MalformedDer('no time stamp');
  const [version, policy, imprint, serial, at] = readMembers(readOnly(content, TAG.sequence), 10);
  if (readSmallInteger(version) !== 1) throw new MalformedDer('version of a time stamp');
  expectTag(serial, TAG.integer);
  const [algorithm, value, ...others] = readMembers(expectTag(imprint, TAG.sequence), 2);
  if (others.length > 0) throw new MalformedDer('imprint');
  return {
    imprint: { digest: readDigest(algorithm), value: expectTag(value, TAG.octetString).contents },
    at: readStampTime(at),
    policy: readObjectId(policy),
    content,
    signer,
    certificates,
    lists,
  };
}

/** GeneralizedTime that may have fractions of a second (RFC 3161 §2.4.2), which are kept to the millisecond. */
function readStampTime(read: DerElement | undefined): Date {
  const text = expectTag(read, TAG.generalizedTime).contents.toString('latin1');
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (!match) throw new MalformedDer('time');
  const [, year, month, day, hour, minute, second, fraction = '0'] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== iso) throw new MalformedDer('time');
  return at;
}
