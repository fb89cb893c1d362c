import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { setClock } from '../../../kernel/clock.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { OTHER_WARD, WARD } from '../../population/example/small-country.ts';
import { sealServicesOf } from '../../registry/index.ts';
import { validateFile } from '../../trust/index.ts';
import type { PaperContent } from '../paper/content.ts';
import * as services from '../services.ts';
import { finishCertificate } from './actions.ts';

/** Who may have a certificate of marital status, what it states, and how long it holds. */

const TODAY = '2026-11-20';
const noonOf = (date: string) => setClock(new Date(`${date}T05:00:00Z`));
let town: CivilStatusHouse;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Nguyễn Văn Độc', sex: 'male', bornOn: '1995-03-02' },
      { fullName: 'Trần Thị Thân', sex: 'female', bornOn: '1996-08-14' },
      { fullName: 'Lê Văn Cưới', sex: 'male', bornOn: '1990-01-30' },
      { fullName: 'Phạm Thị Cưới', sex: 'female', bornOn: '1991-05-05' },
      { fullName: 'Vũ Văn Trẻ', sex: 'male', bornOn: '2006-11-21' },
      { fullName: 'Hoàng Văn Xa', sex: 'male', bornOn: '1990-01-01', communeCode: OTHER_WARD },
      { fullName: 'Đặng Văn Giấy', sex: 'male', bornOn: '1970-02-03' },
      { fullName: 'Ngô Thị Giấy', sex: 'female', bornOn: '1972-06-07' },
      { fullName: 'Bùi Văn Trùng', sex: 'male', bornOn: '1968-09-09' },
      { fullName: 'Đinh Văn Ly', sex: 'male', bornOn: '1980-01-01' },
      { fullName: 'Đỗ Thị Ly', sex: 'female', bornOn: '1982-01-01' },
      { fullName: 'Ngô Văn Góa', sex: 'male', bornOn: '1960-01-01' },
      { fullName: 'Lý Thị Góa', sex: 'female', bornOn: '1962-01-01' },
      { fullName: 'Cụ Đã Mất', sex: 'male', bornOn: '1930-01-01' },
      { fullName: 'Mai Văn Cũ', sex: 'male', bornOn: '1975-01-01' },
      { fullName: 'Mai Thị Cũ', sex: 'female', bornOn: '1976-01-01' },
      { fullName: 'Tạ Văn Kín', sex: 'male', bornOn: '1985-01-01' },
      { fullName: 'Tạ Thị Kín', sex: 'female', bornOn: '1986-01-01' },
      { fullName: 'Phan Văn Anh', sex: 'male', bornOn: '1992-01-01', mother: 'Lý Thị Góa' },
      { fullName: 'Phan Thị Em', sex: 'female', bornOn: '1994-01-01', mother: 'Lý Thị Góa' },
      { fullName: 'Chu Văn Tạm', sex: 'male', bornOn: '1993-01-01', communeCode: OTHER_WARD },
    ],
    TODAY,
  );
});
beforeEach(() => noonOf(TODAY));
after(() => town.close());

const no = (name: string) => town.numberOf(name);
const standing = async (name: string, context = town.asOfficer()) =>
  (await call(town.house, services.readMaritalStanding, { number: no(name) }, context)).output;
const issue = async (
  name: string,
  wish: object = { purpose: 'property' },
  more: object = {},
  context = town.asOfficer(),
) =>
  (
    await call(
      town.house,
      services.issueMaritalCertificate,
      { number: no(name), wish, registrar: town.by.registrar, ...more } as never,
      context,
    )
  ).output.paper;
const toMarry = (name: string, over: object = {}) => ({
  purpose: 'marriage',
  intended: { kind: 'person', number: no(name) },
  where: 'Ủy ban nhân dân phường Mẫu',
  ...over,
});
const marry = (husband: string, wife: string) =>
  call(
    town.house,
    services.registerMarriage,
    { husband: town.person(husband), wife: town.person(wife), bothConsented: true, ...town.by },
    town.asOfficer(),
  );
