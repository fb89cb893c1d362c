import { AGENCY_IDENTIFIER_PREFIX, commonNameIn, type Certificate } from '../certificate/certificate.ts';
import { CHECKED_SCHEMES } from '../certificate/signature-scheme.ts';
import { MalformedDer } from '../asn1/der.ts';
import { readOcspAnswer, type OcspAnswer } from '../path/ocsp-answer.ts';
import { readRevocationList, type RevocationList } from '../path/revocation-list.ts';
import { StatusWords } from '../path/status-words.ts';
import { earliest } from './algorithms.ts';
import { endOfFound, validateBasic } from './basic.ts';
import type { Block, Conclusion, Indication, Reason, SubIndication } from './conclusion.ts';
import type { Context, Trusted } from './context.ts';
import type { FoundCoverage, FoundProblem, FoundSignature, FoundTimeStamp, ReadableSignature } from './found.ts';
import { contentStampedAt, validateWithArchive, validateWithTime } from './long-term.ts';
import { Proofs } from './proofs.ts';
import { readStamps, validateStamp, type Stamp, type StampVerdict } from './time-stamp.ts';

/** One signature, judged. It may be relied upon only when it is TOTAL-PASSED. */
export interface SignatureValidation {
  id: string;
  format: FoundSignature['format'];
  container?: FoundSignature['container'];
  level?: ReadableSignature['level'];
  indication: Indication;
  sub?: SubIndication;
  /** Why it is not TOTAL-PASSED; `problem` when a reader says why. */
  reason?: Reason;
  problem?: FoundProblem;
  signer?: Signer;
  /** When it was signed: as the signer says, and by when it is proven to have been. */
  signedAt: { claimed?: Date; proven?: Date };
  claimed: Omit<ReadableSignature['claimed'], 'at'>;
  /** When a certificate on its chain was revoked or suspended; what was signed before may still hold. */
  revokedAt?: Date;
  coverage?: FoundCoverage;
  timeStamps: readonly JudgedStamp[];
  /** Of a signature that holds: until when, unless it is stamped anew before. */
  holdsUntil?: Date;
  /**
   * Of an official of ours who signed for another: whether we have that recorded, in force when it was signed, and the document it rests on.
   */
  delegation?: { isHeld: boolean; grounds?: string; groundsOn?: string };
  blocks: readonly Block[];
}

/** Who signed, as the certificate says. */
export interface Signer {
  name: string;
  organization: string;
  /** Agency code, when the certificate is one of an agency. */
  agencyCode?: string;
  serial: string;
  issuer: string;
  from: Date;
  until: Date;
  /** Whether the certificate leads to a root that we trust. */
  isTrusted: boolean;
}

export interface JudgedStamp {
  kind: FoundTimeStamp['kind'];
  at?: Date;
  by?: string;
  holds: boolean;
  sub?: SubIndication;
}

/** Evidence of one signature that is read at most, of each kind. */
const MOST_EVIDENCE = 64;

/** Judges one signature by EN 319 102-1, with everything that it carries (§5.6). Never throws for what was sent. */
export function validateSignature(found: FoundSignature, trusted: Trusted): SignatureValidation {
  const { id, format, container, problem } = found;
  const head = { id, format, ...(container && { container }) };
  if (problem) {
    const isFailed = problem.as === 'FORMAT_FAILURE' || problem.as === 'HASH_FAILURE';
    return {
      ...head,
      indication: isFailed ? 'TOTAL-FAILED' : 'INDETERMINATE',
      sub: problem.as,
      problem,
      signedAt: {},
      claimed: {},
      timeStamps: [],
      blocks: [
        {
          name: 'format',
          conclusion: { indication: isFailed ? 'FAILED' : 'INDETERMINATE', sub: problem.as, reason: 'format' },
          data: { code: problem.code },
        },
      ],
    };
  }
  return { ...head, ...judge(found, trusted) };
}

