import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { call } from '../../exchange/index.ts';
import { OTHER_WARD } from '../../population/example/small-country.ts';
import { readFamily } from '../../population/services.ts';
import { cancelEntry, noteDivorce, readEntry, readMarriage, registerDeath, registerMarriage } from '../services.ts';

const TODAY = '2026-11-20';
let town: CivilStatusHouse;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Ông Nội Chung', sex: 'male', bornOn: '1940-01-01' },
      { fullName: 'Cha Thứ Nhất', sex: 'male', bornOn: '1965-01-01', father: 'Ông Nội Chung' },
      { fullName: 'Cha Thứ Hai', sex: 'male', bornOn: '1967-01-01', father: 'Ông Nội Chung' },
      { fullName: 'Anh Họ Một', sex: 'male', bornOn: '1995-01-01', father: 'Cha Thứ Nhất' },
      { fullName: 'Em Họ Hai', sex: 'female', bornOn: '1997-01-01', father: 'Cha Thứ Hai' },
      { fullName: 'Nguyễn Văn An', sex: 'male', bornOn: '1998-03-02' },
      { fullName: 'Trần Thị Bình', sex: 'female', bornOn: '1999-08-14' },
      { fullName: 'Lê Văn Cường', sex: 'male', bornOn: '1996-01-30' },
      { fullName: 'Phạm Thị Dung', sex: 'female', bornOn: '1997-05-05' },
      { fullName: 'Vũ Văn Trẻ', sex: 'male', bornOn: '2006-11-21' },
      { fullName: 'Đỗ Thị Em', sex: 'female', bornOn: '2008-11-21' },
      { fullName: 'Hoàng Văn Xa', sex: 'male', bornOn: '1990-01-01', communeCode: OTHER_WARD },
      { fullName: 'Bùi Thị Xa', sex: 'female', bornOn: '1991-01-01', communeCode: OTHER_WARD },
      { fullName: 'Ngô Văn Góa', sex: 'male', bornOn: '1970-01-01' },
      { fullName: 'Lý Thị Góa', sex: 'female', bornOn: '1972-01-01' },
    ],
    TODAY,
  );
});
after(() => town.close());

const marry = (husband: string, wife: string, more: object = {}, context = town.asOfficer()) =>
  call(
    town.house,
    registerMarriage,
    { husband: town.person(husband), wife: town.person(wife), bothConsented: true, ...town.by, ...more },
    context,
  );
const refused = (code: string, work: () => Promise<unknown>) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    return true;
  });
const spouseOf = async (name: string) =>
  (await call(town.house, readFamily, { number: town.numberOf(name) }, town.asOfficer())).output.spouse?.number;
const marriageOf = async (name: string) =>
  (
    await call(
      town.house,
      readMarriage,
      { number: town.numberOf(name) },
      town.asOfficer(undefined, { caller: 'cases', purpose: 'birth-registration' }),
    )
  ).output.marriage;

test('a marriage stands in the book with its number, and the population knows the couple at once', async () => {
  const { output } = await marry('Nguyễn Văn An', 'Trần Thị Bình');
  assert.match(output.entryNumber, /^\d+\/2026$/);
  assert.deepEqual([output.registeredOn, output.consequences], [TODAY, 'done']);
  assert.equal(await spouseOf('Nguyễn Văn An'), town.numberOf('Trần Thị Bình'));
  assert.equal((await marriageOf('Trần Thị Bình'))?.entryNumber, output.entryNumber);
});

test('the same request again gives the same entry', async () => {
  const context = town.asOfficer();
  const [one, other] = await Promise.all([
    marry('Lê Văn Cường', 'Phạm Thị Dung', {}, context),
    marry('Lê Văn Cường', 'Phạm Thị Dung', {}, context),
  ]);
  assert.equal(one.output.entryId, other.output.entryId);
  const rows = await town.ask(`SELECT FROM civil_status.entry WHERE id = $1`, [one.output.entryId]);
  assert.equal(rows.length, 1);
});

