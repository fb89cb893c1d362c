import type { Database, Tx } from '../../kernel/db.ts';
import { now } from '../../kernel/clock.ts';
import {
  AGENCY_IDENTIFIER_PREFIX,
  keyHashOf,
  readCertificate,
  type Certificate,
  type DistinguishedName,
  type Issuer,
  type StatusPlaces,
} from './certificate/certificate.ts';
import { commonNameOf, generationOf, issuerNameOf, isSuccessorDue, kindOf, ofKind, successorOf } from './authority.ts';
import type { SigningParty } from './cms/signed-data.ts';
import { keptKey, makeKey } from './keystore/door.ts';
import type { KeyUse } from './keystore/private-key.ts';
import { issueChecked } from './linting/issue.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { LoggingHouse } from './log/actions.ts';
import {
  assertHolderMaySign,
  AUTHORITIES,
  POST_QUANTUM_AUTHORITIES,
  lastsLongEnough,
  PROFILES,
  type AuthorityKind,
  type AuthorityName,
  type ProfileName,
  type SealedAgency,
} from './rules.ts';
import {
  findNewestCertificate,
  insertAuthority,
  insertCertificate,
  lockAuthorities,
  readAuthorities,
  type NewCertificate,
  type StoredAuthority,
} from './store.ts';
import { forgetRevision, statusRevision } from './status/revision.ts';
import { listFileName, listOf } from './status/partition.ts';
import { keepListPlace, readLastActs } from './status/store.ts';

/** Certificates of authorities and agencies with their keys: made once, replaced in time, used by who is about to sign. */

/** What is needed of the house to keep and use keys. */
export type SealingHouse = LoggingHouse;

/** The organisation that the house's own certificates name. */
export const HOUSE_ORGANISATION = 'Một Cửa – Dịch vụ tin cậy';
/** Clocks of other machines may lag behind ours by so much. */
export const BACKDATED_MS = 3_600_000;
const MOST_ISSUE_TRIES = 5;

interface Opened {
  authorities?: Promise<Map<AuthorityName, OpenAuthority>>;
  /** The revision at which they were read. */
  authoritiesRevision: number;
  /** What was issued, by profile, authority and holder. */
  issued: Map<string, SigningParty>;
  /** Authorities that certificates for others' keys are issued under. */
  issuers: Map<AuthorityKind, NamedIssuer>;
  /** The revision of all certificates' standing that `issued` was opened at. */
  revision: number;
}
const openedOf = new WeakMap<Database, Opened>();

/** An authority as it issues certificates: by its key, under its name. */
type NamedIssuer = Issuer & { name: AuthorityName };
type OpenAuthority = StoredAuthority & { read: Certificate };

function openedIn(house: SealingHouse): Opened {
  let opened = openedOf.get(house.db);
  if (!opened)
    openedOf.set(house.db, (opened = { issued: new Map(), issuers: new Map(), revision: 0, authoritiesRevision: 0 }));
  return opened;
}

/**
 * The authorities by their names, made at the first start of the house, with those that were succeeded. Safe in several processes at once: one
 * that was added is known everywhere within a second. Where the root is made at a ceremony
 * (`ROOT=ceremony`), refuses `trust.root_awaited` until what it signed was taken in.
 */
export async function ensureAuthorities(house: SealingHouse): Promise<Map<AuthorityName, OpenAuthority>> {
  const opened = openedIn(house);
  const revision = await statusRevision(house);
  if (opened.authoritiesRevision !== revision) {
    delete opened.authorities;
    opened.authoritiesRevision = revision;
  }
  opened.authorities ??= loadAuthorities(house).catch((error: unknown) => {
    delete opened.authorities;
    throw error;
  });
  return opened.authorities;
}

