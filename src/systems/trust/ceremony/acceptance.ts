import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { commonNameOf, generationOf, isSuccessorDue, kindOf, ofKind, successorOf } from '../authority.ts';
import { encodeName, keyHashOf, readCertificate, type Certificate } from '../certificate/certificate.ts';
import { readCertificationRequest, writeCertificationRequest } from '../enrolment/certification-request.ts';
import { ensureAuthorities, HOUSE_ORGANISATION, type SealingHouse } from '../keys.ts';
import { makeKey } from '../keystore/door.ts';
import { findRevocation, readRevocationList } from '../path/revocation-list.ts';
import { AUTHORITIES, PROFILES, type AuthorityName } from '../rules.ts';
import { forgetRevision } from '../status/revision.ts';
import { findList, keepList, lockList, readLastAct, readRevoked } from '../status/store.ts';
import { insertAuthority, lockAuthorities, readAuthorities, type StoredAuthority } from '../store.ts';
import { readingCarried, readPem, writePem, type CarriedAnswer, type CarriedRequest } from './carried-file.ts';
import { isRightAuthority, isRightRoot, isSignedBy } from './check.ts';
import { deleteAwaited, insertAcceptance, insertAwaited, readAwaited, type AwaitedAuthority } from './store.ts';

/** The house's side of a ceremony: what it asks the root for, and what it takes in. */

const ROOT = { authority: 'root' } as const;
/** Authorities that were ever certified: no more are told of. */
const MOST_BELOW = 32;
const BELOW = AUTHORITIES.filter(({ issuer }) => issuer === 'root');

/**
 * What the house asks of the root: certificates for those of its authorities that have none yet, whose keys are made here and kept, and a
 * list that tells how the others stand. Asked again before anything was taken in, it asks for the same keys. `early` names kinds of
 * authorities that are to be succeeded before their time. Refuses `trust.root_is_own` and, of what is no authority below the root or not there
 * yet, `trust.no_such_authority`.
 */
export async function askRoot(house: SealingHouse, early: readonly string[] = []): Promise<CarriedRequest> {
  const { baseUrl, machineNames, root } = house.config;
  return house.db.as('trust').transaction(async (tx) => {
    await lockAuthorities(tx);
    const stored = await readAuthorities(tx);
    const kept = rootOf(stored);
    if (kept ? !kept.isKeyElsewhere : root !== 'ceremony') throw new Refusal('trust.root_is_own', 409);
    const awaited = await readAwaited(tx);
    for (const name of wantedNames(stored, kept, early))
      if (!awaited.some(({ profile }) => profile === name)) awaited.push(await makeAwaited(house, tx, name));
    const list = await findList(tx, ROOT);
    const acts = await readRevoked(tx, ROOT, { after: '', most: MOST_BELOW });
    return {
      kind: 'mot-cua ceremony request 1',
      baseUrl,
      machineNames: [...machineNames],
      requests: awaited.toSorted(byProfile).map(({ profile, request }) => ({
        profile,
        request: writePem('CERTIFICATE REQUEST', request),
      })),
      told: acts.flatMap(({ serial, kind, at, reason }) =>
        kind === 'resumed' ? [] : [{ serial, at: at.toISOString(), reason: reason as 0 }],
      ),
      listNumber: list?.number ?? 0,
    };
  });
}

/** What the root is to certify: authorities that are not there yet, and successors of those whose time has come. */
function wantedNames(
  stored: readonly StoredAuthority[],
  root: StoredAuthority | undefined,
  early: readonly string[],
): AuthorityName[] {
  const known = new Map(stored.map(({ profile, certificate }) => [profile, readCertificate(certificate)]));
  for (const name of early)
    if (!BELOW.some(({ profile }) => profile === name) || !known.has(name as AuthorityName))
      throw new Refusal('trust.no_such_authority', 404);
  return BELOW.flatMap(({ profile }) => {
    const newest = ofKind(known.keys(), profile)[0];
    if (!newest) return [profile];
    const isDue = root && isSuccessorDue(newest, known.get(newest)!.until, known.get('root')!);
    return isDue || early.includes(profile) ? [successorOf(newest)] : [];
  });
}

const byProfile = (a: AwaitedAuthority, b: AwaitedAuthority): number => (a.profile < b.profile ? -1 : 1);

const rootOf = (stored: readonly StoredAuthority[]) => stored.find(({ profile }) => profile === 'root');

async function makeAwaited(house: SealingHouse, tx: Tx, profile: AuthorityName): Promise<AwaitedAuthority> {
  const privateKey = await makeKey(house, 'authority', PROFILES[kindOf(profile)].algorithm);
  const subject = encodeName({ organization: HOUSE_ORGANISATION, commonName: commonNameOf(profile) });
  const awaited = { profile, request: await writeCertificationRequest({ subject, privateKey }) };
  await insertAwaited(tx, awaited);
  return awaited;
}

/** What was taken in. */
export interface Acceptance {
  certificates: number;
  listNumber: number;
  until: Date;
}

