import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { checkDocuments } from './documents.ts';
import { plant } from './planted.ts';
import { checkRefusals } from './refusals.ts';
import { checkSql, RELEASED_MIGRATIONS } from './sql.ts';
import type { Tree, Violation } from './source.ts';
import { checkStyle } from './style.ts';

type Planted = [fact: string, files: Record<string, string>, says: RegExp];

const TABLE =
  "CREATE TABLE cases.dossier (id uuid);\nCOMMENT ON TABLE cases.dossier IS 'One dossier.';\nGRANT SELECT ON cases.dossier TO cases;\n";

const SQL: Planted[] = [
  [
    'SQL that names the schema of another system is refused',
    {
      'src/systems/cases/store.ts':
        'export const q = sql`SELECT id FROM dossier d\n  JOIN population.person p ON p.id = d.person`;\n',
    },
    /^src\/systems\/cases\/store\.ts:2 SQL of cases names population\.person: .*through the exchange/,
  ],
  [
    'a migration that names the schema of another system is refused',
    {
      'src/systems/cases/migrations/0001_dossier.sql': `${TABLE}ALTER TABLE cases.dossier ADD FOREIGN KEY (id) REFERENCES civil_status.birth (id);\n`,
    },
    /:4 SQL of cases names civil_status\.birth/,
  ],
  [
    'of the kernel a system sees functions only',
    {
      'src/systems/cases/store.ts':
        'export const q = sql`SELECT kernel.fold(name), (SELECT token FROM kernel.session) FROM dossier`;\n',
    },
    /reads kernel\.session: of the kernel only functions are open/,
  ],
  [
    'SQL outside the store is refused',
    { 'src/systems/cases/actions.ts': 'export const q = sql`SELECT id FROM dossier`;\n' },
    /SQL lives in store\.ts/,
  ],
  [
    'SQL that is handed to the driver as a text is seen too',
    {
      'src/systems/cases/example/load.ts':
        "await client.query('SELECT id FROM health.notification');\nawait client.query(\n  `INSERT INTO cases.dossier (id) VALUES ($1)`);\n",
    },
    /load\.ts:1 SQL of cases names health\.notification/,
  ],
  [
    'columns are spelled out',
    { 'src/systems/cases/store.ts': 'export const q = sql`SELECT d.* FROM dossier d`;\n' },
    /spell the columns out/,
  ],
  [
    'a system asks the database for itself only',
    { 'src/systems/cases/actions.ts': "export const q = (house) => house.db.as('population');\n" },
    /cases takes on the role of population/,
  ],
  [
    'only the keystore reads private keys',
    { 'src/systems/trust/actions.ts': "export const q = (house) => house.db.as('trust-signer');\n" },
    /only the keystore reads private keys/,
  ],
  [
    'a table without a comment is refused',
    { 'src/systems/cases/migrations/0001_dossier.sql': TABLE.replace(/COMMENT.*\n/, '') },
    /:1 table dossier has no COMMENT ON TABLE/,
  ],
  [
    'a table without a grant is refused',
    { 'src/systems/cases/migrations/0001_dossier.sql': TABLE.replace(/GRANT.*\n/, '') },
    /:1 table dossier has no GRANT: give role cases only the verbs it needs/,
  ],
  [
    'an append-only table gets no UPDATE',
    {
      'src/systems/cases/migrations/0001_log.sql': TABLE.replaceAll('dossier', 'dossier_log').replace(
        'GRANT SELECT',
        'GRANT SELECT, UPDATE',
      ),
    },
    /dossier_log is append-only/,
  ],
  [
    'migrations are numbered without gaps',
    { 'src/systems/cases/migrations/0001_a.sql': TABLE, 'src/systems/cases/migrations/0003_b.sql': '' },
    /number 3 stands where 2 should/,
  ],
  [
    'a released migration may not be edited',
    {
      'src/systems/cases/migrations/0001_dossier.sql': TABLE,
      [RELEASED_MIGRATIONS]: JSON.stringify({ 'src/systems/cases/migrations/0001_dossier.sql': 'what it was' }),
    },
    /was released and may not change/,
  ],
];

const STYLE: Planted[] = [
  ['a folder of utils is refused', { 'src/kernel/utils/a.ts': '' }, /^src\/kernel\/utils `utils` says nothing/],
  ['a helpers file is refused', { 'src/kernel/date-helpers.ts': '' }, /`date-helpers` says nothing/],
  ['a manager is refused', { 'src/systems/cases/case-manager.ts': '' }, /`case-manager` says nothing/],
  ['names are in kebab-case', { 'src/kernel/BirthCertificate.ts': '' }, /kebab-case/],
  ['a system is not split into services/', { 'src/systems/cases/services/a.ts': '' }, /split a system by noun/],
  ['a file that grew too long is refused', { 'src/kernel/a.ts': 'export {};\n'.repeat(451) }, /451 lines, at most 450/],
  [
    'a cast to any is refused',
    { 'src/kernel/a.ts': `export const a = 1 as ${'any'};\n` },
    /^src\/kernel\/a\.ts:1 a cast to `any`/,
  ],
  ['silencing the type checker is refused', { 'src/kernel/a.ts': `\n// @ts-${'ignore'}\n` }, /a\.ts:2 do not silence/],
  ['a mark for later is refused', { 'src/kernel/a.ts': `// ${'TO'}${'DO'}: think\n` }, /no marks for later/],
  [
    'a rule is not switched off without a reason',
    { 'src/kernel/a.ts': `// oxlint-${'disable'}-next-line no-eval\n` },
    /without a reason/,
  ],
  ['a default export is refused', { 'src/kernel/a.ts': 'export default 1;\n' }, /export a name/],
];

