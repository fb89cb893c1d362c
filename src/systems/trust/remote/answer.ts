import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { KeptAssertion } from '../keystore/consent/question.ts';

/** The part of what a browser sends that the keystore checks, and that is kept. */
export const keptOf = ({ id, response }: AuthenticationResponseJSON): KeptAssertion => {
  const { authenticatorData, clientDataJSON, signature } = response;
  return { passkeyId: id, authenticatorData, clientDataJSON, signature };
};
