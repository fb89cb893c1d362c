import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSheets, writeSheets } from '../../registry/index.ts';
import type { DecisionTable } from '../dmn/model.ts';
import { readModel } from '../dmn/read-model.ts';
import { shippedSets } from '../shipped/actions.ts';
import { dmnFile, withIds, withTable } from './dmn-file.ts';
import { type NamedTable, sheetsOf, tablesIn, tablesOf } from './workbook.ts';
import { withInput } from './write-input.ts';
import { readTree, writeTree } from './xml-tree.ts';

const LAWS = shippedSets().flatMap(({ id, editions }) => editions.map(({ model }) => ({ id, model })));
const LAW = readFileSync(join(import.meta.dirname, '../law/health-insurance.benefit-level/2025-07-01.dmn'), 'utf8');

test('a law that is read and written says the same, extension elements and annotations too', () => {
  for (const { id, model } of LAWS) {
    const tree = readTree(model);
    assert.deepEqual(readTree(writeTree(tree)), tree, id);
    let text = withIds(model);
    const before = readModel(text);
    for (const { id: table, table: content } of tablesOf(before)) text = withTable(text, table, content) ?? '';
    assert.deepEqual(readModel(text), before, id);
    assert.deepEqual(readModel(dmnFile(text, '1.3')), before, id);
    assert.equal(dmnFile(dmnFile(text)), dmnFile(text), id);
  }
});

test('a file for other tools has the namespaces of its version, and a shape for every element', () => {
  const bare = LAW.replace(/<dmndi:DMNDI>[\s\S]*<\/dmndi:DMNDI>/, '');
  for (const [version, date] of [
    ['1.5', '20230324'],
    ['1.3', '20191111'],
  ] as const) {
    const file = dmnFile(bare, version);
    assert.match(file, new RegExp(`<definitions xmlns="https://www.omg.org/spec/DMN/${date}/MODEL/"`));
    assert.ok(file.includes(`https://www.omg.org/spec/DMN/${date}/DMNDI/`));
    const { inputs, decisions } = readModel(file);
    for (const { id } of [...inputs, ...decisions]) assert.ok(file.includes(`dmnElementRef="${id}"`), id);
    assert.equal(file.match(/DMNEdge /g)?.length, decisions.flatMap(({ information }) => information).length);
  }
});

test('a document type in a file is refused by the reader that writes, too', () => {
  assert.throws(() => readTree('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), /document type/);
});

test('what stands with a row goes with it when it is moved, and a new input is asked by its decision', () => {
  const model = readModel(withIds(LAW));
  const [{ id, table }] = tablesOf(model) as [NamedTable];
  const noted = withIds(LAW).replace(
    /(<rule id="[^"]*rule-2">)/,
    '$1<extensionElements><x:note xmlns:x="urn:x">kept</x:note></extensionElements>',
  );
  const moved = withTable(noted, id, { ...table, rules: table.rules.toReversed() }) ?? '';
  assert.match(moved, /rule-2">\s*<extensionElements>\s*<x:note xmlns:x="urn:x">kept/);
  assert.deepEqual(tablesOf(readModel(moved))[0]?.table.rules, table.rules.toReversed());
  const asked = readModel(
    withInput(LAW, id, { name: 'Region', typeRef: 'string', words: { vi: 'Vùng', en: 'Region' } }),
  );
  const input = asked.inputs.find(({ name }) => name === 'Region');
  assert.equal(input?.words?.vi, 'Vùng');
  assert.ok(asked.decisions.find((each) => each.id === id)?.information.includes(`#${input?.id}`));
});

const cell = fc.oneof(
  fc.constantFrom('-', '< 18', '"a", "b"', 'not("a")', '18', 'true', 'date("2025-07-01")', '=1+1', '_x0041_'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .filter((text) => text.trim() !== '' && !/[\r\0]/.test(text)),
);
const maybe = fc.option(cell, { nil: null });

const anyTable = fc
  .record({ inputs: fc.nat(3), outputs: fc.integer({ min: 1, max: 2 }), notes: fc.nat(2), rows: fc.nat(5) })
  .chain(({ inputs, outputs, notes, rows }) => {
    const many = <Item>(item: fc.Arbitrary<Item>, count: number) =>
      fc.array(item, { minLength: count, maxLength: count });
    const numbered =
      <Item extends object>(prefix: string) =>
      (items: Item[]) =>
        items.map((item, i) => ({ ...item, id: `${prefix}-${i}`, words: null }));
    return fc.record<DecisionTable>({
      hitPolicy: fc.constantFrom('UNIQUE', 'FIRST', 'RULE ORDER'),
      aggregation: fc.constant(null),
      inputs: many(fc.record({ label: cell, expression: cell, typeRef: maybe, values: maybe }), inputs).map(
        numbered('input'),
      ),
      outputs: many(
        fc.record({ label: cell, name: maybe, typeRef: maybe, values: maybe, otherwise: maybe }),
        outputs,
      ).map(numbered('output')),
      annotations: many(cell, notes),
      rules: many(
        fc.record({
          description: cell,
          inputs: many(cell, inputs),
          outputs: many(cell, outputs),
          annotations: many(cell, notes),
        }),
        rows,
      ).map((rules) => rules.map((rule, i) => ({ ...rule, id: `rule-${i}` }))),
    });
  });

test('a table that goes through a workbook is the same table', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, async (made) => {
      const table = structuredClone(made);
      const known = [{ id: 'fee', name: 'Fee: a/b?', table }];
      const { tables, faults } = tablesIn(await readSheets(await writeSheets(sheetsOf(known))), known);
      assert.deepEqual(faults, []);
      assert.deepEqual(tables[0]?.table, table);
    }),
    { numRuns: 60 },
  );
});

test('a workbook that was changed wrongly is refused with the sheet and the cell', async () => {
  const known = tablesOf(readModel(withIds(LAW)));
  const [sheet] = await readSheets(await writeSheets(sheetsOf(known)));
  const wrong = (change: (rows: NonNullable<typeof sheet>['rows']) => void): string[] => {
    const copy = structuredClone(sheet!);
    change(copy.rows);
    return tablesIn([copy], known).faults.map(({ code, sheet: name, cell: at }) => `${code} ${name} ${at}`);
  };
  const put = (row: number, column: number, text: string) => (rows: NonNullable<typeof sheet>['rows']) =>
    void ((rows[row]!.cells as (string | null)[])[column] = text);
  assert.deepEqual(
    wrong(() => {}),
    [],
  );
  assert.deepEqual(wrong(put(1, 1, 'SOMETIMES')), ['sheet.policy_unknown Benefit level B2']);
  assert.deepEqual(wrong(put(0, 1, 'other')), ['sheet.table_unknown Benefit level B1']);
  assert.deepEqual(wrong(put(2, 3, 'maybe')), ['sheet.kind_unknown Benefit level D3']);
  assert.deepEqual(
    wrong((rows) => void (rows[10]!.fault = { rule: 'formula', column: 1 })),
    ['sheet.formula Benefit level B11'],
  );
  const { tables } = tablesIn([sheet!], known);
  assert.equal(tables[0]?.cellOf({ rule: 3, side: 'input', column: 2 }), 'C12');
});