const verified = async (code: string) => {
  const context: CallContext = {
    caller: 'portal',
    agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
    actor: { kind: 'machine', name: 'Trang kiểm tra' },
    purpose: 'document-verification',
  };
  const { validity } = (await call(town.house, services.verifyPaper, { code }, context)).output.document!;
  return [validity!.state, validity!.from];
};
const saidIn = async (paperId: string): Promise<string> => {
  const [paper] = await town.ask<{ said: PaperContent }>(`SELECT said FROM civil_status.paper WHERE id = $1`, [
    paperId,
  ]);
  return JSON.stringify(paper!.said);
};
const takeIn = (book: 'marriage' | 'death', row: Record<string, string>) =>
  call(
    town.house,
    services.importPaperBook,
    {
      book,
      rows: [{ volume: '01/1995', registered_on: '12/05/1995', agency: 'Ủy ban nhân dân phường Mẫu', ...row }],
      isDryRun: false,
      reason: 'Kế hoạch số hóa sổ hộ tịch',
    },
    town.asOfficer(),
  );

test('who stands in no book is certified as never married: numbered, sealed, said on the paper, and known by its code for six months', async () => {
  const { stated, doubts } = await standing('Nguyễn Văn Độc');
  assert.deepEqual([stated, doubts], [{ status: 'never-married' }, []]);
  const paper = await issue('Nguyễn Văn Độc');
  assert.match(paper.documentNumber, /^\d+\/2026\/XNTTHN$/);
  const said = await saidIn(paper.id);
  assert.match(said, /Chưa đăng ký kết hôn với ai/);
  assert.match(said, /Mua bán, chuyển nhượng/);
  assert.match(said, /20\/05\/2027/);
  const [{ fileId }] = (await town.ask<{ fileId: string }>(
    `SELECT file_id AS "fileId" FROM civil_status.paper WHERE id = $1`,
    [paper.id],
  )) as [{ fileId: string }];
  const bytes = (await town.house.files.read(fileId))!;
  const [signature] = (await validateFile(town.house, { filename: 'paper.pdf', bytes })).signatures;
  assert.deepEqual(
    [signature?.indication, signature?.signer?.agencyCode],
    ['TOTAL-PASSED', town.asOfficer().agency.code],
  );
  assert.deepEqual(await verified(paper.verificationCode), ['valid', undefined]);
  noonOf('2027-05-20');
  assert.deepEqual(await verified(paper.verificationCode), ['valid', undefined]);
  noonOf('2027-05-21');
  assert.deepEqual(await verified(paper.verificationCode), ['expired', '2027-05-21']);
});

