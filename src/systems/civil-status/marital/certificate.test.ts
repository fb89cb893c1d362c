import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type MaritalTown, TODAY, maritalTown, noonOf } from '../../../../test/support/marital-town.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { OTHER_WARD, WARD } from '../../population/example/small-country.ts';
import { validateFile } from '../../trust/index.ts';
import { finishCertificate } from './actions.ts';

/** Who may have a certificate of marital status, from whom, and how long it holds. */

let town: MaritalTown;
before(async () => {
  town = await maritalTown();
});
beforeEach(() => noonOf(TODAY));
after(() => town.close());

test('who stands in no book is certified as never married: numbered, sealed, said on the paper, and known by its code for six months', async () => {
  const { stated, doubts } = await town.standing('Nguyễn Văn Độc');
  assert.deepEqual([stated, doubts], [{ status: 'never-married' }, []]);
  const paper = await town.issue('Nguyễn Văn Độc');
  assert.match(paper.documentNumber, /^\d+\/2026\/XNTTHN$/);
  const said = await town.saidIn(paper.id);
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
  assert.deepEqual(await town.verified(paper.verificationCode), ['valid', undefined]);
  noonOf('2027-05-20');
  assert.deepEqual(await town.verified(paper.verificationCode), ['valid', undefined]);
  noonOf('2027-05-21');
  assert.deepEqual(await town.verified(paper.verificationCode), ['expired', '2027-05-21']);
});

