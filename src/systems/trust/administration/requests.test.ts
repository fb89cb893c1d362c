import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { documentOf } from '../../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { ensureAuthorities } from '../keys.ts';
import { sealPdf, validateFile } from '../index.ts';
import { agency } from '../../organisations/index.ts';
import { readLastActs } from '../status/store.ts';
import { raisedAlarms, watchTrust } from './alarms/actions.ts';
import { openAgencyCertificate, searchCertificates } from './certificates/actions.ts';
import { askFor, decideRequest, openRequest, type Asking, type OfficialMove } from './requests/actions.ts';
import { ADMINISTRATOR, RESPONSIBLE_AGENCY, type Administrator } from './rules.ts';

const why = 'Biên bản số 12: thiết bị giữ khóa bị mất.';
const pdf = documentOf('An');
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(() => house.close());

/** An official in the post; each name is another one. */
function official(name: string, role = ADMINISTRATOR, agencyCode = RESPONSIBLE_AGENCY): Administrator {
  return {
    kind: 'official',
    number: '001090000001',
    name,
    assurance: 'high',
    post: {
      officialId: `00000000-0000-4000-8000-0000000000${name === 'Hoa' ? '01' : '02'}`,
      role,
      title: { vi: '', en: '' },
      agencyCode,
      agencyName: '',
      territoryCode: '',
    },
  };
}
const hoa = official('Hoa');
const binh = official('Bình');

const agencyOf = (code: string) => ({ code, name: `Ủy ban nhân dân phường ${code}` });
const seal = (code: string) =>
  sealPdf(house.house, {
    pdf,
    agency: agencyOf(code),
    reason: 'Cấp kết quả',
    at: new Date(Math.floor(Date.now() / 1000) * 1000),
  });
/** What is told of the certificates under a seal. What was sealed before they were revoked may hold all the same. */
const problemOf = async (bytes: Buffer) => {
  const [one] = (await validateFile(house.house, { filename: 'a.pdf', bytes })).signatures;
  return one!.revokedAt ? 'certificate_revoked' : one!.reason;
};
const ask = (asking: Asking, by = hoa, requestKey: string = randomUUID()) =>
  askFor(house.house, by, { asking, why, requestKey });
const decide = (id: string, move: OfficialMove, by = binh, requestKey: string = randomUUID(), words = why) =>
  decideRequest(house.house, by, { id, move, words, requestKey });
const lastOf = async (serial: string) => (await readLastActs(house.house.db.as('trust'), [serial]))[0];
const refusedWith = (code: string) => ({ code });

test('what one official asks for, only another can approve; then it is done, and both are on record', async () => {
  const { certificateSerial: serial, pdf: sealed } = await seal('H26.1');
  const id = await ask({ kind: 'revoke', serial, reason: 'superseded' });
  assert.equal(await lastOf(serial), undefined);
  await assert.rejects(decide(id, 'approve', hoa), refusedWith('trust.own_request'));
  await assert.rejects(decide(id, 'refuse', hoa), refusedWith('trust.own_request'));
  await assert.rejects(decide(id, 'withdraw', binh), refusedWith('trust.other_request'));
  assert.equal(await lastOf(serial), undefined);
  await decide(id, 'approve');
  assert.equal((await lastOf(serial))!.kind, 'revoked');
  assert.equal(await problemOf(sealed), 'certificate_revoked');
  const { request, events } = await openRequest(house.house, id);
  assert.equal(request.state, 'approved');
  assert.deepEqual(
    events.map(({ move, officialName }) => `${move} ${officialName}`),
    ['ask Hoa', 'approve Bình'],
  );
  for (const move of ['approve', 'refuse', 'withdraw'] as const)
    await assert.rejects(decide(id, move), refusedWith('trust.request_decided'));
});

test('a key that may be in other hands stops at once, and stays stopped when the revocation is refused', async () => {
  const sealed = await seal('H26.2');
  const serial = sealed.certificateSerial;
  const id = await ask({ kind: 'revoke', serial, reason: 'keyCompromise' });
  const suspended = (await lastOf(serial))!;
  assert.equal(suspended.kind, 'suspended');
  await assert.rejects(seal('H26.2'), refusedWith('trust.certificate_suspended'));
  await assert.rejects(ask({ kind: 'resume', serial }), refusedWith('trust.already_asked'));
  await decide(id, 'refuse');
  assert.equal((await lastOf(serial))!.kind, 'suspended');
  await decide(await ask({ kind: 'resume', serial }), 'approve');
  assert.equal((await seal('H26.2')).certificateSerial, serial);
  // Asked again and approved, it is revoked from the instant on at which it was stopped.
  const again = await ask({ kind: 'revoke', serial, reason: 'keyCompromise' });
  const stopped = (await lastOf(serial))!;
  await decide(again, 'approve');
  assert.deepEqual(await lastOf(serial), { kind: 'revoked', reason: 1, at: stopped.at });
  assert.notEqual((await seal('H26.2')).certificateSerial, serial, 'another seal at the next need');
});

