import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { checkBoundaries } from './boundaries.ts';
import { plant } from './planted.ts';

/** A planted violation: what is wrong, the files, and what the check must say. */
const PLANTED: [fact: string, files: Record<string, string>, says: RegExp][] = [
  [
    'a system may not use one that comes after it in its band',
    {
      'src/systems/territories/actions.ts': "import { door } from '../organisations/index.ts';\n",
      'src/systems/organisations/index.ts': 'export const door = 1;\n',
    },
    /^src\/systems\/territories\/actions\.ts:1 territories comes before organisations .*publish an event/,
  ],
  [
    'a system may not use one in a band below its own',
    {
      'src/systems/population/pages/person.tsx': "import { x } from '../../cases/index.ts';\n",
      'src/systems/cases/index.ts': 'export const x = 1;\n',
    },
    /population comes before cases in systems\.json/,
  ],
  [
    'only the door of another system is open',
    {
      'src/systems/cases/actions.ts': "import type { Place } from '../territories/rules.ts';\n",
      'src/systems/territories/rules.ts': 'export interface Place {}\n',
    },
    /only the door of territories is open: import src\/systems\/territories\/index\.ts/,
  ],
  [
    'an action reaches a register through the exchange only, not by its door',
    {
      'src/systems/cases/actions.ts': "import { find } from '../population/index.ts';\n",
      'src/systems/population/index.ts': 'export const find = 1;\n',
    },
    /calls another agency only through the exchange: import the service from \.\.\/population\/services\.ts/,
  ],
  [
    'a service of another agency is handed to the exchange, never run',
    {
      'src/systems/cases/actions.ts':
        "import { findPerson } from '../population/services.ts';\nexport const x = () =>\n  findPerson.handler({});\n",
      'src/systems/population/services.ts': 'export const findPerson = { handler: (_: object) => 1 };\n',
    },
    /actions\.ts:3 findPerson belongs to population: hand it to exchange\.call/,
  ],
  [
    'pages never import the store',
    {
      'src/systems/cases/pages/desk/page.tsx': "import { list } from '../../store.ts';\n",
      'src/systems/cases/store.ts': 'export const list = 1;\n',
    },
    /pages may not import store: .*let actions\.ts return a view/,
  ],
  [
    'pages do not reach the store through another file of their system either',
    {
      'src/systems/cases/pages/desk/page.tsx': "import { view } from '../../desk-view.ts';\n",
      'src/systems/cases/desk-view.ts': "import { list } from './store.ts';\nexport const view = list;\n",
      'src/systems/cases/store.ts': 'export const list = 1;\n',
    },
    /^src\/systems\/cases\/desk-view\.ts:1 pages may not import store.*reached from src\/systems\/cases\/pages\/desk\/page\.tsx/,
  ],
  [
    'rules do not read the database',
    {
      'src/systems/cases/rules.ts': "import { list } from './store.ts';\n",
      'src/systems/cases/store.ts': 'export const list = 1;\n',
    },
    /rules may not import store: rules decide on what they are given/,
  ],
  [
    'rules run nothing of the kernel but money, clock and refusal',
    {
      'src/systems/cases/rules.ts':
        "import { Refusal } from '../../kernel/refusal.ts';\nimport type { Tx } from '../../kernel/db.ts';\nimport { sql } from '../../kernel/db.ts';\n",
      'src/kernel/refusal.ts': 'export class Refusal {}\n',
      'src/kernel/db.ts': 'export interface Tx {}\nexport const sql = 1;\n',
    },
    /^src\/systems\/cases\/rules\.ts:3 rules are pure/,
  ],
  [
    'a store takes from rules nothing but types',
    {
      'src/systems/cases/store.ts': "import { type State, next } from './rules.ts';\n",
      'src/systems/cases/rules.ts': "export type State = 'x';\nexport const next = 1;\n",
    },
    /store may not import rules \(types are free: `import type`\)/,
  ],
  [
    'a store does not ask another system',
    {
      'src/systems/cases/store.ts': "import { placeOn } from '../territories/index.ts';\n",
      'src/systems/territories/index.ts': 'export const placeOn = 1;\n',
    },
    /a store knows only its own schema/,
  ],
  [
    'a door does not hand out the store',
    {
      'src/systems/cases/index.ts': "export { list } from './store.ts';\nexport type { Row } from './store.ts';\n",
      'src/systems/cases/store.ts': 'export const list = 1;\nexport interface Row {}\n',
    },
    /index\.ts:1 the door hands out no query as it is/,
  ],
  [
    'an action draws nothing',
    {
      'src/systems/cases/actions.ts': "import { Card } from '../../design/card.tsx';\n",
      'src/design/card.tsx': 'export const Card = 1;\n',
    },
    /actions draws nothing: only routes and pages use the design/,
  ],
  [
    'an action does not call a page',
    {
      'src/systems/cases/actions.ts': "import { Page } from './pages/desk/page.tsx';\n",
      'src/systems/cases/pages/desk/page.tsx': 'export const Page = 1;\n',
    },
    /actions may not import pages/,
  ],
  [
    'the kernel knows no system',
    {
      'src/kernel/http.ts': "import { door } from '../systems/cases/index.ts';\n",
      'src/systems/cases/index.ts': 'export const door = 1;\n',
    },
    /^src\/kernel\/http\.ts:1 the kernel knows no system/,
  ],
  [
    'the kernel does not know which country it runs in',
    {
      'src/kernel/http.ts': "import { tax } from '../country/tax-code.ts';\n",
      'src/country/tax-code.ts': 'export const tax = 1;\n',
    },
    /the kernel knows no country/,
  ],
  [
    'country imports only the kernel',
    {
      'src/country/names.ts': "import { Card } from '../design/card.tsx';\n",
      'src/design/card.tsx': 'export const Card = 1;\n',
    },
    /country imports only the kernel/,
  ],
  [
    'design imports only the kernel',
    {
      'src/design/card.tsx': "export { door } from '../systems/cases/index.ts';\n",
      'src/systems/cases/index.ts': 'export const door = 1;\n',
    },
    /design imports only the kernel/,
  ],
  [
    'main sees doors and routes, not what is behind them',
    {
      'src/main.ts':
        "import { list } from './systems/cases/store.ts';\nimport { routes } from './systems/cases/routes.ts';\n",
      'src/systems/cases/store.ts': 'export const list = 1;\n',
      'src/systems/cases/routes.ts': 'export const routes = 1;\n',
    },
    /^src\/main\.ts:1 only the door of cases is open/,
  ],
  [
    'a dynamic import is an import',
    {
      'src/systems/cases/actions.ts': "export const x = () => import('../territories/store.ts');\n",
      'src/systems/territories/store.ts': 'export const list = 1;\n',
    },
    /only the door of territories is open/,
  ],
  [
    'an import of a computed name is refused',
    { 'src/systems/cases/actions.ts': 'export const x = (name: string) => import(name);\n' },
    /computed name cannot be checked/,
  ],
  [
    'the product does not use what is for tests',
    {
      'src/kernel/db.ts': "import { plant } from '../../test/plant.ts';\n",
      'test/plant.ts': 'export const plant = 1;\n',
    },
    /is for tests only/,
  ],
  [
    'the product does not read the shared folder',
    { 'src/country/names.ts': "import names from '../../../shared/data/names.json' with { type: 'json' };\n" },
    /runs without \.\.\/shared/,
  ],
  [
    'only the kernel knows the database driver',
    { 'src/systems/cases/store.ts': "import pg from 'pg';\n" },
    /only the kernel knows `pg`/,
  ],
  [
    'imports that run in a ring are found',
    {
      'src/kernel/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'src/kernel/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
    },
    /imports run in a ring \(src\/kernel\/a\.ts → src\/kernel\/b\.ts → src\/kernel\/a\.ts\)/,
  ],
  [
    'a system that the composition root forgets is found',
    { 'src/house.ts': 'export const SYSTEMS: readonly System[] = [];\n', 'src/systems/cases/rules.ts': '' },
    /^src\/house\.ts cases has a door but is not in SYSTEMS/,
  ],
  [
    'the composition root keeps the order of systems.json',
    { 'src/house.ts': 'export const SYSTEMS: readonly System[] = [civilStatus.system, population.system];\n' },
    /population stands before civil-status/,
  ],
  [
    'a route that does not say who may use it is found',
    {
      'src/systems/cases/routes.ts':
        "export const routes = [\n  route({ method: 'GET', path: '/a', who: 'anyone' }),\n  route({ method: 'POST', path: '/b' }),\n];\n",
    },
    /routes\.ts:3 this route does not say who may use it/,
  ],
  [
    'a folder that is not in systems.json is refused',
    { 'src/systems/astrology/index.ts': 'export const door = 1;\n' },
    /`astrology` is not in systems\.json/,
  ],
  [
    'src has no other folders than those of the house',
    { 'src/shared-things/index.ts': 'export const x = 1;\n' },
    /src has kernel, country, design and systems only/,
  ],
];