test('the same request gives one certificate, also when it is sent twice at once, and numbers have no gaps', async () => {
  const context = town.asOfficer();
  const [one, other] = await Promise.all([
    town.issue('Trần Thị Thân', { purpose: 'loan' }, {}, context),
    town.issue('Trần Thị Thân', { purpose: 'loan' }, {}, context),
  ]);
  assert.equal(one.id, other.id);
  assert.equal((await town.issue('Trần Thị Thân', { purpose: 'loan' }, {}, context)).id, one.id);
  // Two officers at once for one purpose: one of them is told that there is one.
  const both = await Promise.allSettled([
    town.issue('Trần Thị Thân', { purpose: 'other', words: 'Nộp cho cơ quan' }),
    town.issue('Trần Thị Thân', { purpose: 'other', words: 'nộp cho cơ quan' }),
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
  const first = await town.issue('Lê Văn Cưới', { purpose: 'loan' });
  await assert.rejects(town.issue('Lê Văn Cưới', { purpose: 'loan' }), refusedWith('marital.valid_one_there'));
  const property = await town.issue('Lê Văn Cưới', { purpose: 'property' });
  noonOf('2026-12-01');
  const replacing = { how: 'lost', reason: 'Đánh rơi trên đường' };
  await assert.rejects(
    town.issue('Lê Văn Cưới', { purpose: 'loan', replacing: { how: 'lost', reason: 'x' } }),
    refusedWith('input.invalid'),
  );
  const second = await town.issue('Lê Văn Cưới', { purpose: 'loan', replacing });
  assert.deepEqual(await town.verified(first.verificationCode), ['replaced', '2026-12-01']);
  assert.deepEqual(await town.verified(second.verificationCode), ['valid', undefined]);
  assert.deepEqual(await town.verified(property.verificationCode), ['valid', undefined]);
  noonOf('2027-06-02');
  const third = await town.issue('Lê Văn Cưới', { purpose: 'loan' });
  assert.deepEqual(await town.verified(third.verificationCode), ['valid', undefined]);
  assert.deepEqual(await town.verified(second.verificationCode), ['expired', '2027-06-02']);
});

test('a certificate for a marriage names whom and where, and is for who may marry them', async () => {
  const paper = await town.issue('Phạm Thị Cưới', town.toMarry('Lê Văn Cưới'));
  const said = await town.saidIn(paper.id);
  assert.match(said, /LÊ VĂN CƯỚI/);
  assert.match(said, new RegExp(town.no('Lê Văn Cưới')));
  assert.match(said, /phường Mẫu/);
  const ask = (name: string, wish: object) => town.issue(name, wish);
  await assert.rejects(ask('Nguyễn Văn Độc', { purpose: 'marriage' }), refusedWith('input.invalid'));
  await assert.rejects(
    ask('Nguyễn Văn Độc', town.toMarry('Trần Thị Thân', { where: undefined })),
    refusedWith('input.invalid'),
  );
  await assert.rejects(
    ask('Nguyễn Văn Độc', { ...town.toMarry('Trần Thị Thân'), purpose: 'loan' }),
    refusedWith('marital.spouse_not_asked'),
  );
  await assert.rejects(ask('Nguyễn Văn Độc', { purpose: 'other' }), refusedWith('input.invalid'));
  await assert.rejects(ask('Vũ Văn Trẻ', town.toMarry('Trần Thị Thân')), refusedWith('marriage.too_young'));
  assert.ok(await ask('Vũ Văn Trẻ', { purpose: 'property' }), 'for another purpose nobody is too young');
  await assert.rejects(ask('Nguyễn Văn Độc', town.toMarry('Nguyễn Văn Độc')), refusedWith('marital.own_spouse'));
  await assert.rejects(ask('Nguyễn Văn Độc', town.toMarry('Lê Văn Cưới')), refusedWith('marriage.not_man_and_woman'));
  await assert.rejects(ask('Phan Văn Anh', town.toMarry('Phan Thị Em')), refusedWith('marriage.close_kin'));
  await assert.rejects(
    ask(
      'Nguyễn Văn Độc',
      town.toMarry('Trần Thị Thân', {
        intended: { kind: 'person', number: town.no('Trần Thị Thân'), fullName: 'Trần Thị Thần' },
      }),
    ),
    refusedWith('marital.intended_name'),
  );
  const stranger = { kind: 'person', number: '001199999999' };
  await assert.rejects(
    ask('Nguyễn Văn Độc', town.toMarry('Trần Thị Thân', { intended: stranger })),
    refusedWith('entry.person_unknown'),
  );
  const foreigner = {
    kind: 'foreigner',
    fullName: 'SATO YUKI',
    bornOn: '1994-02-03',
    nationality: 'JP',
    passportNumber: 'UTO000002',
  };
  const abroad = await ask('Nguyễn Văn Độc', town.toMarry('Trần Thị Thân', { intended: foreigner }));
  assert.match(await town.saidIn(abroad.id), /SATO YUKI.*UTO000002/s);
});

test('only the civil-status officer of the commune where a person resides issues; who resides nowhere has the commune of the stay', async () => {
  await assert.rejects(town.issue('Hoàng Văn Xa'), refusedWith('entry.not_competent'));
  await assert.rejects(town.standing('Hoàng Văn Xa'), refusedWith('entry.not_competent'));
  await assert.rejects(town.standing('Nguyễn Văn Độc', town.asOfficer(OTHER_WARD)), refusedWith('entry.not_competent'));
  const here = town.asOfficer();
  const police = { ...here.actor, role: 'police-residence-officer' } as typeof here.actor;
  await assert.rejects(
    town.issue('Nguyễn Văn Độc', undefined, {}, town.asOfficer(undefined, { actor: police })),
    refusedWith('entry.not_your_office'),
  );
  const person = town.no('Chu Văn Tạm');
  const stay = `INSERT INTO population.temporary_residence (person_number, commune_code, address_line, why, valid_during, act)
     SELECT $1, $2, 'Số 9, phố Kim Mã', 'work', '[2026-01-01,2027-12-31)', max(position) FROM population.act`;
  await town.ask(stay, [person, WARD]);
  await assert.rejects(town.issue('Chu Văn Tạm'), refusedWith('entry.not_competent'));
  await town.ask(`DELETE FROM population.residence WHERE person_number = $1`, [person]);
  assert.match(await town.saidIn((await town.issue('Chu Văn Tạm')).id), /Số 9, phố Kim Mã/);
  await town.ask(`DELETE FROM population.temporary_residence WHERE person_number = $1`, [person]);
  await assert.rejects(town.issue('Chu Văn Tạm', { purpose: 'loan' }), refusedWith('marital.no_residence'));
});

test('a certificate that was written and not made is made by the job, once', async () => {
  const paper = await town.issue('Vũ Văn Trẻ', { purpose: 'loan' });
  const [before] = await town.ask<{ file: string }>(`SELECT file_id AS file FROM civil_status.paper WHERE id = $1`, [
    paper.id,
  ]);
  await town.ask(`UPDATE civil_status.paper SET file_id = NULL WHERE id = $1`, [paper.id]);
  assert.equal((await town.standing('Vũ Văn Trẻ')).certificates.length, 1);
  await finishCertificate(town.house, { paperId: paper.id });
  const file = async () =>
    (await town.ask<{ file: string }>(`SELECT file_id AS file FROM civil_status.paper WHERE id = $1`, [paper.id]))[0]!
      .file;
  const made = await file();
  assert.ok(made && made !== before!.file);
  await finishCertificate(town.house, { paperId: paper.id });
  assert.equal(await file(), made);
});