test('an authority is not stopped by one official alone, and the root by nobody', async () => {
  const authorities = await ensureAuthorities(house.house);
  const serial = authorities.get('service-authority')!.read.serial;
  const id = await ask({ kind: 'revoke', serial, reason: 'cACompromise' });
  assert.equal(await lastOf(serial), undefined);
  await decide(id, 'withdraw', hoa);
  await assert.rejects(
    ask({ kind: 'suspend', serial: authorities.get('root')!.read.serial }),
    refusedWith('trust.root_cannot_be_revoked'),
  );
});

test('a seal is replaced by two officials: the new one seals, and what the old one sealed still holds', async () => {
  const committee = (await agency(house.house, 'G15'))!;
  const named = { code: 'G15', name: committee.name.vi };
  const sealIt = () => sealPdf(house.house, { pdf, agency: named, reason: 'Cấp', at: new Date() });
  const old = await sealIt();
  const id = await ask({ kind: 'replace_seal', agencyCode: 'G15' });
  await assert.rejects(ask({ kind: 'replace_seal', agencyCode: 'G15' }), refusedWith('trust.already_asked'));
  assert.equal((await sealIt()).certificateSerial, old.certificateSerial);
  await decide(id, 'approve');
  const { request } = await openRequest(house.house, id);
  assert.equal((await sealIt()).certificateSerial, request.issuedSerial);
  assert.notEqual(request.issuedSerial, old.certificateSerial);
  assert.equal(await problemOf(old.pdf), undefined);
  // Whoever lost the right to seal gets it again by two officials only.
  await decide(await ask({ kind: 'revoke', serial: request.issuedSerial!, reason: 'privilegeWithdrawn' }), 'approve');
  await assert.rejects(sealIt(), refusedWith('trust.certificate_withdrawn'));
  await decide(await ask({ kind: 'replace_seal', agencyCode: 'G15' }), 'approve');
  assert.ok((await sealIt()).certificateSerial);
  await assert.rejects(ask({ kind: 'replace_seal', agencyCode: 'Z99' }), refusedWith('trust.agency_unknown'));
});

test('the same form sent twice asks and decides once; a key of another form is refused', async () => {
  const { certificateSerial: serial } = await seal('H26.3');
  const key = randomUUID();
  const [id, same] = await Promise.all([
    ask({ kind: 'suspend', serial }, hoa, key),
    ask({ kind: 'suspend', serial }, hoa, key),
  ]);
  assert.equal(id, same);
  const decision = randomUUID();
  await Promise.all([decide(id, 'approve', binh, decision), decide(id, 'approve', binh, decision)]);
  await decide(id, 'approve', binh, decision);
  assert.equal((await openRequest(house.house, id)).events.length, 2);
  await assert.rejects(decide(id, 'refuse', binh, decision), refusedWith('trust.request_key_used'));
  await assert.rejects(ask({ kind: 'resume', serial }, binh, key), refusedWith('trust.request_key_used'));
});

test('nobody without the post at the right agency asks or decides, and nobody without words', async () => {
  const { certificateSerial: serial } = await seal('H26.4');
  for (const stranger of [official('Hoa', 'data-steward'), official('Hoa', ADMINISTRATOR, 'G01')]) {
    await assert.rejects(ask({ kind: 'suspend', serial }, stranger), refusedWith('trust.not_an_administrator'));
  }
  const id = await ask({ kind: 'suspend', serial });
  await assert.rejects(
    decide(id, 'approve', official('Bình', ADMINISTRATOR, 'G12')),
    refusedWith('trust.not_an_administrator'),
  );
  await assert.rejects(decide(id, 'refuse', binh, randomUUID(), 'không'), refusedWith('trust.words_length'));
  await assert.rejects(
    askFor(house.house, hoa, { asking: { kind: 'suspend', serial }, why: ' '.repeat(30), requestKey: randomUUID() }),
    refusedWith('trust.words_length'),
  );
  await assert.rejects(ask({ kind: 'suspend', serial: 'abcdef' }), refusedWith('trust.no_such_certificate'));
  await assert.rejects(ask({ kind: 'resume', serial }), refusedWith('trust.not_suspended'));
  await assert.rejects(decide(randomUUID(), 'approve'), refusedWith('trust.request_unknown'));
  await decide(id, 'approve', binh, randomUUID(), '');
});