async function loadAuthorities(house: SealingHouse): Promise<Map<AuthorityName, OpenAuthority>> {
  const db = house.db.as('trust');
  let [stored] = await Promise.all([readAuthorities(db), keepListPlace(db, house.config.baseUrl)]);
  const root = stored.find(({ profile }) => profile === 'root');
  if (root?.isKeyElsewhere === false && house.config.root === 'ceremony')
    throw new Error('ROOT=ceremony is for a house that made no root of its own, and this one did: start it without');
  if (authoritiesOf(house).some(({ profile }) => !stored.some((one) => one.profile === profile))) {
    if (root ? root.isKeyElsewhere : house.config.root === 'ceremony') throw new Refusal('trust.root_awaited', 503);
    stored = await db.transaction(async (tx) => {
      await lockAuthorities(tx);
      return addMissing(house, tx, await readAuthorities(tx));
    });
  }
  return new Map(stored.map((row) => [row.profile, { ...row, read: readCertificate(row.certificate) }]));
}

/** Whether the house waits for what its root signs at a ceremony, and so issues and signs nothing yet. */
export async function isRootAwaited(house: SealingHouse): Promise<boolean> {
  try {
    await ensureAuthorities(house);
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'trust.root_awaited') return true;
    throw error;
  }
}

/** Whether the root's key is not in the house: what the root signs, it signs at a ceremony. */
export async function isRootElsewhere(house: SealingHouse): Promise<boolean> {
  return (await ensureAuthorities(house)).get('root')!.isKeyElsewhere;
}

/** The authorities that a house with its settings has. */
const authoritiesOf = ({ config }: SealingHouse) =>
  config.postQuantum ? [...AUTHORITIES, ...POST_QUANTUM_AUTHORITIES] : AUTHORITIES;

/** Makes the authorities that are not there yet, each signed by the one above it. */
async function addMissing(house: SealingHouse, tx: Tx, made: StoredAuthority[]): Promise<StoredAuthority[]> {
  const all = new Map(made.map((row): [AuthorityName, StoredAuthority] => [row.profile, row]));
  for (const { profile, issuer, commonName } of authoritiesOf(house)) {
    if (all.has(profile)) continue;
    const above = issuer && issuerOf(house, all.get(issuer)!);
    const subject = { organization: HOUSE_ORGANISATION, commonName };
    const pair = await newPair(house, profile, subject, issuer && above && { name: issuer, ...above });
    const row = { ...pair, profile, isKeyElsewhere: false };
    await insertAuthority(tx, row, issuer);
    all.set(profile, row);
  }
  return [...all.values()];
}

/** The authority of that kind which issues certificates now: the newest. */
export async function currentAuthority(house: SealingHouse, kind: AuthorityKind): Promise<OpenAuthority> {
  const authorities = await ensureAuthorities(house);
  return authorities.get(ofKind(authorities.keys(), kind)[0]!)!;
}

/** The authority of ours that issued a certificate; undefined when none did. */
export async function authorityOf(
  house: SealingHouse,
  { issuer }: Pick<Certificate, 'issuer'>,
): Promise<OpenAuthority | undefined> {
  return [...(await ensureAuthorities(house)).values()].find(({ read }) => read.subject.equals(issuer));
}

/**
 * Gives every authority a successor whose time has come, with a key of its own and a certificate by the root: it issues from then on, while
 * the one before goes on telling of what it issued. Answers their names. Where the root is used at ceremonies, that is where it is done
 * (`ceremony request`), and nothing here.
 */
export async function succeedAuthorities(house: SealingHouse): Promise<AuthorityName[]> {
  if (await isRootElsewhere(house)) return [];
  const dueAmong = (stored: ReadonlyMap<AuthorityName, Certificate>): AuthorityName[] =>
    authoritiesOf(house).flatMap(({ profile, issuer }) => {
      const newest = issuer && ofKind(stored.keys(), profile)[0];
      return newest && isSuccessorDue(newest, stored.get(newest)!.until, stored.get(issuer)!) ? [newest] : [];
    });
  const known = await ensureAuthorities(house);
  if (dueAmong(new Map([...known].map(([name, { read }]) => [name, read]))).length === 0) return [];
  const added = await house.db.as('trust').transaction(async (tx) => {
    await lockAuthorities(tx);
    const stored = (await readAuthorities(tx)).map((row): [AuthorityName, Certificate] => [
      row.profile,
      readCertificate(row.certificate),
    ]);
    const names: AuthorityName[] = [];
    for (const before of dueAmong(new Map(stored))) names.push(await addSuccessor(house, tx, before));
    return names;
  });
  forgetRevision(house);
  return added;
}

