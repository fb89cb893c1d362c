import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { missing } from '../../../../test/support/chromium.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { toPem } from '../certificate/certificate.ts';
import { rootCertificatePem, sealPdf, validateFile } from '../index.ts';
import { ensureAuthorities, openSeal, openStamper } from '../keys.ts';
import { answerOcsp } from '../ocsp/actions.ts';
import { answerStampRequest } from '../time-stamp/actions.ts';
import { integer, objectId, octetString, sequence } from '../asn1/der.ts';
import { changeStanding, listStandings, readAuthorityFile } from './actions.ts';
import { certificatesCommand } from './command.ts';
import { currentList } from './lists.ts';
import { partitionOf } from './partition.ts';
import { LOOK_EVERY_MS } from './revision.ts';

const folder = mkdtempSync(join(tmpdir(), 'status-'));
const pdf = documentOf('An');
const by = 'Nguyễn Thị Quản';
const why = 'Thiết bị giữ khóa bị mất trong đêm.';
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

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
const change = (serial: string, act: Parameters<typeof changeStanding>[1]['act']) =>
  changeStanding(house.house, { serial, act, by, why });
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
/** Runs a program while this process goes on answering it; what it said, whatever it ended with. */
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));
const served = async (name: string) =>
  Buffer.from(await (await fetch(`${house.publicUrl}/trust/${name}`)).arrayBuffer());
const refusedWith = (code: string) => ({ code });

/** The files that OpenSSL needs: the root, both authorities, and one seal. */
async function pemFiles(code: string) {
  const authorities = await ensureAuthorities(house.house);
  const { certificate } = await openSeal(house.house, agencyOf(code));
  return {
    root: file('root.pem', await rootCertificatePem(house.house)),
    issuer: file('issuer.pem', toPem(authorities.get('agency-seal-authority')!.read)),
    services: file('services.pem', toPem(authorities.get('service-authority')!.read)),
    seal: file(`${code}.pem`, toPem(certificate)),
    serial: certificate.serial,
  };
}

test(
  'OpenSSL reads our lists, and by them tells a revoked seal from a good one',
  { skip: missing('openssl') },
  async () => {
    const good = await pemFiles('H26.1');
    const bad = await pemFiles('H26.2');
    await change(bad.serial, { kind: 'revoked', reason: 'keyCompromise' });
    const lists = ['root', 'agency-seal-authority'].map((name) => ({
      name,
      authority: name === 'root' ? good.root : good.issuer,
    }));
    const pems: string[] = [];
    for (const { name, authority } of lists) {
      const crl = file(`${name}.crl`, await served(`${name}.crl`));
      const said = await run('openssl', 'crl', '-inform', 'DER', '-in', crl, '-CAfile', authority, '-text');
      assert.match(said, /verify OK/, name);
      pems.push(execFileSync('openssl', ['crl', '-inform', 'DER', '-in', crl], { encoding: 'utf8' }));
      if (name !== 'root') assert.match(said, /Key Compromise/);
    }
    const crls = file('lists.pem', pems.join(''));
    const verify = (certificate: string) =>
      run(
        'openssl',
        'verify',
        '-crl_check_all',
        '-CRLfile',
        crls,
        '-CAfile',
        good.root,
        '-untrusted',
        good.issuer,
        certificate,
      );
    assert.match(await verify(good.seal), /: OK/);
    assert.match(await verify(bad.seal), /certificate revoked/);
    const text = execFileSync('openssl', ['x509', '-in', good.seal, '-noout', '-text'], { encoding: 'utf8' });
    const part = `trust/agency-seal-authority-${partitionOf(Buffer.from(good.serial, 'hex'))}.crl`;
    for (const address of [part, 'trust/ocsp', 'trust/agency-seal-authority.cer']) {
      assert.ok(text.includes(`URI:${house.publicUrl}/${address}`), address);
    }
    assert.deepEqual(
      await served('agency-seal-authority.cer'),
      (await ensureAuthorities(house.house)).get('agency-seal-authority')!.certificate,
    );
  },
);

