import { createHash } from 'node:crypto';
import { contextTag, element, MalformedDer, objectId, sequence } from '../asn1/der.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { reaches, type Lasting } from '../signing/level.ts';
import type { SignatureLevel } from '../validation/found.ts';
import { archiveImprint, withHashIndex, writeHashIndex } from './archive-stamp.ts';
import { OID } from './names.ts';
import { attributeOf, distinct, readParts, writeParts, type SignedDataParts, type SignerParts } from './parts.ts';

/**
 * Raises every signer of a CMS signature to a level (ETSI EN 319 122-1 §6.3). What is there stays; asked for B-LTA again, each gets
 * another archive time stamp over all that is there by then. `content` is what was signed, or its SHA-256, where the signature does not
 * carry it.
 */
export async function extendCades(
  cms: Buffer,
  { level, lasting, content }: { level: SignatureLevel; lasting: Lasting; content?: Buffer | { sha256: Buffer } },
): Promise<Buffer> {
  let all = readParts(cms);
  const signed = all.content ?? content;
  if (!signed) throw new MalformedDer('what was signed is not here');
  const has = (signer: SignerParts, oid: string) => signer.unsigned.some((one) => one.oid === oid);
  if (reaches(level, 'B-T')) {
    all = await eachSigner(all, async (signer) => {
      if (has(signer, OID.signatureTimeStamp)) return signer;
      const token = await lasting.stampDigest(createHash('sha256').update(signer.signature).digest());
      return { ...signer, unsigned: [...signer.unsigned, attributeOf(OID.signatureTimeStamp, token)] };
    });
  }
  if (reaches(level, 'B-LT')) {
    all = withEvidence(all, lasting.evidence);
  }
  if (reaches(level, 'B-LTA')) {
    const contentDigest = Buffer.isBuffer(signed) ? createHash('sha256').update(signed).digest() : signed.sha256;
    // The hashes must be of what is written: sets in their order, each member once.
    all = readParts(writeParts(all));
    const before = all;
    all = await eachSigner(all, async (signer) => {
      const index = writeHashIndex(before, signer);
      const imprint = archiveImprint(before, signer, { contentDigest, index, digest: 'sha256' });
      const token = withHashIndex(await lasting.stampDigest(imprint), index);
      return { ...signer, unsigned: [...signer.unsigned, attributeOf(OID.archiveTimeStampV3, token)] };
    });
  }
  return writeParts(all);
}

async function eachSigner(
  all: SignedDataParts,
  change: (signer: SignerParts) => Promise<SignerParts>,
): Promise<SignedDataParts> {
  return { ...all, signers: await Promise.all(all.signers.map(change)) };
}

/** Certificates, lists and answers go where all signers find them. */
function withEvidence(all: SignedDataParts, { certificates, lists, answers }: Evidence): SignedDataParts {
  const written = answers.map((answer) => element(contextTag(1), objectId(OID.ocspAnswer), sequenceOf(answer)));
  return {
    ...all,
    certificates: distinct([...all.certificates, ...certificates]),
    revocations: distinct([...all.revocations, ...lists, ...written]),
  };
}

/** An OCSPResponse as it stands (RFC 5940 §2.1); it is a sequence already. */
const sequenceOf = (answer: Buffer): Buffer => (answer[0] === 0x30 ? answer : sequence(answer));
