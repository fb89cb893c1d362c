import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { generalizedTime } from '../asn1/der.ts';
import { commonNameOf, kindOf } from '../authority.ts';
import { extension, keyHashOf, type Certificate } from '../certificate/certificate.ts';
import { curveOf } from '../certificate/signature-way.ts';
import { readCertificationRequest } from '../enrolment/certification-request.ts';
import { BACKDATED_MS, HOUSE_ORGANISATION, statusPlaces } from '../keys.ts';
import { keyInHand } from '../keystore/private-key.ts';
import { issueChecked } from '../linting/issue.ts';
import { AUTHORITIES, PROFILES, SUSPENDED, type AuthorityName } from '../rules.ts';
import { issueRevocationList } from '../status/list-issue.ts';
import { ENDED_SINCE } from '../status/lists.ts';
import { readPem, writePem, type CarriedAnswer, type CarriedRequest } from './carried-file.ts';
import {
  KEY_FILE,
  makeFolder,
  MINUTES_FILE,
  openFolder,
  readWhole,
  ROOT_FILE,
  sha256Of,
  writeWhole,
  type CeremonyFolder,
} from './folder.ts';
import { assertPassphrase, openKeyFile, sealKey } from './key-file.ts';
import { addStep, assertWitnesses, type Step } from './minutes.ts';

/** What is done with the root's key, on a machine of its own. Nothing here asks a network, a database or a house. */

/** A list of the root holds for so long; the next ceremony is before that. */
const LIST_DAYS = 365;

const ROOT_NAME = AUTHORITIES.find(({ profile }) => profile === 'root')!.commonName;

/**
 * Makes a root in an empty folder: the key under the passphrase, the certificate, and the first line of the minutes. Answers the
 * fingerprint of the certificate (SHA-256). Refuses `trust.two_witnesses_needed`, `trust.passphrase_weak`,
 * `trust.passphrases_differ`, `trust.ceremony_folder_not_empty`.
 */
export async function makeRoot(
  path: string,
  order: { by: readonly string[]; passphrase: string; again: string },
): Promise<{ fingerprint: string }> {
  assertWitnesses(order.by);
  assertPassphrase(order.passphrase, order.again);
  makeFolder(path);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  const root = await issueChecked({
    profile: PROFILES.root,
    subject: { organization: HOUSE_ORGANISATION, commonName: ROOT_NAME },
    publicKey,
    from: new Date(now().getTime() - BACKDATED_MS),
    issuer: { privateKey: keyInHand(privateKey) },
  });
  writeWhole(path, KEY_FILE, sealKey(privateKey, order.passphrase));
  const pem = writePem('CERTIFICATE', root.der);
  writeWhole(path, ROOT_FILE, pem);
  const step = { by: [...order.by], made: { kind: 'root' as const }, file: ROOT_FILE, sha256: sha256Of(pem) };
  writeWhole(path, MINUTES_FILE, addStep('', step, privateKey));
  return { fingerprint: sha256Of(root.der) };
}

/** What is to be signed, for those who read it aloud before the passphrase is typed. */
export function readWanted(request: CarriedRequest): { profile: AuthorityName; key: string }[] {
  return request.requests.map((one) => {
    const { profile, keyInfo } = readRequest(one);
    return { profile, key: keyHashOf({ keyInfo }).toString('hex') };
  });
}

/**
 * Signs the authorities that a house asks for, each held against the rules before, and then the root's list for a year. Asked again for the
 * same key it gives the same certificate. Refuses `trust.root_key_not_opened`, `trust.two_witnesses_needed`,
 * `trust.request_not_of_authority`, `trust.told_of_unknown`, what reading the folder and the requests refuses, and
 * `trust.certificate_against_rules`; then nothing was signed of what comes after.
 */
export async function signCarried(
  path: string,
  order: { request: CarriedRequest; by: readonly string[]; passphrase: string },
): Promise<CarriedAnswer> {
  assertWitnesses(order.by);
  const folder = openFolder(path);
  const wanted = order.request.requests.map(readRequest);
  const { told } = order.request;
  const unissued = told.find(({ serial }) => !certificatesOf(folder.steps).some((one) => one.serial === serial));
  if (unissued) throw new Refusal('trust.told_of_unknown', 422, { values: { serial: unissued.serial } });
  const privateKey = openKeyFile(readWhole(path, KEY_FILE), order.passphrase);
  const own = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  if (!own.equals(folder.root.keyInfo)) throw new Refusal('trust.root_key_not_opened', 403);

  const writing = new Writing(folder, order.by, privateKey);
  const certificates: CarriedAnswer['certificates'] = [];
  for (const { profile, publicKey, keyInfo, commonName } of wanted) {
    const made = certificatesOf(folder.steps).find(
      (one) => one.profile === profile && one.key === keyHashOf({ keyInfo }).toString('hex'),
    );
    if (made) {
      certificates.push({ profile, certificate: readAsSigned(folder, made.step) });
      continue;
    }
    const certificate = await issueChecked({
      profile: PROFILES[kindOf(profile)],
      subject: { organization: HOUSE_ORGANISATION, commonName },
      publicKey,
      keyInfo,
      from: new Date(now().getTime() - BACKDATED_MS),
      issuer: { certificate: folder.root, privateKey: keyInHand(privateKey) },
      places: (serial) => placesOf(order.request.baseUrl, serial),
      ...(kindOf(profile) === 'machine-authority' && { permittedNames: order.request.machineNames }),
    });
    certificates.push({ profile, certificate: writing.certificate(profile, certificate) });
  }
  const list = await signList(writing, folder, { privateKey, told, numberAtHouse: order.request.listNumber });
  return { kind: 'mot-cua ceremony answer 1', root: writePem('CERTIFICATE', folder.root.der), certificates, list };
}

