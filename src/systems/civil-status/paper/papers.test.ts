import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { communeCommitteeCode } from '../../../country/index.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { OTHER_WARD, WARD } from '../../population/example/small-country.ts';
import { predecessors } from '../../territories/index.ts';
import { validateFile } from '../../trust/index.ts';
import * as services from '../services.ts';
import type { PaperContent } from './content.ts';

/** Paper books that are taken in, and the papers that are issued of what stands in the books. */

const TODAY = '2026-11-20';
let town: CivilStatusHouse;
let oldWard: { code: string; name: string };

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Nguyễn Văn Cha', sex: 'male', bornOn: '1975-01-01' },
      { fullName: 'Trần Thị Mẹ', sex: 'female', bornOn: '1977-01-01' },
      {
        fullName: 'Nguyễn Thị Con',
        sex: 'female',
        bornOn: '2015-05-05',
        mother: 'Trần Thị Mẹ',
        father: 'Nguyễn Văn Cha',
      },
      { fullName: 'Phạm Văn Nuôi', sex: 'male', bornOn: '1980-01-01' },
      { fullName: 'Lê Thị Nuôi', sex: 'female', bornOn: '1982-01-01' },
      { fullName: 'Người Ngoài', sex: 'male', bornOn: '1985-02-02' },
    ],
    TODAY,
  );
  await town.ask(
    `INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during)
     VALUES ($1, 'commune-committee', 'Ủy ban nhân dân phường Giảng Võ', 'Committee of Giang Vo', $2, '[2025-07-01,)')
     ON CONFLICT DO NOTHING`,
    [communeCommitteeCode(WARD, '01'), WARD],
  );
  const { unit } = predecessors(WARD, '2025-07-01')[0]!;
  oldWard = { code: unit.code, name: unit.fullName.vi };
});
after(() => town.close());

const no = (name: string) => town.numberOf(name);
const asPerson = (name: string): CallContext => ({
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'person', number: no(name), name },
  purpose: 'own-data',
  idempotencyKey: `own-${Math.random()}`,
});
const rowOf = (over: Record<string, string> = {}) => ({
  volume: '02/2015',
  number: '45',
  registered_on: '12/05/2015',
  agency: `Ủy ban nhân dân ${oldWard.name}`,
  place_code: oldWard.code,
  doubts: 'illegible',
  scan: 'GV-2015-02.pdf',
  page: '45',
  child_name: 'NGUYỄN THỊ CON',
  child_born: '05/05/2015',
  child_number: no('Nguyễn Thị Con'),
  child_sex: 'nữ',
  mother_name: 'Trần Thị Mẹ',
  mother_number: no('Trần Thị Mẹ'),
  father_name: 'Nguyễn Văn Cha',
  father_number: no('Nguyễn Văn Cha'),
  ...over,
});
const takeIn = (rows: Record<string, string>[], isDryRun = false) =>
  call(
    town.house,
    services.importPaperBook,
    { book: 'birth', rows, isDryRun, reason: 'Kế hoạch số hóa sổ hộ tịch' },
    town.asOfficer(),
  );
/** The entry of the child's birth. */
const birthEntry = async () =>
  (
    await town.ask<{ id: string }>(
      `SELECT id FROM civil_status.entry WHERE book = 'birth' AND number = '45' AND upper_inf(valid_during)`,
    )
  )[0]!.id;
const extractFor = (name: string, entryId: string) =>
  call(town.house, services.issueOwnExtract, { number: no(name), entryId }, asPerson(name));
const saidIn = async (paperId: string) =>
  (await town.ask<{ said: PaperContent }>(`SELECT said FROM civil_status.paper WHERE id = $1`, [paperId]))[0]!.said;
const wordsOf = (said: PaperContent) => JSON.stringify(said);

