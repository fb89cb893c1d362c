import { Type } from 'typebox';
import type { Grant } from '../exchange/index.ts';

/** What the services of the insurance register are made of. */
export const closed = { additionalProperties: false };
export const date = Type.String({ format: 'date' });
export const personalNumber = Type.String({ pattern: '^\\d{12}$' });
export const employerCode = Type.String({ pattern: '^\\d{10}$' });
export const id = Type.String({ format: 'uuid' });
export const month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' });
/** A code of a choice, kept with its type. */
export const oneOf = <Choices extends object>(choices: Choices) =>
  Type.Unsafe<keyof Choices & string>(Type.Enum(Object.keys(choices)));
export const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
/** VND. */
export const money = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000 });
/** The decision that an act rests on. */
export const decision = Type.Object({ number: words(100), issuedOn: date, issuer: words(300) }, closed);
export const facility = Type.Object({ code: Type.String(), name: Type.String() }, closed);

/** The office of a province at its desk. */
export const DESK: readonly Grant[] = [{ caller: 'insurance', purposes: ['social-insurance'] }];
/** People about themselves, on the portal. */
export const OWN: readonly Grant[] = [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }];