test(
  'OpenSSL takes our word on good, revoked, suspended and unknown certificates, with a nonce and without',
  { skip: missing('openssl') },
  async () => {
    const good = await pemFiles('H26.3');
    const bad = await pemFiles('H26.4');
    await change(bad.serial, { kind: 'revoked', reason: 'superseded' });
    const held = await pemFiles('H26.5');
    await change(held.serial, { kind: 'suspended' });
    const ask = (issuer: string, what: string[]) =>
      run(
        'openssl',
        'ocsp',
        '-url',
        `${house.publicUrl}/trust/ocsp`,
        '-CAfile',
        good.root,
        '-verify_other',
        issuer,
        '-issuer',
        issuer,
        ...what,
      );
    for (const options of [[], ['-no_nonce'], ['-sha256']]) {
      const said = await ask(good.issuer, [...options, '-cert', good.seal]);
      assert.match(said, /Response verify OK/);
      assert.match(said, /: good/);
      assert.doesNotMatch(said, /WARNING|Nonce Verify error/i, options.join());
    }
    const revoked = await ask(good.issuer, ['-cert', bad.seal]);
    assert.match(revoked, /: revoked[^]*superseded[^]*Response verify OK/);
    assert.match(await ask(good.issuer, ['-cert', held.seal]), /: revoked[^]*certificateHold[^]*Response verify OK/);
    assert.match(await ask(good.issuer, ['-serial', '0x123456789abcdef']), /: unknown[^]*Response verify OK/);
    // An authority is asked about at the root, by the root's own responder.
    assert.match(await ask(good.root, ['-cert', good.issuer]), /: good[^]*Response verify OK/);
    // The same by GET, as browsers ask, and it may be kept on the way; what is fresh may not.
    const der = join(folder, 'request.der');
    execFileSync('openssl', ['ocsp', '-issuer', good.issuer, '-cert', good.seal, '-no_nonce', '-reqout', der], {
      stdio: 'ignore',
    });
    const got = await fetch(
      `${house.publicUrl}/trust/ocsp/${encodeURIComponent(readFileSync(der).toString('base64'))}`,
    );
    assert.match(got.headers.get('cache-control')!, /public.*max-age=(\d+)/);
    const respin = file('answer.der', Buffer.from(await got.arrayBuffer()));
    const read = await run(
      'openssl',
      'ocsp',
      '-respin',
      respin,
      '-issuer',
      good.issuer,
      '-cert',
      good.seal,
      '-CAfile',
      good.root,
      '-no_nonce',
    );
    assert.match(read, /: good[^]*Response verify OK/);
    const answer = readFileSync(respin);
    assert.deepEqual(
      (await answerOcsp(house.house, readFileSync(der))).body,
      answer,
      'one made before is given out again',
    );
    for (let at = 40; at < answer.length; at += 149) {
      const changed = Buffer.from(answer);
      changed[at] = changed[at]! ^ 1;
      const said = spawnSync(
        'openssl',
        [
          'ocsp',
          '-respin',
          file('changed.der', changed),
          '-issuer',
          good.issuer,
          '-cert',
          good.seal,
          '-CAfile',
          good.root,
          '-no_nonce',
        ],
        { encoding: 'utf8' },
      );
      assert.doesNotMatch(`${said.stdout}${said.stderr}`, /: good[^]*Response verify OK/, `byte ${at}`);
    }
    const withNonce = join(folder, 'nonce.der');
    execFileSync('openssl', ['ocsp', '-issuer', good.issuer, '-cert', good.seal, '-reqout', withNonce], {
      stdio: 'ignore',
    });
    assert.equal((await answerOcsp(house.house, readFileSync(withNonce))).keptUntil, undefined);
  },
);

