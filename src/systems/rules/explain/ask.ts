import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type Decided, valuesOf } from '../decide/decide.ts';
import { type Law, lawOf, lawOn, periodOn, periodsOn } from '../decide/law.ts';
import type { Subject } from '../edition/choices.ts';
import type { Period } from '../edition/store.ts';
import { type ExplainedQuestion, type Explanation, explainBy } from './explain.ts';
import { labelOf } from './words.ts';
import { type OtherAnswers, type Wanted, otherAnswers } from './why-not.ts';

/** A question that the law answers, as people are asked for what it needs. */
export interface AskableQuestion {
  ruleSet: string;
  name: Bilingual;
  subject: Subject;
  question: Bilingual;
  law: Bilingual;
  edition: number;
  /** From when, and until when the edition is law; `until` is the first day no longer. */
  from: string | null;
  until: string | null;
  inputs: AskableInput[];
}

/** Something that the law must know. */
export interface AskableInput {
  name: string;
  label: Bilingual;
  ask: Bilingual;
  kind: 'number' | 'yes-no' | 'choice' | 'date' | 'text';
  unit: Bilingual | null;
  choices: { value: string; words: Bilingual }[];
  /** What registers call it; null when no register has it. */
  fact: string | null;
}

/** The questions that the law answers on a day, in the order of their names. */
export async function questionsOn(house: Pick<House, 'db'>, on: string): Promise<AskableQuestion[]> {
  const periods = await periodsOn(house, on);
  const all = await Promise.all(periods.map(async (period) => askable(await lawOf(house, period), period)));
  return all.toSorted((a, b) => a.name.vi.localeCompare(b.name.vi, 'vi'));
}

/** A question as it is asked on a day. Refuses `rules.none_in_force`. */
export async function questionOn(
  house: Pick<House, 'db'>,
  asked: { ruleSet: string; on: string },
): Promise<AskableQuestion> {
  const law = await lawOn(house, asked);
  const period = await periodOn(house, asked);
  if (!period) throw new Error(`${asked.ruleSet} has no period, though it is law`);
  return askable(law, period);
}

function askable(law: Law, { name, subject, from, until }: Period): AskableQuestion {
  const decision = law.requirements.decisions.at(-1);
  return {
    ruleSet: law.ruleSet,
    name,
    subject,
    question: decision?.words?.ask ?? name,
    law: law.law,
    edition: law.number,
    from,
    until,
    inputs: law.inputs.map(({ name: input, type, words }): AskableInput => {
      const choices = [...type.valueWords].map(([value, { vi, en }]) => ({ value, words: { vi, en } }));
      const label = labelOf(words ?? type.words, input);
      return {
        name: input,
        label,
        ask: words?.ask ?? label,
        kind: kindOf(type.base, choices.length),
        unit: words?.unit ?? null,
        choices,
        fact: words?.fact ?? null,
      };
    }),
  };
}

function kindOf(base: string, choices: number): AskableInput['kind'] {
  if (base === 'number' || base === 'date') return base;
  if (base === 'boolean') return 'yes-no';
  return base === 'string' && choices > 0 ? 'choice' : 'text';
}

/** Which other answers a person wants to hear of: to get more, to pay or wait less. */
const WANTED: Readonly<Record<Subject, Wanted>> = {
  eligibility: 'more',
  entitlement: 'more',
  fee: 'less',
  tax: 'less',
  deadline: 'less',
  documents: 'other',
  competence: 'other',
};

/** An answer with its reasons, and what would give another. */
export type Asking = Decided & { explanation: Explanation; others: OtherAnswers };

/** Decides, says why, and what would have to be different for another answer. Refuses what `decide` refuses. */
export async function ask(house: Pick<House, 'db'>, question: ExplainedQuestion): Promise<Asking> {
  const law = await lawOn(house, question);
  const period = await periodOn(house, question);
  const { values } = valuesOf(law, question.inputs);
  return {
    ...explainBy(law, question),
    others: otherAnswers(law, values, WANTED[period?.subject ?? 'competence']),
  };
}
