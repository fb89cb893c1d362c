import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEnterpriseName, splitEnterpriseName } from './enterprise-name.ts';
import { nameConflicts } from './name-conflict.ts';

test('a name is a type and an own name', () => {
  const split = (name: string): unknown => Object.values(splitEnterpriseName(name) ?? {});
  assert.deepEqual(split('Công ty TNHH  Hoa Sen'), ['limited-liability', 'Hoa Sen']);
  assert.deepEqual(split('CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN HOA SEN'), ['limited-liability', 'HOA SEN']);
  assert.deepEqual(split('Công ty CP Hoa Sen'.normalize('NFD')), ['joint-stock', 'Hoa Sen']);
  assert.deepEqual(split('Công ty Hợp danh Hoa Sen'), ['partnership', 'Hoa Sen']);
  assert.deepEqual(split('DNTN Hoa Sen'), ['private', 'Hoa Sen']);
  assert.equal(splitEnterpriseName('Hoa Sen'), undefined);
  assert.equal(splitEnterpriseName('Công ty CPU Hoa Sen'), undefined);
});

test('a name without type or own name, in other letters, or of a body of the state is refused', () => {
  const wrong = (name: string): string => checkEnterpriseName(name).join(' ').replaceAll('enterprise.', '');
  assert.equal(wrong('Công ty TNHH Hoa Sen & Nụ 2'), '');
  assert.equal(wrong('Công ty TNHH Wifi Zalo F.J'), '');
  assert.equal(wrong('Hoa Sen'), 'name_without_type');
  assert.equal(wrong('Công ty TNHH'), 'own_name_missing');
  assert.equal(wrong('Công ty TNHH &'), 'own_name_missing');
  assert.equal(wrong('Công ty TNHH Café Straße'), 'name_letters');
  assert.equal(wrong('Công ty TNHH 莲花'), 'name_letters');
  assert.equal(wrong('Công ty cổ phần Uỷ ban nhân dân'), 'name_of_a_body');
  assert.equal(wrong('Công ty cổ phần In Quân Đội Nhân Dân'), 'name_of_a_body');
  assert.equal(wrong(`Công ty cổ phần ${'Hoa Sen '.repeat(40)}`), 'name_too_long');
});

/** `code clause` of each conflict between two Vietnamese names. */
function between(one: string, other: string, isSubsidiary = false): string {
  const found = nameConflicts({ vietnamese: one }, { vietnamese: other }, { isSubsidiary });
  return found.map(({ code, clause }) => `${code.replace('enterprise.', '')} ${clause ?? '-'}`).join('; ');
}

test('the same name in another writing is identical', () => {
  assert.match(between('Công ty TNHH Hòa Bình', 'CÔNG TY TNHH  HOÀ BÌNH'.normalize('NFD')), /^name_identical 41\.1/);
});

test('a name that reads the same is confusing', () => {
  assert.match(between('Công ty TNHH Mỹ Lý', 'Công ty TNHH Mĩ Lí'), /^name_reads_alike 41\.2\.a/);
  assert.match(between('Công ty TNHH Năm Sao', 'Công ty TNHH 5 Sao'), /^name_reads_alike 41\.2\.a/);
  assert.match(between('Công ty TNHH Hoa & Lá', 'Công ty TNHH Hoa và Lá'), /^name_reads_alike 41\.2\.a/);
  assert.match(between('Công ty TNHH Hoa Sen', 'Công ty trách nhiệm hữu hạn Hoa Sen'), /^name_reads_alike 41\.2\.a/);
});

test('an own name is taken, whatever the type', () => {
  assert.equal(between('Công ty TNHH Hoa Sen', 'Công ty cổ phần Hoa Sen'), 'own_name_taken 41.2.h');
});

test('a number, an ordinal or a letter behind makes no other name', () => {
  for (const name of ['Hoa Sen 2', 'Hoa Sen2', 'Hoa Sen II', 'Hoa Sen số 3', 'Hoa Sen B', 'Hoa SenF'])
    assert.equal(between(`Công ty CP ${name}`, 'Công ty CP Hoa Sen'), 'name_numbered 41.2.d', name);
  assert.equal(between('Công ty CP Hoa Sen 2', 'Công ty CP Hoa Sen 3'), 'name_numbered 41.2.d');
  assert.equal(between('Công ty CP Hoa Sen 2', 'Công ty TNHH Hoa Sen'), '');
});

test('signs, “tân”, “mới” and a region make no other name', () => {
  assert.match(between('Công ty CP Hoa-Sen', 'Công ty CP Hoa Sen'), /name_other_signs 41\.2\.đ$/);
  assert.equal(between('Công ty CP Hoa và Sen', 'Công ty CP Hoa Sen'), 'name_other_signs 41.2.đ');
  assert.equal(between('Công ty CP Tân Hoa Sen', 'Công ty CP Hoa Sen'), 'name_newer 41.2.e');
  assert.equal(between('Công ty CP Hoa Sen Mới', 'Công ty CP Hoa Sen'), 'name_newer 41.2.e');
  assert.equal(between('Công ty CP Hoa Sen Miền Tây', 'Công ty CP Hoa Sen'), 'name_of_a_region 41.2.g');
  assert.equal(between('Công ty CP Hoa Sen miền Bắc', 'Công ty CP Hoa Sen miền Nam'), 'name_of_a_region 41.2.g');
});

test('a subsidiary may bear its parent’s name with an addition', () => {
  assert.equal(between('Công ty CP Hoa Sen 2', 'Công ty CP Hoa Sen', true), '');
  assert.match(between('Công ty CP Hoa Sen', 'Công ty CP Hoa Sen', true), /name_identical/);
});

test('names that differ by their tones only are shown to the officer, and refused by no clause', () => {
  assert.equal(between('Công ty CP Hoa Sen', 'Công ty CP Hóa Sên'), 'name_alike_without_tones -');
  assert.equal(between('Công ty CP Hoa Sen', 'Công ty CP Hoa Cúc'), '');
});

test('abbreviations and foreign names are compared too', () => {
  const conflicts = nameConflicts(
    { vietnamese: 'Công ty CP Hoa Sen', short: 'HSC', foreign: 'Lotus JSC' },
    { vietnamese: 'Công ty CP Hướng Sáng', short: 'hsc', foreign: 'LOTUS JSC' },
  );
  assert.deepEqual(
    conflicts.map(({ clause }) => clause),
    ['41.2.b', '41.2.c'],
  );
});
