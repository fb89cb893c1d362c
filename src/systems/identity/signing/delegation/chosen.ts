import { Type } from 'typebox';
import type { SteadAsked } from '../../../trust/index.ts';

/** With which certificate, and for whom: `own` or nothing is in the own post. */
export const Chosen = Type.Object({
  credentialId: Type.String({ format: 'uuid' }),
  delegationId: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal(''), Type.String({ format: 'uuid' })])),
  kind: Type.Optional(Type.String({ maxLength: 40 })),
});

/** For whom something is to be signed, when it is for another. */
export const steadIn = ({ delegationId, kind }: { delegationId?: string; kind?: string }): SteadAsked | undefined =>
  delegationId && delegationId !== 'own' ? { delegationId, kind: kind ?? '' } : undefined;
