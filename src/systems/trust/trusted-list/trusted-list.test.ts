import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import systems from '../../../../systems.json' with { type: 'json' };
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { setClock } from '../../../kernel/clock.ts';
import { readCertificate, toPem } from '../certificate/certificate.ts';
import { findInLog, rootCertificatePem, validateFile } from '../index.ts';
import { ensureAuthorities, openStamper } from '../keys.ts';
import { AUTHORITIES, TRUSTED_LIST_SIGNING } from '../rules.ts';
import { changeStanding } from '../status/actions.ts';
import { DS } from '../xml/signed-info.ts';
import { base64Of, childrenOf, eachElement, readXml, textOf, type XmlElement } from '../xml/tree.ts';
import { currentTrustedList } from './actions.ts';
import { statusesOf } from './rules.ts';
import { OPERATOR } from './scheme.ts';

const TSL = 'http://uri.etsi.org/02231/v2#';
const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'trusted-list-'));
let house: TestHouse;
before(async () => {
  house = await testHouse();
  await openStamper(house.house);
});
after(async () => {
  setClock();
  await house.close();
  rmSync(folder, { recursive: true });
});

const current = () => currentTrustedList(house.house);
const change = (serial: string, act: Parameters<typeof changeStanding>[1]['act']) =>
  changeStanding(house.house, { serial, act, by: 'Nguyễn Thị Quản', why: 'Thiết bị giữ khóa bị mất.' });
const serialOf = async (name: 'machine-authority') => (await ensureAuthorities(house.house)).get(name)!.read.serial;
const verdictOf = async (bytes: Buffer) =>
  (await validateFile(house.house, { filename: 'list.xml', bytes })).signatures.map(({ indication }) => indication);

/** The text of the only element of a name. */
function told(within: XmlElement, name: string): string {
  const [first, ...more] = eachElement(within, TSL, name);
  assert.ok(first && more.length === 0, name);
  return textOf(first);
}
const within = (root: XmlElement, name: string): XmlElement[] => [...eachElement(root, TSL, name)];
const lastPart = (uri: string): string => uri.split('/').slice(-2).join('/');

/** Each service of a list: its kind, the certificate it is known by, its status, and those before it. */
function servicesOf(list: Buffer) {
  return within(readXml(list).root, 'TSPService').map((service) => {
    const [now] = childrenOf(service, TSL, 'ServiceInformation');
    const status = (one: XmlElement) => told(one, 'ServiceStatus').split('/').at(-1);
    return {
      kind: lastPart(told(now!, 'ServiceTypeIdentifier')),
      certificate: readCertificate(base64Of(within(now!, 'X509Certificate')[0]!)),
      status: status(now!),
      since: told(now!, 'StatusStartingTime'),
      before: within(service, 'ServiceHistoryInstance').map(status),
    };
  });
}

test('the list is signed by its own certificate, which names the operator and the territory', async () => {
  const { list } = await current();
  const { root } = readXml(list);
  assert.deepEqual(await verdictOf(list), ['TOTAL-PASSED']);
  const certificates = [...eachElement(root, DS, 'X509Certificate')].map((one) => readCertificate(base64Of(one)));
  assert.equal(certificates.length, 1);
  const [signer] = certificates;
  assert.deepEqual(signer!.extendedKeyUsage, [TRUSTED_LIST_SIGNING]);
  assert.equal(signer!.authority, undefined);
  const operator = within(root, 'SchemeOperatorName')[0]!;
  assert.ok(childrenOf(operator, TSL, 'Name').some((name) => textOf(name) === signer!.organization));
  assert.equal(told(root, 'SchemeTerritory'), 'VN');
  const owner = systems.bands.flatMap((band) => band.systems).find(({ name }) => name === 'trust')!.owner;
  assert.deepEqual({ code: OPERATOR.code, name: OPERATOR.name.vi }, owner);
});

test('a list in which a status was changed does not hold', async () => {
  const { list } = await current();
  const changed = Buffer.from(list.toString().replace('/granted<', '/withdraw<'));
  assert.notDeepEqual(changed, list);
  assert.deepEqual(await verdictOf(changed), ['TOTAL-FAILED']);
});

test(
  'xmlsec1 verifies the list with the root and the authority for services',
  { skip: missing('xmlsec1') },
  async () => {
    const { list } = await current();
    const file = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const authority = (await ensureAuthorities(house.house)).get('service-authority')!.read;
    const root = await rootCertificatePem(house.house);
    const verify = (bytes: Buffer) =>
      spawnSync(
        'xmlsec1',
        [
          '--verify',
          '--trusted-pem',
          file('root.pem', root),
          '--untrusted-pem',
          file('services.pem', toPem(authority)),
          '--id-attr:Id',
          'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
          file('list.xml', bytes),
        ],
        { encoding: 'utf8' },
      );
    const good = verify(list);
    assert.match(`${good.stdout}${good.stderr}`, /^OK$/m);
    assert.equal(good.status, 0);
    assert.notEqual(verify(Buffer.from(list.toString().replace('Hanoi', 'Hanoy'))).status, 0);
  },
);

test('the list tells of every authority, of answers about each, and of time stamps, by general types', async () => {
  const services = servicesOf((await current()).list);
  const authorities = await ensureAuthorities(house.house);
  for (const { profile } of AUTHORITIES) {
    const { serial } = authorities.get(profile)!.read;
    const kinds = services.filter(({ certificate }) => certificate.serial === serial).map(({ kind }) => kind);
    assert.deepEqual(kinds, ['CA/PKC', 'Certstatus/OCSP'], profile);
  }
  const stamper = await openStamper(house.house);
  assert.ok(
    services.some(
      ({ kind, certificate }) => kind === 'Svctype/TSA' && certificate.serial === stamper.certificate.serial,
    ),
  );
  assert.ok(services.every(({ status, before: earlier }) => status === 'granted' && earlier.length === 0));
});

