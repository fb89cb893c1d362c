import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const transfer = (input: object) => village.does(services.registerTransfer, input);
const part = (name: string, numerator: number, denominator: number) => ({
  party: { form: 'person', number: village.numberOf(name) },
  numerator,
  denominator,
});

/** A lot in a street of its own with its holders; the answer says how it would be sold whole to Cường. */
async function lotOf(
  holders: { names: string[]; share?: [number, number]; termUntil?: string }[],
  more: object = {},
): Promise<{ parcel: string; rights: string[]; sale: Record<string, unknown> }> {
  const { lots } = await village.street(1);
  const rights = await village.owned(lots[0]!, holders, more);
  const sale = {
    ...why(),
    parcel: lots[0]!,
    form: 'sale',
    right: rights[0]!,
    to: village.whole('Lê Văn Cường'),
    consents: village.signed(...holders.flatMap(({ names }) => names)),
  };
  return { parcel: lots[0]!, rights, sale };
}

test('a first registration begins the unit with its rights and issues a certificate', async () => {
  const { parcel } = await lotOf([{ names: ['Nguyễn Văn An', 'Trần Thị Bình'] }]);
  assert.deepEqual(await village.holders(parcel), [{ name: 'Ông Nguyễn Văn An và bà Trần Thị Bình', share: '1/1' }]);
  const [certificate] = await village.certificates(parcel);
  assert.match(certificate!.serial, /^AA\d{8}$/);
  await assert.rejects(village.owned(parcel, [{ names: ['Lê Văn Cường'] }]), refusedWith('land.registered_already'));
});

test('a first registration is refused whole: shares that are not one, a party twice, the unknown, a day to come', async () => {
  const { lots } = await village.street(1);
  const refused = async (code: string, holders: Parameters<Village['owned']>[1], more?: object) =>
    assert.rejects(village.owned(lots[0]!, holders, more), refusedWith(code));
  await refused('land.shares_not_whole', [
    { names: ['Nguyễn Văn An'], share: [1, 2] },
    { names: ['Lê Văn Cường'], share: [1, 3] },
  ]);
  await refused('land.party_twice', [
    { names: ['Nguyễn Văn An'], share: [1, 2] },
    { names: ['Nguyễn Văn An'], share: [1, 2] },
  ]);
  await refused('land.share_malformed', [{ names: ['Nguyễn Văn An'], share: [3, 2] }]);
  await refused('land.day_to_come', [{ names: ['Nguyễn Văn An'] }], { on: '2026-11-21' });
  await refused('land.day_before_last_change', [{ names: ['Nguyễn Văn An'] }], { on: '2019-12-31' });
  await refused('land.parcel_not_found', [{ names: ['Nguyễn Văn An'] }], { parcels: ['w7epxsheyytd'] });
  const unknown = { ...part('Nguyễn Văn An', 1, 1), origin: 'NCN', party: { form: 'person', number: '001175009999' } };
  await refused('land.unknown_person', [{ names: ['Nguyễn Văn An'] }], { rights: [unknown] });
  await refused('land.group_too_small', [{ names: ['Nguyễn Văn An', 'Nguyễn Văn An'] }]);
  assert.deepEqual(await village.holders(lots[0]!), []);
  assert.deepEqual(await village.certificates(lots[0]!), []);
});

test('a sale needs the spouse for common property; then the right passes and the certificate is a new one', async () => {
  const { parcel, sale } = await lotOf([{ names: ['Nguyễn Văn An'] }]);
  await assert.rejects(transfer(sale), refusedWith('land.consent_missing'));
  const done = await transfer({ ...sale, consents: village.signed('Nguyễn Văn An', 'Trần Thị Bình') });
  assert.deepEqual(await village.holders(parcel), [{ name: 'Lê Văn Cường', share: '1/1' }]);
  assert.deepEqual(await village.holders(parcel, '2025-01-01'), [{ name: 'Nguyễn Văn An', share: '1/1' }]);
  const certificates = await village.certificates(parcel);
  assert.deepEqual(
    certificates.map(({ ended }) => ended),
    [true, false],
  );
  assert.equal(done.certificates[0]!.serial, certificates[1]!.serial);
});

test('a part of a share passes, the rest stays, and who has a like share gets a larger one', async () => {
  const { parcel, rights, sale } = await lotOf([
    { names: ['Lê Văn Cường'], share: [1, 2] },
    { names: ['Phạm Thị Dung'], share: [1, 2] },
  ]);
  const [cuong] = rights;
  const gift = { ...sale, form: 'gift', right: cuong, consents: village.signed('Lê Văn Cường') };
  await transfer({ ...gift, to: [part('Hoàng Văn Em', 1, 8)] });
  assert.deepEqual(await village.holders(parcel), [
    { name: 'Phạm Thị Dung', share: '1/2' },
    { name: 'Hoàng Văn Em', share: '1/8' },
    { name: 'Lê Văn Cường', share: '3/8' },
  ]);
  await assert.rejects(transfer({ ...gift, to: [part('Hoàng Văn Em', 1, 2)] }), refusedWith('land.share_exceeded'));
  await transfer({ ...gift, to: [part('Hoàng Văn Em', 3, 8)] });
  assert.deepEqual(await village.holders(parcel), [
    { name: 'Hoàng Văn Em', share: '1/2' },
    { name: 'Phạm Thị Dung', share: '1/2' },
  ]);
  await assert.rejects(transfer({ ...gift, to: [part('Hoàng Văn Em', 1, 8)] }), refusedWith('land.right_not_there'));
});