test('who is too young, dead, related, absent or married may not marry', async () => {
  await refused('marriage.too_young', () => marry('Vũ Văn Trẻ', 'Bùi Thị Xa'));
  await refused('marriage.too_young', () => marry('Anh Họ Một', 'Đỗ Thị Em'));
  await refused('marriage.consent_missing', () => marry('Anh Họ Một', 'Bùi Thị Xa', { bothConsented: false }));
  await refused('marriage.close_kin', () => marry('Anh Họ Một', 'Em Họ Hai'));
  await refused('marriage.close_kin', () => marry('Cha Thứ Nhất', 'Em Họ Hai'));
  await refused('marriage.not_man_and_woman', () => marry('Trần Thị Bình', 'Nguyễn Văn An'));
  await refused('marriage.married_already', () => marry('Anh Họ Một', 'Trần Thị Bình'));
  await refused('entry.not_competent', () => marry('Hoàng Văn Xa', 'Bùi Thị Xa'));
  await refused('entry.person_unknown', () =>
    marry('Anh Họ Một', 'Bùi Thị Xa', { wife: { kind: 'person', number: '001199999999' } }),
  );
  const foreigner = {
    kind: 'foreigner' as const,
    fullName: 'KIM MIN JUN',
    bornOn: '1990-01-01',
    nationality: 'KR',
    passportNumber: 'UTO000001',
  };
  await refused('marriage.foreign_evidence_needed', () => marry('Anh Họ Một', 'Bùi Thị Xa', { husband: foreigner }));
});

test('the officer of another commune, another post and another agency are refused', async () => {
  const here = town.asOfficer();
  const other = { ...here.actor, territoryCode: OTHER_WARD } as typeof here.actor;
  const police = { ...here.actor, role: 'police-residence-officer' } as typeof here.actor;
  for (const context of [
    town.asOfficer(undefined, { actor: other }),
    town.asOfficer(undefined, { actor: police }),
    town.asOfficer(undefined, { agency: { code: 'G01.26.00025', name: 'Công an phường' } }),
  ])
    await refused('entry.not_your_office', () => marry('Anh Họ Một', 'Phạm Thị Dung', {}, context));
});

test('a foreigner marries here with the paper that says that they may', async () => {
  const wife = {
    kind: 'foreigner' as const,
    fullName: 'SATO YUKI',
    bornOn: '1994-02-03',
    nationality: 'JP',
    passportNumber: 'UTO000002',
  };
  const { output } = await marry('Anh Họ Một', 'Bùi Thị Xa', { wife, foreignEvidence: 'JP-2026/1' });
  assert.equal(output.consequences, 'done');
  assert.equal((await marriageOf('Anh Họ Một'))?.foreignSpouse?.passportNumber, 'UTO000002');
});

test('a divorce is noted from the judgment: the marriage ends, both may marry again, and cancelling the note brings it back', async () => {
  const husband = town.numberOf('Nguyễn Văn An');
  const judgment = {
    number: '12/2026/HNGĐ-ST',
    court: 'Tòa án nhân dân khu vực 1',
    issuedOn: TODAY,
    effectiveOn: TODAY,
  };
  const note = (over: object = {}, context = town.asOfficer()) =>
    call(town.house, noteDivorce, { spouseNumber: husband, kind: 'divorce', judgment, ...town.by, ...over }, context);
  await refused('divorce.entry_elsewhere', () => note({}, town.asOfficer(OTHER_WARD)));
  await refused('entry.in_future', () => note({ judgment: { ...judgment, effectiveOn: '2026-12-01' } }));
  await refused('divorce.effective_before_judgment', () =>
    note({ judgment: { ...judgment, effectiveOn: '2026-11-01' } }),
  );
  await refused('divorce.not_married', () => note({ spouseNumber: town.numberOf('Hoàng Văn Xa') }));
  const { entryNumber } = (await marriageOf('Nguyễn Văn An'))!;
  const { output } = await note();
  assert.equal(await marriageOf('Nguyễn Văn An'), undefined);
  assert.equal(await spouseOf('Trần Thị Bình'), undefined);
  await refused('divorce.not_married', () => note());
  const [marriage] = await town.ask<{ id: string; status: string }>(
    `SELECT id, status FROM civil_status.entry WHERE book = 'marriage' AND number = $1 AND upper_inf(valid_during)`,
    [entryNumber],
  );
  assert.equal(marriage!.status, 'ended');
  const read = await call(town.house, readEntry, { entryId: marriage!.id }, town.asOfficer());
  assert.deepEqual(
    read.output.entry.notes.map(({ kind, said }) => [kind, said.number]),
    [['divorce', judgment.number]],
  );
  const cancel = () =>
    call(
      town.house,
      cancelEntry,
      { entryId: output.entryId, reason: 'Bản án bị hủy theo thủ tục tái thẩm', ...town.by },
      town.asOfficer(),
    );
  assert.equal((await cancel()).output.consequences, 'done');
  assert.equal((await cancel()).output.consequences, 'done');
  assert.equal(await spouseOf('Trần Thị Bình'), husband);
  assert.equal((await marriageOf('Nguyễn Văn An'))?.entryNumber, entryNumber);
});

