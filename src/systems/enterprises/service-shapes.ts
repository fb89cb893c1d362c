import { type TSchema, Type } from 'typebox';
import { LEGAL_FORMS, type LegalForm, STATUSES, type Status } from './enterprise-codes.ts';

/** Pieces of which the schemas of the services are made. */
export const closed = { additionalProperties: false };
export const text = Type.String();
export const maybe = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const oneOf = <Code extends string>(codes: Readonly<Record<Code, unknown>>) =>
  Type.Unsafe<Code>(Type.Enum(Object.keys(codes)));
export const bilingual = Type.Object({ vi: text, en: text });
export const words = Type.String({ minLength: 2, maxLength: 200, problem: 'enterprise.words_too_short' });
/** Who looks, as a keyed hash of the network address: nobody's name, only to count how often. */
export const visitor = Type.String({ pattern: '^[0-9a-f]{32}$' });
export const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 50 }));

export const Listed = Type.Object({
  code: text,
  name: text,
  legalForm: oneOf<LegalForm>(LEGAL_FORMS),
  status: oneOf<Status>(STATUSES),
  address: text,
});
export const HouseholdStatus = Type.Unsafe<'operating' | 'suspended' | 'ended'>(
  Type.Enum(['operating', 'suspended', 'ended']),
);
