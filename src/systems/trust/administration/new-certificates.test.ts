import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpsRequest, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { after, before, test } from 'node:test';
import { requestFor } from '../../../../test/support/certification-request.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { today } from '../../../kernel/clock.ts';
import { appoint, endAppointment } from '../../organisations/index.ts';
import { askForOwn, chainPemOfOwn, listOwn, readOwn, revokeOwn, withdrawOwn } from '../authentication/actions.ts';
import { toPem } from '../certificate/certificate.ts';
import { listPermits, withdrawPermit } from '../enrolment/actions.ts';
import { rootCertificatePem } from '../index.ts';
import { openIssuer } from '../keys.ts';
import { readAuthorityFile } from '../status/actions.ts';
import { openCalendar } from './calendar/actions.ts';
import { openAgencyCertificate } from './certificates/actions.ts';
import { askFor, decideRequest, openRequest, tellSecretOf, type Asking } from './requests/actions.ts';
import { ADMINISTRATOR, RESPONSIBLE_AGENCY, type Administrator } from './rules.ts';

const why = 'Kết nối máy trạm với trục liên thông.';
const STEWARD = 'data-steward';
const AGENCY = 'G15';
const folder = mkdtempSync(join(tmpdir(), 'new-certificates-'));
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

interface Named {
  name: string;
  officialId: string;
  role?: string;
  agencyCode?: string;
}
const officialOf = ({ name, officialId, role = STEWARD, agencyCode = AGENCY }: Named): Administrator => ({
  kind: 'official',
  number: '001090000001',
  name,
  assurance: 'level-2',
  post: {
    officialId,
    role,
    title: { vi: 'Cán bộ quản trị dữ liệu', en: 'Data steward' },
    agencyCode,
    agencyName: 'Bộ Tư pháp',
    territoryCode: '',
  },
});
const administrator = (name: string, end: string) =>
  officialOf({
    name,
    officialId: `00000000-0000-4000-8000-0000000000${end}`,
    role: ADMINISTRATOR,
    agencyCode: RESPONSIBLE_AGENCY,
  });
const hoa = administrator('Hoa', '01');
const binh = administrator('Bình', '02');

/** Somebody who holds the post today. */
async function newOfficial(name: string, personalNumber: string): Promise<Administrator> {
  const officialId = await appoint(house.house, {
    personalNumber,
    role: STEWARD,
    agencyCode: AGENCY,
    during: { from: '2026-01-01' },
  });
  return officialOf({ name, officialId });
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pemOf = (der: Buffer) =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
const own = (official: Administrator, keys = newKeys(), requestKey: string = randomUUID()) =>
  askForOwn(house.house, official, { request: pemOf(requestFor([], keys, { commonName: 'toi' })), why, requestKey });
const ask = (asking: Asking, by = hoa, requestKey: string = randomUUID()) =>
  askFor(house.house, by, { asking, why, requestKey });
const approve = (id: string, by = binh, requestKey: string = randomUUID()) =>
  decideRequest(house.house, by, { id, move: 'approve', words: '', requestKey });
const issuedOn = async (id: string) => (await openRequest(house.house, id)).request.issuedSerial!;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const refusedWith = (code: string) => ({ code });

test('an official asks with a key of their own, an administrator approves, and a server that takes only such certificates lets them in', async () => {
  const an = await newOfficial('Nguyễn Văn An', '001090000101');
  const keys = newKeys();
  const id = await own(an, keys);
  assert.deepEqual((await listOwn(house.house, an)).certificates, []);
  await assert.rejects(approve(id, an), refusedWith('trust.not_an_administrator'));
  await approve(id);
  const serial = await issuedOn(id);
  const { read, standing } = await readOwn(house.house, an, serial);
  assert.equal(standing, 'good');
  const text = new X509Certificate(read.der);
  assert.match(
    text.subject,
    /O=Bộ Tư pháp\ntitle=Cán bộ quản trị dữ liệu\nSN=Nguyễn\nGN=Văn An\nserialNumber=XT:VN-[0-9A-F]{32}/,
  );
  assert.doesNotMatch(text.subject, /001090000101/);
  assert.deepEqual(text.keyUsage, ['1.3.6.1.5.5.7.3.2']);

  const root = await rootCertificatePem(house.house);
  const chain = await chainPemOfOwn(house.house, an, serial);
  const key = pemOfKey(keys);
  // A server of the agency, with a certificate that one administrator asked for and another approved.
  const serverKeys = newKeys();
  const request = pemOf(requestFor(['localhost'], serverKeys));
  const asked = await ask({ kind: 'certify_machine', profile: 'exchange-node', agencyCode: AGENCY, request });
  await approve(asked);
  const cert = await machineChain(await issuedOn(asked));
  const serverKey = pemOfKey(serverKeys);
  const trusting = async () => ({
    key: serverKey,
    cert,
    ca: [root, toPem((await openIssuer(house.house, 'person-authority')).certificate)],
    requestCert: true,
    rejectUnauthorized: true,
    crl: await lists('person-authority', 'root'),
  });
  const server = createServer(await trusting(), (call, answer) =>
    answer.end((call.socket as TLSSocket).getPeerCertificate().subject.CN),
  );
  const port = await listening(server);
  const visit = (client: object) => get({ host: 'localhost', port, ca: root, agent: false, ...client });
  try {
    assert.equal(await visit({ cert: chain, key }), 'Nguyễn Văn An');
    await assert.rejects(visit({}), /certificate required|socket hang up|ECONNRESET/);
    await assert.rejects(visit({ cert, key: serverKey }), /unknown ca|socket hang up|ECONNRESET/);
    // Once it is revoked, a server that reads our list turns it away.
    await revokeOwn(house.house, an, { serial, reason: 'keyCompromise' });
    server.setSecureContext(await trusting());
    await assert.rejects(visit({ cert: chain, key }), /revoked|socket hang up|ECONNRESET/);
  } finally {
    server.close();
  }
  assert.equal((await readOwn(house.house, an, serial)).standing, 'revoked');
  // The key is never taken again, from nobody.
  await assert.rejects(own(an, keys), refusedWith('trust.key_compromised'));
});

const pemOfKey = (keys: ReturnType<typeof newKeys>) => keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
/** The certificate of that serial number and its authority, in PEM. */
async function machineChain(serial: string): Promise<string> {
  const { pem } = await openAgencyCertificate(house.house, serial);
  return pem + toPem((await openIssuer(house.house, 'machine-authority')).certificate);
}
/** Full revocation lists of authorities, in PEM. */
const lists = (...authorities: string[]) =>
  Promise.all(
    authorities.map(async (name) => {
      const { body } = await readAuthorityFile(house.house, `${name}.crl`);
      return `-----BEGIN X509 CRL-----\n${body.toString('base64')}\n-----END X509 CRL-----\n`;
    }),
  );
const listening = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, 'localhost', () => done((server.address() as AddressInfo).port)));
const get = (options: object): Promise<string> =>
  new Promise((done, failed) => {
    const call = httpsRequest(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => done(text));
    });
    call.on('error', failed).end();
  });

