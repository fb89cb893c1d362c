import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import type { CallContext } from '../../exchange/index.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const BANK = { code: '0100112437', name: 'Ngân hàng Sông Hồng' };
const asMachine = (caller: string, agency: { code: string; name: string }): Partial<CallContext> => ({
  caller,
  agency,
  actor: { kind: 'machine', name: `Hệ thống ${agency.name}` },
  purpose: 'land-transaction',
});
const bank = asMachine('system:bank', BANK);
const otherBank = asMachine('system:bank', { code: '0100150619', name: 'Ngân hàng Cửu Long' });
const notary = asMachine('system:notary', { code: '0109998887', name: 'Văn phòng công chứng Ba Đình' });

async function lotOf(...names: string[]) {
  const { lots } = await village.street(1);
  const [right] = await village.owned(lots[0]!, [{ names }]);
  return { parcel: lots[0]!, right: right! };
}
const check = (parcel: string, name: string, over = bank) =>
  village.does(services.checkDisposal, { parcel, holder: village.numberOf(name) }, over);
let contracts = 0;
const file = (parcel: string, agreed: object, more: object = {}) =>
  village.does(
    services.fileContract,
    {
      number: `${++contracts}/2026/CC`,
      signedOn: TODAY,
      parcel,
      signers: village.signed('Lê Văn Cường'),
      agreed,
      sha256: 'a'.repeat(64),
      ...more,
    },
    notary,
  );
const loan = { mortgagee: BANK, amount_vnd: 1_500_000_000 };

test('a bank or a notary asks whether somebody may dispose of a parcel, and is told why not by codes alone', async () => {
  const { parcel } = await lotOf('Lê Văn Cường');
  const yes = { mayDispose: true, obstacles: [], conditions: ['spouse_agrees'], on: TODAY };
  assert.deepEqual(await check(parcel, 'Lê Văn Cường'), yes);
  assert.deepEqual(await check(parcel, 'Lê Văn Cường', notary), yes);
  assert.deepEqual((await check(parcel, 'Phạm Thị Dung')).obstacles, ['not_holder']);
  assert.deepEqual((await check('w7epxsheyytd', 'Phạm Thị Dung')).obstacles, ['parcel_unknown']);
  const couple = await lotOf('Nguyễn Văn An', 'Trần Thị Bình');
  assert.deepEqual((await check(couple.parcel, 'Trần Thị Bình')).conditions, ['co_holders_agree']);
  const seizure = {
    ...why('enforcement'),
    parcel,
    authority: { code: 'G15.THADS.01', name: 'Chi cục Thi hành án' },
    content: 'Kê biên tài sản',
  };
  await village.does(services.registerSeizure, seizure);
  await village.does(services.cancelCertificate, { ...why('decision'), parcel });
  assert.deepEqual((await check(parcel, 'Lê Văn Cường')).obstacles, ['seized', 'no_certificate']);
  const { lots } = await village.street(1);
  assert.deepEqual((await check(lots[0]!, 'Lê Văn Cường')).obstacles, ['not_registered']);
});

test('others do not ask, and no case officer without a case', async () => {
  const { parcel } = await lotOf('Lê Văn Cường');
  const refused = refusedWith('exchange.no_right');
  await assert.rejects(check(parcel, 'Lê Văn Cường', { ...bank, caller: 'system:hospital' }), refused);
  await assert.rejects(check(parcel, 'Lê Văn Cường', { ...bank, purpose: 'own-data' }), refused);
  await assert.rejects(check(parcel, 'Lê Văn Cường', { ...bank, caller: 'cases' }), refused);
  await assert.rejects(
    village.does(
      services.registerMortgage,
      { ...why(), parcel, mortgagee: { form: 'bank', ...BANK }, amount_vnd: 1, consents: [] },
      bank,
    ),
    refused,
    'a bank registers by a notary’s contract only',
  );
});

test('a notary files a mortgage, the bank registers it and releases it; nobody else can', async () => {
  const { parcel } = await lotOf('Phạm Thị Dung');
  const { contract } = await file(parcel, loan, { signers: village.signed('Phạm Thị Dung') });
  const register = (over: Partial<CallContext>, input: object = { contract }) =>
    village.does(services.registerContract, input, over);
  await assert.rejects(register(otherBank), refusedWith('land.contract_unknown'));
  await assert.rejects(
    register(bank, { contract: '00000000-0000-7000-8000-000000000000' }),
    refusedWith('land.contract_unknown'),
  );
  const once = { ...bank, idempotencyKey: 'bank-mortgage-1' };
  const done = await register(once);
  assert.deepEqual(await register(once), done, 'sent again it is the same');
  assert.deepEqual(Object.keys(done).sort(), ['certificates', 'parcels', 'registrationId']);
  await assert.rejects(register(bank), refusedWith('land.contract_used'));
  assert.deepEqual(await village.burdens(parcel), ['mortgage 1']);
  assert.deepEqual((await check(parcel, 'Phạm Thị Dung')).conditions, ['spouse_agrees', 'mortgagee_agrees']);
  const release = (over: Partial<CallContext>) =>
    village.does(services.releaseMortgage, { parcel, number: '7/GT-SH' }, over);
  await assert.rejects(release(otherBank), refusedWith('land.restriction_not_there'));
  await release(bank);
  assert.deepEqual(await village.burdens(parcel), []);
});

