import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  authorityExtension,
  certificateOf,
  encodedName,
  mappingsExtension,
  newKeys,
  policiesExtension,
  type TestHolder,
  type TestOrder,
} from '../../../../test/support/certificates.ts';
import { extension, readCertificate } from '../certificate/certificate.ts';
import {
  MalformedDer,
  TAG,
  bitString,
  boolean,
  contextTag,
  element,
  integer,
  objectId,
  readOnly,
  sequence,
} from '../asn1/der.ts';
import { keyInHand } from '../keystore/private-key.ts';
import { issueRevocationList } from '../status/list-issue.ts';
import { STATE_SCHEMES } from '../certificate/signature-scheme.ts';
import { findPath, type PathRequest } from './building.ts';
import { readRevocationList, type RevocationList } from './revocation-list.ts';
import type { PolicyDemands } from './validation.ts';

const at = new Date('2026-11-22T03:00:00Z');
const [one, two, three] = ['2.25.1', '2.25.2', '2.25.3'] as const;
const ANY = '2.5.29.32.0';
const tagged = (number: number, ...contents: Buffer[]) => element(contextTag(number), ...contents);
const primitive = (number: number, contents: Buffer | string) =>
  element(contextTag(number, 'primitive'), Buffer.from(contents));

const root = certificateOf({ name: 'Root', extensions: [authorityExtension()] });
const authority = (name: string, issuer: TestHolder, ...extensions: Buffer[]) =>
  certificateOf({ name, issuer, extensions: [authorityExtension(), ...extensions] });
const holder = (issuer: TestHolder, ...extensions: Buffer[]) => certificateOf({ name: 'Holder', issuer, extensions });

interface Asked extends Partial<PathRequest> {
  chain?: TestHolder[];
  demands?: PolicyDemands;
}

/** What is wrong with the last of a chain, or undefined when nothing is. */
function problemOf(leaf: TestHolder, { chain = [], demands = {}, ...more }: Asked = {}): string | undefined {
  const found = findPath({
    leaf: leaf.certificate,
    others: chain.map(({ certificate }) => certificate),
    anchor: root.certificate,
    rules: { at, schemes: STATE_SCHEMES, demands },
    ...more,
  });
  return typeof found === 'string' ? found : undefined;
}

test('a chain leads to the root by name, signature, time and authority, and by nothing less', () => {
  const below = authority('A', root);
  const leaf = holder(below);
  assert.equal(problemOf(leaf, { chain: [below] }), undefined);
  assert.equal(problemOf(leaf), 'chain_incomplete');
  assert.equal(problemOf(leaf, { chain: [authority('A', root)] }), 'chain_signature_wrong');
  const times: Partial<TestOrder>[] = [
    { until: new Date('2026-02-01T00:00:00Z') },
    { from: new Date('2027-01-01T00:00:00Z') },
  ];
  const [ended, early] = times.map((time) =>
    certificateOf({ name: 'A', issuer: root, extensions: [authorityExtension()], ...time }),
  );
  assert.equal(problemOf(holder(ended!), { chain: [ended!] }), 'certificate_expired');
  assert.equal(problemOf(holder(early!), { chain: [early!] }), 'certificate_not_yet_valid');
  const none = certificateOf({ name: 'A', issuer: root });
  assert.equal(problemOf(holder(none), { chain: [none] }), 'not_an_authority');
  const noKeys = authority('A', root, extension('2.5.29.15', true, bitString(Buffer.of(0x02), 1)));
  assert.equal(problemOf(holder(noKeys), { chain: [noKeys] }), 'not_an_authority');
});

test('the name of an issuer is compared without regard to case and spaces', () => {
  const below = certificateOf({ name: '  CƠ  QUAN cấp ', issuer: root, extensions: [authorityExtension()] });
  const named = { ...below, certificate: { ...below.certificate, subject: encodedName('cơ quan CẤP') } };
  assert.equal(problemOf(holder(named), { chain: [below] }), undefined);
});

test('an authority over none signs none, and one issued by itself does not count', () => {
  const last = certificateOf({ name: 'Last', issuer: root, extensions: [authorityExtension(0)] });
  const below = authority('Below', last);
  assert.equal(problemOf(holder(below), { chain: [last, below] }), 'path_too_long');
  const renewed = authority('Last', last);
  assert.equal(problemOf(holder(renewed), { chain: [last, renewed] }), undefined);
});

test('an extension that must be understood and is not ends the path', () => {
  const unknown = (critical: boolean) => extension('2.25.99', critical, sequence());
  assert.equal(problemOf(holder(root, unknown(false))), undefined);
  assert.equal(problemOf(holder(root, unknown(true))), 'critical_extension_unknown');
});