test(
  'openssl takes the certificate for a client of TLS and for nothing else',
  { skip: missing('openssl') },
  async () => {
    const chi = await newOfficial('Trần Thị Chi', '001090000102');
    const id = await own(chi);
    await approve(id);
    const chain = file('chi.pem', await chainPemOfOwn(house.house, chi, await issuedOn(id)));
    const root = file('root.pem', await rootCertificatePem(house.house));
    const verify = (purpose: string) =>
      spawnSync(
        'openssl',
        ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', root, '-untrusted', chain, chain],
        {
          encoding: 'utf8',
        },
      );
    assert.equal(verify('sslclient').status, 0, verify('sslclient').stderr);
    for (const purpose of ['sslserver', 'smimesign', 'timestampsign'])
      assert.notEqual(verify(purpose).status, 0, purpose);
  },
);

test('a certificate is for the post in which it was asked for, and for nobody else; asked twice it is asked once', async () => {
  const dung = await newOfficial('Lê Dũng', '001090000103');
  const key = randomUUID();
  const keys = newKeys();
  const [id, same] = await Promise.all([own(dung, keys, key), own(dung, keys, key)]);
  assert.equal(id, same);
  await assert.rejects(own(dung), refusedWith('trust.already_asked'));
  const decision = randomUUID();
  await Promise.all([approve(id, binh, decision), approve(id, binh, decision)]);
  const serial = await issuedOn(id);
  assert.equal((await listOwn(house.house, dung)).certificates.length, 1);
  const elsewhere = officialOf({ name: dung.name, officialId: dung.post.officialId, agencyCode: 'G22' });
  for (const other of [await newOfficial('Phạm Em', '001090000104'), elsewhere]) {
    assert.deepEqual((await listOwn(house.house, other)).certificates, []);
    await assert.rejects(readOwn(house.house, other, serial), refusedWith('trust.no_such_certificate'));
    await assert.rejects(
      revokeOwn(house.house, other, { serial, reason: 'superseded' }),
      refusedWith('trust.no_such_certificate'),
    );
    // The key is the first one's.
    await assert.rejects(own(other, keys), refusedWith('trust.key_of_another'));
  }
  // Renewed with another key, both hold and both name the same official; administrators suspend and resume either.
  const again = await own(dung);
  await approve(again);
  const [newer, older] = (await listOwn(house.house, dung)).certificates;
  assert.deepEqual([newer!.serial, older!.serial], [await issuedOn(again), serial]);
  assert.ok(newer!.read.subject.equals(older!.read.subject));
  await approve(await ask({ kind: 'suspend', serial }));
  assert.equal((await readOwn(house.house, dung, serial)).standing, 'suspended');
  const end = newer!.read.until;
  const { certificates } = await openCalendar(house.house, {
    year: end.getUTCFullYear(),
    month: end.getUTCMonth() + 1,
  });
  assert.ok(certificates.some((one) => one.serial === serial && one.profile === 'official-authentication'));
});

