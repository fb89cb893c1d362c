import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Database, Queryable } from '../../../kernel/db.ts';
import { byNames } from '../authority.ts';
import { readCertificate } from '../certificate/certificate.ts';
import type { SigningParty } from '../cms/signed-data.ts';
import { ensureAuthorities, HOUSE_ORGANISATION, openListSigner, type SealingHouse } from '../keys.ts';
import { lineOf } from '../log/entry.ts';
import { insertWaiting } from '../log/store.ts';
import { TRUSTED_LIST_HOLDS_DAYS, type AuthorityName } from '../rules.ts';
import { statusRevision } from '../status/revision.ts';
import { signEnveloped } from '../xades/signature.ts';
import { listXml, type ListContents, type ListedService } from './list-xml.ts';
import { statusesOf } from './rules.ts';
import { answersName, authorityServiceName, OPERATOR, STAMPING_NAME } from './scheme.ts';
import {
  findNewestTrustedList,
  insertTrustedList,
  lockTrustedList,
  readServiceActs,
  readServiceCertificates,
  type ServiceCertificate,
  type StoredTrustedList,
} from './store.ts';

const DAY_MS = 86_400_000;
const HOLDS_MS = TRUSTED_LIST_HOLDS_DAYS * DAY_MS;
/** A list is issued anew after this even when nothing changed: long before the next is due. */
const RENEWED_AFTER_MS = 30 * DAY_MS;
/** So long a process goes on with the list it knows, unless the standing of a certificate changes meanwhile. */
const LOOK_EVERY_MS = 60_000;

interface Known {
  list: StoredTrustedList;
  revision: number;
  lookedAt: number;
}
const knownOf = new WeakMap<Database, Known>();

/**
 * The trusted list of our own services (ETSI TS 119 612 v2), signed XAdES B-B by a certificate of its own. Issued now when there is
 * none, when it no longer tells all, when it is due, or when its signer has another certificate. Its hash is in the public log.
 *
 * Refuses `trust.certificate_suspended` and `trust.certificate_withdrawn` when nothing can sign it.
 */
export async function currentTrustedList(house: SealingHouse): Promise<StoredTrustedList> {
  const revision = await statusRevision(house);
  const lookedAt = now().getTime();
  const known = knownOf.get(house.db);
  if (known?.revision === revision && Math.abs(lookedAt - known.lookedAt) < LOOK_EVERY_MS) return known.list;
  const list = await findOrIssue(house);
  knownOf.set(house.db, { list, revision, lookedAt });
  return list;
}

async function findOrIssue(house: SealingHouse): Promise<StoredTrustedList> {
  await ensureAuthorities(house);
  const signer = await openListSigner(house, OPERATOR.name.vi);
  const db = house.db.as('trust');
  const found = await look(house, db, signer);
  if (found.current) return found.current;
  return db.transaction(async (tx) => {
    await lockTrustedList(tx);
    const { newest, current, contents, contentsSha256 } = await look(house, tx, signer);
    if (current) return current;
    const issuedAt = new Date(Math.floor(now().getTime() / 1000) * 1000);
    const issue = {
      sequenceNumber: (newest?.sequenceNumber ?? 0) + 1,
      issuedAt,
      nextUpdate: new Date(issuedAt.getTime() + HOLDS_MS),
    };
    // No certificate but the signer's own stands in the signature (§5.7.1).
    const party = { ...signer, chain: [] };
    const { bytes: list } = await signEnveloped(Buffer.from(listXml(contents, issue)), { party, at: issuedAt });
    const issued = { ...issue, contentsSha256, signer: signer.certificate.serial, list };
    await insertTrustedList(tx, issued);
    await insertWaiting(tx, [lineOf('publication', createHash('sha256').update(list).digest())]);
    return issued;
  });
}

/** What a list has to say now, and the newest one; it is current when it says just that and is not due. */
async function look(house: SealingHouse, db: Queryable, signer: SigningParty) {
  const contents = await gatherContents(house, db);
  const contentsSha256 = createHash('sha256').update(listXml(contents, NO_ISSUE)).digest();
  const newest = await findNewestTrustedList(db);
  const age_ms = newest ? now().getTime() - newest.issuedAt.getTime() : Infinity;
  const isCurrent =
    newest?.contentsSha256.equals(contentsSha256) === true &&
    newest.signer === signer.certificate.serial &&
    // One from the future was signed by a clock that was wrong.
    age_ms >= 0 &&
    age_ms < RENEWED_AFTER_MS;
  return { newest, contents, contentsSha256, current: isCurrent ? newest : undefined };
}

const NO_ISSUE = { sequenceNumber: 0, issuedAt: new Date(0), nextUpdate: new Date(0) };

async function gatherContents(house: SealingHouse, db: Queryable): Promise<ListContents> {
  const { authorities, stampers } = await readServiceCertificates(db);
  const above = new Map(authorities.map((one) => [one.profile, one]));
  const acts = await readServiceActs(
    db,
    [...authorities, ...stampers].map(({ serial }) => serial),
  );
  /** Serial numbers of a certificate and of those above it. */
  const serialsOf = ({ serial, issuer }: ServiceCertificate): string[] => [
    serial,
    ...(issuer ? serialsOf(above.get(issuer)!) : []),
  ];
  const told = (row: ServiceCertificate): Pick<ListedService, 'certificate' | 'statuses'> => {
    const serials = serialsOf(row);
    return {
      certificate: readCertificate(row.certificate),
      statuses: statusesOf(
        row.from,
        acts.filter(({ serial }) => serials.includes(serial)),
      ),
    };
  };
  const { baseUrl: base } = house.config;
  const ofAuthority = (name: AuthorityName): ListedService[] => {
    const row = above.get(name)!;
    return [
      { kind: 'authority', name: authorityServiceName(name), ...told(row), address: `${base}/trust/${name}.crl` },
      // Who answers gets a key anew every month, from the authority that is asked about: by its key the service is known.
      { kind: 'answers', name: answersName(name), ...told(row), address: `${base}/trust/ocsp` },
    ];
  };
  return {
    base,
    tradeName: HOUSE_ORGANISATION,
    services: [
      ...[...above.keys()].toSorted(byNames).flatMap(ofAuthority),
      ...stampers.map((row) => ({
        kind: 'stamps' as const,
        name: STAMPING_NAME,
        ...told(row),
        address: `${base}/tsa`,
      })),
    ],
  };
}

/** The job that issues the list anew before it is due, though nobody asks for it. */
export async function renewTrustedList(house: SealingHouse): Promise<void> {
  await currentTrustedList(house);
}