suite('every boundary bites', () => {
  for (const [fact, files, says] of PLANTED) {
    test(fact, () => {
      const found = plant(checkBoundaries, files);
      assert.equal(found.length, 1, `one violation, not: ${JSON.stringify(found, null, 2)}`);
      assert.match(found[0]!, says);
    });
  }

  test('a system needs its page and its door', () => {
    const found = plant(checkBoundaries, { 'src/systems/cases/README.md': '', 'src/kernel/a.ts': '' });
    assert.deepEqual(found, []);
    const bare = plant(
      (tree) => {
        tree.files.delete('src/systems/cases/README.md');
        tree.files.delete('src/systems/cases/index.ts');
        return checkBoundaries(tree);
      },
      { 'src/systems/cases/rules.ts': '' },
    );
    assert.match(bare.join('\n'), /has a README\.md[\s\S]*has a door/);
  });
});

test('what the table allows is not complained about', () => {
  assert.deepEqual(
    plant(checkBoundaries, {
      'src/kernel/db.ts': "import pg from 'pg';\nexport const sql = pg;\nexport interface Tx {}\n",
      'src/kernel/refusal.ts': 'export class Refusal {}\n',
      'src/country/days.ts': "import type { Tx } from '../kernel/db.ts';\nexport const days = (_: Tx) => 1;\n",
      'src/design/card.tsx': 'export const Card = 1;\n',
      'src/systems/territories/index.ts': "export { placeOn } from './actions.ts';\n",
      'src/systems/territories/actions.ts': "import { find } from './store.ts';\nexport const placeOn = find;\n",
      'src/systems/territories/store.ts': "import { sql } from '../../kernel/db.ts';\nexport const find = sql;\n",
      'src/systems/population/services.ts':
        "import { days } from '../../country/days.ts';\nexport const findPerson = days;\n",
      'src/systems/population/index.ts': 'export interface Person {}\n',
      'src/systems/registry/index.ts': 'export const record = 1;\n',
      'src/systems/population/store.ts':
        "import { record } from '../registry/index.ts';\nexport const save = record;\n",
      'src/systems/cases/rules.ts':
        "import { Refusal } from '../../kernel/refusal.ts';\nimport { days } from '../../country/days.ts';\nimport type { Person } from '../population/index.ts';\nexport const move = (_: Person) => [Refusal, days];\n",
      'src/systems/cases/store.ts':
        "import type { move } from './rules.ts';\nexport const list = (_: typeof move) => 1;\n",
      'src/systems/cases/actions.ts':
        "import { placeOn } from '../territories/index.ts';\nimport { findPerson } from '../population/services.ts';\nimport { list } from './store.ts';\nimport { move } from './rules.ts';\nexport const open = (exchange: { call: (...all: unknown[]) => void }) => exchange.call(findPerson, placeOn, list, move);\n",
      'src/systems/cases/pages/desk/page.tsx':
        "import { Card } from '../../../../design/card.tsx';\nimport { open } from '../../actions.ts';\nimport { texts } from './texts.ts';\nexport const Page = [Card, open, texts];\n",
      'src/systems/cases/pages/desk/texts.ts': 'export const texts = 1;\n',
      'src/systems/cases/routes.ts': "import { Page } from './pages/desk/page.tsx';\nexport const routes = [Page];\n",
      'src/systems/cases/move.test.ts':
        "import { list } from './store.ts';\nimport { x } from '../../../test/support/axe.ts';\nlist(x);\n",
      'test/support/axe.ts': 'export const x = 1;\n',
      'src/main.ts':
        "import { routes } from './systems/cases/routes.ts';\nimport '../src/systems/cases/index.ts';\nroutes.length;\n",
    }),
    [],
  );
});