test('nobody sells to themselves, to one party twice, by a wrong paper, or for a day before the last change', async () => {
  const { sale } = await lotOf([{ names: ['Lê Văn Cường'] }]);
  const toEm = { ...sale, to: village.whole('Hoàng Văn Em') };
  await assert.rejects(transfer(sale), refusedWith('land.transfer_to_self'));
  const twice = [part('Hoàng Văn Em', 1, 2), part('Hoàng Văn Em', 1, 2)];
  await assert.rejects(transfer({ ...sale, to: twice }), refusedWith('land.party_twice'));
  await assert.rejects(transfer({ ...toEm, ...why('application') }), refusedWith('land.paper_unfit'));
  await assert.rejects(transfer({ ...toEm, on: '2021-05-31' }), refusedWith('land.day_before_last_change'));
  await assert.rejects(transfer({ ...toEm, on: '2026-11-21' }), refusedWith('land.day_to_come'));
});

test('land is not sold after its term, while a levy is owed, without a certificate, or by whom nobody knows by number', async () => {
  const over = await lotOf([{ names: ['Lê Văn Cường'], termUntil: TODAY }]);
  const toEm = village.whole('Hoàng Văn Em');
  await assert.rejects(transfer({ ...over.sale, to: toEm }), refusedWith('land.term_over'));
  const owing = await lotOf([{ names: ['Lê Văn Cường'] }], { owed_vnd: 250_000_000 });
  await assert.rejects(transfer({ ...owing.sale, to: toEm }), refusedWith('land.duty_owed'));
  const bare = await lotOf([{ names: ['Lê Văn Cường'] }]);
  await village.does(services.cancelCertificate, { ...why('decision'), parcel: bare.parcel });
  await assert.rejects(transfer({ ...bare.sale, to: toEm }), refusedWith('land.certificate_needed'));
  const unknown = await lotOf([{ names: ['Phạm Thị Dung'] }]);
  await village.ask(`INSERT INTO land.party (code, form, name, valid_during, act)
    SELECT 'X-000000001', 'person', 'Người chưa rõ số', '[1950-01-01,)', act FROM land.party LIMIT 1`);
  await village.ask(`UPDATE land.land_right SET party = 'X-000000001' WHERE code = $1`, [unknown.rights[0]]);
  await assert.rejects(transfer({ ...unknown.sale, to: toEm }), refusedWith('land.holder_without_number'));
});

test('what is inherited passes from the dead only, and those who held it with them sign', async () => {
  const { parcel, sale } = await lotOf([{ names: ['Lê Văn Cường'] }]);
  const estate = { ...why('inheritance', '7/TTPC'), form: 'inheritance', consents: [] as string[] };
  const toEm = village.whole('Hoàng Văn Em');
  await assert.rejects(transfer({ ...sale, ...estate, to: toEm }), refusedWith('land.holder_alive'));
  assert.deepEqual(await village.holders(parcel), [{ name: 'Lê Văn Cường', share: '1/1' }]);

  const lan = { ...part('Bùi Thị Lan', 1, 1), property: 'separate' };
  const { lots } = await village.street(1);
  const [right] = await village.owned(lots[0]!, [{ names: ['Bùi Văn Hải', 'Vũ Thị Kim'] }]);
  await village.dies('Bùi Văn Hải', '2025-03-01');
  const division = { ...sale, ...estate, parcel: lots[0]!, right, to: [lan] };
  await assert.rejects(transfer(division), refusedWith('land.consent_missing'));
  await transfer({ ...division, consents: village.signed('Vũ Thị Kim') });
  assert.deepEqual(await village.holders(lots[0]!), [{ name: 'Bùi Thị Lan', share: '1/1' }]);
  const toTheDead = { ...sale, to: village.whole('Bùi Văn Hải') };
  await assert.rejects(transfer(toTheDead), refusedWith('land.person_died'));
});

test('a judgment needs nobody’s consent, but is none without the judgment', async () => {
  const { parcel, sale } = await lotOf([{ names: ['Nguyễn Văn An'] }]);
  const judged = { ...sale, form: 'judgment', consents: [] };
  await assert.rejects(transfer(judged), refusedWith('land.paper_unfit'));
  await transfer({ ...judged, ...why('judgment', '3/DS-ST') });
  assert.deepEqual(await village.holders(parcel), [{ name: 'Lê Văn Cường', share: '1/1' }]);
});

test('the same request twice is done once; the same key for something else is refused', async () => {
  const { parcel, sale } = await lotOf([{ names: ['Phạm Thị Dung'] }]);
  const once = { idempotencyKey: 'sale-once-only' };
  const [first, second] = await Promise.all([
    village.does(services.registerTransfer, sale, once),
    village.does(services.registerTransfer, sale, once),
  ]);
  assert.deepEqual(second, first);
  assert.equal((await village.certificates(parcel)).length, 2);
  const other = { ...sale, to: village.whole('Hoàng Văn Em') };
  await assert.rejects(village.does(services.registerTransfer, other, once), refusedWith('exchange.key_used'));
});

test('of two sales at the same moment one is done', async () => {
  const { parcel, sale } = await lotOf([{ names: ['Phạm Thị Dung'] }]);
  const both = await Promise.allSettled([transfer(sale), transfer({ ...sale, to: village.whole('Hoàng Văn Em') })]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await village.holders(parcel)).length, 1);
});

test('an office of another province registers nothing here, and no other system does', async () => {
  const { sale } = await lotOf([{ names: ['Phạm Thị Dung'] }]);
  const { actor } = village.context() as { actor: { kind: 'official' } & Record<string, unknown> };
  const elsewhere = { actor: { ...actor, territoryCode: '79' } as never };
  await assert.rejects(village.does(services.registerTransfer, sale, elsewhere), refusedWith('land.not_competent'));
  await assert.rejects(
    village.does(services.registerTransfer, sale, { caller: 'cases' }),
    refusedWith('exchange.no_right'),
  );
});