test('who left the post gets no certificate, and who asked can take the request back', async () => {
  const giang = await newOfficial('Vũ Giang', '001090000105');
  const id = await own(giang);
  const { officialId, agencyCode } = giang.post;
  await endAppointment(house.house, { officialId, role: STEWARD, agencyCode, on: today() });
  await assert.rejects(approve(id), refusedWith('trust.post_ended'));
  assert.equal((await openRequest(house.house, id)).request.state, 'asked');
  await assert.rejects(
    withdrawOwn(house.house, await newOfficial('Hồ Hà', '001090000106'), { id, requestKey: randomUUID() }),
    refusedWith('trust.other_request'),
  );
  await withdrawOwn(house.house, giang, { id, requestKey: randomUUID() });
  assert.equal((await openRequest(house.house, id)).request.state, 'withdrawn');
});

test('what is no request, or a request by a key that nobody should use, is refused when it is asked', async () => {
  const khoa = await newOfficial('Đỗ Khoa', '001090000107');
  const asked = (request: string) => askForOwn(house.house, khoa, { request, why, requestKey: randomUUID() });
  for (const rubbish of [
    '',
    'xin chào',
    '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----',
    'A'.repeat(40_000),
  ])
    await assert.rejects(asked(rubbish), refusedWith('trust.request_malformed'));
  const unsigned = requestFor([], newKeys(), { signedBy: newKeys().privateKey });
  await assert.rejects(asked(pemOf(unsigned)), refusedWith('trust.request_not_signed'));
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  await assert.rejects(asked(pemOf(requestFor([], weak))), refusedWith('trust.certificate_against_rules'));
  const request = pemOf(requestFor([], newKeys()));
  const nameless = { kind: 'certify_machine', profile: 'tls-server', agencyCode: AGENCY, request } as const;
  await assert.rejects(ask(nameless), refusedWith('trust.certificate_against_rules'));
  await assert.rejects(ask({ ...nameless, agencyCode: 'Z99' }), refusedWith('trust.agency_unknown'));
  await assert.rejects(ask(nameless, khoa), refusedWith('trust.not_an_administrator'));
});

test('a permit takes two administrators; its secret is told once, to who asked; one alone withdraws it', async () => {
  const wanted = {
    kind: 'give_permit',
    protocol: 'est',
    profile: 'exchange-node',
    agencyCode: AGENCY,
    names: ['.nut.example'],
    uses: 2,
    days: 7,
  } as const;
  await assert.rejects(ask({ ...wanted, names: [] }), refusedWith('trust.permit_incomplete'));
  await assert.rejects(ask({ ...wanted, uses: 0 }), refusedWith('trust.permit_incomplete'));
  const id = await ask(wanted);
  await assert.rejects(tellSecretOf(house.house, hoa, id), refusedWith('trust.secret_of_another'));
  await approve(id);
  assert.equal((await openRequest(house.house, id)).doesSecretWait, true);
  await assert.rejects(tellSecretOf(house.house, binh, id), refusedWith('trust.secret_of_another'));
  const given = await tellSecretOf(house.house, hoa, id);
  await assert.rejects(tellSecretOf(house.house, hoa, id), refusedWith('trust.secret_told'));
  assert.equal((await openRequest(house.house, id)).doesSecretWait, false);
  const enrol = () =>
    fetch(`${house.publicUrl}/.well-known/est/simpleenroll`, {
      method: 'POST',
      headers: {
        'content-type': 'application/pkcs10',
        authorization: `Basic ${Buffer.from(`${given.id}:${given.secret}`).toString('base64')}`,
      },
      body: requestFor(['a.nut.example'], newKeys()).toString('base64'),
    });
  assert.equal((await enrol()).status, 200);
  await withdrawPermit(house.house, given.id, 'Bình');
  assert.equal((await enrol()).status, 401);
  await assert.rejects(withdrawPermit(house.house, given.id, 'Bình'), refusedWith('trust.permit_withdrawn'));
  const [listed] = (await listPermits(house.house, 1)).permits;
  assert.deepEqual([listed!.id, listed!.givenBy, listed!.withdrawnBy], [given.id, 'Hoa; Bình', 'Bình']);
});