test('a transcribed book is tried first, is taken in whole or not at all, and sent again writes nothing twice', async () => {
  const bad = [
    rowOf({ child_born: '31/02/2015' }),
    rowOf({ number: '46', registered_on: '01/05/2015', child_sex: 'x', doubts: 'smudged' }),
    rowOf({ number: '47', child_number: '123', place_code: '99999' }),
    rowOf({ number: '48', agency: '', child_name: 'Nguyễn 5' }),
    rowOf({ number: '49' }),
    rowOf({ number: '49' }),
  ];
  const tried = (await takeIn(bad, true)).output;
  assert.deepEqual(
    tried.problems.map(({ row, column, problem }) => `${row} ${column} ${problem}`),
    [
      '2 child_born not_a_date',
      '3 doubts not_a_doubt',
      '3 child_sex not_a_sex',
      '3 registered_on out_of_order',
      '4 child_number not_a_number',
      '4 place_code not_a_commune',
      '5 agency needed',
      '5 child_name not_a_name',
      '7 number twice',
    ],
  );
  await assert.rejects(takeIn(bad), refusedWith('legacy.problems'));
  assert.deepEqual(await town.ask(`SELECT FROM civil_status.entry`), []);
  const good = [
    rowOf(),
    rowOf({ number: '46', child_name: 'Trẻ Khác', child_number: '', mother_number: '', father_number: '' }),
  ];
  assert.deepEqual((await takeIn(good)).output, { added: 2, passed: 0, isWritten: true, problems: [] });
  assert.deepEqual((await takeIn(good)).output, { added: 0, passed: 2, isWritten: true, problems: [] });
  await assert.rejects(takeIn([rowOf({ hometown: 'Nơi khác' })]), refusedWith('legacy.problems'));
  const found = await call(town.house, services.findEntries, { words: 'nguyen thi con' }, town.asOfficer());
  assert.deepEqual(
    found.output.entries.map(({ number, volume }) => [number, volume]),
    [['45', '02/2015']],
  );
});

test('an extract bears the place as the book has it and as it is called today, the volume and number, and a seal', async () => {
  const entryId = await birthEntry();
  const { paper } = (await extractFor('Nguyễn Thị Con', entryId)).output;
  const said = wordsOf(await saidIn(paper.id));
  assert.match(said, new RegExp(`Ủy ban nhân dân ${oldWard.name} \\(nay thuộc [Pp]hường Giảng Võ`));
  assert.match(said, /02\/2015/);
  assert.match(said, /Nguyễn Thị Con/i);
  const { file } = (
    await call(
      town.house,
      services.readPaperFile,
      { paperId: paper.id, number: no('Nguyễn Thị Con') },
      asPerson('Nguyễn Thị Con'),
    )
  ).output;
  const pdf = (await town.house.files.read(file!.fileId))!;
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const [signature] = (await validateFile(town.house, { filename: 'paper.pdf', bytes: pdf })).signatures;
  assert.deepEqual(
    [signature?.indication, signature?.signer?.agencyCode],
    ['TOTAL-PASSED', communeCommitteeCode(WARD, '01')],
  );
  const verified = await call(
    town.house,
    services.verifyPaper,
    { code: paper.verificationCode },
    {
      ...asPerson('Nguyễn Thị Con'),
      actor: { kind: 'machine', name: 'Trang kiểm tra' },
      purpose: 'document-verification',
    },
  );
  assert.equal(verified.output.document?.sha256, file!.fileId);
});

test('who does not stand in an entry, and whose commune it is not, get no paper of it and no file', async () => {
  const entryId = await birthEntry();
  await assert.rejects(extractFor('Người Ngoài', entryId), refusedWith('entry.not_found'));
  const order = { entryId, kind: 'extract' as const, registrar: town.by.registrar };
  await assert.rejects(
    call(town.house, services.issuePaper, order, town.asOfficer(OTHER_WARD)),
    refusedWith('entry.not_found'),
  );
  await assert.rejects(
    call(town.house, services.issuePaper, { ...order, kind: 'certificate' }, town.asOfficer()),
    refusedWith('paper.no_certificate'),
  );
  const { paper } = (await call(town.house, services.issuePaper, order, town.asOfficer())).output;
  const asked = { paperId: paper.id, number: no('Người Ngoài') };
  await assert.rejects(
    call(town.house, services.readPaperFile, asked, asPerson('Người Ngoài')),
    refusedWith('entry.not_found'),
  );
  await assert.rejects(
    call(town.house, services.readPaperFile, { paperId: paper.id }, town.asOfficer(OTHER_WARD)),
    refusedWith('entry.not_found'),
  );
});