/** Of one kind no more: lists, answers and the trusted list tell of each for ever. */
const MOST_GENERATIONS = 50;

/**
 * Refuses to let an authority be succeeded before its time: `trust.no_such_authority` for what is none and for a root,
 * `trust.root_key_elsewhere` where the root signs at ceremonies (`ceremony request --succeed`), and `trust.too_many_authorities`.
 */
export async function assertMayBeSucceeded(house: SealingHouse, kind: string): Promise<AuthorityName> {
  const known = await ensureAuthorities(house);
  const [newest] = ofKind(known.keys(), kind as AuthorityKind);
  const above = newest && issuerNameOf(newest);
  if (!newest || !above) throw new Refusal('trust.no_such_authority', 404);
  if (known.get(above)!.isKeyElsewhere) throw new Refusal('trust.root_key_elsewhere', 409);
  if (generationOf(newest) >= MOST_GENERATIONS)
    throw new Refusal('trust.too_many_authorities', 409, { values: { most: MOST_GENERATIONS } });
  return newest;
}

/**
 * Gives the newest authority of a kind a successor now, say because its key is suspected: within the caller's transaction, who tells of it after
 * the commit. Who may is for the caller. Refuses as `assertMayBeSucceeded`.
 */
export async function succeedEarlyIn(house: SealingHouse, tx: Tx, kind: AuthorityKind): Promise<AuthorityName> {
  await assertMayBeSucceeded(house, kind);
  await lockAuthorities(tx);
  const names = (await readAuthorities(tx)).map(({ profile }) => profile);
  return addSuccessor(house, tx, ofKind(names, kind)[0]!);
}

async function addSuccessor(house: SealingHouse, tx: Tx, before: AuthorityName): Promise<AuthorityName> {
  const name = successorOf(before);
  const issuer = issuerNameOf(name)!;
  const subject = { organization: HOUSE_ORGANISATION, commonName: commonNameOf(name) };
  const above = { name: issuer, ...issuerOf(house, (await ensureAuthorities(house)).get(issuer)!) };
  const pair = await newPair(house, kindOf(name), subject, above);
  await insertAuthority(tx, { ...pair, profile: name, isKeyElsewhere: false }, issuer);
  return name;
}

function issuerOf(house: SealingHouse, stored: Omit<StoredAuthority, 'profile'>): Issuer {
  if (stored.isKeyElsewhere) throw new Refusal('trust.root_key_elsewhere', 503);
  const certificate = readCertificate(stored.certificate);
  return { certificate, privateKey: keptKey(house, certificate.publicKey!) };
}

/**
 * Where those who check a certificate of an authority find the list that tells of it, the answers, and the authority's own
 * certificate. What the root issued is told in its full list.
 */
export function statusPlaces(
  house: { config: Pick<SealingHouse['config'], 'baseUrl'> },
  authority: AuthorityName,
  serialBytes: Buffer,
): Required<StatusPlaces> {
  const base = `${house.config.baseUrl}/trust`;
  return {
    list: `${base}/${listFileName(listOf(authority, serialBytes))}.crl`,
    answers: `${base}/ocsp`,
    issuer: `${base}/${authority}.cer`,
  };
}

/** An authority with its key open, to issue a certificate or a list. */
export async function openAuthority(house: SealingHouse, name: AuthorityName): Promise<Issuer> {
  return issuerOf(house, (await ensureAuthorities(house)).get(name)!);
}

/**
 * The authority of a kind that issues now, with its key, kept open because it issues many certificates. Refuses `trust.authority_withdrawn` when its own
 * certificate is revoked or suspended.
 */
export async function openIssuer(house: SealingHouse, kind: AuthorityKind): Promise<NamedIssuer> {
  await issuedNow(house);
  const { issuers } = openedIn(house);
  const known = issuers.get(kind);
  if (known) return known;
  const authority = await currentAuthority(house, kind);
  const [last] = await readLastActs(house.db.as('trust'), [authority.read.serial]);
  if (last && last.kind !== 'resumed') throw new Refusal('trust.authority_withdrawn', 503);
  const issuer = { name: authority.profile, ...issuerOf(house, authority) };
  issuers.set(kind, issuer);
  return issuer;
}

