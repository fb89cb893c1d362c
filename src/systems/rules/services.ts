import { Type } from 'typebox';
import { service } from '../exchange/index.ts';

const closed = { additionalProperties: false };
const RuleSetId = Type.String({ maxLength: 80, pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$' });
const MOST_INPUTS = 200;

/** What is asked: a rule set, the date of the case, and what is known of it by the name of the input. */
const Question = Type.Object(
  {
    ruleSet: RuleSetId,
    on: Type.String({ format: 'date', description: 'The date of the case: it chooses the edition' }),
    inputs: Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Type.Unknown(), { maxProperties: MOST_INPUTS }),
  },
  closed,
);

const Warning = Type.Object({ code: Type.String(), where: Type.String(), about: Type.String() });
const grants = [
  { caller: 'cases', purposes: ['birth-registration' as const, 'public-information' as const] },
  { caller: 'portal', purposes: ['public-information' as const] },
  { caller: 'system:hospital', purposes: ['health-insurance-check' as const] },
];

/** Decides by the law of a day. Nothing that is given is kept: it says nothing about whom it concerns. */
export const decide = service({
  name: 'rules.decide',
  owner: 'rules',
  title: { vi: 'Quyết định theo bộ quy tắc', en: 'Decide by a rule set' },
  kind: 'read',
  input: Question,
  output: Type.Object({
    answer: Type.Unknown(),
    ruleSet: RuleSetId,
    edition: Type.Integer({ minimum: 1 }),
    warnings: Type.Array(Warning),
  }),
  fields: [],
  grants,
  subjects: () => [],
});