/** Where a certificate by the root is told of: in the list only, because nobody answers for a root that is locked away. */
function placesOf(baseUrl: string, serial: Buffer): { list: string; issuer: string } {
  const { list, issuer } = statusPlaces({ config: { baseUrl } }, 'root', serial);
  return { list, issuer };
}

function readRequest({ profile, request }: CarriedRequest['requests'][number]) {
  const name = profile as AuthorityName;
  const authority = AUTHORITIES.find((one) => one.profile === kindOf(name) && one.issuer === 'root');
  if (!authority) throw new Refusal('trust.request_not_of_authority', 422, { values: { profile } });
  const read = readCertificationRequest(readPem('CERTIFICATE REQUEST', request));
  if (read.commonName !== commonNameOf(name) || curveOf(read.publicKey) !== PROFILES[authority.profile].algorithm)
    throw new Refusal('trust.request_not_of_authority', 422, { values: { profile } });
  return {
    profile: name,
    commonName: read.commonName,
    publicKey: read.publicKey,
    keyInfo: read.keyInfo,
  };
}

/** The certificates in the minutes. */
function certificatesOf(steps: readonly Step[]) {
  return steps.flatMap((step) => (step.made.kind === 'certificate' ? [{ ...step.made, step }] : []));
}

function readAsSigned({ path }: CeremonyFolder, { file, sha256, number }: Step): string {
  const text = readWhole(path, file);
  if (sha256Of(text) !== sha256) throw new Refusal('trust.minutes_changed', 409, { values: { line: number } });
  return text;
}

async function signList(
  writing: Writing,
  folder: CeremonyFolder,
  given: { privateKey: KeyObject; told: CarriedRequest['told']; numberAtHouse: number },
): Promise<string> {
  const lists = folder.steps.flatMap(({ made }) => (made.kind === 'list' ? [made] : []));
  // Whoever was revoked stays so, whatever a house says later.
  const forEver = (lists.at(-1)?.entries ?? []).filter(({ reason }) => reason !== SUSPENDED);
  const added = given.told.filter(({ serial }) => !forEver.some((one) => one.serial === serial));
  const entries = [...forEver, ...added];
  const thisUpdate = new Date(Math.floor(now().getTime() / 1000) * 1000);
  const nextUpdate = new Date(thisUpdate.getTime() + LIST_DAYS * 86_400_000);
  const number = Math.max(lists.at(-1)?.number ?? 0, given.numberAtHouse) + 1;
  const der = await issueRevocationList({
    issuer: { certificate: folder.root, privateKey: keyInHand(given.privateKey) },
    number,
    thisUpdate,
    nextUpdate,
    entries: entries.map(({ serial, at, reason }) => ({
      serialBytes: Buffer.from(serial, 'hex'),
      at: new Date(at),
      reason,
    })),
    extensions: [extension(ENDED_SINCE, false, generalizedTime(folder.root.from))],
  });
  return writing.list(der, { number, nextUpdate: nextUpdate.toISOString(), entries });
}

/** Writes what was signed into the folder, each with its line in the minutes, which is last. */
class Writing {
  readonly #folder: CeremonyFolder;
  readonly #by: readonly string[];
  readonly #key: KeyObject;
  #minutes: string;

  constructor(folder: CeremonyFolder, by: readonly string[], key: KeyObject) {
    this.#folder = folder;
    this.#by = by;
    this.#key = key;
    this.#minutes = folder.minutes;
  }

  certificate(profile: AuthorityName, certificate: Certificate): string {
    const { serial } = certificate;
    const key = keyHashOf(certificate).toString('hex');
    const text = writePem('CERTIFICATE', certificate.der);
    return this.#write(`${profile}-${serial}.pem`, text, { kind: 'certificate', profile, key, serial });
  }

  list(der: Buffer, told: Omit<Extract<Step['made'], { kind: 'list' }>, 'kind'>): string {
    return this.#write(`root-${told.number}.crl.pem`, writePem('X509 CRL', der), { kind: 'list', ...told });
  }

  #write(file: string, text: string, made: Step['made']): string {
    const { path } = this.#folder;
    writeWhole(path, file, text);
    this.#minutes = addStep(this.#minutes, { by: [...this.#by], made, file, sha256: sha256Of(text) }, this.#key);
    writeWhole(path, MINUTES_FILE, this.#minutes);
    return text;
  }
}
