import {
  type ExampleFamily,
  type ExampleInput,
  type ExamplePlace,
  type ExampleSummary,
  exampleFamilies,
} from './country/example/index.ts';
import { PROVINCES } from './country/index.ts';
import { shownAccounts } from './example-accounts.ts';
import { loadExampleNation } from './example-nation.ts';
import { civilDate } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import { fillTables } from './kernel/bulk-load.ts';
import { type Connection, ownerClient } from './kernel/db.ts';
import { openKeys } from './kernel/keys.ts';
import { countExampleEntryNames, loadExampleMarriages } from './systems/civil-status/example/load.ts';
import { loadExampleServants } from './systems/civil-servants/example/load.ts';
import { loadExampleEnterprises } from './systems/enterprises/example/load.ts';
import { loadNotifications } from './systems/health/example/load.ts';
import { loadExampleAccounts } from './systems/identity/example/load.ts';
import { type ExampleEmployer, loadExampleEmployers } from './systems/insurance/example/employers.ts';
import { loadExampleCoverage } from './systems/insurance/example/load.ts';
import { type ExampleLandUser, loadExampleLand } from './systems/land/example/load.ts';
import { exampleHospitalName, loadExampleOrganisations } from './systems/organisations/example/load.ts';
import { loadExampleFinance } from './systems/public-finance/example/load.ts';
import { loadExampleDuplicates } from './systems/population/example/duplicates.ts';
import { countExampleNames, loadExampleAttested, loadExamplePeople } from './systems/population/example/load.ts';
import { communesOf, provincesOn } from './systems/territories/index.ts';

/** Families are loaded in parts, so that a large country needs no more memory than a small one. */
const PEOPLE_AT_ONCE = 2_000;

/** Up to so many people all are in all registers. In a larger country all are in that of the population, and the first so many in the others too. */
const SIZES = { inAllRegisters: 2_000_000, first: 20_000 };

/**
 * Makes the synthetic country, once in the life of a database: people in families, their homes, marriages, insurance,
 * accounts; agencies and officials; births that hospitals have reported. Deterministic but for the day on which it is made.
 * All or nothing: a start that is cut off begins again. Of a country with more than 2,000,000 people only the first
 * 20,000 and the officials are in other registers than that of the population, and have accounts.
 */
export async function makeExampleCountry(
  config: Config,
  owner: Connection,
  { inAllRegisters, first } = SIZES,
): Promise<void> {
  const client = ownerClient(owner);
  await client.connect();
  try {
    await client.query(`SET client_min_messages = warning; SELECT pg_advisory_lock(hashtext('example-country'))`);
    await client.query('BEGIN');
    await client.query('LOCK TABLE kernel.mark IN EXCLUSIVE MODE');
    const { rowCount } = await client.query(`SELECT FROM kernel.mark WHERE name = 'example-country'`);
    if (rowCount) {
      await client.query('ROLLBACK');
      return;
    }
    const today = civilDate(new Date());
    const isNation = config.people > inAllRegisters;
    const input = {
      people: config.people,
      today,
      places: allPlaces(today),
      ...(isNation ? { birthsAmong: first } : {}),
    };
    let summary: ExampleSummary | undefined;
    if (isNation) {
      await client.query('ROLLBACK');
      const nation = await makeNation(config, owner, input);
      await client.query('BEGIN');
      summary = await loadCountry(client, config, input, { first, nation });
    } else {
      await fillTables(client, LARGE_TABLES, async () => {
        summary = await loadCountry(client, config, input);
      });
    }
    await client.query(`INSERT INTO kernel.mark (name, value) VALUES ('example-country', $1)`, [
      JSON.stringify({ people: summary!.people, madeOn: today, scenarios: summary!.scenarios }),
    ]);
    await client.query('COMMIT');
    await analyseFilled(client);
  } finally {
    await client.end();
  }
}

/** The tables in which everybody of the country has rows. */
const LARGE_TABLES = [
  'organisations.agency',
  'population.personal_number',
  'population.person',
  'population.confirmation',
  'population.relation',
  'population.identity_document',
  'population.household',
  'population.residence',
  'insurance.insured',
  'insurance.coverage',
  'civil_status.marriage',
  'civil_status.entry',
  'civil_status.party',
];

/** The planner knows nothing of tables that were just filled, but of those that were filled apart. */
async function analyseFilled(client: ReturnType<typeof ownerClient>): Promise<void> {
  const { rows } = await client.query<{ filled: string }>(
    `SELECT string_agg(c.oid::regclass::text, ', ') AS filled FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND pg_relation_size(c.oid) > 0
       AND NOT EXISTS (SELECT FROM pg_statistic WHERE starelid = c.oid)`,
  );
  await client.query(`SET default_statistics_target = 25; ANALYZE ${rows[0]!.filled}`);
}