test('a marriage that should never have been registered is cancelled: it stays in the book, marked, and never was elsewhere', async () => {
  const { output } = await marry('Cha Thứ Hai', 'Lý Thị Góa');
  const cancelled = await call(
    town.house,
    cancelEntry,
    { entryId: output.entryId, reason: 'Đăng ký nhầm người', ...town.by },
    town.asOfficer(),
  );
  assert.equal(cancelled.output.consequences, 'done');
  assert.equal(await spouseOf('Lý Thị Góa'), undefined);
  const { entry } = (await call(town.house, readEntry, { entryId: output.entryId }, town.asOfficer())).output;
  assert.deepEqual([entry.status, entry.number], ['cancelled', output.entryNumber]);
  await marry('Ngô Văn Góa', 'Lý Thị Góa');
});

test('death ends the marriage: the other is widowed and may marry again', async () => {
  await call(
    town.house,
    registerDeath,
    {
      deceasedNumber: town.numberOf('Ngô Văn Góa'),
      diedOn: TODAY,
      place: 'Tại nhà',
      declarantNumber: town.numberOf('Lý Thị Góa'),
      declarantIs: 'spouse',
      ...town.by,
    },
    town.asOfficer(),
  );
  assert.equal(await spouseOf('Lý Thị Góa'), undefined);
  assert.equal(await marriageOf('Lý Thị Góa'), undefined);
  await refused('entry.person_dead', () => marry('Ngô Văn Góa', 'Bùi Thị Xa'));
});

test('a marriage of a paper book that was not transcribed is known: it forbids another, ends with a death, and waits for the book to be divorced', async () => {
  const [husband, wife] = [town.numberOf('Cha Thứ Nhất'), town.numberOf('Bùi Thị Xa')];
  await town.ask(
    `INSERT INTO civil_status.marriage (id, commune_code, book_year, number, registered_on, husband_number, wife_number, valid_during)
     VALUES ('paper-1', '00025', 1990, '17', '1990-05-05', $1, $2, '[1990-05-05,)')`,
    [husband, wife],
  );
  await refused('marriage.married_already', () => marry('Cha Thứ Nhất', 'Lý Thị Góa'));
  const judgment = { number: '1/2026', court: 'Tòa án nhân dân', issuedOn: TODAY, effectiveOn: TODAY };
  await refused('divorce.not_transcribed', () =>
    call(town.house, noteDivorce, { spouseNumber: husband, kind: 'divorce', judgment, ...town.by }, town.asOfficer()),
  );
  const { output } = await call(
    town.house,
    registerDeath,
    {
      deceasedNumber: husband,
      diedOn: TODAY,
      place: 'Tại nhà',
      declarantNumber: wife,
      declarantIs: 'spouse',
      ...town.by,
    },
    town.asOfficer(),
  );
  assert.equal(output.consequences, 'done');
  assert.equal(await marriageOf('Bùi Thị Xa'), undefined);
});
