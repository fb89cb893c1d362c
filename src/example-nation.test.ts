import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type ClonedDatabase, cloneDatabase, testServer } from '../test/support/database.ts';
import { makeExampleCountry } from './example-country.ts';
import { readConfig } from './kernel/config.ts';
import { ownerClient } from './kernel/db.ts';

const PEOPLE = 1_500;
const FIRST = 400;

let database: ClonedDatabase;
let owner: pg.Client;
before(async () => {
  database = await cloneDatabase('shipped');
  owner = ownerClient(database.owner);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await database.drop();
});

const standing = async () =>
  (
    await owner.query<{ line: string }>(
      `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(c.oid) AS line FROM pg_constraint c
         JOIN pg_namespace n ON n.oid = connamespace WHERE n.nspname = 'population' AND contype <> 'n'
       UNION SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'population'
       UNION SELECT adrelid::regclass || '.' || adnum || ' ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef
         JOIN pg_class c ON c.oid = adrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'population'
       UNION SELECT c.oid::regclass || ' with ' || array_to_string(reloptions, ', ') FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'population' AND reloptions IS NOT NULL
       ORDER BY 1`,
    )
  ).rows.map(({ line }) => line.replace(' NOT VALID', ''));

const count = async (sql: string) =>
  Number((await owner.query<{ count: string }>(`SELECT count(*) ${sql}`)).rows[0]!.count);

test('in a country too large for all registers everybody is in that of the population, with home and family, and the first and the officials in the others', async () => {
  const told = readConfig({
    DATA_DIR: testServer().folder,
    PEOPLE: String(PEOPLE),
    LOG: 'silent',
    MASTER_KEY: testServer().masterKey,
  });
  const asBefore = await standing();
  await makeExampleCountry(told, database.owner, { inAllRegisters: FIRST, first: FIRST });
  assert.deepEqual(await standing(), asBefore, 'keys, indexes, references, defaults and options stand as before');
  assert.equal(
    await count(
      `FROM pg_class WHERE oid = 'population.person'::regclass AND relallvisible = relpages AND relpages > 0`,
    ),
    1,
    'PostgreSQL knows that everybody may see each page',
  );
  const people = await count(`FROM population.personal_number`);
  assert.ok(people >= PEOPLE);
  assert.equal(await count('FROM population.person'), people);
  const living = await count('FROM population.person WHERE died_on IS NULL');
  assert.equal(await count('FROM population.residence WHERE upper_inf(valid_during)'), living);
  assert.ok((await count(`FROM population.relation WHERE kind = 'mother'`)) > people / 4);
  const accounts = await count('FROM identity.account');
  assert.ok(accounts > FIRST / 2 && accounts < people / 2);
  assert.equal(
    await count(
      `FROM organisations.official o WHERE NOT EXISTS (SELECT FROM identity.account a WHERE a.personal_number = o.personal_number)`,
    ),
    0,
  );
});

test('the parts of names were counted as the register itself would', async () => {
  const counted = await owner.query(
    `SELECT part, count FROM population.name_part WHERE kind = 'person'
     EXCEPT SELECT part, count(*) FROM population.person, unnest(string_to_array(full_name_folded, ' ')) AS part
       WHERE upper_inf(valid_during) GROUP BY part`,
  );
  assert.deepEqual(counted.rows, []);
});