test('what is no request is answered with an error, whatever was sent', async () => {
  const malformed = Buffer.from('30030a0101', 'hex');
  for (const sent of [Buffer.alloc(0), Buffer.from('GET'), Buffer.of(0x30, 0), sequence(sequence(sequence()))]) {
    assert.deepEqual((await answerOcsp(house.house, sent)).body, malformed);
  }
  const id = sequence(
    sequence(objectId('1.3.14.3.2.26')),
    octetString(Buffer.alloc(20)),
    octetString(Buffer.alloc(20)),
    integer(5),
  );
  const request = (...asked: Buffer[]) => sequence(sequence(sequence(...asked.map((one) => sequence(one)))));
  assert.deepEqual(
    (await answerOcsp(house.house, request(id))).body,
    Buffer.from('30030a0106', 'hex'),
    'not an authority of ours',
  );
  assert.deepEqual(
    (await answerOcsp(house.house, request(...Array<Buffer>(17).fill(id)))).body,
    malformed,
    'too many at once',
  );
  const whole = request(id);
  for (let length = 0; length < whole.length; length++) {
    assert.deepEqual((await answerOcsp(house.house, whole.subarray(0, length))).body, malformed, `cut at ${length}`);
  }
  for (const path of ['/trust/ocsp/%%%', '/trust/ocsp/', '/trust/ocsp/not*base64', '/trust/ocsp/MAA=']) {
    const answered = await fetch(house.publicUrl + path);
    assert.ok(
      answered.status === 400 || answered.status === 404 || Buffer.from(await answered.arrayBuffer()).equals(malformed),
      path,
    );
  }
});

test('a document tells that its seal was revoked since, and the agency seals anew with another certificate', async () => {
  const sealed = await seal('H26.6');
  assert.equal(await problemOf(sealed.pdf), undefined);
  await change(sealed.certificateSerial, { kind: 'revoked', reason: 'keyCompromise' });
  assert.equal(await problemOf(sealed.pdf), 'certificate_revoked');
  const again = await seal('H26.6');
  assert.notEqual(again.certificateSerial, sealed.certificateSerial);
  assert.equal(await problemOf(again.pdf), undefined);
});

test('an agency that has ended, or may not seal any more, gets no other certificate', async () => {
  for (const [code, reason] of [
    ['H26.7', 'cessationOfOperation'],
    ['H26.8', 'privilegeWithdrawn'],
  ] as const) {
    const { certificateSerial } = await seal(code);
    await change(certificateSerial, { kind: 'revoked', reason });
    await assert.rejects(seal(code), refusedWith('trust.certificate_withdrawn'));
  }
});

test('of what is suspended it is told until it is resumed; what is revoked is never changed again', async () => {
  const sealed = await seal('H26.9');
  const serial = sealed.certificateSerial;
  await assert.rejects(change(serial, { kind: 'resumed' }), refusedWith('trust.not_suspended'));
  await change(serial, { kind: 'suspended' });
  assert.equal(await problemOf(sealed.pdf), 'certificate_revoked');
  await assert.rejects(seal('H26.9'), refusedWith('trust.certificate_suspended'));
  await assert.rejects(change(serial, { kind: 'suspended' }), refusedWith('trust.already_suspended'));
  await change(serial, { kind: 'resumed' });
  assert.equal(await problemOf(sealed.pdf), undefined);
  assert.equal((await seal('H26.9')).certificateSerial, serial);
  await change(serial, { kind: 'suspended' });
  await change(serial, { kind: 'revoked', reason: 'superseded' });
  for (const act of [{ kind: 'resumed' }, { kind: 'suspended' }, { kind: 'revoked', reason: 'superseded' }] as const) {
    await assert.rejects(change(serial, act), refusedWith('trust.already_revoked'));
  }
});

