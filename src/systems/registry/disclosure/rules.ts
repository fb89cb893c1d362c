import { ageOn, foldVietnamese, sameName } from '../../../country/index.ts';
import type { CallContext, Grant } from '../../exchange/index.ts';
import type { Disclosure } from '../kind/field.ts';
import type { RecordKind } from '../kind/index.ts';

/** A right to read records of a kind: who, for what, which fields, of which records. Beside the kind, as a table. */
export interface ReadingGrant<Field extends string = string> extends Grant {
  /** All fields of this class and of the more open ones. What is protected or sealed is told only when it is named. */
  upTo?: 'open' | 'basic';
  /** Fields by name, besides. */
  fields?: readonly Field[];
  /** Only records of the calling agency's own commune or province, as it is today; old units count as what came of them. */
  ofOwnTerritory?: true;
  /** May also ask what was true on an earlier day, and what was known then. */
  pastToo?: true;
}

/** What can be asked of a record besides whether a field says something. */
export const QUESTIONS = ['age', 'livesIn', 'isAlive'] as const;
export type QuestionName = (typeof QUESTIONS)[number];

/** A right to ask yes or no about records of a kind, without learning any value. */
export interface CheckingGrant<Field extends string = string> extends Grant {
  about: readonly (Field | QuestionName)[];
}

/** How the questions that are not about one field are answered from a record. */
export interface QuestionFields<Field extends string = string> {
  /** The date of birth: lets `age` be asked. */
  bornOn?: Field;
  /** The date of death: lets `isAlive` be asked. */
  diedOn?: Field;
}

/** One question about a record. `tones: 'ignored'`: names that differ in tones and marks alone count as the same. */
export type Question =
  | { field: string; is: unknown; tones?: 'ignored' }
  | { age: { atLeast: number; on?: string } }
  | { livesIn: { code: string; on?: string } }
  | { isAlive: true };

export type Answer = 'true' | 'false' | 'unknown';

const RANK: Record<Disclosure, number> = { open: 0, basic: 1, protected: 2, sealed: 3 };

/** Whether a grant is the caller's, for this purpose, with what it needs; who acts for oneself asks about oneself alone. */
export function isGrantOf(
  grant: Grant,
  context: CallContext,
  subjects: readonly (string | null | undefined)[],
): boolean {
  if (grant.caller !== context.caller || !grant.purposes.includes(context.purpose)) return false;
  if (grant.needs === 'case') return Boolean(context.caseNumber);
  const { actor } = context;
  if (grant.needs === 'own')
    return actor.kind === 'person' && subjects.length > 0 && subjects.every((number) => number === actor.number);
  return true;
}

const grantedFields = new WeakMap<ReadingGrant, readonly string[]>();

/** The fields that a grant of this kind lets its caller read, in the order of the definition. */
export function fieldsOf(kind: RecordKind, grant: ReadingGrant): readonly string[] {
  const known = grantedFields.get(grant);
  if (known) return known;
  const most = grant.upTo ? RANK[grant.upTo] : -1;
  const fields = Object.entries(kind.fields)
    .filter(([name, field]) => RANK[field.disclosure ?? 'basic'] <= most || grant.fields?.includes(name))
    .map(([name]) => name);
  grantedFields.set(grant, fields);
  return fields;
}

/** What a question is about, as grants and the log name it. */
export function nameOf(question: Question): string {
  return 'field' in question ? question.field : Object.keys(question)[0]!;
}

/**
 * The answer from what a version says; `unknown` when it does not say. Where a person lives is answered by `livesIn`,
 * which knows the units of today: see territory.ts.
 */
export function answerTo(
  question: Question,
  values: Readonly<Record<string, unknown>>,
  context: {
    kind: RecordKind;
    from: QuestionFields;
    today: string;
    livesIn: (asked: { code: string; on?: string }) => Answer;
  },
): Answer {
  const { kind, from, today } = context;
  if ('field' in question) {
    const held = values[question.field];
    if (held === null || held === undefined) return 'unknown';
    return said(isSame(kind, question, held));
  }
  if ('age' in question) {
    const bornOn = values[from.bornOn!] as string | null;
    return bornOn ? said(ageOn(bornOn, question.age.on ?? today) >= question.age.atLeast) : 'unknown';
  }
  if ('isAlive' in question) return said(values[from.diedOn!] === null);
  return context.livesIn(question.livesIn);
}

const said = (isSo: boolean): Answer => (isSo ? 'true' : 'false');

/** Names are the same by the way that they are written; everything else by its value. */
function isSame(kind: RecordKind, question: { field: string; is: unknown; tones?: 'ignored' }, held: unknown): boolean {
  const { field, is, tones } = question;
  if (typeof is !== 'string' || typeof held !== 'string') return JSON.stringify(is) === JSON.stringify(held);
  if (!isWords(kind, field)) return is === held;
  return tones === 'ignored' ? foldVietnamese(is) === foldVietnamese(held) : sameName(is, held);
}

/** Whether a field is words that people write, where tones could be ignored. */
export function isWords(kind: RecordKind, name: string): boolean {
  const field = kind.fields[name];
  return field?.column === 'text' && !field.pattern && !field.choices;
}
