import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  communeCommitteeCode,
  communePoliceCode,
  hospitalCode,
  isAgencyCode,
  parentAgencyCode,
  provincialCommitteeCode,
  provincialInsuranceCode,
} from './agency-code.ts';
import { formatDossierNumber, isDossierNumber, readDossierNumber } from './dossier-number.ts';
import { PROVINCES } from './provinces.ts';

test('a dossier number carries agency, day and serial, and gives them back', () => {
  assert.equal(
    formatDossierNumber({ agencyCode: 'H26.00025', receivedOn: '2026-11-21', serial: 42 }),
    'H26.00025-261121-0042',
  );
  const days = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 9999 }), (receivedOn, serial) => {
      const dossier = { agencyCode: 'H29.26734', receivedOn, serial };
      assert.deepEqual(readDossierNumber(formatDossierNumber(dossier)), dossier);
    }),
  );
});

test('a dossier number of the older agency codes can be read', () => {
  assert.deepEqual(readDossierNumber('000.00.19.H26-260715-0042'), {
    agencyCode: '000.00.19.H26',
    receivedOn: '2026-07-15',
    serial: 42,
  });
});

test('serial 0, a day that does not exist and a broken agency code make no dossier number', () => {
  for (const text of [
    'H26.00025-261121-0000',
    'H26.00025-260231-0001',
    'h26-261121-0001',
    'H26.00025-261121-00042',
    '',
  ]) {
    assert.ok(!isDossierNumber(text), text);
  }
  const good = { agencyCode: 'H26.00025', receivedOn: '2026-11-21', serial: 1 };
  assert.throws(() => formatDossierNumber({ ...good, serial: 0 }), RangeError);
  assert.throws(() => formatDossierNumber({ ...good, serial: 10_000 }), RangeError);
  assert.throws(() => formatDossierNumber({ ...good, receivedOn: '1999-12-31' }), RangeError);
  assert.throws(() => formatDossierNumber({ ...good, agencyCode: 'H26-1' }), RangeError);
});

test('the codes that we construct lie inside the official structure, in every province', () => {
  for (const code of PROVINCES.keys()) {
    for (const made of [
      provincialCommitteeCode(code),
      communeCommitteeCode('00025', code),
      communePoliceCode('00025', code),
      provincialInsuranceCode(code),
      hospitalCode(code, 1),
    ]) {
      assert.ok(isAgencyCode(made), made);
    }
  }
  assert.equal(communeCommitteeCode('00025', '01'), 'H26.00025');
  assert.equal(communePoliceCode('00025', '01'), 'G01.26.00025');
  assert.equal(provincialInsuranceCode('01'), 'G12.98.01');
  assert.equal(hospitalCode('01', 1), 'H26.BV01');
  // Gia Lai bears the GSO code of Bình Định (52) and keeps its own level-1 code (H21).
  assert.equal(provincialCommitteeCode('52'), 'H21');
});

test('an agency code knows the agency above it', () => {
  assert.equal(parentAgencyCode('G01.26.00025'), 'G01.26');
  assert.equal(parentAgencyCode('H26'), undefined);
});

test('a code of 36 characters, with small letters or without level 1 is no agency code', () => {
  for (const text of [`H26.${'A'.repeat(32)}`, 'h26', '26.00025', 'H26.', 'H26..1', 'Z26', ''])
    assert.ok(!isAgencyCode(text));
  assert.ok(isAgencyCode(`H26.${'A'.repeat(31)}`));
});

test('an unknown province, commune or hospital has no code', () => {
  assert.throws(() => provincialCommitteeCode('02'), RangeError);
  assert.throws(() => provincialInsuranceCode('99'), RangeError);
  assert.throws(() => communeCommitteeCode('25', '01'), RangeError);
  assert.throws(() => hospitalCode('01', 0), RangeError);
});