test('an authority issues only within the names it was given', () => {
  const subtree = (base: Buffer) => sequence(base);
  const only = (base: Buffer) =>
    authority('Narrow', root, extension('2.5.29.30', true, sequence(tagged(0, subtree(base)))));
  const never = (base: Buffer) =>
    authority('Narrow', root, extension('2.5.29.30', true, sequence(tagged(1, subtree(base)))));
  const alsoNamed = (...names: Buffer[]) => extension('2.5.29.17', false, sequence(...names));
  const under = (issuer: TestHolder, ...names: Buffer[]) =>
    problemOf(holder(issuer, alsoNamed(...names)), { chain: [issuer] });
  const dns = (text: string) => primitive(2, text);
  const mail = (text: string) => primitive(1, text);
  const uri = (text: string) => primitive(6, text);
  const ip = (...bytes: number[]) => primitive(7, Buffer.from(bytes));
  const no = 'name_not_permitted';
  assert.equal(under(only(dns('gov.vn')), dns('a.gov.vn')), undefined);
  assert.equal(under(only(dns('gov.vn')), dns('notgov.vn')), no);
  assert.equal(under(never(dns('gov.vn')), dns('GOV.VN')), no);
  assert.equal(under(only(mail('gov.vn')), mail('a@gov.vn')), undefined);
  assert.equal(under(only(mail('gov.vn')), mail('a@b.gov.vn')), no);
  assert.equal(under(only(mail('.gov.vn')), mail('a@b.gov.vn')), undefined);
  assert.equal(under(never(mail('An@gov.vn')), mail('An@GOV.vn')), no);
  assert.equal(under(only(uri('.gov.vn')), uri('https://a.gov.vn:8443/x')), undefined);
  assert.equal(under(only(uri('.gov.vn')), uri('https://10.0.0.1/x')), no);
  assert.equal(under(never(uri('.gov.vn')), uri('urn:no:host')), no);
  assert.equal(under(only(ip(10, 0, 0, 0, 255, 0, 0, 0)), ip(10, 9, 8, 7)), undefined);
  assert.equal(under(only(ip(10, 0, 0, 0, 255, 0, 0, 0)), ip(11, 9, 8, 7)), no);
  const directory = (name: string) => tagged(4, encodedName(name));
  const plain = (issuer: TestHolder) => problemOf(holder(issuer), { chain: [issuer] });
  assert.equal(plain(only(directory('Holder'))), undefined);
  assert.equal(plain(only(directory('Somebody else'))), no);
  assert.equal(plain(never(directory('holder'))), no);
  // A kind of name that we cannot compare is refused where it is constrained.
  assert.equal(under(only(tagged(0, objectId(one))), tagged(0, objectId(one))), no);
});

test('a path stands for the policies that every certificate on it names, translated where one maps them', () => {
  const explicit = { explicit: true };
  const below = authority('A', root, policiesExtension(one, two));
  const leaf = holder(below, policiesExtension(two, three));
  const asks = (wanted: string[], more: PolicyDemands = explicit) =>
    problemOf(leaf, { chain: [below], demands: { wanted: new Set(wanted), ...more } });
  assert.equal(asks([two]), undefined);
  assert.equal(asks([one]), 'policy_not_allowed');
  assert.equal(asks([three]), 'policy_not_allowed');
  assert.equal(asks([three], {}), undefined);
  assert.equal(problemOf(holder(below), { chain: [below], demands: explicit }), 'policy_not_allowed');

  const mapping = authority('M', root, policiesExtension(one), mappingsExtension([one, three]));
  const mapped = holder(mapping, policiesExtension(three));
  assert.equal(problemOf(mapped, { chain: [mapping], demands: { wanted: new Set([one]), explicit: true } }), undefined);
  const forbidden = { inhibitMapping: true, explicit: true };
  assert.equal(problemOf(mapped, { chain: [mapping], demands: forbidden }), 'policy_not_allowed');
  const toAny = authority('M', root, policiesExtension(one), mappingsExtension([one, ANY]));
  assert.equal(problemOf(holder(toAny), { chain: [toAny] }), 'policy_not_allowed');

  const any = authority('Any', root, policiesExtension(ANY));
  const named = holder(any, policiesExtension(one));
  assert.equal(problemOf(named, { chain: [any], demands: explicit }), undefined);
  assert.equal(problemOf(named, { chain: [any], demands: { ...explicit, inhibitAny: true } }), 'policy_not_allowed');
  const demanding = authority(
    'D',
    root,
    policiesExtension(one),
    extension('2.5.29.36', true, sequence(primitive(0, Buffer.of(0)))),
  );
  assert.equal(problemOf(holder(demanding, policiesExtension(two)), { chain: [demanding] }), 'policy_not_allowed');
});

