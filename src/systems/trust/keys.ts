import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Database } from '../../kernel/db.ts';
import { now } from '../../kernel/clock.ts';
import {
  AGENCY_IDENTIFIER_PREFIX,
  issueCertificate,
  readCertificate,
  type Certificate,
  type Issuer,
} from './certificate.ts';
import type { LoggingHouse } from './log/actions.ts';
import { PROFILES, sealIsUsable, type Curve, type ProfileName, type SealedAgency } from './rules.ts';
import {
  findNewestCertificate,
  insertAuthority,
  insertCertificate,
  lockAuthorities,
  readAuthorities,
  type NewCertificate,
  type StoredKeyPair,
} from './store.ts';

/** Keys of authorities and agencies: made once, kept sealed, opened only where something is about to be signed. */

/** What is needed of the house to keep and use keys. */
export type SealingHouse = LoggingHouse;

const KEY_PURPOSE = 'trust private key';
const AUTHORITY_ORGANISATION = 'Một Cửa – Dịch vụ tin cậy';
/** Clocks of other machines may lag behind ours by so much. */
const BACKDATED_MS = 3_600_000;
const MOST_ISSUE_TRIES = 5;

/** An agency's seal, ready to sign. */
export interface OpenSeal extends Issuer {
  /** Certificates between the seal and the root. */
  chain: readonly Certificate[];
}

interface Opened {
  authorities?: Promise<Map<ProfileName, StoredKeyPair & { read: Certificate }>>;
  seals: Map<string, OpenSeal>;
}
const openedOf = new WeakMap<Database, Opened>();

function openedIn(house: SealingHouse): Opened {
  let opened = openedOf.get(house.db);
  if (!opened) openedOf.set(house.db, (opened = { seals: new Map() }));
  return opened;
}

/** The authorities, made at the first start of the house. Safe in several processes at once. */
export async function ensureAuthorities(
  house: SealingHouse,
): Promise<Map<ProfileName, StoredKeyPair & { read: Certificate }>> {
  const opened = openedIn(house);
  opened.authorities ??= loadAuthorities(house).catch((error: unknown) => {
    delete opened.authorities;
    throw error;
  });
  return opened.authorities;
}

async function loadAuthorities(house: SealingHouse): Promise<Map<ProfileName, StoredKeyPair & { read: Certificate }>> {
  const db = house.db.as('trust');
  let stored = await readAuthorities(db);
  if (stored.length === 0) {
    stored = await db.transaction(async (tx) => {
      await lockAuthorities(tx);
      const made = await readAuthorities(tx);
      if (made.length > 0) return made;
      const root = newPair(house, 'root', {
        organization: AUTHORITY_ORGANISATION,
        commonName: 'Một Cửa: chứng thực gốc',
      });
      await insertAuthority(tx, root.row, undefined);
      const issuing = newPair(
        house,
        'agency-seal-authority',
        { organization: AUTHORITY_ORGANISATION, commonName: 'Một Cửa: chứng thực con dấu cơ quan' },
        root.issuer,
      );
      await insertAuthority(tx, issuing.row, 'root');
      return [root.row, issuing.row];
    });
  }
  return new Map(stored.map((row) => [row.profile, { ...row, read: readCertificate(row.certificate) }]));
}

const CURVE_NAMES: Readonly<Record<Curve, string>> = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' };

function newPair(
  house: SealingHouse,
  profileName: ProfileName,
  subject: { organization: string; organizationIdentifier?: string; commonName: string },
  issuer?: Issuer,
): { row: NewCertificate; issuer: Issuer } {
  const profile = PROFILES[profileName];
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE_NAMES[profile.curve] });
  const from = new Date(now().getTime() - BACKDATED_MS);
  const certificate = issueCertificate({ profile, subject, publicKey, from, issuer: issuer ?? { privateKey } });
  const sealedPrivateKey = house.keys.sealBytes(KEY_PURPOSE, privateKey.export({ type: 'pkcs8', format: 'der' }));
  return {
    row: {
      serial: certificate.serial,
      profile: profileName,
      certificate: certificate.der,
      sealedPrivateKey,
      from: certificate.from,
      until: certificate.until,
    },
    issuer: { certificate, privateKey },
  };
}

function openKey(house: SealingHouse, sealed: Uint8Array): KeyObject {
  return createPrivateKey({ key: house.keys.openBytes(KEY_PURPOSE, sealed), format: 'der', type: 'pkcs8' });
}

/**
 * The seal of an agency. Issues its certificate when it has none yet, when it bears another name, or when it is about to
 * end. Of two processes that issue at once, one wins and both use its certificate.
 */
export async function openSeal(house: SealingHouse, agency: SealedAgency): Promise<OpenSeal> {
  const { seals } = openedIn(house);
  const known = seals.get(agency.code);
  if (known && isUsable(known.certificate, agency)) return known;
  const authority = (await ensureAuthorities(house)).get('agency-seal-authority')!;
  const db = house.db.as('trust');
  for (let tries = 1; ; tries++) {
    const stored = await findNewestCertificate(db, agency.code, 'agency-seal');
    const certificate = stored && readCertificate(stored.certificate);
    if (stored && certificate && isUsable(certificate, agency)) {
      const seal = { certificate, privateKey: openKey(house, stored.sealedPrivateKey), chain: [authority.read] };
      seals.set(agency.code, seal);
      return seal;
    }
    if (tries > MOST_ISSUE_TRIES)
      throw new Error(`the seal of ${agency.code} is issued again and again under different names`);
    const issuer = { certificate: authority.read, privateKey: openKey(house, authority.sealedPrivateKey) };
    const subject = {
      organization: agency.name,
      organizationIdentifier: `${AGENCY_IDENTIFIER_PREFIX}${agency.code}`,
      commonName: agency.name,
    };
    await insertCertificate(db, newPair(house, 'agency-seal', subject, issuer).row, {
      authority: 'agency-seal-authority',
      agencyCode: agency.code,
      agencyName: agency.name,
      edition: (stored?.edition ?? 0) + 1,
    });
  }
}

function isUsable(certificate: Certificate, agency: SealedAgency): boolean {
  return sealIsUsable({ name: certificate.organization, until: certificate.until }, agency, now());
}