test('a contract that not all who must have signed is refused without telling the bank who they are', async () => {
  const { parcel } = await lotOf('Nguyễn Văn An');
  const { contract } = await file(parcel, loan, { signers: village.signed('Nguyễn Văn An') });
  await assert.rejects(village.does(services.registerContract, { contract }, bank), (error: unknown) => {
    refusedWith('land.consent_missing')(error);
    assert.doesNotMatch(JSON.stringify(error), /\d{12}/);
    return true;
  });
  assert.deepEqual(await village.burdens(parcel), []);
});

test('a notary’s sale waits at the desk and is registered there as it was agreed, once', async () => {
  const { parcel, right } = await lotOf('Lê Văn Cường');
  const agreed = { form: 'sale', to: village.whole('Phạm Thị Dung') };
  const { contract } = await file(parcel, agreed);
  const waiting = async () => (await village.does(services.readParcelFile, { parcel })).file.contracts;
  const [seen] = await waiting();
  assert.equal(seen!.id, contract);
  assert.deepEqual(seen!.signers, village.signed('Lê Văn Cường'));
  await assert.rejects(
    village.does(services.registerContract, { contract, right }, bank),
    refusedWith('land.contract_unknown'),
  );
  const both = await Promise.allSettled([
    village.does(services.registerContract, { contract, right }),
    village.does(services.registerContract, { contract }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.deepEqual(await village.holders(parcel), [{ name: 'Phạm Thị Dung', share: '1/1' }]);
  assert.deepEqual(await waiting(), []);
});

test('a contract is filed once under its number, not for a day to come, and only about registered land', async () => {
  const { parcel } = await lotOf('Lê Văn Cường');
  await file(parcel, loan, { number: '1/TWICE' });
  await assert.rejects(file(parcel, loan, { number: '1/TWICE' }), refusedWith('land.contract_filed_already'));
  await assert.rejects(file(parcel, loan, { signedOn: '2026-11-21' }), refusedWith('land.day_to_come'));
  const { lots } = await village.street(1);
  await assert.rejects(file(lots[0]!, loan), refusedWith('land.not_registered'));
  await assert.rejects(file('w7epxsheyytd', loan), refusedWith('land.parcel_not_found'));
});

test('of a party that is sealed nobody is told who it is, nor by a bank’s question; the person still sees the own land', async () => {
  const { parcel, right } = await lotOf('Bùi Thị Lan');
  await file(parcel, loan, { signers: village.signed('Bùi Thị Lan') });
  const couple = await lotOf('Bùi Thị Lan', 'Bùi Văn Hải');
  const [serial] = (await village.certificates(parcel)).map((each) => each.serial);
  const [{ code }] = (await village.ask<{ code: string }>(
    'SELECT verification_code AS code FROM land.certificate WHERE serial = $1',
    [serial],
  )) as [{ code: string }];
  const number = village.numberOf('Bùi Thị Lan');
  const asked = [number, 'Bùi Thị Lan', 'bui thi lan'];
  for (const words of asked) assert.ok((await village.does(services.findParcels, { words })).found.length > 0, words);
  await village.seals('Bùi Thị Lan');
  const answers = [
    await village.does(services.findParcels, { words: parcel }),
    await village.does(services.readParcelFile, { parcel }),
    await village.does(services.readParcelFile, { parcel: couple.parcel }),
    await village.does(services.verifyCertificate, { code }, { caller: 'portal', purpose: 'document-verification' }),
  ];
  for (const answer of answers) {
    assert.doesNotMatch(JSON.stringify(answer), new RegExp(`${number}|Bùi Thị Lan`));
    assert.match(JSON.stringify(answer), /—/);
  }
  for (const words of asked) assert.deepEqual((await village.does(services.findParcels, { words })).found, [], words);
  const holder = { holder: number };
  const asBank = { ...bank, purpose: 'land-information' as const, caseNumber: 'H26-261120-0001' };
  assert.deepEqual((await village.does(services.readRights, holder, asBank)).land, []);
  assert.deepEqual((await check(parcel, 'Bùi Thị Lan')).obstacles, ['not_holder']);
  await assert.rejects(
    village.does(services.readCertificateAtDesk, { serial }),
    refusedWith('land.certificate_unknown'),
  );
  const sale = { ...why(), parcel, form: 'sale', right, to: village.whole('Lê Văn Cường'), consents: [] };
  await assert.rejects(village.does(services.registerTransfer, sale), (error: unknown) => {
    refusedWith('land.consent_missing')(error);
    assert.doesNotMatch(JSON.stringify(error), new RegExp(number));
    return true;
  });
  const own = {
    caller: 'portal',
    purpose: 'own-data' as const,
    actor: { kind: 'person' as const, number, name: 'Bùi Thị Lan' },
  };
  const { land } = await village.does(services.readOwnLand, { number }, own);
  assert.deepEqual(land.map(({ parcels }) => parcels[0]!.code).sort(), [parcel, couple.parcel].sort());
  assert.deepEqual(
    land.find(({ parcels }) => parcels[0]!.code === parcel)!.rights.map(({ partyName }) => partyName),
    ['Bùi Thị Lan'],
  );
});
