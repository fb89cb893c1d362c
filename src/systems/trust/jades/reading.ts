import { createHash } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.ts';
import { levelOf, once, readableCertificates } from '../signing/level.ts';
import { unreadable } from '../signing/problems.ts';
import type {
  DigestName,
  FoundReference,
  FoundSignature,
  FoundTimeStamp,
  GivenFile,
  ReadableSignature,
  SignatureAlgorithm,
} from '../validation/found.ts';
import {
  arrayOf,
  MalformedJws,
  objectOf,
  readBase64url,
  readJson,
  textOf,
  type JsonObject,
  type Jws,
  type JwsSignature,
} from './jws.ts';
import { BY_HASH } from './signature.ts';
import { archiveImprint, signatureImprint } from './stamped.ts';

const MOST_EVIDENCE = 64;
const MOST_FILES = 256;
const MOST_STAMPS = 16;

const ALGORITHMS: Readonly<Record<string, SignatureAlgorithm>> = {
  ES256: { family: 'ecdsa', digest: 'sha256' },
  ES384: { family: 'ecdsa', digest: 'sha384' },
  ES512: { family: 'ecdsa', digest: 'sha512' },
  RS256: { family: 'rsa', digest: 'sha256' },
  RS384: { family: 'rsa', digest: 'sha384' },
  RS512: { family: 'rsa', digest: 'sha512' },
  PS256: { family: 'rsa-pss', digest: 'sha256' },
  PS384: { family: 'rsa-pss', digest: 'sha384' },
  PS512: { family: 'rsa-pss', digest: 'sha512' },
  EdDSA: { family: 'eddsa', digest: 'sha512' },
};
const DIGESTS: Readonly<Record<string, DigestName>> = { S256: 'sha256', S384: 'sha384', S512: 'sha512' };
/** What a signer may demand that we understand (RFC 7515 §4.1.11). */
const UNDERSTOOD: ReadonlySet<unknown> = new Set([
  'b64',
  'sigD',
  'sigT',
  'sigPId',
  'srCms',
  'sigPl',
  'srAts',
  'adoTst',
  'x5t#o',
  'iat',
]);

/** Every signature of a JWS. */
export const readJades = (jws: Jws, documents: readonly GivenFile[]): FoundSignature[] =>
  jws.signatures.map((one, i) => {
    const head = { id: String(i + 1), format: 'JAdES' as const };
    try {
      return { ...head, ...readOne(jws, one, documents) };
    } catch (error) {
      if (error instanceof MalformedJws) return unreadable(head, error.code);
      throw error;
    }
  });

function readOne(
  jws: Jws,
  one: JwsSignature,
  documents: readonly GivenFile[],
): Omit<ReadableSignature, 'id' | 'format' | 'container'> {
  const header = objectOf(readJson(readBase64url(one.protected).toString('utf8')));
  assertUnderstood(header);
  const algorithm = typeof header.alg === 'string' ? ALGORITHMS[header.alg] : undefined;
  if (!algorithm) throw new MalformedJws('an unknown way to sign', 'algorithm_unknown');
  const isEncoded = header.b64 !== false;
  const signed = readSigned(jws, { header, isEncoded, digest: algorithm.digest, documents });
  const own = readableCertificates(
    arrayOf(header.x5c, MOST_EVIDENCE).map((der) => Buffer.from(textOf(der), 'base64')),
    MOST_EVIDENCE,
  );
  const unsigned = readUnsigned(one, signed.data, own);
  const has = (kind: FoundTimeStamp['kind']) => unsigned.timeStamps.some((stamp) => stamp.kind === kind);
  const { lists, answers } = unsigned;
  const at = timeOf(header);
  return {
    level: levelOf({
      signatureStamp: has('signature'),
      evidence: lists.length + answers.length > 0,
      archiveStamp: has('archive'),
    }),
    coverage: { ...signed.coverage, later: { permitted: [] } },
    references: signed.references,
    value: {
      signed: Buffer.concat([Buffer.from(`${one.protected}.`), signed.payload]),
      signature: readBase64url(one.signature),
      algorithm,
      encoding: 'ieee-p1363',
    },
    ...findSigner(header, own),
    certificates: readableCertificates([...own.map(({ der }) => der), ...unsigned.certificates], MOST_EVIDENCE),
    evidence: { lists, answers },
    timeStamps: unsigned.timeStamps,
    claimed: { ...(at && { at }) },
  };
}