/** Everybody into the population register, however many they are. */
async function makeNation(config: Config, owner: Connection, input: ExampleInput): Promise<ExampleSummary> {
  const people = showProgress({ total: input.people, what: 'people' }, config);
  let keys: ((made: number) => void) | undefined;
  return loadExampleNation(owner, input, {
    people,
    built: (done, total) => (keys ??= showProgress({ total, what: 'keys, indexes and references' }, config))(done),
  });
}

/**
 * Loads the country into all registers. Of a `nation`, whose people are in the population register already, only the first people
 * and those who hold posts.
 */
async function loadCountry(
  client: ReturnType<typeof ownerClient>,
  config: Config,
  input: ExampleInput,
  { first, nation }: { first: number; nation?: ExampleSummary } = { first: input.people },
): Promise<ExampleSummary> {
  const { today, places } = input;
  const progress = showProgress({ total: first, what: nation ? 'people in all registers' : 'people' }, config);
  const families = exampleFamilies(input);
  const keys = openKeys(config);
  let part: ExampleFamily[] = [];
  let partSize = 0;
  let made = 0;
  const names = new Map<string, string>();
  const loadPart = async () => {
    const people = part.flatMap((family) => family.people);
    const marriages = part.flatMap((family) => family.marriages);
    const households = part.flatMap((family) => family.households);
    const load = nation ? loadExampleAttested : loadExamplePeople;
    await load(client, { people, households, marriages, today });
    await loadExampleMarriages(client, marriages, peopleByNumber(people));
    await loadExampleCoverage(client, { people, today });
    accounts.push(...people.filter(({ diedOn, bornOn }) => !diedOn && isOldEnough(bornOn, today)));
    for (const { number, fullName } of people) names.set(number, fullName);
    noteLandUsers(landUsers, part);
    made += people.length;
    progress(made);
    part = [];
    partSize = 0;
  };
  const accounts: ExampleFamily['people'] = [];
  const landUsers: LandUsers = new Map();
  let summary = nation;
  while (!summary || made + partSize < first) {
    const next = families.next();
    if (next.done) {
      summary = next.value;
      break;
    }
    part.push(next.value);
    partSize += next.value.people.length;
    if (partSize >= PEOPLE_AT_ONCE) await loadPart();
  }
  await loadPart();
  if (nation) {
    const others = nation.holders.filter(({ number }) => !names.has(number));
    accounts.push(...others);
    for (const { number, fullName } of others) names.set(number, fullName);
  }
  await loadExampleDuplicates(client, accounts);
  if (!nation) await countExampleNames(client);
  await countExampleEntryNames(client);
  await loadExampleOrganisations(client, {
    places,
    officials: summary.officials,
    hospitals: summary.notifications.map(({ hospital }) => hospital),
  });
  await loadExampleServants(client, summary.officials, peopleByNumber(accounts));
  await loadExampleFinance(client, { places: summary.places, today });
  await loadExampleLand(client, { communes: landCommunes(summary, landUsers), today });
  await loadNotifications(client, summary.notifications, {
    hospital: ({ provinceCode, serial }) => exampleHospitalName(provinceCode, serial).vi,
    midwife: 'Hộ sinh trực',
    person: (number) => names.get(number),
  });
  const officials = new Set(summary.officials.map(({ personNumber }) => personNumber));
  const founders = accounts.filter(({ number, bornOn }) => bornOn < FOUNDERS_BORN_BEFORE && !officials.has(number));
  const enterprises = await loadExampleEnterprises(client, { founders, today });
  const employers = exampleEmployers(summary, { enterprises, accounts, officials, today });
  await loadExampleEmployers(client, { employers, today });
  await loadExampleAccounts(client, { keys, people: accounts, shown: shownAccounts(summary, { names, employers }) });
  return summary;
}

/** Whoever has founded an enterprise of the example was of age when it was founded. */
const FOUNDERS_BORN_BEFORE = '1992-01-01';
const EMPLOYERS = 3;
const WORKERS = 6;
const WORK_FROM_YEARS = 20;
const WORK_TO_YEARS = 55;

