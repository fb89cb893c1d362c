import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { missing } from '../../../test/support/chromium.ts';
import { documentOf } from '../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../test/support/house.ts';
import { setClock } from '../../kernel/clock.ts';
import { findAlarms } from './administration/alarms/rules.ts';
import { readObserved } from './administration/alarms/store.ts';
import { toPem, type Certificate } from './certificate/certificate.ts';
import { findRevocation } from './path/revocation-list.ts';
import { rootCertificatePem, sealPdf, validateFile } from './index.ts';
import { ensureAuthorities, openIssuer, openResponder, openSeal, openStamper, succeedAuthorities } from './keys.ts';
import { changeStanding, readAuthorityFile } from './status/actions.ts';
import { currentList } from './status/lists.ts';
import { currentTrustedList } from './trusted-list/actions.ts';

const folder = mkdtempSync(join(tmpdir(), 'succession-'));
const BEGAN = Math.floor(Date.now() / 1000) * 1000;
const YEAR_MS = 365.25 * 86_400_000;
const inYears = (years: number): Date => new Date(BEGAN + Math.floor(years * YEAR_MS));
const pdf = documentOf('An');
const agencyOf = (code: string) => ({ code, name: `Ủy ban nhân dân phường ${code}` });
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  setClock();
  await house.close();
  rmSync(folder, { recursive: true });
});

const seal = (code: string, at: Date) =>
  sealPdf(house.house, { pdf, agency: agencyOf(code), reason: 'Cấp kết quả', at });
const verdictOf = async (bytes: Buffer) =>
  (await validateFile(house.house, { filename: 'a.pdf', bytes })).signatures[0]!.indication;
const alarmsAt = async (at: Date) =>
  findAlarms(
    {
      ...(await readObserved(house.house.db.as('trust'), { dayAgo: at, mostWaiting: 1 })),
      logProblem: undefined,
    },
    at,
  ).flatMap(({ kind, subject }) => (kind === 'authority_ending' ? [subject] : []));
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
/** The addresses of the list that tells of a certificate. */
const listOf = ({ distributionPoints = [] }: Certificate): string =>
  distributionPoints
    .flatMap(({ name }) => (name && 'names' in name ? name.names : []))
    .map((one) => ('text' in one ? one.text : ''))
    .join();

