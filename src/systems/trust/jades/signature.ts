import { createHash } from 'node:crypto';
import type { SigningParty } from '../cms/signed-data.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { reaches, signingWayOf, signSideBySide, type Lasting, type SignedFile } from '../signing/level.ts';
import type { SignatureLevel } from '../validation/found.ts';
import { writeJws, type Jws, type JwsSignature } from './jws.ts';
import { archiveImprint, signatureImprint } from './stamped.ts';

/**
 * JAdES baseline (ETSI TS 119 182-1 §6): a JWS whose time (`iat`), signing certificate (`x5t#S256`, `x5c`) and content type are
 * under the signature. What is signed is the payload, or files beside it, each by its hash (`sigD`).
 */

/** Mechanism of `sigD`: each file is named, with its hash (§5.2.8.3.3). */
export const BY_HASH = 'http://uri.etsi.org/19182/ObjectIdByURIHash';
const ALGORITHM = { 'P-256': 'ES256', 'P-384': 'ES384' } as const;

export interface JwsSigning {
  party: SigningParty;
  at: Date;
  level: SignatureLevel;
  lasting: Lasting;
}

/** A file in the payload, as JSON; or, at B-B, in the compact form. */
export async function signCarried(file: SignedFile, form: 'json' | 'compact', signing: JwsSigning): Promise<Buffer> {
  const payload = file.bytes.toString('base64url');
  const header = encoded({ ...headerOf(signing), cty: file.mimeType });
  const signature = await signedBy(signing.party, header, payload);
  return form === 'compact'
    ? Buffer.from(`${header}.${payload}.${signature.signature}`)
    : writeJws(await raised({ payload, signatures: [signature] }, [payload], signing));
}

/** Files beside the signature. Their hashes are of their very bytes, as `b64` false says (RFC 7797). */
export async function signBeside(files: readonly SignedFile[], signing: JwsSigning): Promise<Buffer> {
  const hash = ({ bytes }: SignedFile) => createHash('sha256').update(bytes).digest('base64url');
  const header = encoded({
    ...headerOf(signing),
    b64: false,
    crit: ['b64', 'sigD'],
    sigD: {
      mId: BY_HASH,
      pars: files.map(({ name }) => name),
      hashM: 'S256',
      hashV: files.map(hash),
      ctys: files.map(({ mimeType }) => mimeType),
    },
  });
  const jws = { payload: '', signatures: [await signedBy(signing.party, header, '')] };
  return writeJws(
    await raised(
      jws,
      files.map(({ bytes }) => bytes),
      signing,
    ),
  );
}

function headerOf({ party, at }: JwsSigning): Record<string, unknown> {
  const { certificate, chain, privateKey } = party;
  return {
    alg: ALGORITHM[signingWayOf(privateKey).curve],
    iat: Math.floor(at.getTime() / 1000),
    'x5t#S256': createHash('sha256').update(certificate.der).digest('base64url'),
    x5c: [certificate, ...chain].map(({ der }) => der.toString('base64')),
  };
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signedBy = async (party: SigningParty, header: string, payload: string): Promise<JwsSignature> => ({
  protected: header,
  etsiU: [],
  signature: (await signSideBySide(party, { kind: 'jws', bytes: Buffer.from(`${header}.${payload}`) })).toString(
    'base64url',
  ),
});

/** The JWS with what its level asks for, in the unsigned `etsiU` (§5.3). */
async function raised(jws: Jws, data: readonly (string | Buffer)[], { level, lasting }: JwsSigning): Promise<Jws> {
  const [one] = jws.signatures as [JwsSignature];
  const etsiU: string[] = [];
  const stamp = async (imprint: Buffer) => ({
    tstTokens: [{ val: (await lasting.stampDigest(imprint)).toString('base64') }],
  });
  if (reaches(level, 'B-T')) etsiU.push(encoded({ sigTst: await stamp(signatureImprint(one, 'sha256')) }));
  if (reaches(level, 'B-LT')) etsiU.push(...evidenceOf(lasting.evidence).map(encoded));
  if (reaches(level, 'B-LTA'))
    etsiU.push(encoded({ arcTst: await stamp(archiveImprint(one, { data, before: etsiU }, 'sha256')!) }));
  return { ...jws, signatures: [{ ...one, etsiU }] };
}

function evidenceOf({ certificates, lists, answers }: Evidence): unknown[] {
  const values = (all: readonly Buffer[]) => all.map((der) => ({ val: der.toString('base64') }));
  return [
    { xVals: values(certificates).map((x509Cert) => ({ x509Cert })) },
    {
      rVals: {
        ...(lists.length > 0 && { crlVals: values(lists) }),
        ...(answers.length > 0 && { ocspVals: values(answers) }),
      },
    },
  ];
}
