import assert from 'node:assert/strict';
import { createHash, createPublicKey, ECDH, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { Refusal } from '../../../kernel/refusal.ts';
import {
  bitString,
  boolean,
  contextTag,
  element,
  generalizedTime,
  integer,
  objectId,
  octetString,
  printableString,
  readMembers,
  readOnly,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
} from '../asn1/der.ts';
import {
  issueCertificate,
  keyBits,
  readCertificate,
  type Certificate,
  type Issuer,
} from '../certificate/certificate.ts';
import { readExtensionList } from '../certificate/extensions.ts';
import { keyInHand } from '../keystore/private-key.ts';
import { PROFILES, type ProfileName } from '../rules.ts';
import { issueChecked, lint, LINTS } from './issue.ts';
import { hasClosePrimes, hasSmallFactor, isMarkedByRoca } from './weak-key.ts';

/** Each rule with a certificate that breaks it, and certificates that break none. */

const at = new Date(Math.floor(Date.now() / 1000) * 1000);
const from = new Date(at.getTime() - 3_600_000);
const places = { list: 'http://a.example/a.crl', answers: 'http://a.example/ocsp', issuer: 'http://a.example/a.cer' };
const newKeys = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve });
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

async function authority(name: ProfileName, issuer?: Issuer, permittedNames: string[] = []): Promise<Issuer> {
  const { publicKey, privateKey: key } = newKeys(PROFILES[name].algorithm);
  const subject = { organization: 'Một Cửa', commonName: name };
  const privateKey = keyInHand(key);
  const order = { profile: PROFILES[name], subject, publicKey, from: new Date(from.getTime() - 1000), permittedNames };
  const certificate = await issueCertificate({ ...order, issuer: issuer ?? { privateKey }, ...(issuer && { places }) });
  return { certificate, privateKey };
}

const root = await authority('root');
const machines = await authority('machine-authority', root);
const constrained = await authority('machine-authority', root, ['mot-cua.example', '10.0.0.0/8']);
const seals = await authority('agency-seal-authority', root);
const services = await authority('service-authority', root);

interface Case {
  certificate: Certificate;
  profile: ProfileName;
  issuer: Issuer | undefined;
}
async function leaf(profile: ProfileName, issuer: Issuer, publicKey = newKeys().publicKey): Promise<Case> {
  const answers = PROFILES[profile].answersUnderNames;
  const certificate = await issueCertificate({
    profile: PROFILES[profile],
    subject: answers ? { commonName: 'a.mot-cua.example' } : { organization: 'Ủy ban nhân dân', commonName: 'Con dấu' },
    publicKey,
    from,
    issuer,
    places,
    ...(answers && {
      alternativeNames: [
        { kind: 'dns', text: 'a.mot-cua.example' },
        { kind: 'ip', text: '10.1.2.3' },
      ],
    }),
  });
  return { certificate, profile, issuer };
}

