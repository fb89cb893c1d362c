import { daysSince } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { Kept } from '../../../kernel/kept.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { call } from '../../exchange/index.ts';
import * as rules from '../../rules/services.ts';
import type { DossierView } from '../actions.ts';
import { asAnyone } from '../public/actions.ts';
import { BIRTHS, type BirthProcedure, RESIDENCE, isBirthProcedure, procedureCodes } from '../rules.ts';

const FEE = 'civil-status.birth-fee';
const DOCUMENTS = 'civil-status.birth-documents';
const RESIDENCE_FEE = 'residence.registration-fee';

/** What the law of the day says of one case, and by which rows. */
export interface LawSays {
  /** Where people ask the same themselves. */
  href: string;
  /** As a person reads it. */
  answer: Bilingual;
  rows: { outcome: Bilingual; law: Bilingual | null }[];
  /** What no register tells and was taken to be so: another answer may follow when it is not. */
  assumed: Said[];
  /** What the rows that applied ask of the facts that tell this case from others. */
  when: Said[];
}

interface Said {
  label: Bilingual;
  value: Bilingual;
}

/** What is asked, and which facts of it are worth telling: what a row asks of them, or what was found. */
interface Wanted {
  ruleSet: string;
  inputs: Readonly<Record<string, unknown>>;
  assumed?: readonly string[];
  when?: Readonly<Record<string, 'asks' | 'found'>>;
}

const MOST_KEPT = 1_000;
const keptBy = new WeakMap<House['db'], Kept<LawSays | null>>();

/** What the law said, kept until an edition comes into force: a page asks for it every time it is shown. */
function keptOf({ db }: House): Kept<LawSays | null> {
  let kept = keptBy.get(db);
  if (!kept) keptBy.set(db, (kept = new Kept(db, 'rules.in_force', { most: MOST_KEPT })));
  return kept;
}

/** What the law of today says; null when it gives no answer, or none is in force. */
function ask(house: House, wanted: Wanted): Promise<LawSays | null> {
  const on = today();
  return keptOf(house).get(`${on} ${JSON.stringify(wanted)}`, () => explain(house, on, wanted));
}

async function explain(
  house: House,
  on: string,
  { ruleSet, inputs, assumed = [], when = {} }: Wanted,
): Promise<LawSays | null> {
  const context = asAnyone('public-information', 'Lệ phí và giấy tờ theo luật');
  let said;
  try {
    said = (await call(house, rules.explain, { ruleSet, on, inputs }, context)).output;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rules.none_in_force') return null;
    throw error;
  }
  if (said.answer === null) return null;
  const { explanation } = said;
  const labels = new Map(explanation.inputs.map(({ name, label }) => [label.vi, name]));
  const rows = explanation.steps.flatMap((step) => step.rows);
  return {
    href: `/entitlements/${ruleSet}`,
    answer: explanation.answer,
    rows: rows.map(({ outcome, law }) => ({ outcome, law })),
    assumed: explanation.inputs.filter(({ name }) => assumed.includes(name)),
    when: rows
      .flatMap((row) => row.conditions)
      .flatMap(({ label, asks, found }) => {
        const tell = when[labels.get(label.vi) ?? ''];
        return tell ? [{ label, value: tell === 'asks' ? asks : found }] : [];
      }),
  };
}

/** What the law says of the case of a draft: fees by the code of the procedure, and what the registration of the birth needs. */
export interface LawOfCase {
  fees: ReadonlyMap<string, LawSays>;
  documents: LawSays | null;
}

/**
 * Asks the law of today about the birth of a draft, with what its registers told when it was opened: nothing of a person is read anew,
 * and nobody is named. That the family is exempt no register tells: it is asked as if not, and told so.
 */
export async function lawOfCase(house: House, dossier: DossierView): Promise<LawOfCase> {
  const birth = procedureCodes(dossier).find(isBirthProcedure)!;
  const { bornOn } = dossier.evidence.birth;
  const [fee, residence, documents] = await Promise.all([
    feeOf(house, birth, { days: Math.max(0, daysSince(bornOn, today())), isExempt: false }),
    residenceFee(house, 'online', 'child'),
    ask(house, {
      ruleSet: DOCUMENTS,
      inputs: { ...BIRTHS[birth], 'Parents married': dossier.evidence.husband !== null },
    }),
  ]);
  const fees = new Map<string, LawSays>();
  if (fee) fees.set(birth, fee);
  if (residence) fees.set(RESIDENCE, residence);
  return { fees, documents };
}

function feeOf(
  house: House,
  birth: BirthProcedure,
  { days, isExempt }: { days: number; isExempt: boolean },
): Promise<LawSays | null> {
  return ask(house, {
    ruleSet: FEE,
    inputs: { ...BIRTHS[birth], 'Days since the birth': days, 'Exempt family': isExempt },
    assumed: ['Exempt family'],
    when: { 'Days since the birth': 'asks', ...(isExempt ? { 'Exempt family': 'found' } : {}) },
  });
}

const residenceFee = (house: House, channel: string, applicant: string): Promise<LawSays | null> =>
  ask(house, {
    ruleSet: RESIDENCE_FEE,
    inputs: { Registration: 'permanent', Channel: channel, Applicant: applicant },
    when: { Channel: 'found', Applicant: 'found' },
  });

/** Later than any limit that a law would set: how late registration is asked about. */
const VERY_LATE_DAYS = 3_650;

/**
 * What the law of today takes for a procedure in the cases that differ, each once; none for a procedure of which no table tells.
 * For visitors: of a birth in time, late, and of an exempt family; of a residence by channel, and for a child.
 */
export async function feesOfProcedure(house: House, code: string): Promise<LawSays[]> {
  const said = await Promise.all(
    isBirthProcedure(code)
      ? [
          feeOf(house, code, { days: 0, isExempt: false }),
          feeOf(house, code, { days: VERY_LATE_DAYS, isExempt: false }),
          feeOf(house, code, { days: VERY_LATE_DAYS, isExempt: true }),
        ]
      : code === RESIDENCE
        ? [
            residenceFee(house, 'online', 'child'),
            residenceFee(house, 'online', 'other'),
            residenceFee(house, 'direct', 'other'),
          ]
        : [],
  );
  const distinct = new Map(said.flatMap((each) => (each ? [[JSON.stringify([each.answer, each.when]), each]] : [])));
  return [...distinct.values()];
}