test('programs get the list and its SHA-256 and may keep them for a while; its hash is in the public log', async () => {
  const answer = await fetch(`${house.publicUrl}/trust/list.xml`);
  assert.equal(answer.headers.get('content-type'), 'application/vnd.etsi.tsl+xml');
  assert.match(answer.headers.get('cache-control')!, /^public, .*max-age=300$/);
  const served = Buffer.from(await answer.arrayBuffer());
  const { list } = await current();
  assert.deepEqual(served, list);
  const digest = Buffer.from(await (await fetch(`${house.publicUrl}/trust/list.sha2`)).arrayBuffer());
  const sha256 = createHash('sha256').update(list).digest();
  assert.deepEqual(digest, sha256);
  assert.notEqual((await findInLog(house.house, 'publication', sha256)).state, 'absent');
  const page = await (await fetch(`${house.publicUrl}/log`)).text();
  assert.match(page, /href="\/trust\/list\.xml"/);
});

test('a service that is suspended is told as withdrawn at once, and the past stays in its history', async () => {
  const first = await current();
  assert.deepEqual((await current()).list, first.list, 'asked again, it is the same');
  const serial = await serialOf('machine-authority');
  const machines = (list: Buffer) =>
    servicesOf(list)
      .filter(({ certificate }) => certificate.serial === serial)
      .map(({ status, before: earlier }) => [status, ...earlier]);
  const { at } = await change(serial, { kind: 'suspended' });
  const second = await current();
  assert.equal(second.sequenceNumber, first.sequenceNumber + 1);
  assert.deepEqual(machines(second.list), [
    ['withdrawn', 'granted'],
    ['withdrawn', 'granted'],
  ]);
  assert.ok(servicesOf(second.list).some(({ since }) => since === at.toISOString().replace('.000Z', 'Z')));
  setClock(new Date(Date.now() + 5_000));
  await change(serial, { kind: 'resumed' });
  const third = await current();
  assert.equal(third.sequenceNumber, second.sequenceNumber + 1);
  assert.deepEqual(machines(third.list), [
    ['granted', 'withdrawn', 'granted'],
    ['granted', 'withdrawn', 'granted'],
  ]);
  assert.deepEqual(await verdictOf(third.list), ['TOTAL-PASSED']);
});

test('the list is issued anew a month on, long before it says that the next is due, which is within six months', async () => {
  const first = await current();
  const span_ms = first.nextUpdate.getTime() - first.issuedAt.getTime();
  assert.ok(span_ms <= 180 * DAY_MS);
  setClock(new Date(first.issuedAt.getTime() + 29 * DAY_MS));
  assert.equal((await current()).sequenceNumber, first.sequenceNumber);
  setClock(new Date(first.issuedAt.getTime() + 31 * DAY_MS));
  const next = await current();
  assert.equal(next.sequenceNumber, first.sequenceNumber + 1);
  assert.deepEqual(next.contentsSha256, first.contentsSha256);
  assert.ok(next.issuedAt < first.nextUpdate && next.nextUpdate > first.nextUpdate);
  assert.deepEqual(await verdictOf(next.list), ['TOTAL-PASSED']);
  const { root } = readXml(next.list);
  assert.equal(told(root, 'TSLSequenceNumber'), String(next.sequenceNumber));
  assert.equal(told(within(root, 'NextUpdate')[0]!, 'dateTime'), next.nextUpdate.toISOString().replace('.000Z', 'Z'));
});

test('a signer whose key was lost gets another certificate and signs the list anew; one that is suspended signs nothing', async () => {
  const first = await current();
  await change(first.signer, { kind: 'revoked', reason: 'keyCompromise' });
  assert.notDeepEqual(await verdictOf(first.list), ['TOTAL-PASSED']);
  const second = await current();
  assert.notEqual(second.signer, first.signer);
  assert.equal(second.sequenceNumber, first.sequenceNumber + 1);
  assert.deepEqual(await verdictOf(second.list), ['TOTAL-PASSED']);
  await change(second.signer, { kind: 'suspended' });
  await assert.rejects(current(), { code: 'trust.certificate_suspended' });
  await change(second.signer, { kind: 'resumed' });
  assert.equal((await current()).sequenceNumber, second.sequenceNumber);
});

test('a service is withdrawn while its certificate or one above it is away', () => {
  const since = new Date('2026-01-01T00:00:00Z');
  const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);
  let id = 0;
  const act = (serial: string, kind: 'suspended' | 'resumed' | 'revoked', at: Date) => ({ id: ++id, serial, kind, at });
  const shown = (acts: Parameters<typeof statusesOf>[1]) =>
    statusesOf(since, acts).map(({ status, since: at }) => `${status} ${at.toISOString().slice(5, 10)}`);
  assert.deepEqual(shown([]), ['granted 01-01']);
  assert.deepEqual(
    shown([
      act('own', 'suspended', day('02-01')),
      act('above', 'suspended', day('03-01')),
      act('own', 'resumed', day('04-01')),
      act('above', 'resumed', day('05-01')),
      act('own', 'revoked', day('06-01')),
    ]),
    ['withdrawn 06-01', 'granted 05-01', 'withdrawn 02-01', 'granted 01-01'],
  );
  // What was suspended and then revoked is revoked from the suspension on.
  assert.deepEqual(shown([act('own', 'suspended', day('02-01')), act('own', 'revoked', day('02-01'))]), [
    'withdrawn 02-01',
    'granted 01-01',
  ]);
  assert.deepEqual(shown([act('own', 'suspended', day('02-01')), act('own', 'resumed', day('02-01'))]), [
    'granted 01-01',
  ]);
});
