import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MaritalTown, maritalTown } from '../../../../test/support/marital-town.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import { noteAbroad, registerMarriage } from '../services.ts';

/** Nobody marries past what a transcribed paper book says of them. */

let town: MaritalTown;
before(async () => {
  town = await maritalTown();
});
after(() => town.close());

const marry = (husband: string, wife: string, more: object = {}) =>
  call(
    town.house,
    registerMarriage,
    { husband: town.person(husband), wife: town.person(wife), bothConsented: true, ...town.by, ...more },
    town.asOfficer(),
  );
const doubted = (entryNumber: string) => (error: unknown) => {
  refusedWith('marriage.transcribed_doubt')(error);
  assert.equal((error as { values: { entryNumber: string } }).values.entryNumber, entryNumber);
  return true;
};

test('who stands in a transcribed marriage marries only when an officer has looked, and the entry keeps what was found', async () => {
  const husband = { husband_name: 'Đặng Văn Giấy', husband_number: town.no('Đặng Văn Giấy') };
  await town.takeIn('marriage', { number: '21', ...husband, wife_name: 'Người Đã Khuất' });
  await assert.rejects(marry('Đặng Văn Giấy', 'Ngô Thị Giấy'), doubted('21'));
  const doubtsSettled = 'Đã xem sổ khai tử quyển 02/2010: người vợ trước chết ngày 03/04/2010';
  const { output } = await marry('Đặng Văn Giấy', 'Ngô Thị Giấy', { doubtsSettled });
  const [entry] = await town.ask<{ said: string }>(
    `SELECT details ->> 'doubtsSettled' AS said FROM civil_status.entry WHERE id = $1`,
    [output.entryId],
  );
  assert.equal(entry!.said, doubtsSettled);
});

test('one of the same name and birth in a book without numbers is looked at too; one of another birth is not', async () => {
  const row = { husband_name: 'BÙI VĂN TRÙNG', wife_name: 'Ai Đó' };
  await town.takeIn('marriage', { number: '22', ...row, husband_born: '08/09/1968' });
  await town.takeIn('marriage', { number: '23', ...row, husband_born: '09/09/1968' });
  await assert.rejects(marry('Bùi Văn Trùng', 'Lý Thị Góa'), doubted('23'));
});

test('a transcribed death is looked at before somebody marries', async () => {
  await town.takeIn('death', {
    number: '24',
    deceased_name: 'Mai Văn Cũ',
    deceased_number: town.no('Mai Văn Cũ'),
    died_on: '01/05/1995',
  });
  await assert.rejects(marry('Mai Văn Cũ', 'Mai Thị Cũ'), doubted('24'));
});

test('a marriage abroad is not written past a transcribed book either', async () => {
  const couple = { act: 'marriage', husband: town.person('Bùi Văn Trùng'), wife: town.person('Lý Thị Góa') };
  const abroad = { country: 'KR', authority: 'Seoul', documentNumber: 'KR-7', documentOn: '2026-01-05', ...town.by };
  const note = (of: object) =>
    call(town.house, noteAbroad, { of: { ...couple, ...of }, ...abroad } as never, town.asOfficer());
  await assert.rejects(note({}), doubted('23'));
  const { output } = await note({ doubtsSettled: 'Đã xem sổ quyển 01/1995: người khác' });
  assert.equal(output.consequences, 'done');
});