/** Enterprises of the first province that insure workers; the first has the parents of the scenarios among them. */
function exampleEmployers(
  { places, scenarios }: ExampleSummary,
  given: {
    enterprises: Awaited<ReturnType<typeof loadExampleEnterprises>>;
    accounts: ExampleFamily['people'];
    officials: ReadonlySet<string>;
    today: string;
  },
): ExampleEmployer[] {
  const { enterprises, accounts, officials, today } = given;
  const shown = new Set(scenarios.flatMap(({ motherNumber, fatherNumber }) => [motherNumber, fatherNumber]));
  const { provinceCode } = places[0]!;
  const here = new Set(
    places.filter((place) => place.provinceCode === provinceCode).map(({ communeCode }) => communeCode),
  );
  const age = (bornOn: string) => Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  const workers = accounts
    .filter(
      ({ number, bornOn, communeCode }) =>
        here.has(communeCode) &&
        !officials.has(number) &&
        age(bornOn) >= WORK_FROM_YEARS &&
        age(bornOn) <= WORK_TO_YEARS,
    )
    .toSorted((one, other) => Number(shown.has(other.number)) - Number(shown.has(one.number)));
  return enterprises
    .filter(({ communeCode, versions }) => here.has(communeCode) && versions.at(-1)!.status === 'operating')
    .slice(0, EMPLOYERS)
    .map(({ code, versions, representatives }, i) => ({
      code,
      name: versions.at(-1)!.name,
      provinceCode,
      representative: representatives[0]!,
      workers: workers.slice(i * WORKERS, (i + 1) * WORKERS),
    }));
}

/** Who may own land, by commune: heads of households, alone or with their spouse. */
type LandUsers = Map<string, ([ExampleLandUser] | [ExampleLandUser, ExampleLandUser])[]>;
const MOST_LAND_USERS = 220;
const COMMUNES_WITH_LAND = 2;

function noteLandUsers(users: LandUsers, families: readonly ExampleFamily[]): void {
  for (const { households, people } of families) {
    const byNumber = new Map(people.map((person) => [person.number, person]));
    for (const { communeCode, headNumber, members } of households) {
      const here = users.get(communeCode) ?? [];
      users.set(communeCode, here);
      const head = byNumber.get(headNumber);
      if (!head || here.length >= MOST_LAND_USERS) continue;
      const spouse = byNumber.get(members.find(({ relation }) => relation === 'spouse')?.number ?? '');
      here.push(spouse ? [head, spouse] : [head]);
    }
  }
}

/** The first communes of the example have a cadastre; the families of the scenarios come first among those who own land. */
function landCommunes({ places, scenarios }: ExampleSummary, users: LandUsers) {
  const shown = new Set(scenarios.flatMap(({ motherNumber, fatherNumber }) => [motherNumber, fatherNumber]));
  return places.slice(0, COMMUNES_WITH_LAND).map((place) => ({
    ...place,
    users: (users.get(place.communeCode) ?? []).toSorted(
      (one, other) =>
        Number(other.some(({ number }) => shown.has(number))) - Number(one.some(({ number }) => shown.has(number))),
    ),
  }));
}

/** From 14 one has an account of one's own (Decree 69/2024/NĐ-CP art. 7). */
const isOldEnough = (bornOn: string, today: string): boolean =>
  Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4)) > 14;

/** The people of a part, to be looked up by number. */
function peopleByNumber(
  people: ExampleFamily['people'],
): (number: string) => ExampleFamily['people'][number] | undefined {
  const byNumber = new Map(people.map((person) => [person.number, person]));
  return (number) => byNumber.get(number);
}

export function allPlaces(today: string): ExamplePlace[] {
  return provincesOn(today).flatMap((province) =>
    communesOf(province.code, today).map((commune) => ({
      communeCode: commune.code,
      communeName: commune.fullName.vi,
      provinceCode: province.code,
      provinceName: province.name,
      oldProvinceCodes: [...PROVINCES.get(province.code)!.oldCodes],
    })),
  );
}

/** A bar on the terminal; a line every fifth where there is none. */
function showProgress(
  { total, what }: { total: number; what: string },
  { log }: Pick<Config, 'log'>,
): (done: number) => void {
  const WIDTH = 32;
  let said = -1;
  return (done) => {
    if (log === 'silent') return;
    const share = Math.min(1, done / total);
    if (process.stderr.isTTY) {
      const full = Math.round(share * WIDTH);
      process.stderr.write(
        `\rsynthetic country [${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${done} ${what}${share === 1 ? '\n' : ''}`,
      );
    } else if (Math.floor(share * 5) > said) {
      said = Math.floor(share * 5);
      process.stderr.write(`synthetic country: ${done} of ${total} ${what}\n`);
    }
  };
}
