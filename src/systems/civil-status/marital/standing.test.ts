import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type MaritalTown, TODAY, maritalTown, noonOf } from '../../../../test/support/marital-town.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import { OTHER_WARD, WARD } from '../../population/example/small-country.ts';
import { sealServicesOf } from '../../registry/index.ts';
import * as services from '../services.ts';

/** What the books say of somebody’s marital status, and what of it is stated. */

let town: MaritalTown;
before(async () => {
  town = await maritalTown();
});
beforeEach(() => noonOf(TODAY));
after(() => town.close());

test('a marriage changes the status: certificates from before are over, the married are certified as such and not for a marriage', async () => {
  const before = await town.issue('Phạm Thị Cưới', { purpose: 'loan' });
  noonOf('2026-11-25');
  await town.marry('Lê Văn Cưới', 'Phạm Thị Cưới');
  assert.deepEqual(await town.verified(before.verificationCode), ['changed', '2026-11-25']);
  const { stated, doubts } = await town.standing('Phạm Thị Cưới');
  assert.deepEqual([stated.status, stated.spouse?.fullName, doubts], ['married', 'Lê Văn Cưới', []]);
  await assert.rejects(
    town.issue('Phạm Thị Cưới', town.toMarry('Nguyễn Văn Độc', { replacing: { how: 'returned', reason: 'Nộp lại' } })),
    refusedWith('marriage.married_already'),
  );
  await assert.rejects(
    town.issue('Trần Thị Thân', town.toMarry('Lê Văn Cưới')),
    refusedWith('marriage.married_already'),
  );
  const after = await town.issue('Phạm Thị Cưới', { purpose: 'loan' });
  assert.match(await town.saidIn(after.id), /Đang có chồng là Lê Văn Cưới \(đăng ký kết hôn số \d+\/2026/);
});

test('a divorce and a death are stated with their judgment and entry, and what came before no longer holds', async () => {
  noonOf('2026-11-21');
  await town.marry('Đinh Văn Ly', 'Đỗ Thị Ly');
  await town.marry('Ngô Văn Góa', 'Lý Thị Góa');
  const married = await town.issue('Đỗ Thị Ly', { purpose: 'property' });
  noonOf('2026-12-10');
  const judgment = {
    number: '15/2026/HNGĐ-ST',
    court: 'Tòa án nhân dân khu vực 1',
    issuedOn: '2026-12-01',
    effectiveOn: '2026-12-05',
  };
  const { output } = await call(
    town.house,
    services.noteDivorce,
    { spouseNumber: town.no('Đinh Văn Ly'), kind: 'divorce', judgment, ...town.by },
    town.asOfficer(),
  );
  assert.deepEqual(await town.verified(married.verificationCode), ['changed', '2026-12-05']);
  const divorced = await town.issue('Đỗ Thị Ly', town.toMarry('Nguyễn Văn Độc'));
  assert.match(
    await town.saidIn(divorced.id),
    /đã ly hôn \(bản án, quyết định số 15\/2026\/HNGĐ-ST, ngày 05\/12\/2026, Tòa án/,
  );
  await call(
    town.house,
    services.registerDeath,
    {
      deceasedNumber: town.no('Ngô Văn Góa'),
      diedOn: '2026-12-08',
      place: 'Tại nhà',
      declarantNumber: town.no('Lý Thị Góa'),
      declarantIs: 'spouse',
      ...town.by,
    },
    town.asOfficer(),
  );
  const widowed = await town.issue('Lý Thị Góa', town.toMarry('Nguyễn Văn Độc'));
  assert.match(await town.saidIn(widowed.id), /chồng đã chết \(khai tử số \d+\/2026/);
  await assert.rejects(town.issue('Ngô Văn Góa'), refusedWith('entry.person_dead'));
  // The note of the divorce is taken back: they are married again, and what was stated is over.
  await call(
    town.house,
    services.cancelEntry,
    { entryId: output.entryId, reason: 'Bản án bị hủy theo thủ tục tái thẩm', ...town.by },
    town.asOfficer(),
  );
  assert.equal((await town.verified(divorced.verificationCode))[0], 'changed');
  assert.equal((await town.standing('Đỗ Thị Ly')).stated.status, 'married');
});

test('a marriage that ended on its first day, and one that was annulled, are told all the same', async () => {
  await town.marry('Mai Văn Cũ', 'Mai Thị Cũ');
  await call(
    town.house,
    services.noteDivorce,
    {
      spouseNumber: town.no('Mai Văn Cũ'),
      kind: 'annulment',
      judgment: { number: '3/2026/QĐ', court: 'Tòa án nhân dân khu vực 1', issuedOn: TODAY, effectiveOn: TODAY },
      ...town.by,
    },
    town.asOfficer(),
  );
  const { stated, doubts } = await town.standing('Mai Thị Cũ');
  assert.deepEqual([stated.status, stated.by?.number, doubts], ['annulled', '3/2026/QĐ', []]);
});

test('a transcribed marriage is never passed over: an officer must look, and what they found is stated', async () => {
  const clear = await town.issue('Đặng Văn Giấy', { purpose: 'property' });
  await town.takeIn('marriage', {
    number: '7',
    husband_name: 'Đặng Văn Giấy',
    husband_number: town.no('Đặng Văn Giấy'),
    wife_name: 'Ngô Thị Giấy',
    wife_number: town.no('Ngô Thị Giấy'),
  });
  assert.deepEqual(await town.verified(clear.verificationCode), ['doubtful', undefined]);
  const { stated, doubts } = await town.standing('Ngô Thị Giấy');
  assert.equal(stated.status, 'never-married');
  assert.deepEqual(
    doubts.map(({ kind, entry }) => [kind, entry?.number, entry?.people.map(({ fullName }) => fullName).sort()]),
    [['transcribed-marriage', '7', ['Ngô Thị Giấy', 'Đặng Văn Giấy']]],
  );
  const wish = { purpose: 'property' };
  await assert.rejects(town.issue('Ngô Thị Giấy', wish), refusedWith('marital.conclusion_needed'));
  const grounds = 'Đã xem sổ kết hôn quyển 01/1995 và hỏi nơi đăng ký';
  await assert.rejects(
    town.issue('Ngô Thị Giấy', wish, { conclusion: { status: 'married', grounds } }),
    refusedWith('input.invalid'),
  );
  const found = {
    status: 'married',
    spouseName: 'Đặng Văn Giấy',
    document: { number: '7', issuer: 'Ủy ban nhân dân phường Mẫu', on: '1995-05-12' },
    grounds,
  };
  await assert.rejects(
    town.issue('Ngô Thị Giấy', town.toMarry('Nguyễn Văn Độc'), { conclusion: found }),
    refusedWith('marriage.married_already'),
  );
  const paper = await town.issue('Ngô Thị Giấy', wish, { conclusion: found });
  const said = await town.saidIn(paper.id);
  assert.match(said, /Đang có chồng là Đặng Văn Giấy \(đăng ký kết hôn số 7, ngày 12\/05\/1995/);
  assert.doesNotMatch(said, /Đã xem sổ/);
  assert.deepEqual(await town.verified(paper.verificationCode), ['valid', undefined]);
  await assert.rejects(
    town.issue('Nguyễn Văn Độc', wish, { conclusion: found }),
    refusedWith('marital.nothing_to_find'),
  );
});

test('a transcribed marriage without numbers is shown by name and birth; of another birth it is not', async () => {
  await town.takeIn('marriage', {
    number: '8',
    husband_name: 'BÙI VĂN TRÙNG',
    husband_born: '09/09/1968',
    wife_name: 'Ai Đó',
  });
  await town.takeIn('marriage', {
    number: '9',
    husband_name: 'Hoàng Văn Xa',
    husband_born: '01/01/1950',
    wife_name: 'Ai Khác',
  });
  assert.deepEqual(
    (await town.standing('Bùi Văn Trùng')).doubts.map(({ kind, entry }) => [kind, entry?.number]),
    [['named-alike', '8']],
  );
  assert.deepEqual((await town.standing('Hoàng Văn Xa', town.asOfficer(OTHER_WARD))).doubts, []);
});

test('a marriage that is only in the table and its transcribed entry are one; a transcribed death of the spouse is for the officer', async () => {
  const id = '01900000-0000-7000-8000-00000000a001';
  const [husband, wife] = [town.no('Phan Văn Anh'), town.no('Trần Thị Thân')];
  await town.ask(
    `INSERT INTO civil_status.marriage (id, commune_code, book_year, number, registered_on, husband_number, wife_number, valid_during)
     VALUES ($1, $2, 2012, '44/2012', '2012-04-04', $3, $4, '[2012-04-04,)')`,
    [id, WARD, husband, wife],
  );
  const alone = await town.standing('Phan Văn Anh');
  assert.deepEqual(
    [alone.stated.status, alone.stated.spouse?.fullName, alone.doubts.map(({ kind }) => kind)],
    ['married', 'Trần Thị Thân', ['population-differs']],
  );
  await town.takeIn('marriage', {
    number: '44',
    registered_on: '04/04/2012',
    husband_name: 'Phan Văn Anh',
    husband_number: husband,
    wife_name: 'Trần Thị Thân',
    wife_number: wife,
  });
  assert.deepEqual(
    (await town.standing('Phan Văn Anh')).doubts.map(({ kind }) => kind),
    ['population-differs'],
  );
  await town.takeIn('death', {
    number: '5',
    registered_on: '01/02/2020',
    deceased_name: 'Trần Thị Thân',
    deceased_number: wife,
    died_on: '31/01/2020',
  });
  assert.deepEqual(
    (await town.standing('Phan Văn Anh')).doubts.map(({ kind }) => kind),
    ['spouse-dead', 'population-differs'],
  );
  assert.ok((await town.standing('Trần Thị Thân')).doubts.some(({ kind }) => kind === 'transcribed-death'));
  await town.ask(
    `UPDATE civil_status.marriage SET valid_during = '[2012-04-04,2015-01-01)', end_reason = 'divorce' WHERE id = $1`,
    [id],
  );
  const divorced = await town.standing('Phan Văn Anh');
  assert.deepEqual(
    [divorced.stated.status, divorced.doubts.map(({ kind }) => kind)],
    ['divorced', ['judgment-missing']],
  );
});

test('an entry that is sealed makes the certificate a matter of the counter, never a wrong one', async () => {
  const { output } = await town.marry('Tạ Văn Kín', 'Tạ Thị Kín');
  const seals = sealServicesOf('civil-status')!;
  const officer = town.asOfficer();
  await call(
    town.house,
    seals.seal,
    {
      kind: 'entry',
      key: [output.entryId],
      openTo: [],
      reason: 'Bảo vệ người làm chứng',
      source: { kind: 'decision', number: '9/QĐ-BTP' },
    },
    {
      ...officer,
      caller: 'registry',
      agency: { code: 'G15', name: 'Bộ Tư pháp' },
      actor: { ...(officer.actor as { kind: 'official' }), role: 'seal-keeper' } as never,
      purpose: 'sealed-data',
      idempotencyKey: 'seal-of-a-marriage',
    },
  );
  await assert.rejects(town.standing('Tạ Thị Kín'), refusedWith('marital.in_person'));
  await assert.rejects(town.issue('Tạ Thị Kín'), refusedWith('marital.in_person'));
});