test('of two who revoke at once one does, and the record of it can be neither changed nor deleted', async () => {
  const { certificateSerial } = await seal('H26.10');
  const tries = await Promise.allSettled(
    Array.from({ length: 4 }, () => change(certificateSerial, { kind: 'revoked', reason: 'superseded' })),
  );
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  const db = house.house.db.as('trust');
  const denied = { code: '42501' };
  await assert.rejects(db.run({ text: 'DELETE FROM trust.status_act', values: [] }), denied);
  await assert.rejects(db.run({ text: `UPDATE trust.status_act SET kind = 'resumed'`, values: [] }), denied);
});

test('nothing is revoked without a known certificate, a person who answers for it, and a reason in words', async () => {
  const { certificateSerial: serial } = await seal('H26.11');
  const act = { kind: 'revoked', reason: 'superseded' } as const;
  const order = { serial, act, by, why };
  for (const changed of [{ by: ' ' }, { by: 'x'.repeat(201) }, { why: 'ngắn' }, { why: 'x'.repeat(2001) }]) {
    await assert.rejects(changeStanding(house.house, { ...order, ...changed }), refusedWith('trust.act_unexplained'));
  }
  await assert.rejects(
    changeStanding(house.house, { ...order, serial: '00' }),
    refusedWith('trust.certificate_unknown'),
  );
  const root = (await listStandings(house.house)).find(({ profile }) => profile === 'root')!;
  await assert.rejects(
    changeStanding(house.house, { ...order, serial: root.serial }),
    refusedWith('trust.root_cannot_be_revoked'),
  );
  await assert.rejects(readAuthorityFile(house.house, 'nobody.crl'), refusedWith('trust.no_such_authority'));
});

test('an operator lists certificates, and suspends and resumes one by command', async () => {
  const { certificateSerial: serial } = await seal('H26.12');
  const lineOf = async () =>
    (await certificatesCommand(house.house, ['list'])).split('\n').find((line) => line.startsWith(serial))!;
  assert.match(await lineOf(), /agency-seal · H26\.12 .* · good$/);
  await certificatesCommand(house.house, ['suspend', serial, '--by', by, '--why', why]);
  assert.match(await lineOf(), /suspended/);
  await certificatesCommand(house.house, ['resume', serial, '--by', by, '--why', why]);
  assert.match(await lineOf(), /good$/);
  await assert.rejects(
    certificatesCommand(house.house, ['revoke', serial, 'boredom', '--by', by, '--why', why]),
    /keyCompromise/,
  );
  await assert.rejects(certificatesCommand(house.house, ['revoke', serial, 'superseded']), /say who/);
});

test('what another process of the house revoked is known here within a second', async () => {
  const sealed = await seal('H26.13');
  assert.equal(await problemOf(sealed.pdf), undefined);
  const other = ownerClient(house.owner);
  await other.connect();
  await other.query(
    `INSERT INTO trust.status_act (authority, serial, number, kind, reason, at, done_by, why)
     VALUES ('agency-seal-authority', $1, 1, 'revoked', 4, now(), $2, $3)`,
    [sealed.certificateSerial, by, why],
  );
  await other.end();
  await sleep(LOOK_EVERY_MS);
  assert.equal(await problemOf(sealed.pdf), 'certificate_revoked');
});

test('a list is signed anew when it is due, with a higher number, and may be kept until then', async () => {
  const before = await currentList(house.house, 'service-authority');
  assert.deepEqual((await currentList(house.house, 'service-authority')).der, before.der);
  setClock(new Date(Date.now() + 61 * 60_000));
  try {
    const next = await currentList(house.house, 'service-authority');
    assert.equal(next.read.number, before.read.number! + 1n);
  } finally {
    setClock();
  }
  const { headers } = await fetch(`${house.publicUrl}/trust/service-authority.crl`);
  assert.equal(headers.get('content-type'), 'application/pkix-crl');
  assert.match(headers.get('cache-control')!, /max-age=3[56]\d\d/);
});