const CONFIG = "export const SETTINGS = [{ name: 'PORT' }, { name: 'PEOPLE' }];\n";

const DOCUMENTS: Planted[] = [
  [
    'a link that leads nowhere is found',
    { 'README.md': '# A\n\nsee [b](docs/b.md)\n' },
    /^README\.md:3 the link to docs\/b\.md leads nowhere/,
  ],
  ['a picture that is not there is found', { 'README.md': '![home](docs/home.png)\n' }, /leads nowhere/],
  ['an anchor that no heading has is found', { 'README.md': '# A b\n[ok](#a-b) [not](#c)\n' }, /no heading #c/],
  [
    'a setting that README does not list is found',
    { 'README.md': '| `PORT` | 8080 |\n', 'src/kernel/config.ts': CONFIG },
    /^README\.md the setting `PEOPLE` is not listed/,
  ],
  [
    'a setting that README invents is found',
    { 'README.md': '| `PORT` | 8080 |\n| `PEOPLE` | 1 |\n| `COLOUR` | red |\n', 'src/kernel/config.ts': CONFIG },
    /^README\.md:3 there is no setting `COLOUR`/,
  ],
  [
    'a setting that is read in secret is found',
    { 'src/kernel/config.ts': `${CONFIG}export const read = (env) => env.SECRET_DOOR;\n` },
    /SECRET_DOOR is read but not in SETTINGS/,
  ],
  [
    'settings are read in one place',
    { 'src/systems/cases/actions.ts': 'export const port = process.env.PORT;\n' },
    /settings are read once/,
  ],
  [
    'a command that does not exist is found',
    { 'README.md': 'Type `npm run fly`.\n', 'package.json': '{"scripts":{"check":"x"}}' },
    /no script `fly`/,
  ],
  [
    'a system that ARCHITECTURE.md forgets is found',
    { 'ARCHITECTURE.md': '# The house\n', 'src/systems/cases/rules.ts': '' },
    /the system `cases` is not named/,
  ],
];

const SENTENCES = "export const sentences = { 'dossier.not_found': { vi: 'Không tìm thấy.', en: 'Not found.' } };\n";

const REFUSALS: Planted[] = [
  [
    'a refusal without a sentence is found',
    { 'src/systems/cases/actions.ts': "\nthrow new Refusal('dossier.closed', 409);\n" },
    /actions\.ts:2 the refusal dossier\.closed has no sentence/,
  ],
  [
    'a field problem without a sentence is found',
    { 'src/systems/cases/rules.ts': "export const problem = { field: 'name', code: 'name.too_long' };\n" },
    /name\.too_long has no sentence/,
  ],
  [
    'a sentence in one language only is found',
    {
      'src/systems/cases/texts.ts': SENTENCES.replace(/, en: '[^']*'/, ''),
      'src/systems/cases/actions.ts': "throw new Refusal('dossier.not_found', 404);\n",
    },
    /in one language only/,
  ],
  [
    'a sentence that nothing refuses with is found',
    { 'src/systems/cases/texts.ts': SENTENCES },
    /nothing is refused with dossier\.not_found/,
  ],
];

function bites(title: string, check: (tree: Tree) => Violation[], planted: Planted[]): void {
  suite(title, () => {
    for (const [fact, files, says] of planted) {
      test(fact, () => {
        const found = plant(check, files);
        assert.equal(found.length, 1, `one violation, not: ${JSON.stringify(found, null, 2)}`);
        assert.match(found[0]!, says);
      });
    }
  });
}

bites('every rule on SQL bites', checkSql, SQL);
bites('every rule of style bites', checkStyle, STYLE);
bites('every rule on refusals bites', checkRefusals, REFUSALS);
bites('every rule on documents bites', checkDocuments, DOCUMENTS);

test('a refusal with its sentence is not complained about', () => {
  assert.deepEqual(
    plant(checkRefusals, {
      'src/systems/cases/texts.ts': SENTENCES,
      'src/systems/cases/actions.ts': "throw new Refusal('dossier.not_found', 404);\n",
    }),
    [],
  );
});

test('sound SQL is not complained about', () => {
  assert.deepEqual(
    plant(checkSql, {
      'src/systems/cases/migrations/0001_dossier.sql': `${TABLE}-- like population.person\nSELECT kernel.keep_history_of('cases.dossier');\n`,
      'src/systems/cases/store.ts':
        "export const q = (land) => sql`SELECT c.id, 'population.person' AS source, kernel.fold(c.name) FROM cases.dossier c WHERE id = ${land.id} AND ${sql`c.state = ${'x'}`}`;\nhouse.db.as('cases');\n",
    }),
    [],
  );
});
