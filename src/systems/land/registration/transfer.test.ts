import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage, why } from '../../../../test/support/land-village.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};
const whole = (name: string) => [
  { party: { form: 'person', number: village.numberOf(name) }, numerator: 1, denominator: 1 },
];
const signed = (...names: string[]) => names.map((name) => village.numberOf(name));

/** Who holds what in a parcel's unit on a day. */
function holders(parcel: string, on = TODAY) {
  return village.ask<{ name: string; share: string }>(
    `SELECT p.name, r.share_numerator || '/' || r.share_denominator AS share
       FROM land.spatial_unit s JOIN land.land_right r ON r.ba_unit = s.ba_unit AND r.valid_during @> $2::date
       JOIN land.party p ON p.code = r.party
      WHERE s.code = $1 AND s.valid_during @> $2::date ORDER BY 2, 1`,
    [parcel, on],
  );
}

test('a first registration begins the unit with its rights and issues a certificate', async () => {
  const { lots } = await village.street(1);
  await village.owned(lots[0]!, [{ names: ['Nguyễn Văn An', 'Trần Thị Bình'] }]);
  assert.deepEqual(await holders(lots[0]!), [{ name: 'Ông Nguyễn Văn An và bà Trần Thị Bình', share: '1/1' }]);
  const [certificate] = await village.ask<{ serial: string; file: string | null }>(
    `SELECT c.serial, f.file_id AS file FROM land.certificate c LEFT JOIN land.certificate_file f USING (serial)
      WHERE c.ba_unit = $1`,
    [lots[0]],
  );
  assert.match(certificate!.serial, /^AA\d{8}$/);
  const pdf = await village.house.files.read(certificate!.file!);
  assert.equal(Buffer.from(pdf!).subarray(0, 5).toString(), '%PDF-');
  await assert.rejects(village.owned(lots[0]!, [{ names: ['Lê Văn Cường'] }]), refusedWith('land.registered_already'));
});

test('a sale needs the spouse for common property; then the right passes and the certificate is a new one', async () => {
  const { lots } = await village.street(1);
  const [right] = await village.owned(lots[0]!, [{ names: ['Nguyễn Văn An'] }]);
  const sale = {
    ...why(),
    parcel: lots[0]!,
    form: 'sale',
    right: right!,
    to: whole('Lê Văn Cường'),
    consents: signed('Nguyễn Văn An'),
  };
  await assert.rejects(village.does(services.registerTransfer, sale), refusedWith('land.consent_missing'));
  const both = { ...sale, consents: signed('Nguyễn Văn An', 'Trần Thị Bình') };
  const done = await village.does(services.registerTransfer, both);
  assert.deepEqual(await holders(lots[0]!), [{ name: 'Lê Văn Cường', share: '1/1' }]);
  assert.deepEqual(await holders(lots[0]!, '2025-01-01'), [{ name: 'Nguyễn Văn An', share: '1/1' }]);
  const certificates = await village.ask<{ serial: string; ended: boolean }>(
    `SELECT serial, NOT upper_inf(valid_during) AS ended FROM land.certificate WHERE ba_unit = $1 ORDER BY serial`,
    [lots[0]],
  );
  assert.deepEqual(
    certificates.map(({ ended }) => ended),
    [true, false],
  );
  assert.equal(done.certificates[0]!.serial, certificates[1]!.serial);
});
