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

/** Decides several cases by the edition of one day: one call, and one line in the log, for what is asked together. */
export const decideMany = service({
  name: 'rules.decideMany',
  owner: 'rules',
  title: { vi: 'Quyết định nhiều trường hợp theo bộ quy tắc', en: 'Decide several cases by a rule set' },
  kind: 'read',
  input: Type.Object(
    {
      ruleSet: Question.properties.ruleSet,
      on: Question.properties.on,
      cases: Type.Array(Question.properties.inputs, { minItems: 1, maxItems: 100 }),
    },
    closed,
  ),
  output: Type.Object({
    /** In the order of the cases. */
    answers: Type.Array(Type.Unknown()),
    edition: Type.Integer({ minimum: 1 }),
  }),
  fields: [],
  grants: [...grants, { caller: 'procedures', purposes: ['public-information' as const] }],
  subjects: () => [],
});

const Said = Type.Object({ vi: Type.String(), en: Type.String() }, closed);
const MaybeSaid = Type.Union([Said, Type.Null()]);
/** Where a fact came from: a register with its receipt, the person, or a calculation of the caller. */
const Source = Type.Union([
  Type.Object({ register: Said, receipt: Type.Optional(Type.String({ maxLength: 60 })) }, closed),
  Type.Literal('said'),
  Type.Literal('computed'),
]);

/** A question, and where its inputs came from, by the name of the input. */
const ExplainedQuestion = Type.Object(
  {
    ...Question.properties,
    sources: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Source, { maxProperties: MOST_INPUTS }),
    ),
  },
  closed,
);

/** Decides, says by which rows and clauses, and what would have to be different for another answer. Nothing that is given is kept. */
export const explain = service({
  name: 'rules.explain',
  owner: 'rules',
  title: { vi: 'Quyết định theo bộ quy tắc, kèm lý do', en: 'Decide by a rule set, with the reasons' },
  kind: 'read',
  input: ExplainedQuestion,
  output: Type.Object({
    ...decide.output.properties,
    explanation: Type.Object({
      question: MaybeSaid,
      label: Said,
      answer: Said,
      law: Said,
      inputs: Type.Array(
        Type.Object({
          name: Type.String(),
          label: Said,
          value: Said,
          isKnown: Type.Boolean(),
          source: Type.Union([Source, Type.Null()]),
        }),
      ),
      steps: Type.Array(
        Type.Object({
          name: Type.String(),
          label: Said,
          value: Said,
          formula: MaybeSaid,
          rows: Type.Array(
            Type.Object({
              row: Type.Integer({ minimum: 1, description: 'As it stands in the table' }),
              conditions: Type.Array(Type.Object({ label: Said, asks: Said, found: Said })),
              outcome: Said,
              law: MaybeSaid,
            }),
          ),
        }),
      ),
      warnings: Type.Array(Type.Object({ code: Type.String(), where: Type.String(), words: Said })),
    }),
    others: Type.Object({
      answers: Type.Array(
        Type.Object({
          answer: Said,
          changes: Type.Array(Type.Object({ name: Type.String(), label: Said, to: Said })),
        }),
      ),
      isComplete: Type.Boolean({ description: 'False when there was more to try than is tried' }),
    }),
  }),
  fields: [],
  grants,
  subjects: () => [],
});