/**
 * Takes in what the root signed: all of it or nothing. The first time `fingerprint` says which root is meant (SHA-256 of its certificate);
 * later it is the same one. The same answer again changes nothing. Refuses `trust.root_is_own`, `trust.root_not_the_expected`,
 * `trust.answer_does_not_fit`, `trust.root_list_unusable`, `trust.carried_file_unreadable`.
 */
export async function acceptAnswer(
  house: SealingHouse,
  answer: CarriedAnswer,
  fingerprint: string | undefined,
): Promise<Acceptance> {
  const root = readingCarried(() => readCertificate(readPem('CERTIFICATE', answer.root)));
  const accepted = await house.db.as('trust').transaction(async (tx) => {
    await lockAuthorities(tx);
    const stored = await readAuthorities(tx);
    const kept = rootOf(stored);
    if (kept ? !kept.isKeyElsewhere : house.config.root !== 'ceremony') throw new Refusal('trust.root_is_own', 409);
    const told = createHash('sha256').update(root.der).digest('hex');
    const isExpected = kept ? kept.certificate.equals(root.der) : fingerprint !== undefined;
    if (!isExpected || (fingerprint ?? told).toLowerCase() !== told || !isRightRoot(root))
      throw new Refusal('trust.root_not_the_expected', 409);
    if (!kept) await insertAuthority(tx, rowOf('root', root), undefined);
    const certificates = await acceptCertificates(tx, { answer, root, stored });
    const list = await acceptList(tx, answer.list, root);
    if (certificates > 0 || list.isNew)
      await insertAcceptance(tx, { sha256: list.sha256, certificates, listNumber: list.number });
    return { certificates, listNumber: list.number, until: list.nextUpdate };
  });
  forgetRevision(house);
  await ensureAuthorities(house);
  return accepted;
}

function rowOf(profile: AuthorityName, certificate: Certificate) {
  const { serial, der, from, until } = certificate;
  const keyHash = keyHashOf(certificate);
  return { serial, profile, certificate: der, isKeyElsewhere: profile === 'root', keyHash, from, until };
}

async function acceptCertificates(
  tx: Tx,
  { answer, root, stored }: { answer: CarriedAnswer; root: Certificate; stored: readonly StoredAuthority[] },
): Promise<number> {
  const awaited = await readAwaited(tx);
  let count = 0;
  const below = [...stored, ...awaited].flatMap(({ profile }) => (profile === 'root' ? [] : [profile]));
  for (const profile of new Set<AuthorityName>([...BELOW.map((one) => one.profile), ...below])) {
    const given = answer.certificates.find((one) => one.profile === profile);
    const has = stored.find((one) => one.profile === profile);
    // One that succeeds another may await the next ceremony; the first of its kind cannot.
    if (!given && (has || generationOf(profile) > 1)) continue;
    const refusal = new Refusal('trust.answer_does_not_fit', 409, { values: { profile } });
    if (!given) throw refusal;
    const certificate = readingCarried(() => readCertificate(readPem('CERTIFICATE', given.certificate)));
    if (has?.certificate.equals(certificate.der)) continue;
    const pending = awaited.find((one) => one.profile === profile);
    const isAsked = pending && readCertificationRequest(pending.request).keyInfo.equals(certificate.keyInfo);
    if (!isAsked || certificate.commonName !== commonNameOf(profile) || !isRightAuthority(certificate, root, profile))
      throw refusal;
    await insertAuthority(tx, rowOf(profile, certificate), 'root');
    await deleteAwaited(tx, profile);
    count++;
  }
  return count;
}

async function acceptList(tx: Tx, text: string, root: Certificate) {
  const der = readPem('X509 CRL', text);
  const list = readingCarried(() => readRevocationList(der));
  await lockList(tx, 'root');
  const lastAct = await readLastAct(tx, ROOT);
  const before = await findList(tx, ROOT);
  const number = Number(list.number ?? 0n);
  const { thisUpdate, nextUpdate } = list;
  const isWhole = list.scope === undefined && list.baseNumber === undefined && !list.hasUnknownCritical;
  const isOf = list.issuerKeyId?.equals(root.keyId) === true && isSignedBy(root, list);
  const at = now();
  const isNew = !before?.list.equals(der);
  if (!isWhole || !isOf || !nextUpdate || nextUpdate <= at || !Number.isSafeInteger(number) || number < 1)
    throw new Refusal('trust.root_list_unusable', 409);
  if (isNew && before && (number <= before.number || thisUpdate < before.thisUpdate))
    throw new Refusal('trust.root_list_unusable', 409);
  // What the list does not tell of yet stays told of as waiting for the next ceremony.
  const acts = await readRevoked(tx, ROOT, { after: '', most: MOST_BELOW });
  const tellsAll = acts.every(({ serial, kind }) => {
    const serialBytes = Buffer.from(serial, 'hex');
    const found = findRevocation(list, { issuerName: root.subjectName, serialBytes });
    return (found !== undefined) === (kind !== 'resumed');
  });
  if (isNew)
    await keepList(tx, ROOT, {
      number,
      lastAct: tellsAll ? lastAct : (before?.lastAct ?? 0),
      list: der,
      thisUpdate,
      nextUpdate,
    });
  return { number, nextUpdate, isNew, sha256: createHash('sha256').update(der).digest() };
}
