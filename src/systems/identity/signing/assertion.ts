import { Type } from 'typebox';

/** What a browser sends of a passkey's answer. Its parts are checked by trust; here only that they are texts. */
export const Assertion = Type.Object({
  id: Type.String({ maxLength: 2_000 }),
  rawId: Type.String({ maxLength: 2_000 }),
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: Type.String({ maxLength: 10_000 }),
    authenticatorData: Type.String({ maxLength: 10_000 }),
    signature: Type.String({ maxLength: 10_000 }),
  }),
  clientExtensionResults: Type.Object({}),
});