test('who did what can be neither changed nor deleted, and what was asked cannot be rewritten', async () => {
  const db = house.house.db.as('trust');
  const denied = { code: '42501' };
  for (const text of [
    'DELETE FROM trust.certificate_request_event',
    `UPDATE trust.certificate_request_event SET official_name = 'x'`,
    'DELETE FROM trust.certificate_request',
    `UPDATE trust.certificate_request SET why = 'một lý do khác hẳn'`,
    `UPDATE trust.certificate_request SET asked_by = gen_random_uuid()`,
    'DELETE FROM trust.alarm',
  ])
    await assert.rejects(db.run({ text, values: [] }), denied, text);
});

test('certificates are found by agency, by serial number and by standing', async () => {
  const { certificateSerial: serial } = await seal('H26.77');
  const found = async (filter: Parameters<typeof searchCertificates>[1]) =>
    (await searchCertificates(house.house, filter, 1)).certificates.map((one) => one.serial);
  assert.deepEqual(await found({ words: 'h26.77' }), [serial]);
  assert.deepEqual(await found({ words: 'uy ban nhan dan phuong H26.77' }), [serial]);
  assert.deepEqual(await found({ words: serial.slice(0, 12) }), [serial]);
  assert.deepEqual(await found({ words: '100%' }), []);
  assert.deepEqual(await found({ words: 'h26.77', standing: 'suspended' }), []);
  await decide(await ask({ kind: 'suspend', serial }), 'approve');
  assert.deepEqual(await found({ words: 'h26.77', standing: 'suspended', profile: 'agency-seal' }), [serial]);
  assert.ok((await found({ profile: 'root' })).length === 1);
});

test('a person’s certificate is found by its serial number alone, without a name, and is not handed out', async () => {
  const owner = ownerClient(house.owner);
  await owner.connect();
  await owner.query(
    `INSERT INTO trust.certificate (serial, authority, profile, holder_id, edition, certificate, key_hash, valid)
     SELECT 'abcdef0123456789', 'person-authority', 'person-signing', gen_random_uuid(), 1, certificate, sha256('a key'), valid
       FROM trust.authority WHERE profile = 'person-authority'`,
  );
  await owner.end();
  const find = async (filter: Parameters<typeof searchCertificates>[1]) =>
    (await searchCertificates(house.house, filter, 1)).certificates.map(({ serial, holder }) => `${serial} ${holder}`);
  assert.deepEqual(await find({ profile: 'person-signing' }), []);
  assert.deepEqual(await find({ words: 'abcdef01' }), ['abcdef0123456789 ']);
  await assert.rejects(
    openAgencyCertificate(house.house, 'abcdef0123456789'),
    refusedWith('trust.no_such_certificate'),
  );
  const id = await ask({ kind: 'suspend', serial: 'abcdef0123456789' });
  assert.equal((await openRequest(house.house, id)).request.holder, '');
  await decide(id, 'withdraw', hoa);
});

test('alarms are raised once, told to both administrators, and end when their cause does; an old request lapses', async () => {
  const { certificateSerial: serial } = await seal('H26.5');
  const id = await ask({ kind: 'suspend', serial });
  const owner = ownerClient(house.owner);
  await owner.connect();
  const messages = async () =>
    (await owner.query(`SELECT personal_number FROM notifications.message WHERE template = 'trust-alarm'`)).rowCount;
  try {
    await watchTrust(house.house);
    assert.deepEqual(await raisedAlarms(house.house), []);
    setClock(new Date(Date.now() + 4 * 86_400_000));
    await watchTrust(house.house);
    await watchTrust(house.house);
    const raised = (await raisedAlarms(house.house)).filter(({ kind }) => kind === 'request_waiting');
    assert.deepEqual(
      raised.map(({ subject }) => subject),
      [id],
    );
    assert.equal(await messages(), 2, 'one each');
    setClock(new Date(Date.now() + 15 * 86_400_000));
    await watchTrust(house.house);
    assert.equal((await openRequest(house.house, id)).request.state, 'lapsed');
    assert.ok(!(await raisedAlarms(house.house)).some(({ kind }) => kind === 'request_waiting'));
  } finally {
    setClock();
    await owner.end();
  }
});