test('the same order gives one paper, and extracts are numbered without gaps when many are ordered at once', async () => {
  const entryId = await birthEntry();
  const context = town.asOfficer();
  const order = { entryId, kind: 'extract' as const, registrar: town.by.registrar };
  const issued = await Promise.all([
    call(town.house, services.issuePaper, order, context),
    call(town.house, services.issuePaper, order, context),
    ...Array.from({ length: 5 }, () => call(town.house, services.issuePaper, order, town.asOfficer())),
  ]);
  assert.equal(issued[0].output.paper.id, issued[1].output.paper.id);
  const rows = await town.ask<{ number: string }>(`SELECT number FROM civil_status.paper`);
  const serials = rows.map(({ number }) => Number(number.split('/')[0])).sort((a, b) => a - b);
  assert.deepEqual(
    serials,
    serials.map((_, index) => index + 1),
  );
});

test('a change of name is noted on the birth entry and stands on its extracts; what was said before is kept', async () => {
  const entryId = await birthEntry();
  await call(
    town.house,
    services.changeDetails,
    {
      number: no('Nguyễn Thị Con'),
      kind: 'name',
      details: { fullName: 'Nguyễn Thị Xuân' },
      consented: true,
      ...town.by,
    },
    town.asOfficer(),
  );
  const said = await saidIn((await extractFor('Nguyễn Thị Con', entryId)).output.paper.id);
  assert.equal(said.holder, 'Nguyễn Thị Xuân');
  assert.match(said.remarks.join(' '), /từ “Nguyễn Thị Con” thành “Nguyễn Thị Xuân”/);
  const versions = await town.ask<{ name: string; from: string }>(
    `SELECT details -> 'child' ->> 'fullName' AS name, lower(valid_during)::text AS from FROM civil_status.entry
      WHERE id = $1 ORDER BY valid_during`,
    [entryId],
  );
  assert.deepEqual(versions, [
    { name: 'Nguyễn Thị Con', from: '2015-05-12' },
    { name: 'Nguyễn Thị Xuân', from: TODAY },
  ]);
});

test('after an adoption the birth entry names the adoptive parents, tells nobody of the adoption, and is closed to the parents before', async () => {
  const couple = { husband: town.person('Phạm Văn Nuôi'), wife: town.person('Lê Thị Nuôi') };
  await call(town.house, services.registerMarriage, { ...couple, bothConsented: true, ...town.by }, town.asOfficer());
  const entryId = await birthEntry();
  assert.ok((await extractFor('Trần Thị Mẹ', entryId)).output.paper);
  const adopted = await call(
    town.house,
    services.registerAdoption,
    {
      childNumber: no('Nguyễn Thị Con'),
      fatherNumber: no('Phạm Văn Nuôi'),
      motherNumber: no('Lê Thị Nuôi'),
      adopterIs: 'none',
      parentsConsented: true,
      childConsented: true,
      ...town.by,
    },
    town.asOfficer(),
  );
  const said = wordsOf(await saidIn((await extractFor('Nguyễn Thị Con', entryId)).output.paper.id));
  assert.match(said, /Lê Thị Nuôi/);
  assert.doesNotMatch(said, /Trần Thị Mẹ|Nguyễn Văn Cha|con nuôi/);
  await assert.rejects(extractFor('Trần Thị Mẹ', entryId), refusedWith('entry.not_found'));
  assert.ok((await extractFor('Lê Thị Nuôi', entryId)).output.paper);
  const own = await call(town.house, services.readOwnEntries, { number: no('Trần Thị Mẹ') }, asPerson('Trần Thị Mẹ'));
  assert.deepEqual(own.output.entries, []);
  const adoption = wordsOf(await saidIn((await extractFor('Lê Thị Nuôi', adopted.output.entryId)).output.paper.id));
  assert.match(adoption, /Phạm Văn Nuôi/i);
  assert.doesNotMatch(adoption, /Trần Thị Mẹ|Nguyễn Văn Cha/i);
  await call(
    town.house,
    services.cancelEntry,
    { entryId: adopted.output.entryId, reason: 'Tòa án hủy việc nuôi con nuôi', ...town.by },
    town.asOfficer(),
  );
  assert.ok((await extractFor('Trần Thị Mẹ', entryId)).output.paper);
  await assert.rejects(extractFor('Lê Thị Nuôi', entryId), refusedWith('entry.not_found'));
});