/** What the key of a certificate is used for, where it is no authority's. */
const USES: Partial<Record<ProfileName, KeyUse>> = {
  'agency-seal': 'seal',
  'post-quantum-seal': 'seal',
  'time-stamping': 'time-stamp',
  'ocsp-responder': 'answer',
  'trusted-list': 'trusted-list',
};

async function newPair(
  house: SealingHouse,
  profileName: ProfileName,
  subject: DistinguishedName,
  issuer?: Issuer & { name: AuthorityName },
): Promise<NewCertificate> {
  const profile = PROFILES[profileName];
  const privateKey = await makeKey(house, profile.authority ? 'authority' : USES[profileName]!, profile.algorithm);
  const from = new Date(now().getTime() - BACKDATED_MS);
  const certificate = await issueChecked({
    profile,
    subject,
    publicKey: privateKey.publicKey,
    from,
    issuer: issuer ?? { privateKey },
    ...(issuer && { places: (serial: Buffer) => statusPlaces(house, issuer.name, serial) }),
    ...(profileName === 'machine-authority' && { permittedNames: house.config.machineNames }),
  });
  return {
    serial: certificate.serial,
    profile: profileName,
    certificate: certificate.der,
    keyHash: keyHashOf(certificate),
    from: certificate.from,
    until: certificate.until,
  };
}

/**
 * The seal of an agency. Issues its certificate when it has none yet, when it bears another name, or when it is about to
 * end.
 */
export async function openSeal(house: SealingHouse, agency: SealedAgency): Promise<SigningParty> {
  return openIssued(house, { profile: 'agency-seal', authority: 'agency-seal-authority', agency });
}

/**
 * The seal of an agency that signs by ML-DSA, issued as `openSeal` does. Refuses `trust.post_quantum_off` where the house has none
 * (`POST_QUANTUM`).
 */
export async function openPostQuantumSeal(house: SealingHouse, agency: SealedAgency): Promise<SigningParty> {
  if (!house.config.postQuantum) throw new Refusal('trust.post_quantum_off', 409);
  return openIssued(house, { profile: 'post-quantum-seal', authority: 'post-quantum-seal-authority', agency });
}

/** What signs time stamps. Issues its certificate when there is none yet, or when it is about to end. */
export async function openStamper(house: SealingHouse): Promise<SigningParty> {
  return openIssued(house, {
    profile: 'time-stamping',
    authority: 'service-authority',
    name: 'Một Cửa: dấu thời gian',
  });
}

/** What signs answers about the certificates of an authority (RFC 6960 §2.6). */
export async function openResponder(house: SealingHouse, authority: AuthorityName): Promise<SigningParty> {
  return openIssued(house, { profile: 'ocsp-responder', authority, name: `Một Cửa: trả lời về ${authority}` });
}

/** What signs the trusted list, in the name of who operates its scheme (ETSI TS 119 612 §5.7.1). */
export async function openListSigner(house: SealingHouse, operator: string): Promise<SigningParty> {
  return openIssued(house, {
    profile: 'trusted-list',
    authority: 'service-authority',
    name: 'Một Cửa: danh sách tin cậy',
    organization: operator,
  });
}

/** A certificate of an agency, or one of the house's own services under that name; the organisation is the house's unless it is said. */
type Wanted = { profile: ProfileName; authority: AuthorityName } & (
  | { agency: SealedAgency }
  | { name: string; organization?: string }
);

/**
 * The newest certificate of a holder with its key. Of two processes that issue at once, one wins and both use its certificate.
 * Refuses `trust.certificate_suspended` and `trust.certificate_withdrawn`; one that was revoked for another reason is replaced.
 */
