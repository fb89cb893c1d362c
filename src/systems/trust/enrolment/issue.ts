import type { KeyObject } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Database, Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { Together } from '../../../kernel/together.ts';
import {
  AGENCY_IDENTIFIER_PREFIX,
  keyHashOf,
  readCertificate,
  type Certificate,
  type CertificateOrder,
  type DistinguishedName,
} from '../certificate/certificate.ts';
import { addressBytes, type MachineName } from '../certificate/machine-name.ts';
import { BACKDATED_MS, openIssuer, statusPlaces, ensureAuthorities, type SealingHouse } from '../keys.ts';
import { assertIssuable, issueChecked } from '../linting/issue.ts';
import { buildSoon } from '../log/actions.ts';
import {
  assertSealedAgency,
  PROFILES,
  REQUESTED_AUTHORITY,
  type AuthorityName,
  type MachineProfileName,
  type RequestedProfileName,
  type SealedAgency,
} from '../rules.ts';
import {
  findRequested,
  insertRequested,
  readKeyUses,
  type AskedKey,
  type KeyUse,
  type RequestedCertificate,
} from './store.ts';

/** Certificates for keys that others made: checked, signed, kept and entered in the log, many at once by one statement. */

const MOST_TOGETHER = 256;
/** Statements under way at once: while one waits for the disk the next is made. */
const AT_ONCE = 2;
const LONGEST_COMMON_NAME = 64;

interface Desk {
  keys: Together<AskedKey, KeyUse>;
  certificates: Together<RequestedCertificate, Buffer>;
}
const desks = new WeakMap<Database, Desk>();

function deskOf(house: SealingHouse): Desk {
  let desk = desks.get(house.db);
  if (!desk) {
    const db = house.db.as('trust');
    const limits = { most: MOST_TOGETHER, atOnce: AT_ONCE };
    desk = {
      keys: new Together<AskedKey, KeyUse>((asked) => readKeyUses(db, asked), limits),
      certificates: new Together<RequestedCertificate, Buffer>((wanted) => insertRequested(db, wanted), limits),
    };
    desks.set(house.db, desk);
  }
  return desk;
}

/** A certificate that is wanted for a machine, whose names whoever orders it has made sure of. */
export interface MachineOrder {
  profile: MachineProfileName;
  publicKey: KeyObject;
  /** SubjectPublicKeyInfo of the key. */
  keyInfo: Buffer;
  names: readonly MachineName[];
  /** Named in the certificate when it is given; nodes of the exchange must name theirs. */
  agency?: SealedAgency;
  /** Who keeps the key: no other holder may have the same one. */
  holder: string;
  /** The same key again answers the same certificate. */
  requestKey: string;
}

/** A certificate that is wanted for somebody's own key, whose subject whoever orders it has made sure of. */
export interface KeyOrder extends Omit<MachineOrder, 'profile'> {
  profile: RequestedProfileName;
  subject: DistinguishedName;
}

/** The order of a machine's certificate with the subject that it is to have. */
export const orderOfMachine = (order: MachineOrder): KeyOrder => ({
  ...order,
  subject: subjectOf(order.names, order.agency),
});

/** How keys are looked up and certificates kept: many orders by one statement, or one within the caller's transaction. */
interface Keeping {
  useOf(asked: AskedKey): Promise<KeyUse>;
  keep(certificate: RequestedCertificate): Promise<Buffer>;
}

/**
 * Issues a certificate for a machine's own key. When this answers it is stored and its entry in the public log is kept. Asked again
 * with the same request key, it answers what was issued then.
 *
 * Refuses `trust.key_compromised` (a certificate for this key was revoked for that), `trust.key_of_another`,
 * `trust.certificate_against_rules`, `trust.authority_withdrawn`. Whether the holder may have the names is for the caller.
 */
export async function issueForMachine(house: SealingHouse, order: MachineOrder): Promise<Certificate> {
  const { keys, certificates } = deskOf(house);
  const certificate = await issueFor(house, orderOfMachine(order), {
    useOf: (asked) => keys.enter(asked),
    keep: (wanted) => certificates.enter(wanted),
  });
  buildSoon(house);
  return certificate;
}