test(
  'an authority is succeeded while all that it issued lasts: the new one issues, the old one goes on telling of its own, and old signatures hold',
  { skip: missing('openssl') },
  async () => {
    const { house: own } = house;
    await ensureAuthorities(own);
    const before = inYears(6);
    setClock(before);
    const old = await seal('H26.1', before);
    const oldSeal = (await openSeal(own, agencyOf('H26.1'))).certificate;
    const withdrawn = (await seal('H26.2', before)).certificateSerial;
    await changeStanding(own, {
      serial: withdrawn,
      act: { kind: 'revoked', reason: 'privilegeWithdrawn' },
      by: 'Nguyễn Thị Quản',
      why: 'Cơ quan không còn quyền đóng dấu.',
    });
    assert.deepEqual(await succeedAuthorities(own), []);
    assert.deepEqual(await alarmsAt(before), []);

    // Its seals would end with it from now on: nothing is issued that lasts less than it should.
    const due = inYears(6.9);
    setClock(due);
    assert.deepEqual(await alarmsAt(due), ['agency-seal-authority', 'service-authority']);
    const stampedBefore = (await openStamper(own)).certificate;
    const made = await Promise.all([succeedAuthorities(own), succeedAuthorities(own)]);
    assert.deepEqual(
      made.flat(),
      ['agency-seal-authority.2', 'service-authority.2'],
      'once, though asked twice at once',
    );
    assert.deepEqual(await succeedAuthorities(own), []);
    assert.deepEqual(await alarmsAt(due), []);

    const fresh = await seal('H26.1', due);
    const newSeal = (await openSeal(own, agencyOf('H26.1'))).certificate;
    assert.equal(fresh.certificateSerial, newSeal.serial);
    assert.notEqual(newSeal.serial, oldSeal.serial);
    assert.ok(newSeal.until.getTime() - due.getTime() > 4.99 * YEAR_MS);
    assert.match(listOf(newSeal), /\/trust\/agency-seal-authority\.2-\d+\.crl$/);
    assert.match(listOf(oldSeal), /\/trust\/agency-seal-authority-\d+\.crl$/);
    assert.notEqual((await openStamper(own)).certificate.issuer.toString('hex'), stampedBefore.issuer.toString('hex'));
    assert.equal(await verdictOf(old.pdf), 'TOTAL-PASSED');
    assert.equal(await verdictOf(fresh.pdf), 'TOTAL-PASSED');
    // Who lost the right to seal does not get it back by it.
    await assert.rejects(seal('H26.2', due), { code: 'trust.certificate_withdrawn' });

    // OpenSSL goes both ways to the one root, by the lists that each certificate names.
    const authorities = await ensureAuthorities(own);
    const root = file('root.pem', await rootCertificatePem(own));
    const names = ['agency-seal-authority', 'agency-seal-authority.2'] as const;
    const between = file('between.pem', names.map((name) => toPem(authorities.get(name)!.read)).join(''));
    const bodies = await Promise.all(['root', ...names].map((name) => readAuthorityFile(own, `${name}.crl`)));
    const lists = file(
      'lists.pem',
      bodies
        .map(
          ({ body }) =>
            `-----BEGIN X509 CRL-----\n${body
              .toString('base64')
              .match(/.{1,64}/g)!
              .join('\n')}\n-----END X509 CRL-----\n`,
        )
        .join(''),
    );
    for (const [name, certificate] of Object.entries({ oldSeal, newSeal })) {
      const one = file(`${name}.pem`, toPem(certificate));
      const time = String(Math.floor(due.getTime() / 1000) + 1);
      const args = ['-x509_strict', '-crl_check_all', '-CRLfile', lists, '-attime', time, '-CAfile', root];
      const said = execFileSync('openssl', ['verify', ...args, '-untrusted', between, one], { encoding: 'utf8' });
      assert.match(said, /: OK/);
    }

    // The old one tells of what it issued, by a responder of its own, and the new one of nothing of it.
    const responder = await openResponder(own, 'agency-seal-authority');
    assert.ok(responder.certificate.issuer.equals(authorities.get('agency-seal-authority')!.read.subject));
    await changeStanding(own, {
      serial: oldSeal.serial,
      act: { kind: 'revoked', reason: 'keyCompromise' },
      by: 'Nguyễn Thị Quản',
      why: 'Thiết bị giữ khóa bị mất.',
    });
    const told = async (name: (typeof names)[number]) => {
      const { read } = await currentList(own, name);
      const issuerName = authorities.get(name)!.read.subjectName;
      return findRevocation(read, { issuerName, serialBytes: oldSeal.serialBytes }) !== undefined;
    };
    assert.deepEqual([await told(names[0]), await told(names[1])], [true, false]);
    assert.equal(await verdictOf(fresh.pdf), 'TOTAL-PASSED');
    const trusted = (await currentTrustedList(own)).list.toString();
    for (const name of names) assert.ok(trusted.includes(authorities.get(name)!.certificate.toString('base64')), name);
  },
);

test('those whose certificates last less long are succeeded later, and none outlives the root', async () => {
  const { house: own } = house;
  setClock(inYears(8.9));
  assert.deepEqual(await succeedAuthorities(own), ['person-authority.2']);
  assert.equal((await openIssuer(own, 'person-authority')).name, 'person-authority.2');
  assert.equal((await openIssuer(own, 'machine-authority')).name, 'machine-authority');
  setClock(inYears(11.1));
  assert.deepEqual(await succeedAuthorities(own), ['machine-authority.2']);
  setClock(inYears(19));
  const third = await succeedAuthorities(own);
  assert.ok(third.includes('agency-seal-authority.3'), third.join());
  const authorities = await ensureAuthorities(own);
  const { until } = authorities.get('root')!.read;
  for (const [name, { read }] of authorities) assert.ok(read.until <= until, name);
  // What comes after these would end with the root as they do: the root itself is to be replaced, and the alarm says so.
  setClock(inYears(23.5));
  const last = await succeedAuthorities(own);
  assert.ok(!last.some((name) => name.startsWith('agency-seal-authority')), last.join());
  assert.ok((await alarmsAt(inYears(23.5))).includes('root'));
});