async function openIssued(house: SealingHouse, wanted: Wanted): Promise<SigningParty> {
  const { profile } = wanted;
  const authorities = await ensureAuthorities(house);
  // Each authority has a responder of its own; all else is issued by the newest of its kind.
  const names =
    profile === 'ocsp-responder' ? [wanted.authority] : ofKind(authorities.keys(), kindOf(wanted.authority));
  const authority = names[0]!;
  const agency = 'agency' in wanted ? wanted.agency : undefined;
  const organization = organizationOf(wanted);
  const place = `${profile} ${authority} ${agency?.code ?? ''}`;
  const issued = await issuedNow(house);
  const known = issued.get(place);
  if (known && isUsable(profile, known.certificate, organization)) return known;
  const above = authorities.get(authority)!;
  const db = house.db.as('trust');
  for (let tries = 1; ; tries++) {
    const stored = await findNewestCertificate(db, { profile, authorities: names, agencyCode: agency?.code });
    const certificate = stored && readCertificate(stored.certificate);
    const [last, lastOfAuthority] = await readLastActs(db, [certificate?.serial ?? '', above.read.serial]);
    assertHolderMaySign(last);
    if (lastOfAuthority && lastOfAuthority.kind !== 'resumed') throw new Refusal('trust.certificate_withdrawn', 409);
    const isOfNewest = stored?.authority === authority;
    if (
      stored &&
      certificate &&
      isOfNewest &&
      last?.kind !== 'revoked' &&
      isUsable(profile, certificate, organization)
    ) {
      const party = { certificate, privateKey: keptKey(house, certificate.publicKey!), chain: [above.read] };
      issued.set(place, party);
      return party;
    }
    if (tries > MOST_ISSUE_TRIES)
      throw new Error(`the certificate of ${place} is issued again and again and never usable`);
    const pair = await newPair(house, profile, subjectOf(wanted), { name: authority, ...issuerOf(house, above) });
    await insertCertificate(db, pair, { authority, agency, edition: (stored?.edition ?? 0) + 1 });
  }
}

/**
 * Issues another seal to an agency though the one it has would still do, or was withdrawn; answers its serial number. The
 * seal before stays as it is, and is used no more once the caller's transaction is committed and told of. Who may is for
 * the caller. Refuses `trust.certificate_withdrawn` when the authority itself is revoked.
 */
export async function issueSealAnew(house: SealingHouse, tx: Tx, agency: SealedAgency): Promise<string> {
  const wanted = { profile: 'agency-seal', authority: 'agency-seal-authority', agency } as const;
  const { profile } = wanted;
  const known = await ensureAuthorities(house);
  const authorities = ofKind(known.keys(), wanted.authority);
  const authority = authorities[0]!;
  const above = known.get(authority)!;
  const [lastOfAuthority] = await readLastActs(tx, [above.read.serial]);
  if (lastOfAuthority && lastOfAuthority.kind !== 'resumed') throw new Refusal('trust.certificate_withdrawn', 409);
  const pair = await newPair(house, profile, subjectOf(wanted), { name: authority, ...issuerOf(house, above) });
  for (let tries = 1; tries <= MOST_ISSUE_TRIES; tries++) {
    const stored = await findNewestCertificate(tx, { profile, authorities, agencyCode: agency.code });
    if (await insertCertificate(tx, pair, { authority, agency, edition: (stored?.edition ?? 0) + 1 }))
      return pair.serial;
  }
  throw new Error(`the seal of ${agency.code} is issued by others again and again`);
}

/** What is open; closed anew when the standing of any certificate has changed, which is looked for once a second. */
async function issuedNow(house: SealingHouse): Promise<Map<string, SigningParty>> {
  const opened = openedIn(house);
  const revision = await statusRevision(house);
  if (opened.revision !== revision) {
    opened.issued = new Map();
    opened.issuers = new Map();
    opened.revision = revision;
  }
  return opened.issued;
}

function subjectOf(wanted: Wanted): DistinguishedName {
  if ('name' in wanted) return { organization: organizationOf(wanted), commonName: wanted.name };
  const { code, name } = wanted.agency;
  return { organization: name, organizationIdentifier: `${AGENCY_IDENTIFIER_PREFIX}${code}`, commonName: name };
}

const organizationOf = (wanted: Wanted): string =>
  'agency' in wanted ? wanted.agency.name : (wanted.organization ?? HOUSE_ORGANISATION);

const isUsable = (profile: ProfileName, certificate: Certificate, organization: string): boolean =>
  lastsLongEnough(profile, certificate.until, now()) && certificate.organization === organization;