test('policies that would multiply at every step do not', () => {
  const policies = Array.from({ length: 100 }, (_, i) => `2.25.${1000 + i}`);
  const every = policies
    .slice(0, 16)
    .flatMap((from) => policies.slice(0, 16).map((to): [string, string] => [from, to]));
  let issuer = root;
  const chain: TestHolder[] = [];
  for (let i = 0; i < 8; i++) {
    issuer = authority(`Step ${i}`, issuer, policiesExtension(...policies), mappingsExtension(...every));
    chain.push(issuer);
  }
  const began = performance.now();
  const leaf = holder(issuer, policiesExtension(policies[0]!));
  assert.equal(problemOf(leaf, { chain, demands: { explicit: true } }), undefined);
  assert.ok(performance.now() - began < 2_000);
});

test('many certificates of one name do not keep the search busy', () => {
  const namesakes = Array.from({ length: 60 }, () => authority('Same', authority('Same', root)));
  const began = performance.now();
  assert.notEqual(problemOf(holder(namesakes[0]!), { chain: namesakes }), undefined);
  assert.ok(performance.now() - began < 5_000);
});

const list = async (
  issuer: TestHolder,
  revoked: TestHolder[] = [],
  more: Partial<Parameters<typeof issueRevocationList>[0]> = {},
): Promise<RevocationList> =>
  readRevocationList(
    await issueRevocationList({
      issuer: { ...issuer, privateKey: keyInHand(issuer.privateKey) },
      number: 5,
      thisUpdate: new Date('2026-11-22T00:00:00Z'),
      nextUpdate: new Date('2026-11-29T00:00:00Z'),
      entries: revoked.map(({ certificate }) => ({ serialBytes: certificate.serialBytes, at, reason: 1 })),
      ...more,
    }),
  );
const scope = (...parts: Buffer[]) => extension('2.5.29.28', true, sequence(...parts));

test('a certificate holds only while a current list of its issuer does not name it', async () => {
  const leaf = holder(root);
  const asked = (...lists: RevocationList[]) => problemOf(leaf, { lists });
  assert.equal(asked(await list(root)), undefined);
  assert.equal(asked(await list(root, [leaf])), 'certificate_revoked');
  assert.equal(asked(await list(root, [holder(root)])), undefined);
  assert.equal(asked(), 'revocation_unknown');
  assert.equal(asked(await list(root, [], { nextUpdate: new Date('2026-11-22T02:59:59Z') })), 'revocation_unknown');
  assert.equal(asked(await list(root, [], { thisUpdate: new Date('2026-11-22T03:00:01Z') })), 'revocation_unknown');
  assert.equal(asked(await list(certificateOf({ name: 'Root' }))), 'revocation_unknown');
  const forged = await list(root);
  assert.equal(asked({ ...forged, signature: (await list(root, [leaf])).signature }), 'revocation_unknown');
  assert.equal(
    asked(await list(root, [], { extensions: [extension('2.25.99', true, sequence())] })),
    'revocation_unknown',
  );
});

test('a list about others, or about some reasons only, does not clear a certificate', async () => {
  const leaf = holder(root);
  const asked = async (...parts: Buffer[]) =>
    problemOf(leaf, { lists: [await list(root, [], { extensions: [scope(...parts)] })] });
  const yes = Buffer.of(0xff);
  assert.equal(await asked(primitive(1, yes)), undefined);
  assert.equal(await asked(primitive(2, yes)), 'revocation_unknown');
  assert.equal(await asked(primitive(5, yes)), 'revocation_unknown');
  assert.equal(await asked(tagged(0, tagged(0, primitive(6, 'https://a.example/1.crl')))), 'revocation_unknown');
  assert.equal(await asked(primitive(3, Buffer.of(6, 0x40))), 'revocation_unknown');
  const both = [
    await list(root, [], { extensions: [scope(primitive(3, Buffer.of(7, 0x3f, 0x80)))] }),
    await list(root, [leaf], { extensions: [scope(primitive(3, Buffer.of(6, 0x40)))] }),
  ];
  assert.equal(problemOf(leaf, { lists: both }), 'certificate_revoked');
});

