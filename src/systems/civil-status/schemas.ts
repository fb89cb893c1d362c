import { Type } from 'typebox';

/** What the services of the civil-status register are made of. */

export const closed = { additionalProperties: false };
export const personalNumber = Type.String({ pattern: '^\\d{12}$' });
export const date = Type.String({ format: 'date' });
export const text = Type.String({ minLength: 1, maxLength: 300 });
export const name = Type.String({ minLength: 1, maxLength: 120 });
export const id = Type.String({ format: 'uuid' });
export const country = Type.String({ pattern: '^[A-Z]{2}$' });
export const bilingual = Type.Object({ vi: Type.String(), en: Type.String() }, closed);

/** A foreigner, known by a passport. */
export const foreigner = {
  fullName: name,
  bornOn: date,
  nationality: country,
  passportNumber: Type.String({ minLength: 5, maxLength: 20 }),
};

/** Someone who has a personal number, of whom the rest is read; or a foreigner, of whom all is said. */
export const someone = Type.Union([
  Type.Object({ kind: Type.Literal('person'), number: personalNumber }, closed),
  Type.Object({ kind: Type.Literal('foreigner'), ...foreigner, residence: Type.Optional(text) }, closed),
]);

/** The official in whose name an act is done. */
export const registrar = Type.Object({ officialId: text, title: bilingual, name }, closed);

/** The document that an act rests on, as the officer saw it. */
export const evidence = Type.Object(
  {
    kind: Type.String({ minLength: 1, maxLength: 60 }),
    number: Type.String({ minLength: 1, maxLength: 100 }),
    issuedOn: Type.Optional(date),
    issuer: Type.Optional(text),
  },
  closed,
);

export const sealedDocument = Type.Object({
  title: bilingual,
  fileId: Type.String(),
  verificationCode: Type.String(),
  sha256: Type.String(),
});

/** Why something is done, in the officer's words. */
export const reason = Type.String({ minLength: 5, maxLength: 1_000 });
