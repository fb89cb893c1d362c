import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { PROPOSAL_DECISIONS, type ProposalDecision } from '../proposing.ts';

/** What forms about a merge or a split have in common: why, and by the right of which document. */
export const reason = Type.String({ minLength: 5, maxLength: 2_000 });
export const idempotencyKey = Type.String({ format: 'uuid' });
export const sourceFields = {
  sourceKind: Type.String({ minLength: 1, maxLength: 60 }),
  sourceNumber: Type.String({ minLength: 1, maxLength: 100 }),
  sourceIssuedOn: Type.Optional(Type.String({ format: 'date' })),
};

/** Confirms, refuses or undoes a proposal: each with its own reason, an undoing with its document. */
export const SettleForm = Type.Object({
  settle: Type.Enum([...PROPOSAL_DECISIONS]),
  proposal: Type.String({ format: 'uuid' }),
  confirmReason: Type.Optional(reason),
  refuseReason: Type.Optional(reason),
  undoReason: Type.Optional(reason),
  ...Type.Partial(Type.Object(sourceFields)).properties,
  idempotencyKey,
});

interface SourceTyped {
  sourceKind?: string;
  sourceNumber?: string;
  sourceIssuedOn?: string;
}

/** The document that was named; undefined when none was. */
export function sourceOf({
  sourceKind: kind,
  sourceNumber: number,
  sourceIssuedOn: issuedOn,
}: SourceTyped): { kind: string; number: string; issuedOn?: string } | undefined {
  if (!kind || !number) return undefined;
  return { kind, number, ...(issuedOn ? { issuedOn } : {}) };
}

/** A text that this form cannot do without. Refuses `input.invalid`. */
export function required(body: object, field: string): string {
  const value = (body as Record<string, unknown>)[field];
  if (typeof value !== 'string' || value === '')
    throw new Refusal('input.invalid', 422, { fields: [{ field, code: 'field.required' }] });
  return value;
}

/** What a steward decides of a proposal, as its services take it. */
export function settled(body: SourceTyped & { settle: ProposalDecision; proposal: string; idempotencyKey: string }): {
  proposal: string;
  decision: ProposalDecision;
  reason: string;
  source?: { kind: string; number: string; issuedOn?: string };
  idempotencyKey: string;
} {
  const why = required(body, `${body.settle}Reason`);
  if (body.settle === 'undo') for (const field of ['sourceKind', 'sourceNumber']) required(body, field);
  const source = sourceOf(body);
  return {
    proposal: body.proposal,
    decision: body.settle,
    reason: why,
    ...(source ? { source } : {}),
    idempotencyKey: body.idempotencyKey,
  };
}
