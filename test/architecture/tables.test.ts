import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type pg from 'pg';
import '../../src/house.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { type RecordKind, kindsOf, tableSql } from '../../src/systems/registry/index.ts';
import { columnOf } from '../../src/systems/registry/kind/kind.ts';
import { tableOf } from '../../src/systems/registry/kind/storage.ts';
import { testDatabase } from '../support/database.ts';

const { bands } = JSON.parse(readFileSync(new URL('../../systems.json', import.meta.url), 'utf8')) as {
  bands: { systems: { name: string }[] }[];
};

/** What PostgreSQL says of a table: its columns, constraints and indexes, each in a line. */
async function saidOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
       pg_get_expr(d.adbin, d.adrelid)) AS line
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass
     UNION ALL SELECT regexp_replace(pg_get_indexdef(indexrelid), '^CREATE (UNIQUE )?INDEX \\S+', '\\1')
       FROM pg_index WHERE indrelid = $1::regclass`,
    [table],
  );
  return rows.map(({ line }) => line);
}

/** Kinds that have a table; those that only a test of the same process has defined have none. */
async function keptKinds(client: pg.Client, system: string): Promise<RecordKind[]> {
  const kinds = kindsOf(system);
  const { rows } = await client.query<{ table: string }>(
    'SELECT name AS table FROM unnest($1::text[]) name WHERE to_regclass(name) IS NOT NULL',
    [kinds.map(tableOf)],
  );
  const there = new Set(rows.map(({ table }) => table));
  return kinds.filter((kind) => there.has(tableOf(kind)));
}

/** Makes the tables anew, those first to which others refer. */
async function makeTables(client: pg.Client, kinds: readonly RecordKind[]): Promise<void> {
  for (const kind of kinds) {
    const [schema, name] = tableOf(kind).split('.');
    await client.query(`DROP TABLE ${schema}.${name}, ${schema}.${name}_history CASCADE;
      DROP FUNCTION ${schema}.keep_history_of_${name}`);
  }
  const left = new Set(kinds);
  for (const made = new Set<string>(); left.size > 0;) {
    const kind = [...left].find(({ name, references }) => references.every(({ to }) => to === name || made.has(to)));
    assert.ok(kind, `${[...left].map(tableOf).join(', ')} refer to each other`);
    await client.query(tableSql(kind));
    left.delete(kind);
    made.add(kind.name);
  }
}

test('each table of a register has what the definition of its kind says', async () => {
  const [shipped, defined] = [await testDatabase(), await testDatabase()];
  const [migrated, made] = [ownerClient(shipped.owner), ownerClient(defined.owner)];
  await Promise.all([migrated.connect(), made.connect()]);
  try {
    const missing: string[] = [];
    let count = 0;
    for (const { name } of bands.flatMap(({ systems }) => systems)) {
      const kinds = await keptKinds(migrated, name);
      await makeTables(made, kinds);
      for (const kind of kinds) {
        count++;
        const said = new Set(await saidOf(migrated, tableOf(kind)));
        for (const line of await saidOf(made, tableOf(kind)))
          if (!said.has(line)) missing.push(`${tableOf(kind)}: ${line}`);
      }
    }
    assert.ok(count > 50, `${count} kinds`);
    assert.deepEqual(missing, [], 'run `npm run motcua -- table-of <system> <kind>` and write it into the migration');
  } finally {
    await Promise.all([migrated.end(), made.end()]);
    await Promise.all([shipped.close(), defined.close()]);
  }
});

/** How a kind makes 16 bytes of some of its fields, with A, B … for their columns. */
function keyForm(kind: RecordKind, fields: readonly string[]): string {
  const columns = fields.map(columnOf);
  const name = `${columns.join('_')}_key`;
  const line = tableSql(kind)
    .split('\n')
    .find((each) => each.startsWith(`  ${name} uuid GENERATED`));
  assert.ok(line, `${tableOf(kind)} has ${name}`);
  const form = line.slice(line.indexOf('AS ('), line.lastIndexOf(' STORED'));
  return columns.reduce(
    (text, column, place) => text.replaceAll(new RegExp(`\\b${column}\\b`, 'g'), 'ABCD'[place]!),
    form,
  );
}

test('what refers to a record makes the same bytes of its key as the record does', () => {
  let count = 0;
  for (const { name } of bands.flatMap(({ systems }) => systems)) {
    const kinds = kindsOf(name);
    for (const kind of kinds)
      for (const { fields, to } of kind.references) {
        const target = kinds.find((each) => each.name === to)!;
        assert.equal(keyForm(kind, fields), keyForm(target, target.key), `${tableOf(kind)} refers to ${to}`);
        count++;
      }
  }
  assert.ok(count > 20, `${count} references`);
});