test(
  'Poppler and NSS, which we did not write, ask us about a seal and believe it until it is revoked',
  { skip: missing('pdfsig', 'certutil') },
  async () => {
    const store = join(folder, 'nss');
    mkdirSync(store);
    const root = file('nss-root.pem', await rootCertificatePem(house.house));
    execFileSync('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
    execFileSync('certutil', ['-A', '-d', `sql:${store}`, '-n', 'root', '-t', ',C,', '-i', root]);
    const sealed = await seal('H26.14');
    const pdfsig = (bytes: Uint8Array) => run('pdfsig', '-nssdir', `sql:${store}`, file('nss.pdf', bytes));
    const said = await pdfsig(sealed.pdf);
    assert.match(said, /Signature is Valid/);
    assert.match(said, /Certificate is Trusted/);
    assert.match(said, /Total document signed/);
    assert.match(said, /ETSI\.CAdES\.detached/);
    const changed = Buffer.from(sealed.pdf);
    changed[200] = changed[200]! ^ 1;
    assert.doesNotMatch(await pdfsig(changed), /Signature is Valid/);
    await change(sealed.certificateSerial, { kind: 'revoked', reason: 'keyCompromise' });
    assert.match(await pdfsig(sealed.pdf), /revoked/i);
  },
);

test(
  'NSS finds the way from a seal to the root by the addresses within it, asks how it stands, and finds no way once it is revoked',
  { skip: missing('vfychain', 'certutil') },
  async () => {
    const store = `sql:${join(folder, 'vfychain')}`;
    mkdirSync(join(folder, 'vfychain'));
    const root = file('vfychain-root.pem', await rootCertificatePem(house.house));
    execFileSync('certutil', ['-N', '-d', store, '--empty-password']);
    execFileSync('certutil', ['-A', '-d', store, '-n', 'root', '-t', ',C,', '-i', root]);
    const { certificateSerial: serial } = await seal('H26.17');
    const { certificate, chain } = await openSeal(house.house, agencyOf('H26.17'));
    assert.equal(certificate.serial, serial);
    const [own, above] = [certificate, chain[0]!].map(({ der }, i) => file(`vfychain-${i}.der`, der));
    const mayNotBeMissing = ['-h', 'requireFreshInfo', '-m', 'ocsp', '-s', 'failIfNoInfo'];
    const vfychain = (...certificates: string[]) =>
      run('vfychain', '-d', store, '-pp', '-u', '4', '-g', 'leaf', ...mayNotBeMissing, ...certificates);
    assert.match(await vfychain(own!, above!), /Chain is good!/);
    const changed = Buffer.from(certificate.der);
    changed[changed.length - 1]! ^= 1;
    assert.match(await vfychain(file('vfychain-changed.der', changed), above!), /Chain is bad!/);
    await change(serial, { kind: 'revoked', reason: 'keyCompromise' });
    assert.match(await vfychain(own!, above!), /Chain is bad![^]*revoked/i);
  },
);

test('with its certificate suspended nothing is stamped, and with an authority revoked it is told of all that it issued', async () => {
  const request = sequence(
    integer(1),
    sequence(sequence(objectId('2.16.840.1.101.3.4.2.1')), octetString(Buffer.alloc(32))),
  );
  const { certificate } = await openStamper(house.house);
  await change(certificate.serial, { kind: 'suspended' });
  assert.ok((await answerStampRequest(house.house, request)).length < 300, 'rejected');
  await change(certificate.serial, { kind: 'resumed' });
  assert.ok((await answerStampRequest(house.house, request)).length > 300, 'granted');
  const sealed = await seal('H26.15');
  const authority = (await ensureAuthorities(house.house)).get('agency-seal-authority')!.read;
  await change(authority.serial, { kind: 'revoked', reason: 'cACompromise' });
  assert.equal(await problemOf(sealed.pdf), 'certificate_revoked');
  await assert.rejects(seal('H26.16'), refusedWith('trust.certificate_withdrawn'));
});