function judge(found: ReadableSignature, trusted: Trusted): Omit<SignatureValidation, 'id' | 'format' | 'container'> {
  const { at } = trusted;
  const stamps = readStamps(found.timeStamps);
  const context = contextOf(found, stamps, trusted);
  const proofs = new Proofs(at);
  const stampVerdicts = stamps.map((stamp) => validateStamp(stamp, context));
  const basic = validateBasic(found, context, contentStampedAt(stampVerdicts));
  const withTime = validateWithTime(found, basic, stampVerdicts, context);
  const archive = validateWithArchive(found, withTime, stampVerdicts, { context, proofs });
  const { conclusion, best } = archive;
  const { signer, claimed } = found;
  const { at: claimedAt, ...otherClaims } = claimed;
  const isPassed = conclusion.indication === 'PASSED';
  const isIntact = isPassed || (conclusion.sub !== 'HASH_FAILURE' && conclusion.sub !== 'SIG_CRYPTO_FAILURE');
  const revokedAt = basic.chain?.revokedAt;
  return {
    level: found.level,
    indication: totalOf(conclusion),
    ...(conclusion.indication !== 'PASSED' && { sub: conclusion.sub, reason: conclusion.reason }),
    ...(conclusion.indication !== 'PASSED' &&
      conclusion.reason === 'changed_after_signing' &&
      found.coverage.later.forbidden && {
        problem: { code: 'changed_after_signing', text: found.coverage.later.forbidden, as: 'FORMAT_FAILURE' },
      }),
    ...(signer && { signer: signerOf(signer, basic.chain?.path !== undefined) }),
    signedAt: { ...(claimedAt && { claimed: claimedAt }), ...(isIntact && best < at && { proven: best }) },
    claimed: otherClaims,
    ...(revokedAt && { revokedAt }),
    coverage: found.coverage,
    timeStamps: stampVerdicts.map(judgedStamp),
    ...(isPassed && signer && { holdsUntil: endOf(found, signer, stampVerdicts) }),
    blocks: [...stampVerdicts.map(({ block }) => block), ...basic.blocks, ...withTime.blocks, ...archive.blocks],
  };
}

/** What is known of certificates to this signature: what it carries, and what we know ourselves. */
function contextOf(found: ReadableSignature, stamps: readonly Stamp[], trusted: Trusted): Context {
  const tokens = stamps.flatMap(({ read }) => (read ? [read] : []));
  const certificates = unique([
    ...found.certificates,
    ...tokens.flatMap(({ certificates: carried }) => carried),
    ...trusted.certificates,
  ]);
  const carriedLists = [...found.evidence.lists, ...tokens.flatMap(({ lists }) => lists)];
  const lists = [...trusted.lists, ...readAll<RevocationList>(carriedLists, readRevocationList)];
  const answers = [...trusted.answers, ...readAll<OcspAnswer>(found.evidence.answers, readOcspAnswer)];
  const words = new StatusWords({ lists, answers, others: certificates, schemes: CHECKED_SCHEMES });
  return { at: trusted.at, anchors: trusted.anchors, certificates, words };
}

function unique(certificates: readonly Certificate[]): Certificate[] {
  const known = new Map<string, Certificate>();
  for (const one of certificates) {
    const name = one.der.toString('base64');
    if (!known.has(name)) known.set(name, one);
  }
  return [...known.values()];
}

/** What of it can be read; evidence that cannot is as good as none. */
function readAll<Read>(ders: readonly Buffer[], read: (der: Buffer) => Read): Read[] {
  return ders.slice(0, MOST_EVIDENCE).flatMap((der) => {
    try {
      return [read(der)];
    } catch (error) {
      if (error instanceof MalformedDer) return [];
      throw error;
    }
  });
}

const totalOf = ({ indication }: Conclusion): Indication =>
  indication === 'PASSED' ? 'TOTAL-PASSED' : indication === 'FAILED' ? 'TOTAL-FAILED' : indication;

function signerOf(certificate: Certificate, isTrusted: boolean): Signer {
  const { organization, organizationIdentifier, commonName, serial, from, until } = certificate;
  const isAgency = organizationIdentifier?.startsWith(AGENCY_IDENTIFIER_PREFIX);
  return {
    name: commonName || organization,
    organization,
    ...(isAgency && { agencyCode: organizationIdentifier!.slice(AGENCY_IDENTIFIER_PREFIX.length) }),
    serial,
    issuer: commonNameIn(certificate.issuer),
    from,
    until,
    isTrusted,
  };
}

function judgedStamp({ stamp, conclusion, block }: StampVerdict): JudgedStamp {
  const { by } = block.data;
  return {
    kind: stamp.found.kind,
    ...(stamp.read && { at: stamp.read.at }),
    ...(typeof by === 'string' && { by }),
    holds: conclusion.indication === 'PASSED',
    ...(conclusion.indication !== 'PASSED' && { sub: conclusion.sub }),
  };
}

/** Until when a signature that holds now will: as long as the newest time stamp over it, or else its own certificate. */
function endOf(found: ReadableSignature, signer: Certificate, stamps: readonly StampVerdict[]): Date {
  const holding = stamps.filter(
    ({ stamp, conclusion }) => conclusion.indication === 'PASSED' && stamp.found.kind !== 'content',
  );
  const longest = holding.flatMap(({ until }) => (until ? [until] : [])).toSorted((a, b) => +b - +a)[0];
  const isCarried = found.level === 'B-LT' || found.level === 'B-LTA';
  return earliest(longest ?? signer.until, isCarried ? undefined : signer.until, endOfFound(found))!;
}
