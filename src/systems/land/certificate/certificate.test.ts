import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const run = promisify(execFile);
const verify = { caller: 'portal', purpose: 'document-verification' as const };
const documentOf = async (code: string) => (await village.does(services.verifyCertificate, { code }, verify)).document;

async function issued() {
  const { lots } = await village.street(1);
  await village.owned(lots[0]!, [{ names: ['Lê Văn Cường'] }]);
  const [row] = await village.ask<{ serial: string; code: string }>(
    'SELECT serial, verification_code AS code FROM land.certificate WHERE ba_unit = $1',
    [lots[0]],
  );
  return { parcel: lots[0]!, ...row! };
}

test('a certificate is a signed file that tools of others find whole, and a changed one not', async (t) => {
  const { code } = await issued();
  const document = await documentOf(code);
  const pdf = Buffer.from((await village.house.files.read(document!.fileId))!);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const signatures = async (bytes: Buffer): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'land-certificate-'));
    try {
      const path = join(folder, 'certificate.pdf');
      await writeFile(path, bytes);
      return (await run('pdfsig', ['-nocert', path])).stdout;
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  try {
    assert.match(await signatures(pdf), /Signature is Valid/);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    t.diagnostic('pdfsig is not installed: what others find is not looked at');
    return;
  }
  const changed = Buffer.from(pdf);
  changed[300] = changed[300]! ^ 1;
  assert.doesNotMatch(await signatures(changed), /Signature is Valid/);
});

test('the code on a certificate says who has it and whether it still holds; a wrong code says nothing', async () => {
  const { parcel, serial, code } = await issued();
  const document = await documentOf(code);
  assert.equal(document!.documentNumber, serial);
  assert.equal(document!.holderName, 'Lê Văn Cường');
  assert.equal(document!.invalidFrom, null);
  await village.does(services.renewCertificate, { ...why('application'), parcel });
  assert.equal((await documentOf(code))!.invalidFrom, '2026-11-20');
  assert.equal(await documentOf('ABCDEFGH2345'), null);
  const { certificates } = await village.does(services.renewCertificate, { ...why('application'), parcel });
  await village.does(services.cancelCertificate, { ...why('decision'), parcel });
  assert.equal((await documentOf(certificates[0]!.verificationCode))!.invalidFrom, '2026-11-20');
});

test('a person downloads the own certificate, also and nobody else’s; an office only what it issued', async () => {
  const { serial } = await issued();
  const own = (name: string) => {
    const number = village.numberOf(name);
    const actor = { kind: 'person' as const, number, name };
    const over = { caller: 'portal', purpose: 'own-data' as const, actor };
    return village.does(services.readOwnCertificate, { number, serial }, over);
  };
  assert.match((await own('Lê Văn Cường')).filename, new RegExp(`${serial}\\.pdf$`));
  await assert.rejects(own('Phạm Thị Dung'), refusedWith('land.certificate_unknown'));
  const read = (over = {}) => village.does(services.readCertificateAtDesk, { serial }, over);
  await read();
  await assert.rejects(
    read({ agency: { code: 'H29.VPDK', name: 'Văn phòng đăng ký đất đai khác' } }),
    refusedWith('land.not_competent'),
  );
});
