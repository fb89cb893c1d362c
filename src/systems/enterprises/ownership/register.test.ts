import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import Schema from 'typebox/schema';
import { type EnterpriseTown, enterpriseTown } from '../../../../test/support/enterprise-town.ts';
import { today } from '../../../kernel/clock.ts';
import { importStatements } from '../index.ts';
import { exportOwnership, issueCertificate, verifyCertificate } from '../services.ts';
import { readStatements } from './read-statements.ts';

const SUITE = resolve(import.meta.dirname, '../../../../../shared/suites/bods');
const skip = existsSync(SUITE) ? false : 'the suite of BODS is not beside the project (../shared/suites/bods)';

let town: EnterpriseTown;
before(async () => {
  town = await enterpriseTown();
});
after(() => town.close());

async function soldOnce(): Promise<string> {
  const [minh, lan] = [town.numberOf('Nguyễn Văn Minh'), town.numberOf('Trần Thị Lan')];
  const { code } = await town.register({ name: `Công ty TNHH Sở Hữu ${['Một', 'Hai', 'Ba'][sold++]} Đời` });
  // As if it had been registered long ago: the parts of the register move together.
  for (const table of ['enterprise', 'member_or_shareholder', 'representative', 'industry']) {
    const key = table === 'enterprise' ? 'code' : 'enterprise_code';
    await town.ask(`UPDATE enterprises.${table} SET valid_during = '[2024-01-01,)' WHERE ${key} = $1`, [code]);
  }
  await town.act(
    code,
    {
      act: 'change-holders',
      holders: [{ holder: lan, role: 'owner', contribution: 1_000_000_000, paidIn: 0 }],
    },
    '2025-06-01',
  );
  assert.notEqual(minh, lan);
  return code;
}
let sold = 0;

test(
  'the ownership of an enterprise over time is told in statements that the standard and our own reader accept',
  { skip },
  async () => {
    const code = await soldOnce();
    const { statements } = await town.call(exportOwnership, { code });
    const names = ['statement', 'entity-record', 'person-record', 'relationship-record', 'components'];
    const schemas = names.map(
      (name) => JSON.parse(readFileSync(join(SUITE, 'schema', `${name}.json`), 'utf8')) as { $id: string },
    );
    const standard = Schema.Compile(Object.fromEntries(schemas.map((schema) => [schema.$id, schema])), schemas[0]!);
    const [valid, errors] = standard.Errors(statements);
    assert.ok(valid, JSON.stringify(errors));
    const bytes = Buffer.from(JSON.stringify(statements));
    for await (const answer of readStatements([bytes], { complete: true }))
      assert.equal(answer.kind, 'accepted', JSON.stringify(answer));
    const text = JSON.stringify(statements);
    for (const name of ['Nguyễn Văn Minh', 'Trần Thị Lan', 'Công ty TNHH Sở Hữu']) assert.ok(text.includes(name), name);
    // Two holders one after the other, and one of them represents it all the time.
    assert.deepEqual(
      statements
        .filter(({ recordType }) => recordType === 'relationship')
        .map(({ recordStatus }) => String(recordStatus))
        .toSorted((a, b) => (a < b ? -1 : 1)),
      ['new', 'new', 'updated'],
    );
  },
);

test(
  'all 111 valid files of the suite are imported into the register, once; none of the 192 invalid ones is',
  { skip },
  async () => {
    const importAll = async (folder: string, files: string[]) => {
      let [accepted, refused, kept, fields] = [0, 0, 0, 0];
      for (const file of files) {
        const bytes = readFileSync(join(SUITE, 'tests-data', folder, file));
        const chunks = (async function* () {
          yield bytes;
        })();
        const imported = await importStatements(town.house, chunks, {}, ({ kind, pointer }) => {
          if (kind === 'refusal' && typeof pointer === 'string') fields += 1;
        });
        accepted += Math.min(1, imported.accepted);
        refused += imported.refused > 0 || !imported.readable ? 1 : 0;
        kept += imported.kept;
      }
      return { accepted, refused, kept, fields };
    };
    const valid = readdirSync(join(SUITE, 'tests-data', 'valid-statements'));
    const first = await importAll('valid-statements', valid);
    assert.deepEqual([valid.length, first.accepted, first.refused], [111, 111, 0]);
    const [count] = await town.ask<{ count: number }>(
      `SELECT count(*)::int AS count FROM enterprises.ownership_statement`,
    );
    assert.equal(count!.count, first.kept);
    assert.ok(first.kept > 0);
    assert.equal((await importAll('valid-statements', valid)).kept, 0);
    const invalid = readdirSync(join(SUITE, 'tests-data', 'invalid-statements')).filter((file) =>
      file.endsWith('.json'),
    );
    const second = await importAll('invalid-statements', invalid);
    assert.deepEqual([invalid.length, second.refused, second.kept, second.fields], [192, 192, 0, 192]);
  },
);

test('a certificate is made once for each registration, sealed, and found by its code', async () => {
  const { code } = await town.register({ name: 'Công ty TNHH Giấy Chứng Nhận', foreignName: 'Certificate Ltd' });
  const issue = async () =>
    town.call(issueCertificate, { code, signerName: 'Lê Văn Phúc' }, { idempotencyKey: `c-${Math.random()}` });
  const [one, other] = [await issue(), await issue()];
  assert.deepEqual(one, other);
  const pdf = await town.house.files.read(one.fileId);
  assert.ok(pdf!.subarray(0, 5).equals(Buffer.from('%PDF-')));
  const asAnyone = { caller: 'portal', purpose: 'document-verification' as const };
  const { document } = await town.call(verifyCertificate, { code: one.verificationCode }, asAnyone);
  assert.deepEqual([document?.documentNumber, document?.holderName], [code, 'Công ty TNHH Giấy Chứng Nhận']);
  await town.act(code, { act: 'rename', name: 'Công ty TNHH Giấy Chứng Nhận Mới Tinh' }, today());
  const changed = await issue();
  assert.notEqual(changed.fileId, one.fileId);
  await town.act(code, { act: 'change-industries', industries: ['6202'] });
  assert.deepEqual(await issue(), changed);
});