/** Issues a certificate for somebody's own key within a transaction of the caller, as `issueForMachine` does and refuses. */
export const issueForKeyIn = (house: SealingHouse, tx: Tx, order: KeyOrder): Promise<Certificate> =>
  issueFor(house, order, keepingIn(tx));

const keepingIn = (tx: Tx): Keeping => ({
  useOf: async (asked) => (await readKeyUses(tx, [asked]))[0]!,
  keep: async (wanted) => (await insertRequested(tx, [wanted]))[0]!,
});

/** Refuses what `issueForKeyIn` would refuse of this order now; issues nothing. */
export async function assertMayBeIssued(house: SealingHouse, tx: Tx, order: KeyOrder): Promise<void> {
  await assertKeyFree(house, order, keepingIn(tx));
  assertIssuable((await certificateOrder(house, order)).wanted);
}

async function issueFor(house: SealingHouse, order: KeyOrder, keeping: Keeping): Promise<Certificate> {
  const { profile, names, agency, holder, requestKey } = order;
  if (agency) assertSealedAgency(agency);
  const { wanted, authority } = await certificateOrder(house, order);
  await assertKeyFree(house, order, keeping);
  const certificate = await issueChecked(wanted);
  const kept = await keeping.keep({
    serial: certificate.serial,
    authority,
    profile,
    agency_code: agency?.code ?? null,
    agency_name: agency?.name ?? null,
    holder,
    request_key: requestKey,
    key_hash: keyHashOf(order).toString('hex'),
    names: names.map(({ text }) => text),
    certificate: certificate.der.toString('base64'),
    valid_from: certificate.from,
    valid_until: certificate.until,
  });
  return kept.equals(certificate.der) ? certificate : readCertificate(kept);
}

async function certificateOrder(
  house: SealingHouse,
  { profile, publicKey, keyInfo, subject, names }: KeyOrder,
): Promise<{ wanted: CertificateOrder; authority: AuthorityName }> {
  const { name: authority, ...issuer } = await openIssuer(house, REQUESTED_AUTHORITY[profile]);
  const wanted = {
    profile: PROFILES[profile],
    subject,
    publicKey,
    keyInfo,
    from: new Date(now().getTime() - BACKDATED_MS),
    issuer,
    places: (serial: Buffer) => statusPlaces(house, authority, serial),
    alternativeNames: names,
  };
  return { wanted, authority };
}

async function assertKeyFree(house: SealingHouse, { keyInfo, holder }: KeyOrder, { useOf }: Keeping): Promise<void> {
  const use = await useOf({ keyHash: keyHashOf({ keyInfo }), holder });
  if (use.isCompromised) throw new Refusal('trust.key_compromised', 422);
  if (use.isOfAnother || (await isOfAuthority(house, keyInfo))) throw new Refusal('trust.key_of_another', 422);
}

/** What was issued for a request; undefined when nothing was. */
export async function findIssued(house: SealingHouse, requestKey: string): Promise<Certificate | undefined> {
  const [der] = await findRequested(house.db.as('trust'), [requestKey]);
  return der && readCertificate(der);
}

/** The first DNS name that fits as common name; an agency's node bears its name too (ETSI EN 319 412-1 §5.1.4). */
function subjectOf(names: readonly MachineName[], agency: SealedAgency | undefined): DistinguishedName {
  const commonName = names.find(({ kind, text }) => kind === 'dns' && text.length <= LONGEST_COMMON_NAME)?.text;
  return {
    ...(agency && { organization: agency.name, organizationIdentifier: `${AGENCY_IDENTIFIER_PREFIX}${agency.code}` }),
    ...(commonName !== undefined && { commonName }),
  };
}

async function isOfAuthority(house: SealingHouse, keyInfo: Buffer): Promise<boolean> {
  return [...(await ensureAuthorities(house)).values()].some(({ read }) => read.keyInfo.equals(keyInfo));
}

/** Whether one of the names or domains of a list covers this name: itself, or what lies below one with a point in front. */
export function isCovered({ text }: MachineName, list: readonly string[]): boolean {
  return list.some((one) => one === text || (one.startsWith('.') && !addressBytes(text) && text.endsWith(one)));
}