test('the same request gives one certificate, also when it is sent twice at once, and numbers have no gaps', async () => {
  const context = town.asOfficer();
  const [one, other] = await Promise.all([
    issue('Trần Thị Thân', { purpose: 'loan' }, {}, context),
    issue('Trần Thị Thân', { purpose: 'loan' }, {}, context),
  ]);
  assert.equal(one.id, other.id);
  assert.equal((await issue('Trần Thị Thân', { purpose: 'loan' }, {}, context)).id, one.id);
  // Two officers at once for one purpose: one of them is told that there is one.
  const both = await Promise.allSettled([
    issue('Trần Thị Thân', { purpose: 'other', words: 'Nộp cho cơ quan' }),
    issue('Trần Thị Thân', { purpose: 'other', words: 'nộp cho cơ quan' }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const refusal = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  assert.ok(refusedWith('marital.valid_one_there')(refusal.reason));
  const rows = await town.ask<{ number: string }>(
    `SELECT number FROM civil_status.paper WHERE kind = 'marital-status' ORDER BY recorded_at`,
  );
  const serials = rows.map(({ number }) => Number(number.split('/')[0]));
  assert.deepEqual(
    serials,
    serials.map((_, index) => index + 1),
  );
});

test('while one holds there is no second for the purpose without a reason; with one the first is over, and another purpose touches nothing', async () => {
  const first = await issue('Lê Văn Cưới', { purpose: 'loan' });
  await assert.rejects(issue('Lê Văn Cưới', { purpose: 'loan' }), refusedWith('marital.valid_one_there'));
  const property = await issue('Lê Văn Cưới', { purpose: 'property' });
  noonOf('2026-12-01');
  const replacing = { how: 'lost', reason: 'Đánh rơi trên đường' };
  await assert.rejects(
    issue('Lê Văn Cưới', { purpose: 'loan', replacing: { how: 'lost', reason: 'x' } }),
    refusedWith('input.invalid'),
  );
  const second = await issue('Lê Văn Cưới', { purpose: 'loan', replacing });
  assert.deepEqual(await verified(first.verificationCode), ['replaced', '2026-12-01']);
  assert.deepEqual(await verified(second.verificationCode), ['valid', undefined]);
  assert.deepEqual(await verified(property.verificationCode), ['valid', undefined]);
  noonOf('2027-06-02');
  const third = await issue('Lê Văn Cưới', { purpose: 'loan' });
  assert.deepEqual(await verified(third.verificationCode), ['valid', undefined]);
  assert.deepEqual(await verified(second.verificationCode), ['expired', '2027-06-02']);
});

test('a certificate for a marriage names whom and where, and is for who may marry them', async () => {
  const paper = await issue('Phạm Thị Cưới', toMarry('Lê Văn Cưới'));
  const said = await saidIn(paper.id);
  assert.match(said, /LÊ VĂN CƯỚI/);
  assert.match(said, new RegExp(no('Lê Văn Cưới')));
  assert.match(said, /phường Mẫu/);
  const ask = (name: string, wish: object) => issue(name, wish);
  await assert.rejects(ask('Nguyễn Văn Độc', { purpose: 'marriage' }), refusedWith('input.invalid'));
  await assert.rejects(
    ask('Nguyễn Văn Độc', toMarry('Trần Thị Thân', { where: undefined })),
    refusedWith('input.invalid'),
  );
  await assert.rejects(
    ask('Nguyễn Văn Độc', { ...toMarry('Trần Thị Thân'), purpose: 'loan' }),
    refusedWith('marital.spouse_not_asked'),
  );
  await assert.rejects(ask('Nguyễn Văn Độc', { purpose: 'other' }), refusedWith('input.invalid'));
  await assert.rejects(ask('Vũ Văn Trẻ', toMarry('Trần Thị Thân')), refusedWith('marriage.too_young'));
  assert.ok(await ask('Vũ Văn Trẻ', { purpose: 'property' }), 'for another purpose nobody is too young');
  await assert.rejects(ask('Nguyễn Văn Độc', toMarry('Nguyễn Văn Độc')), refusedWith('marital.own_spouse'));
  await assert.rejects(ask('Nguyễn Văn Độc', toMarry('Lê Văn Cưới')), refusedWith('marriage.not_man_and_woman'));
  await assert.rejects(ask('Phan Văn Anh', toMarry('Phan Thị Em')), refusedWith('marriage.close_kin'));
  await assert.rejects(
    ask(
      'Nguyễn Văn Độc',
      toMarry('Trần Thị Thân', {
        intended: { kind: 'person', number: no('Trần Thị Thân'), fullName: 'Trần Thị Thần' },
      }),
    ),
    refusedWith('marital.intended_name'),
  );
  const stranger = { kind: 'person', number: '001199999999' };
  await assert.rejects(
    ask('Nguyễn Văn Độc', toMarry('Trần Thị Thân', { intended: stranger })),
    refusedWith('entry.person_unknown'),
  );
  const foreigner = {
    kind: 'foreigner',
    fullName: 'SATO YUKI',
    bornOn: '1994-02-03',
    nationality: 'JP',
    passportNumber: 'UTO000002',
  };
  const abroad = await ask('Nguyễn Văn Độc', toMarry('Trần Thị Thân', { intended: foreigner }));
  assert.match(await saidIn(abroad.id), /SATO YUKI.*UTO000002/s);
});

test('a marriage changes the status: certificates from before are over, the married are certified as such and not for a marriage', async () => {
  const before = await issue('Phạm Thị Cưới', { purpose: 'loan' });
  noonOf('2026-11-25');
  await marry('Lê Văn Cưới', 'Phạm Thị Cưới');
  assert.deepEqual(await verified(before.verificationCode), ['changed', '2026-11-25']);
  const { stated, doubts } = await standing('Phạm Thị Cưới');
  assert.deepEqual([stated.status, stated.spouse?.fullName, doubts], ['married', 'Lê Văn Cưới', []]);
  await assert.rejects(
    issue('Phạm Thị Cưới', toMarry('Nguyễn Văn Độc', { replacing: { how: 'returned', reason: 'Nộp lại' } })),
    refusedWith('marriage.married_already'),
  );
  await assert.rejects(issue('Trần Thị Thân', toMarry('Lê Văn Cưới')), refusedWith('marriage.married_already'));
  const after = await issue('Phạm Thị Cưới', { purpose: 'loan' });
  assert.match(await saidIn(after.id), /Đang có chồng là Lê Văn Cưới \(đăng ký kết hôn số \d+\/2026/);
});

test('a divorce and a death are stated with their judgment and entry, and what came before no longer holds', async () => {
  noonOf('2026-11-21');
  await marry('Đinh Văn Ly', 'Đỗ Thị Ly');
  await marry('Ngô Văn Góa', 'Lý Thị Góa');
  const married = await issue('Đỗ Thị Ly', { purpose: 'property' });
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
    { spouseNumber: no('Đinh Văn Ly'), kind: 'divorce', judgment, ...town.by },
    town.asOfficer(),
  );
  assert.deepEqual(await verified(married.verificationCode), ['changed', '2026-12-05']);
  const divorced = await issue('Đỗ Thị Ly', toMarry('Nguyễn Văn Độc'));
  assert.match(
    await saidIn(divorced.id),
    /đã ly hôn \(bản án, quyết định số 15\/2026\/HNGĐ-ST, ngày 05\/12\/2026, Tòa án/,
  );
  await call(
    town.house,
    services.registerDeath,
    {
      deceasedNumber: no('Ngô Văn Góa'),
      diedOn: '2026-12-08',
      place: 'Tại nhà',
      declarantNumber: no('Lý Thị Góa'),
      declarantIs: 'spouse',
      ...town.by,
    },
    town.asOfficer(),
  );
  const widowed = await issue('Lý Thị Góa', toMarry('Nguyễn Văn Độc'));
  assert.match(await saidIn(widowed.id), /chồng đã chết \(khai tử số \d+\/2026/);
  await assert.rejects(issue('Ngô Văn Góa'), refusedWith('entry.person_dead'));
  // The note of the divorce is taken back: they are married again, and what was stated is over.
  await call(
    town.house,
    services.cancelEntry,
    { entryId: output.entryId, reason: 'Bản án bị hủy theo thủ tục tái thẩm', ...town.by },
    town.asOfficer(),
  );
  assert.equal((await verified(divorced.verificationCode))[0], 'changed');
  assert.equal((await standing('Đỗ Thị Ly')).stated.status, 'married');
});

test('a marriage that ended on its first day, and one that was annulled, are told all the same', async () => {
  await marry('Mai Văn Cũ', 'Mai Thị Cũ');
  await call(
    town.house,
    services.noteDivorce,
    {
      spouseNumber: no('Mai Văn Cũ'),
      kind: 'annulment',
      judgment: { number: '3/2026/QĐ', court: 'Tòa án nhân dân khu vực 1', issuedOn: TODAY, effectiveOn: TODAY },
      ...town.by,
    },
    town.asOfficer(),
  );
  const { stated, doubts } = await standing('Mai Thị Cũ');
  assert.deepEqual([stated.status, stated.by?.number, doubts], ['annulled', '3/2026/QĐ', []]);
});

test('a transcribed marriage is never passed over: an officer must look, and what they found is stated', async () => {
  const clear = await issue('Đặng Văn Giấy', { purpose: 'property' });
  await takeIn('marriage', {
    number: '7',
    husband_name: 'Đặng Văn Giấy',
    husband_number: no('Đặng Văn Giấy'),
    wife_name: 'Ngô Thị Giấy',
    wife_number: no('Ngô Thị Giấy'),
  });
  assert.deepEqual(await verified(clear.verificationCode), ['doubtful', undefined]);
  const { stated, doubts } = await standing('Ngô Thị Giấy');
  assert.equal(stated.status, 'never-married');
  assert.deepEqual(
    doubts.map(({ kind, entry }) => [kind, entry?.number, entry?.people.map(({ fullName }) => fullName).sort()]),
    [['transcribed-marriage', '7', ['Ngô Thị Giấy', 'Đặng Văn Giấy']]],
  );
  const wish = { purpose: 'property' };
  await assert.rejects(issue('Ngô Thị Giấy', wish), refusedWith('marital.conclusion_needed'));
  const grounds = 'Đã xem sổ kết hôn quyển 01/1995 và hỏi nơi đăng ký';
  await assert.rejects(
    issue('Ngô Thị Giấy', wish, { conclusion: { status: 'married', grounds } }),
    refusedWith('input.invalid'),
  );
  const found = {
    status: 'married',
    spouseName: 'Đặng Văn Giấy',
    document: { number: '7', issuer: 'Ủy ban nhân dân phường Mẫu', on: '1995-05-12' },
    grounds,
  };
  await assert.rejects(
    issue('Ngô Thị Giấy', toMarry('Nguyễn Văn Độc'), { conclusion: found }),
    refusedWith('marriage.married_already'),
  );
  const paper = await issue('Ngô Thị Giấy', wish, { conclusion: found });
  const said = await saidIn(paper.id);
  assert.match(said, /Đang có chồng là Đặng Văn Giấy \(đăng ký kết hôn số 7, ngày 12\/05\/1995/);
  assert.doesNotMatch(said, /Đã xem sổ/);
  assert.deepEqual(await verified(paper.verificationCode), ['valid', undefined]);
  await assert.rejects(issue('Nguyễn Văn Độc', wish, { conclusion: found }), refusedWith('marital.nothing_to_find'));
});

test('a transcribed marriage without numbers is shown by name and birth; of another birth it is not', async () => {
  await takeIn('marriage', {
    number: '8',
    husband_name: 'BÙI VĂN TRÙNG',
    husband_born: '09/09/1968',
    wife_name: 'Ai Đó',
  });
  await takeIn('marriage', {
    number: '9',
    husband_name: 'Hoàng Văn Xa',
    husband_born: '01/01/1950',
    wife_name: 'Ai Khác',
  });
  assert.deepEqual(
    (await standing('Bùi Văn Trùng')).doubts.map(({ kind, entry }) => [kind, entry?.number]),
    [['named-alike', '8']],
  );
  assert.deepEqual((await standing('Hoàng Văn Xa', town.asOfficer(OTHER_WARD))).doubts, []);
});

test('a marriage that is only in the table and its transcribed entry are one; a transcribed death of the spouse is for the officer', async () => {
  const id = '01900000-0000-7000-8000-00000000a001';
  const [husband, wife] = [no('Phan Văn Anh'), no('Trần Thị Thân')];
  await town.ask(
    `INSERT INTO civil_status.marriage (id, commune_code, book_year, number, registered_on, husband_number, wife_number, valid_during)
     VALUES ($1, $2, 2012, '44/2012', '2012-04-04', $3, $4, '[2012-04-04,)')`,
    [id, WARD, husband, wife],
  );
  const alone = await standing('Phan Văn Anh');
  assert.deepEqual(
    [alone.stated.status, alone.stated.spouse?.fullName, alone.doubts.map(({ kind }) => kind)],
    ['married', 'Trần Thị Thân', ['population-differs']],
  );
  await takeIn('marriage', {
    number: '44',
    registered_on: '04/04/2012',
    husband_name: 'Phan Văn Anh',
    husband_number: husband,
    wife_name: 'Trần Thị Thân',
    wife_number: wife,
  });
  assert.deepEqual(
    (await standing('Phan Văn Anh')).doubts.map(({ kind }) => kind),
    ['population-differs'],
  );
  await takeIn('death', {
    number: '5',
    registered_on: '01/02/2020',
    deceased_name: 'Trần Thị Thân',
    deceased_number: wife,
    died_on: '31/01/2020',
  });
  assert.deepEqual(
    (await standing('Phan Văn Anh')).doubts.map(({ kind }) => kind),
    ['spouse-dead', 'population-differs'],
  );
  assert.ok((await standing('Trần Thị Thân')).doubts.some(({ kind }) => kind === 'transcribed-death'));
  await town.ask(
    `UPDATE civil_status.marriage SET valid_during = '[2012-04-04,2015-01-01)', end_reason = 'divorce' WHERE id = $1`,
    [id],
  );
  const divorced = await standing('Phan Văn Anh');
  assert.deepEqual(
    [divorced.stated.status, divorced.doubts.map(({ kind }) => kind)],
    ['divorced', ['judgment-missing']],
  );
});

test('an entry that is sealed makes the certificate a matter of the counter, never a wrong one', async () => {
  const { output } = await marry('Tạ Văn Kín', 'Tạ Thị Kín');
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
  await assert.rejects(standing('Tạ Thị Kín'), refusedWith('marital.in_person'));
  await assert.rejects(issue('Tạ Thị Kín'), refusedWith('marital.in_person'));
});

test('only the civil-status officer of the commune where a person resides issues; who resides nowhere has the commune of the stay', async () => {
  await assert.rejects(issue('Hoàng Văn Xa'), refusedWith('entry.not_competent'));
  await assert.rejects(standing('Hoàng Văn Xa'), refusedWith('entry.not_competent'));
  await assert.rejects(standing('Nguyễn Văn Độc', town.asOfficer(OTHER_WARD)), refusedWith('entry.not_competent'));
  const here = town.asOfficer();
  const police = { ...here.actor, role: 'police-residence-officer' } as typeof here.actor;
  await assert.rejects(
    issue('Nguyễn Văn Độc', undefined, {}, town.asOfficer(undefined, { actor: police })),
    refusedWith('entry.not_your_office'),
  );
  const person = no('Chu Văn Tạm');
  const stay = `INSERT INTO population.temporary_residence (person_number, commune_code, address_line, why, valid_during, act)
     SELECT $1, $2, 'Số 9, phố Kim Mã', 'work', '[2026-01-01,2027-12-31)', max(position) FROM population.act`;
  await town.ask(stay, [person, WARD]);
  await assert.rejects(issue('Chu Văn Tạm'), refusedWith('entry.not_competent'));
  await town.ask(`DELETE FROM population.residence WHERE person_number = $1`, [person]);
  assert.match(await saidIn((await issue('Chu Văn Tạm')).id), /Số 9, phố Kim Mã/);
  await town.ask(`DELETE FROM population.temporary_residence WHERE person_number = $1`, [person]);
  await assert.rejects(issue('Chu Văn Tạm', { purpose: 'loan' }), refusedWith('marital.no_residence'));
});

test('a certificate that was written and not made is made by the job, once', async () => {
  const paper = await issue('Vũ Văn Trẻ', { purpose: 'loan' });
  const [before] = await town.ask<{ file: string }>(`SELECT file_id AS file FROM civil_status.paper WHERE id = $1`, [
    paper.id,
  ]);
  await town.ask(`UPDATE civil_status.paper SET file_id = NULL WHERE id = $1`, [paper.id]);
  assert.equal((await standing('Vũ Văn Trẻ')).certificates.length, 1);
  await finishCertificate(town.house, { paperId: paper.id });
  const file = async () =>
    (await town.ask<{ file: string }>(`SELECT file_id AS file FROM civil_status.paper WHERE id = $1`, [paper.id]))[0]!
      .file;
  const made = await file();
  assert.ok(made && made !== before!.file);
  await finishCertificate(town.house, { paperId: paper.id });
  assert.equal(await file(), made);
});
