import type { Database } from '../../../kernel/db.ts';
import { Kept } from '../../../kernel/kept.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { compileModel } from '../dmn/checked.ts';
import type { ReadTable } from '../dmn/decision-table.ts';
import type { Answer, Options, Program } from '../dmn/program.ts';
import { type PlainType, type Requirements, plainType, requirementsOf } from '../dmn/requirements.ts';
import type { Words } from '../dmn/words.ts';
import { type Period, findEdition, findPeriods } from '../edition/store.ts';
import type { Value } from '../feel/value.ts';

/** An edition, compiled: what is asked of it, and of what types its inputs are. */
export interface Law {
  ruleSet: string;
  number: number;
  /** The decision that is asked. */
  decision: string;
  /** The documents that it stands on. */
  law: Bilingual;
  program: Program;
  requirements: Requirements;
  inputs: readonly LawInput[];
  /** Its tables as they were read. */
  tables: readonly ReadTable[];
  /** The values of the inputs in their order. */
  decide(values: readonly Value[], options: Options): Answer;
}

export interface LawInput {
  name: string;
  type: PlainType;
  /** What people call it. */
  words: Words | null;
}

/** What a process knows of the law: which edition is in force when, and editions that were asked, compiled. */
interface Known {
  periods: Kept<ReadonlyMap<string, readonly Period[]>>;
  laws: Map<string, Promise<Law>>;
}

const MOST_COMPILED = 500;
const ALL = 'all';
const known = new WeakMap<Database, Known>();

function knownOf({ db }: Pick<House, 'db'>): Known {
  let found = known.get(db);
  if (!found) {
    found = { periods: new Kept(db, 'rules.in_force', { most: 1 }), laws: new Map() };
    known.set(db, found);
  }
  return found;
}

function periodsOf(house: Pick<House, 'db'>): Promise<ReadonlyMap<string, readonly Period[]>> {
  return knownOf(house).periods.get(ALL, async () =>
    Map.groupBy(await findPeriods(house.db.as('rules')), ({ ruleSet }) => ruleSet),
  );
}

/** To be called after a commit that changed what is in force. */
export function forgetPeriods(house: Pick<House, 'db'>): void {
  knownOf(house).periods.forget(ALL);
}

/** The editions in force on a day, one a rule set. Costs no query. */
export async function periodsOn(house: Pick<House, 'db'>, on: string): Promise<Period[]> {
  const all = [...(await periodsOf(house)).values()].flat();
  return all.filter((period) => isIn(period, on));
}

const isIn = ({ from, until }: Period, on: string): boolean => (from ?? '') <= on && (until === null || on < until);

/** When the edition of a rule set that is law on a day is in force; undefined when none is. Costs no query. */
export async function periodOn(
  house: Pick<House, 'db'>,
  { ruleSet, on }: { ruleSet: string; on: string },
): Promise<Period | undefined> {
  return (await periodsOf(house)).get(ruleSet)?.find((period) => isIn(period, on));
}

/**
 * The edition that is law on a civil date, compiled; the second time without a query. Refuses `rules.none_in_force` when
 * no edition is in force on that day.
 */
export async function lawOn(house: Pick<House, 'db'>, asked: { ruleSet: string; on: string }): Promise<Law> {
  const period = await periodOn(house, asked);
  if (!period) throw new Refusal('rules.none_in_force', 404, { values: { ruleSet: asked.ruleSet, date: asked.on } });
  return lawOf(house, period);
}

/** An adopted edition by its number, compiled: adopted editions never change, so once is enough. */
export function lawOf(
  house: Pick<House, 'db'>,
  { ruleSet, number, decision }: { ruleSet: string; number: number; decision: string },
): Promise<Law> {
  const { laws } = knownOf(house);
  const key = `${ruleSet} ${number}`;
  const compiled = laws.get(key);
  if (compiled) return compiled;
  const compiling = readLaw(house, { ruleSet, number, decision });
  compiling.catch(() => laws.delete(key));
  laws.set(key, compiling);
  const [first] = laws.keys();
  if (laws.size > MOST_COMPILED && first !== undefined) laws.delete(first);
  return compiling;
}

async function readLaw(
  house: Pick<House, 'db'>,
  { ruleSet, number, decision }: { ruleSet: string; number: number; decision: string },
): Promise<Law> {
  const edition = await findEdition(house.db.as('rules'), { ruleSet, number });
  const law = edition && compileLaw({ ruleSet, number, decision, model: edition.model, law: edition.law });
  if (!law) throw new Error(`edition ${number} of ${ruleSet} does not compile, though it is adopted`);
  return law;
}

/** Compiles an edition; undefined when its model has a problem, or no such decision. */
export function compileLaw(edition: {
  ruleSet: string;
  number: number;
  decision: string;
  model: string;
  law?: Bilingual;
}): Law | undefined {
  const { ruleSet, number, decision } = edition;
  const tables: ReadTable[] = [];
  const { program } = compileModel(edition.model, [], tables);
  const requirements = program && requirementsOf(program.model, decision);
  if (!requirements) return undefined;
  const inputs = requirements.inputs.map(({ name, typeRef, words }) => ({
    name,
    words,
    type: plainType(program.model, typeRef),
  }));
  const decide = program.prepare(
    decision,
    inputs.map(({ name }) => name),
  );
  const law = edition.law ?? { vi: '', en: '' };
  return decide && { ruleSet, number, decision, law, program, requirements, inputs, tables, decide };
}