function assertUnderstood(header: JsonObject): void {
  const critical = arrayOf(header.crit, MOST_FILES);
  if (critical.some((name) => !UNDERSTOOD.has(name) || !(String(name) in header)))
    throw new MalformedJws('a condition that we do not know', 'critical_unknown');
  // What changes the meaning of the rest must be declared, so that others heed it too (RFC 7797 §6, TS 119 182-1 §5.1.9).
  for (const name of ['b64', 'sigD']) {
    if (name in header && !critical.includes(name)) throw new MalformedJws('a condition that is not declared');
  }
  if ('b64' in header && typeof header.b64 !== 'boolean') throw new MalformedJws('b64');
}

interface SignedParts {
  /** The payload as it is signed. */
  payload: Buffer;
  references: FoundReference[];
  coverage: { whole: boolean; names: readonly string[] };
  /** The pieces that an archive time stamp begins with. */
  data: (string | Buffer)[] | undefined;
}

function readSigned(
  jws: Jws,
  {
    header,
    isEncoded,
    digest,
    documents,
  }: { header: JsonObject; isEncoded: boolean; digest: DigestName; documents: readonly GivenFile[] },
): SignedParts {
  const whole = { whole: true, names: [] };
  if (header.sigD === undefined) {
    if (jws.payload !== '') {
      if (isEncoded) readBase64url(jws.payload);
      // It is under the signature itself, with no hash between: whether it is right, the value tells.
      const references = [{ name: '/', digest, result: 'same' as const }];
      return { payload: Buffer.from(jws.payload), references, coverage: whole, data: [jws.payload] };
    }
    // A payload that stands elsewhere (RFC 7515 appendix F): only the signature itself can tell whether it is the right one.
    const [only, ...more] = documents;
    if (!only || more.length > 0) {
      const references = [{ name: only?.filename ?? '', digest, result: 'missing' as const }];
      return { payload: Buffer.alloc(0), references, coverage: whole, data: undefined };
    }
    const payload = isEncoded ? Buffer.from(only.bytes.toString('base64url')) : only.bytes;
    const references = [{ name: only.filename, digest, result: 'same' as const }];
    return { payload, references, coverage: whole, data: [payload] };
  }
  if (jws.payload !== '') throw new MalformedJws('a payload beside files');
  return readFiles(objectOf(header.sigD), isEncoded, documents);
}

/** Files that are signed each by its hash. */
function readFiles(sigD: JsonObject, isEncoded: boolean, documents: readonly GivenFile[]): SignedParts {
  if (sigD.mId !== BY_HASH) throw new MalformedJws('a way to name files that is not taken', 'critical_unknown');
  const digest = typeof sigD.hashM === 'string' ? DIGESTS[sigD.hashM] : undefined;
  if (!digest) throw new MalformedJws('an unknown digest', 'algorithm_unknown');
  const names = arrayOf(sigD.pars, MOST_FILES).map(textOf);
  const hashes = arrayOf(sigD.hashV, MOST_FILES).map((hash) => readBase64url(textOf(hash)));
  if (names.length === 0 || names.length !== hashes.length) throw new MalformedJws('files and hashes');
  const [only, ...more] = documents;
  const found = names.map((name) => {
    const isOnly = names.length === 1 && more.length === 0;
    const bytes = (documents.find(({ filename }) => filename === name) ?? (isOnly ? only : undefined))?.bytes;
    return bytes && (isEncoded ? bytes.toString('base64url') : bytes);
  });
  const references = names.map((name, i): FoundReference => {
    const data = found[i];
    const isSame = data !== undefined && createHash(digest).update(data).digest().equals(hashes[i]!);
    return { name, digest, result: data === undefined ? 'missing' : isSame ? 'same' : 'different' };
  });
  const isWhole = documents.length <= 1 || documents.every(({ filename }) => names.includes(filename));
  return {
    payload: Buffer.alloc(0),
    references,
    coverage: { whole: isWhole, names: isWhole ? [] : names.slice(0, 100) },
    data: found.every((one) => one !== undefined) ? found : undefined,
  };
}

