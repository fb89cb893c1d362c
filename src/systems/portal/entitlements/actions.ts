import { Refusal, type FieldProblem } from '../../../kernel/refusal.ts';
import type { Static } from 'typebox';
import { call } from '../../exchange/index.ts';
import type { AskableInput, AskableQuestion } from '../../rules/index.ts';
import * as rules from '../../rules/services.ts';
import type { AnyAsked } from '../actions.ts';
import { asAnyone } from '../public/actions.ts';
import { type HeldFact, heldFacts } from './facts.ts';

/** Of whom the law is asked: of who is signed in, whose facts registers hold, or of somebody else. */
export type About = 'me' | 'other';

/** A question with what registers hold of it already. */
export interface OpenQuestion {
  question: AskableQuestion;
  about: About;
  on: string;
  /** By the name of the input. */
  held: ReadonlyMap<string, HeldFact>;
}

/** An answer of the law with its reasons. */
export type Asking = Static<typeof rules.explain.output>;

/** Looks up what registers hold of what a question asks. Nobody who is not signed in has facts. */
export async function openQuestion(
  asked: AnyAsked,
  { question, on, about }: { question: AskableQuestion; on: string; about: About },
): Promise<OpenQuestion> {
  const facts = question.inputs.flatMap(({ fact }) => fact ?? []);
  const isPerson = asked.session?.holder.kind === 'person';
  const known = about === 'me' && isPerson && facts.length > 0 ? await heldFacts(asked, facts, on) : undefined;
  const held = question.inputs.flatMap(({ name, fact }): [string, HeldFact][] => {
    const found = fact === null ? undefined : known?.get(fact);
    return found ? [[name, found]] : [];
  });
  return { question, about: isPerson && facts.length > 0 ? about : 'other', on, held: new Map(held) };
}

/** What the law answers to what is held and what was typed into the form. Refuses fields that are empty or wrong. */
export async function answerQuestion(
  asked: AnyAsked,
  { question, held, on }: OpenQuestion,
  typed: Readonly<Record<string, unknown>>,
): Promise<Asking> {
  const problems: FieldProblem[] = [];
  const inputs: Record<string, unknown> = {};
  const sources: Record<string, HeldFact['source'] | 'said'> = {};
  question.inputs.forEach((input, i) => {
    const known = held.get(input.name);
    const read = known ? { value: known.value } : readTyped(input, typed[fieldOf(i)]);
    if ('code' in read) problems.push({ field: fieldOf(i), code: read.code });
    else {
      inputs[input.name] = read.value;
      sources[input.name] = known?.source ?? 'said';
    }
  });
  if (problems.length > 0) throw new Refusal('input.invalid', 422, { fields: problems });
  const { output } = await call(
    asked.house,
    rules.explain,
    { ruleSet: question.ruleSet, on, inputs, sources },
    asAnyone('public-information', 'Tôi có được không, và vì sao?'),
  );
  return output;
}

/** The field of an input in the form: by its place, because names of inputs are whole phrases. */
export const fieldOf = (index: number): string => `input${index + 1}`;

function readTyped({ kind, choices }: AskableInput, typed: unknown): { value: unknown } | { code: string } {
  const text = typeof typed === 'string' ? typed.trim() : '';
  if (text === '') return { code: 'field.required' };
  switch (kind) {
    case 'number': {
      const number = plainNumber(text);
      return number === undefined ? { code: 'entitlement.number' } : { value: number };
    }
    case 'yes-no':
      return text === 'yes' || text === 'no' ? { value: text === 'yes' } : { code: 'field.not_a_choice' };
    case 'choice':
      return choices.some(({ value }) => value === text) ? { value: text } : { code: 'field.not_a_choice' };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
        ? { value: text }
        : { code: 'field.format' };
    case 'text':
      return { value: text };
  }
}

const MOST_DIGITS = 20;

/** A number as people here write it: groups of three by dots, commas or spaces, and a comma or dot before the fraction. */
export function plainNumber(text: string): string | undefined {
  const bare = text.replace(/[\s\u00a0]/g, '');
  if (bare.length > MOST_DIGITS) return undefined;
  if (/^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(bare)) return bare.replace(/[.,]/g, '');
  if (/^-?\d+(?:[.,]\d+)?$/.test(bare)) return bare.replace(',', '.');
  return undefined;
}
