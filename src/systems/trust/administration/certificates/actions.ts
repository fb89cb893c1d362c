import { createHash, X509Certificate } from 'node:crypto';
import { now } from '../../../../kernel/clock.ts';
import type { Queryable } from '../../../../kernel/db.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { readCertificate, toPem, type Certificate } from '../../certificate/certificate.ts';
import type { SealingHouse } from '../../keys.ts';
import { findInLog, type LogPlace } from '../../log/actions.ts';
import { readRequestsAbout, type CertificateRequest } from '../requests/store.ts';
import { ENDING_DAYS, standingOf, type CertificateFilter, type Standing } from './rules.ts';
import { readActs, readCertificateRow, readCertificates, type RecordedAct, type StoredCertificate } from './store.ts';

export { STANDINGS, type CertificateFilter, type Standing } from './rules.ts';
export type { RecordedAct } from './store.ts';

/** A certificate as administrators see it in a list. */
export interface ListedCertificate extends Omit<StoredCertificate, 'certificate'> {
  /** Whom it names: the agency, or the common name; nothing when that is a person. */
  holder: string;
  standing: Standing;
}

/** A stored certificate as it is shown. */
export function listed({ certificate, ...row }: StoredCertificate, at: Date): ListedCertificate {
  const holder = row.isPerson ? '' : (row.agencyName ?? readCertificate(certificate).commonName);
  return { ...row, holder, standing: standingOf(row, at) };
}

const PAGE = 50;
/** The farthest page of a search: who looks for more says more. */
export const MOST_PAGES = 200;

/** A page of certificates, the newest first, and whether there are more. Pages count from 1. */
export async function searchCertificates(
  house: SealingHouse,
  filter: CertificateFilter,
  page: number,
): Promise<{ certificates: ListedCertificate[]; hasMore: boolean }> {
  const at = now();
  const rows = await readCertificates(house.db.as('trust'), {
    ...filter,
    at,
    endingBefore: endingBefore(at),
    most: PAGE + 1,
    skip: (page - 1) * PAGE,
  });
  return { certificates: rows.slice(0, PAGE).map((row) => listed(row, at)), hasMore: rows.length > PAGE };
}

const endingBefore = (at: Date): Date => new Date(at.getTime() + ENDING_DAYS * 86_400_000);

/** One certificate by its serial number, whoever issued it; undefined when nobody did. */
export async function findCertificate(db: Queryable, serial: string): Promise<ListedCertificate | undefined> {
  const row = await readCertificateRow(db, serial);
  return row && listed(row, now());
}

/** A certificate with all that is known of it. */
export interface CertificateFile {
  listed: ListedCertificate;
  read: Certificate;
  /** SHA-256 of the certificate, hexadecimal: its name in the public log. */
  sha256: string;
  pem: string;
  /** The key in words: `EC P-256`, `RSA 3072`. */
  key: string;
  signatureAlgorithm: string;
  acts: RecordedAct[];
  requests: CertificateRequest[];
  place: LogPlace;
}

const MOST_ACTS = 200;
const MOST_REQUESTS = 50;

/** A certificate with its fields, what was done to it, what is asked about it and its place in the log. Refuses `trust.no_such_certificate`. */
export async function openCertificate(house: SealingHouse, serial: string): Promise<CertificateFile> {
  const db = house.db.as('trust');
  const row = await readCertificateRow(db, serial);
  if (!row) throw new Refusal('trust.no_such_certificate', 404);
  const hash = createHash('sha256').update(row.certificate).digest();
  const [acts, requests, place] = await Promise.all([
    readActs(db, serial, MOST_ACTS),
    readRequestsAbout(db, serial, MOST_REQUESTS),
    findInLog(house, 'certificate', hash),
  ]);
  const read = readCertificate(row.certificate);
  return {
    listed: listed(row, now()),
    read,
    sha256: hash.toString('hex'),
    pem: toPem(read),
    key: keyInWords(row.certificate),
    signatureAlgorithm: SIGNATURES[read.signatureAlgorithm] ?? read.signatureAlgorithm,
    acts,
    requests,
    place,
  };
}

/** The same, to hand the certificate out; that of a person is not (`trust.no_such_certificate`): it names the person. */
export async function openAgencyCertificate(house: SealingHouse, serial: string): Promise<CertificateFile> {
  const file = await openCertificate(house, serial);
  if (file.listed.isPerson) throw new Refusal('trust.no_such_certificate', 404);
  return file;
}

const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'ECDSA, SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA, SHA-384',
  '1.2.840.113549.1.1.11': 'RSA, SHA-256',
  '1.3.101.112': 'Ed25519',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
};

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

function keyInWords(der: Buffer): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(der).publicKey;
  if (asymmetricKeyType === 'ec') return `EC ${CURVES[asymmetricKeyDetails?.namedCurve ?? ''] ?? ''}`.trim();
  if (asymmetricKeyType === 'rsa') return `RSA ${asymmetricKeyDetails?.modulusLength ?? ''}`.trim();
  return asymmetricKeyType?.startsWith('ml-dsa') ? asymmetricKeyType.toUpperCase() : (asymmetricKeyType ?? '');
}