/** The certificate that the header names by its hash (`x5t#S256`, or `x5t#o` with another digest). */
function findSigner(
  header: JsonObject,
  own: readonly Certificate[],
): Pick<ReadableSignature, 'signer' | 'signerReference'> {
  const other = header['x5t#o'] === undefined ? undefined : objectOf(header['x5t#o']);
  const named = header['x5t#S256'] ?? other?.digVal;
  if (named === undefined) return { signer: own[0], signerReference: 'absent' };
  const digest = other && header['x5t#S256'] === undefined ? DIGESTS[textOf(other.digAlg)] : 'sha256';
  if (!digest) throw new MalformedJws('an unknown digest', 'algorithm_unknown');
  const expected = readBase64url(textOf(named));
  const signer = own.find(({ der }) => createHash(digest).update(der).digest().equals(expected));
  return signer ? { signer, signerReference: 'same' } : { signer: own[0], signerReference: 'different' };
}

/** `iat`, or `sigT` of the first versions of the standard. */
function timeOf({ iat, sigT }: JsonObject): Date | undefined {
  const at = typeof iat === 'number' ? new Date(iat * 1000) : typeof sigT === 'string' ? new Date(sigT) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}

interface Unsigned {
  timeStamps: FoundTimeStamp[];
  certificates: Buffer[];
  lists: Buffer[];
  answers: Buffer[];
}

/** Elements of `etsiU`, each an object of one member in Base64url, in their order. */
function readUnsigned(one: JwsSignature, data: SignedParts['data'], own: readonly Certificate[]): Unsigned {
  const read: Unsigned = { timeStamps: [], certificates: [], lists: [], answers: [] };
  const values = (list: unknown): Buffer[] =>
    arrayOf(list, MOST_EVIDENCE).map((item) => Buffer.from(textOf(objectOf(item).val), 'base64'));
  for (const [i, element] of one.etsiU.entries()) {
    const members = objectOf(readJson(readBase64url(element).toString('utf8')));
    if (Object.keys(members).length !== 1) throw new MalformedJws('an unsigned element');
    const before = one.etsiU.slice(0, i);
    if (members.sigTst !== undefined) {
      for (const token of values(objectOf(members.sigTst).tstTokens)) {
        const imprint = once((digest) => signatureImprint(one, digest));
        read.timeStamps.push({ kind: 'signature', token, covers: [], imprint });
      }
    }
    if (members.arcTst !== undefined) {
      const covers = [
        ...own.map(({ der }) => der),
        ...read.certificates,
        ...read.lists,
        ...read.answers,
        ...read.timeStamps.map(({ token }) => token),
      ];
      const imprint = once((digest) => archiveImprint(one, { data, before }, digest));
      for (const token of values(objectOf(members.arcTst).tstTokens)) {
        read.timeStamps.push({ kind: 'archive', token, covers, imprint });
      }
    }
    if (members.xVals !== undefined) {
      for (const item of arrayOf(members.xVals, MOST_EVIDENCE)) {
        const { x509Cert } = objectOf(item);
        if (x509Cert !== undefined) read.certificates.push(...values([x509Cert]));
      }
    }
    if (members.rVals !== undefined) {
      const { crlVals, ocspVals } = objectOf(members.rVals);
      read.lists.push(...values(crlVals));
      read.answers.push(...values(ocspVals));
    }
  }
  if (read.timeStamps.length > MOST_STAMPS) throw new MalformedJws('too many time stamps');
  return read;
}
