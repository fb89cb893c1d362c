import type { Bilingual } from '../../../kernel/text.ts';
import type { Certificate } from '../certificate/certificate.ts';

/**
 * What a reader of any format says of one signature, before anything is believed. Validation (ETSI EN 319 102-1) works on this
 * alone and knows no format. All byte fields are views of what was read or copies; none is changed later.
 */

export type SignatureFormat = 'PAdES' | 'CAdES' | 'XAdES' | 'JAdES';
export type SignatureContainer = 'ASiC-S' | 'ASiC-E';
/** Baseline levels by what the signature carries, not by what holds. */
export type SignatureLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** Digests by their names in node:crypto. Those that are no longer accepted are read too: that is a verdict, not a fault. */
export type DigestName =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512';

/** A way to sign, apart from the key. `eddsa` is Ed25519 or Ed448 by the key, `ml-dsa` of a parameter set by the key; both hash by themselves. */
export interface SignatureAlgorithm {
  family: 'rsa' | 'rsa-pss' | 'ecdsa' | 'dsa' | 'eddsa' | 'ml-dsa';
  /** SHA-512 for `eddsa` and `ml-dsa`. */
  digest: DigestName;
}

/** A file as somebody gave it. The name is only shown, and compared with names inside signatures. */
export interface GivenFile {
  filename: string;
  bytes: Buffer;
}

/** The value of the signature, ready to be verified under a key. */
export interface FoundValue {
  /**
   * The bytes under the signature: the signed attributes as SET OF (CMS), the canonical SignedInfo (XML), header and payload
   * (JWS).
   */
  signed: Buffer;
  signature: Buffer;
  algorithm: SignatureAlgorithm;
  /** How an ECDSA value is written: DER in CMS, r and s side by side in XML and JWS. */
  encoding: 'der' | 'ieee-p1363';
}

/** One hash under the signature, held against what it should be the hash of. */
export interface FoundReference {
  /** What was hashed, as a person would call it: a file in the container, an element, the document. */
  name: string;
  digest: DigestName;
  result: 'same' | 'different' | 'missing';
}

/** How much of the file is under the signature, and what was added to the file after it. */
export interface FoundCoverage {
  /** Whether everything that is shown or carried is signed, but for what `later` says. */
  whole: boolean;
  /** What is signed where it is not everything: names of files or elements. At most 100. */
  names: readonly string[];
  later: {
    /** Additions that the format permits after a signature. */
    permitted: readonly ('evidence' | 'time_stamp' | 'signature' | 'form')[];
    /** Why something that was added or changed later is not permitted; the signature then cannot hold for what is shown. */
    forbidden?: Bilingual;
  };
}

/** A time stamp of RFC 3161 in a signature. */
export interface FoundTimeStamp {
  /** `content` was made before the signature over what is signed; `archive` covers all that was there before it. */
  kind: 'content' | 'signature' | 'references' | 'archive';
  /** TimeStampToken, a CMS ContentInfo in DER. */
  token: Buffer;
  /** The hash that the token must carry; undefined when what it is over cannot be found. Computed at most once a digest. */
  imprint(digest: DigestName): Buffer | undefined;
  /**
   * Beside the signature itself: certificates, revocation lists, OCSP answers and tokens (DER) that were there when it was
   * stamped, because they are under its hash. Only an archive or references time stamp has any.
   */
  covers: readonly Buffer[];
}

/** What proves the standing of certificates, as it lies in the signature. Nothing of it is believed unchecked. */
export interface FoundEvidence {
  /** CertificateList. */
  lists: readonly Buffer[];
  /** OCSPResponse or BasicOCSPResponse. */
  answers: readonly Buffer[];
}

/** Why a signature cannot even be judged. The sentence tells people; the sub-indication is that of EN 319 102-1 table 6. */
export interface FoundProblem {
  /** Stable, snake_case, e.g. `byte_range_wrong`. */
  code: string;
  text: Bilingual;
  as: 'FORMAT_FAILURE' | 'SIGNED_DATA_NOT_FOUND' | 'HASH_FAILURE' | 'SIG_CONSTRAINTS_FAILURE';
}

interface FoundHead {
  /** Tells the signatures of one file apart: a field's name, an element's Id, a file in the container, or its number. */
  id: string;
  format: SignatureFormat;
  container?: SignatureContainer;
}

/** A signature that was read, in the order in which the signatures were made as far as the format tells. */
export interface ReadableSignature extends FoundHead {
  problem?: undefined;
  level: SignatureLevel;
  coverage: FoundCoverage;
  references: readonly FoundReference[];
  value: FoundValue;
  /** The certificate that the signature names as its own; undefined when it is not there or the reference names none. */
  signer: Certificate | undefined;
  /** Whether the signed reference to the signing certificate (signing-certificate-v2 and its like) is there and matches `signer`. */
  signerReference: 'same' | 'different' | 'absent';
  /** All certificates in the signature and its evidence, `signer` among them. */
  certificates: readonly Certificate[];
  evidence: FoundEvidence;
  /** In the order in which they stand. */
  timeStamps: readonly FoundTimeStamp[];
  /** What the signer claims, signed or not. */
  claimed: {
    at?: Date;
    reason?: string;
    place?: string;
    roles?: readonly string[];
    /** Identifiers of commitment types (object identifiers or URIs). */
    commitments?: readonly string[];
    /** Identifier of the signature policy, when one is named. */
    policy?: string;
  };
}

/** A signature of which not even the parts could be read. */
export interface UnreadableSignature extends FoundHead {
  problem: FoundProblem;
}

export type FoundSignature = ReadableSignature | UnreadableSignature;

/** Reads the signatures of one kind of file. */
export interface SignatureReader {
  /** Whether the bytes are of this kind, by how they begin; looks at no more than their first kilobytes. */
  recognises(file: GivenFile): boolean;
  /**
   * All signatures of the file. `documents` came with it: what a detached signature is over is looked for among them. What is
   * wrong with one signature is its `problem`; refuses (`Refusal`) only a file that cannot be read as a whole. Bounded in time
   * and memory by limits of its own.
   */
  read(file: GivenFile, documents: readonly GivenFile[]): Promise<FoundSignature[]> | FoundSignature[];
}