test('a list of changes is read with the list that it changes', async () => {
  const leaf = holder(root);
  const changes = (base: number, reason: number) =>
    list(root, [], {
      number: 6,
      entries: [{ serialBytes: leaf.certificate.serialBytes, at, reason }],
      extensions: [extension('2.5.29.27', true, integer(base))],
    });
  assert.equal(problemOf(leaf, { lists: [await list(root), await changes(5, 1)] }), 'certificate_revoked');
  assert.equal(problemOf(leaf, { lists: [await list(root, [leaf]), await changes(5, 8)] }), undefined);
  assert.equal(problemOf(leaf, { lists: [await list(root), await changes(6, 1)] }), undefined);
  assert.equal(problemOf(leaf, { lists: [await changes(5, 8)] }), 'revocation_unknown');
});

test('another may sign the lists only where the issuer named it, and with a key for lists', async () => {
  const pointAt = (name: string) =>
    extension('2.5.29.31', false, sequence(sequence(tagged(2, tagged(4, encodedName(name))))));
  const keysFor = (bits: number) => extension('2.5.29.15', true, bitString(Buffer.of(bits), 0));
  const leaf = holder(root, pointAt('Lists'));
  const indirect = (by: TestHolder) => list(by, [], { extensions: [scope(primitive(4, Buffer.of(0xff)))] });
  const own = await list(root);
  // The root's own list tells of the signer; of the holder it speaks at no point that the holder names.
  const elsewhere = await list(root, [], { extensions: [scope(primitive(2, Buffer.of(0xff)))] });
  const asked = (by: TestHolder, told: RevocationList, asking = leaf) =>
    problemOf(asking, { chain: [by], lists: [told, elsewhere] });
  const named = (bits: number, issuer?: TestHolder) =>
    certificateOf({
      name: 'Lists',
      ...(issuer && { issuer }),
      extensions: [keysFor(bits), authorityExtension()],
    });
  const good = named(0x02, root);
  assert.equal(asked(good, await indirect(good)), undefined);
  assert.equal(asked(good, await list(good)), 'revocation_unknown');
  assert.equal(asked(named(0x80, root), await indirect(named(0x80, root))), 'revocation_unknown');
  const stranger = named(0x02);
  assert.equal(asked(stranger, await indirect(stranger)), 'revocation_unknown');
  assert.equal(asked(good, await indirect(good), holder(root)), 'revocation_unknown');
  assert.equal(problemOf(leaf, { chain: [good], lists: [own] }), undefined);
});

test('a list of a million entries is looked through in bounded time', async () => {
  const row = sequence(element(TAG.integer, Buffer.alloc(8, 0x11)), element(TAG.utcTime, Buffer.from('261122030000Z')));
  const contents = Buffer.alloc(row.length * 1_000_000, row);
  for (let i = 0; i < 1_000_000; i++) contents.writeUInt32BE(i, i * row.length + 6);
  const full = { ...(await list(root)), entries: readOnly(element(TAG.sequence, contents), TAG.sequence) };
  // Its signature was made for an empty one, so that what is measured is the look-up after it.
  // By processor time: others may use the machine meanwhile.
  const before = process.cpuUsage();
  assert.equal(problemOf(holder(root), { lists: [full] }), undefined);
  assert.ok(process.cpuUsage(before).user < 8_000_000);
});

test('whatever the bytes, a certificate or a list is read or refused as malformed', async () => {
  const leaf = holder(
    authority('A', root),
    policiesExtension(one),
    extension('2.5.29.30', true, sequence(tagged(0, sequence(primitive(2, 'a'))))),
  );
  const samples: [Buffer, (bytes: Buffer) => unknown][] = [
    [leaf.certificate.der, readCertificate],
    [(await list(root, [leaf], { extensions: [scope(primitive(1, Buffer.of(0xff)))] })).der, readRevocationList],
  ];
  for (const [bytes, read] of samples) {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.uint8Array({ maxLength: 12 }), fc.nat(12), (place, written, cut) => {
        try {
          read(Buffer.concat([bytes.subarray(0, place), written, bytes.subarray(place + cut)]));
        } catch (error) {
          assert.ok(error instanceof MalformedDer, String(error));
        }
      }),
      { numRuns: 2_000 },
    );
  }
  assert.throws(() => readCertificate(Buffer.alloc(0)), MalformedDer);
  assert.throws(() => readRevocationList(sequence(boolean(true))), MalformedDer);
});

test('the same key under a new name is another authority', () => {
  const keys = newKeys();
  const first = certificateOf({ name: 'First', issuer: root, keys, extensions: [authorityExtension()] });
  const second = certificateOf({ name: 'Second', issuer: root, keys, extensions: [authorityExtension()] });
  assert.equal(problemOf(holder(first), { chain: [second] }), 'chain_incomplete');
});