const server = await leaf('tls-server', machines);
const constrainedLeaf = await leaf('tls-server', constrained);
const node = await leaf('exchange-node', machines);
const seal = await leaf('agency-seal', seals);
const stamper = await leaf('time-stamping', services);
const responder = await leaf('ocsp-responder', machines);
const good: Case[] = [
  { certificate: root.certificate, profile: 'root', issuer: undefined },
  ...[machines, constrained].map(({ certificate }): Case => ({
    certificate,
    profile: 'machine-authority',
    issuer: root,
  })),
  { certificate: seals.certificate, profile: 'agency-seal-authority', issuer: root },
  server,
  constrainedLeaf,
  await leaf('tls-server', machines, newKeys('P-384').publicKey),
  await leaf('tls-server', machines, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
  await leaf('exchange-node', machines, generateKeyPairSync('ed25519').publicKey),
  node,
  seal,
  stamper,
  responder,
];

const findings = ({ certificate, profile, issuer }: Case): string[] =>
  lint(certificate, { profile: PROFILES[profile], at, ...(issuer && { issuer: issuer.certificate }) }).map(
    ({ name }) => name,
  );

type Extensions = Map<string, { critical: boolean; value: Buffer }>;
interface Change {
  serial?: Buffer;
  algorithm?: string;
  issuer?: Buffer;
  from?: Buffer;
  until?: Buffer;
  subject?: Buffer;
  keyInfo?: Buffer;
  extensions?(list: Extensions): void;
}

/** The same certificate with something changed, as it would be signed. */
function changed({ certificate, ...rest }: Case, change: Change): Case {
  const [version, serial, algorithm, issuer, validity, subject, keyInfo, list] = readMembers(
    readOnly(certificate.toSign, TAG.sequence),
  ).map(({ whole }) => whole);
  const [notBefore, notAfter] = readMembers(readOnly(validity!, TAG.sequence)).map(({ whole }) => whole);
  const extensions: Extensions = new Map(
    readExtensionList(readMembers(readOnly(list!, contextTag(3)))[0]).map((one) => [one.oid, one]),
  );
  change.extensions?.(extensions);
  const named = change.algorithm ? sequence(objectId(change.algorithm)) : algorithm!;
  const toSign = sequence(
    version!,
    change.serial ? element(TAG.integer, change.serial) : serial!,
    named,
    change.issuer ?? issuer!,
    sequence(change.from ?? notBefore!, change.until ?? notAfter!),
    change.subject ?? subject!,
    change.keyInfo ?? keyInfo!,
    element(
      contextTag(3),
      sequence(
        ...[...extensions].map(([oid, { critical, value }]) =>
          sequence(objectId(oid), ...(critical ? [boolean(true)] : []), octetString(value)),
        ),
      ),
    ),
  );
  return { ...rest, certificate: readCertificate(sequence(toSign, named, bitString(Buffer.of(0)))) };
}

const attribute = (oid: string, value: Buffer) => setOf(sequence(objectId(oid), value));
const commonName = (text: string) => attribute('2.5.4.3', utf8String(text));
const day = (days: number) => time(new Date(from.getTime() + days * 86_400_000));
const set = (oid: string, value: Buffer, critical = false) => ({
  extensions: (list: Extensions) => void list.set(oid, { critical, value }),
});
const drop = (oid: string) => ({ extensions: (list: Extensions) => void list.delete(oid) });
const isCritical = (oid: string, critical: boolean) => ({
  extensions: (list: Extensions) => void list.set(oid, { value: list.get(oid)!.value, critical }),
});
const names = (...all: [form: number, bytes: string | Buffer][]) =>
  set(
    '2.5.29.17',
    sequence(...all.map(([form, bytes]) => element(contextTag(form, 'primitive'), Buffer.from(bytes as string)))),
  );
const purposes = (...oids: string[]) => set('2.5.29.37', sequence(...oids.map(objectId)));
const usage = (byte: number, unused: number) => set('2.5.29.15', bitString(Buffer.of(byte), unused), true);
const place = (address: string) => element(contextTag(6, 'primitive'), Buffer.from(address));

/** An RSA key of that modulus, whoever could know its factors. */
function rsa(modulus: bigint, exponent = 65537n, parameters: Buffer[] = [element(TAG.null)]): Buffer {
  const number = (value: bigint) => {
    const hex = value.toString(16);
    return integer(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
  };
  return sequence(
    sequence(objectId('1.2.840.113549.1.1.1'), ...parameters),
    bitString(sequence(number(modulus), number(exponent))),
  );
}
const random = (bits: number): bigint => {
  const bytes = randomBytes(bits / 8);
  bytes[0] = bytes[0]! | 0xc0;
  bytes[bytes.length - 1] = bytes.at(-1)! | 1;
  return BigInt(`0x${bytes.toString('hex')}`);
};
const sound = BigInt(
  `0x${readMembers(readOnly(keyBits(spki(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)), TAG.sequence))[0]!.contents.toString('hex')}`,
);
/** A modulus as the faulty generator made them: a power of 65537 modulo the product of the first primes. */
function rocaModulus(): bigint {
  let product = 1n;
  for (let n = 2n; n <= 167n; n++)
    if (![...Array(Number(n)).keys()].slice(2).some((d) => n % BigInt(d) === 0n)) product *= n;
  let power = 1n;
  for (let i = 0; i < 1000; i++) power = (power * 65537n) % product;
  let modulus = (random(2048) / product) * product + power;
  while (modulus % 2n === 0n) modulus += product;
  return modulus;
}
const middle = random(1024);
const compressed = (key: KeyObject): Buffer => {
  const info = spki(key);
  const point = ECDH.convertKey(keyBits(info), 'prime256v1', undefined, undefined, 'compressed') as Buffer;
  const [algorithm] = readMembers(readOnly(info, TAG.sequence));
  return sequence(algorithm!.whole, bitString(point));
};
const withKey = (keyInfo: Buffer) => changed(server, { keyInfo });

const BREAKS: Record<string, () => Case> = {
  serial_not_positive: () => changed(server, { serial: Buffer.alloc(16, 0x80) }),
  serial_too_long: () => changed(server, { serial: Buffer.alloc(21, 0x40) }),
  serial_guessable: () => changed(server, { serial: Buffer.from('40000000000001', 'hex') }),
  serial_not_shortest: () => changed(server, { serial: Buffer.concat([Buffer.of(0), Buffer.alloc(15, 0x40)]) }),
  signature_hash_weak: () => changed(server, { algorithm: '1.2.840.10045.4.1' }),
  signature_not_of_issuer_key: () => changed(server, { algorithm: '1.2.840.10045.4.3.3' }),
  issuer_name_differs: () => changed(server, { issuer: sequence(commonName('somebody')) }),
  issuer_is_no_authority: () => ({ ...server, issuer: { ...machines, certificate: seal.certificate } }),
  path_too_long: () => ({ certificate: machines.certificate, profile: 'machine-authority', issuer: seals }),
  validity_reversed: () => changed(server, { until: day(-1) }),
  validity_encoding: () => changed(server, { from: generalizedTime(from) }),
  validity_longer_than_profile: () => changed(server, { until: day(46) }),
  validity_beyond_issuer: () => changed(server, { until: day(366 * 13) }),
  subject_says_nothing: () => changed(server, { subject: sequence() }),
  authority_without_name: () =>
    changed({ certificate: machines.certificate, profile: 'machine-authority', issuer: root }, { subject: sequence() }),
  name_string_type: () =>
    changed(seal, { subject: sequence(attribute('2.5.4.3', element(TAG.bmpString, Buffer.from('\0a')))) }),
  name_text_unusable: () => changed(seal, { subject: sequence(commonName(' Con dấu')) }),
  name_attribute_twice: () => changed(seal, { subject: sequence(commonName('Một'), commonName('Hai')) }),
  country_not_two_letters: () => changed(seal, { subject: sequence(attribute('2.5.4.6', printableString('vn'))) }),
  common_name_too_long: () => changed(seal, { subject: sequence(commonName('x'.repeat(65))) }),
  key_kind_not_taken: () => withKey(spki(generateKeyPairSync('ed25519').publicKey)),
  key_algorithm_encoding: () => withKey(rsa(sound, 65537n, [])),
  key_point_compressed: () => withKey(compressed(newKeys().publicKey)),
  key_too_small: () => withKey(rsa(random(1024))),
  key_too_large: () => withKey(rsa(random(8200))),
  key_size_uneven: () => withKey(rsa(2n ** 2050n + 9n)),
  key_exponent_weak: () => withKey(rsa(sound, 3n)),
  key_has_small_factor: () => withKey(rsa(random(2040) * 251n)),
  key_marked_by_roca: () => withKey(rsa(rocaModulus())),
  key_primes_close: () => withKey(rsa((middle - 4n) * (middle + 4n))),
  key_of_issuer: () => withKey(machines.certificate.keyInfo),
  extension_not_of_profile: () => changed(server, set('1.2.3.4', Buffer.of(5, 0))),
  basic_constraints_wrong: () => changed(server, isCritical('2.5.29.19', false)),
  key_usage_not_critical: () => changed(server, isCritical('2.5.29.15', false)),
  key_usage_not_of_profile: () => changed(server, usage(0x40, 6)),
  key_usage_encoding: () => changed(server, usage(0x80, 0)),
  key_usage_does_not_fit_key: () => changed(server, usage(0xa0, 5)),
  extended_key_usage_not_of_profile: () => changed(server, purposes('1.3.6.1.5.5.7.3.2')),
  extended_key_usage_any: () => changed(server, purposes('2.5.29.37.0')),
  time_stamping_not_alone: () => changed(stamper, isCritical('2.5.29.37', false)),
  responder_is_asked_about: () => changed(responder, drop('1.3.6.1.5.5.7.48.1.5')),
  subject_key_identifier_wrong: () => changed(server, set('2.5.29.14', octetString(Buffer.alloc(20)))),
  authority_key_identifier_wrong: () => changed(server, drop('2.5.29.35')),
  policy_not_of_profile: () => changed(seal, drop('2.5.29.32')),
  name_constraints_not_critical: () =>
    changed(
      { certificate: constrained.certificate, profile: 'machine-authority', issuer: root },
      isCritical('2.5.29.30', false),
    ),
  name_outside_constraints: () => changed(constrainedLeaf, names([2, 'other.example'])),
  alternative_name_criticality: () => changed(server, isCritical('2.5.29.17', true)),
  distribution_point_unusable: () =>
    changed(
      server,
      set('2.5.29.31', sequence(sequence(element(contextTag(0), element(contextTag(0), place('ldap://a/')))))),
    ),
  authority_access_unusable: () =>
    changed(server, set('1.3.6.1.5.5.7.1.1', sequence(sequence(objectId('1.3.6.1.5.5.7.48.1'), place('file:///a'))))),
  server_without_name: () => changed(node, drop('2.5.29.17')),
  server_name_kind: () => changed(node, names([2, 'a.example'], [1, 'a@b.example'])),
  server_dns_name_malformed: () => changed(node, names([2, '*.example'])),
  server_address_malformed: () => changed(node, names([7, Buffer.alloc(5)])),
  server_name_twice: () => changed(node, names([2, 'a.example'], [2, 'a.example'])),
  server_common_name_not_listed: () => changed(server, names([2, 'b.mot-cua.example'])),
  server_validity_too_long: () => changed(server, { until: day(201) }),
  server_backdated: () => changed(server, { from: day(-3) }),
  server_without_status_places: () => changed(server, drop('2.5.29.31')),
};

test('what the house issues breaks no rule, whatever kind of key it is for', () => {
  for (const one of good) assert.deepEqual(findings(one), [], one.profile);
});

for (const { name, source } of LINTS) {
  test(`a certificate is refused for ${name} (${source})`, () => {
    const broken = BREAKS[name];
    assert.ok(broken, `${name} is a new rule: break it here`);
    assert.ok(findings(broken()).includes(name), findings(broken()).join());
  });
}

test('what breaks a rule is never signed', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const subject = { commonName: 'a.example' };
  const order = { profile: PROFILES['tls-server'], subject, publicKey, from, issuer: machines, places };
  await assert.rejects(
    issueChecked(order),
    (error) =>
      error instanceof Refusal &&
      error.code === 'trust.certificate_against_rules' &&
      /key_too_small.*server_without_name/.test(String(error.values.findings)),
  );
});

test('sound keys are not called weak', () => {
  for (let i = 0; i < 3; i++) {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const [modulus] = readMembers(readOnly(keyBits(spki(key)), TAG.sequence));
    const value = BigInt(`0x${modulus!.contents.toString('hex')}`);
    assert.deepEqual([hasSmallFactor(value), isMarkedByRoca(value), hasClosePrimes(value)], [false, false, false]);
  }
});

test('the hash by which a key is found again is that of its SubjectPublicKeyInfo', () => {
  const { keyInfo } = server.certificate;
  const again = spki(createPublicKey({ key: keyInfo, format: 'der', type: 'spki' }));
  assert.deepEqual(createHash('sha256').update(again).digest(), createHash('sha256').update(keyInfo).digest());
});
