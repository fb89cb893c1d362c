import { Type } from 'typebox';

/** What the services of the population register are made of. */

export const closed = { additionalProperties: false };
export const personalNumber = Type.String({ pattern: '^\\d{12}$' });
export const date = Type.String({ format: 'date' });
export const text = Type.String({ minLength: 1, maxLength: 300 });
export const sex = Type.Union([Type.Literal('male'), Type.Literal('female')]);
export const country = Type.String({ pattern: '^[A-Z]{2}$' });
export const bilingual = Type.Object({ vi: Type.String(), en: Type.String() }, closed);

/** Who a person is. */
export const person = Type.Object({
  number: personalNumber,
  fullName: Type.String(),
  sex,
  bornOn: date,
  birthPlace: Type.Optional(Type.String()),
  /** Code of the group. */
  ethnicGroup: Type.Optional(Type.String()),
  nationality: Type.String(),
  hometown: Type.Optional(Type.String()),
  diedOn: Type.Optional(date),
});

/** Someone who has a personal number, or a foreigner who is known by a passport. */
export const party = Type.Union([
  Type.Object({ kind: Type.Literal('person'), number: personalNumber }, closed),
  Type.Object(
    {
      kind: Type.Literal('foreigner'),
      fullName: Type.String({ minLength: 1, maxLength: 200 }),
      bornOn: date,
      nationality: country,
      passportNumber: Type.String({ pattern: '^[0-9A-Za-z-]{5,20}$' }),
    },
    closed,
  ),
]);

/** A relative as the family shows one. A foreigner has no number. */
export const relative = Type.Object({
  number: Type.Optional(personalNumber),
  fullName: Type.String(),
  sex: Type.Optional(sex),
  bornOn: date,
  nationality: Type.String(),
  diedOn: Type.Optional(date),
  /** Since when they are so related. */
  since: date,
  basis: Type.Enum(['birth', 'recognition', 'adoption', 'court', 'marriage', 'guardianship']),
  /** The document that it rests on. */
  source: Type.Object({ kind: Type.String(), number: Type.String(), issuer: Type.Optional(Type.String()) }),
});

/** What a write answers: the act in the events of the register; missing when all was so already. */
export const done = Type.Object({ position: Type.Optional(Type.Integer()) });
