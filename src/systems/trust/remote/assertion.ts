import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';

/** A passkey as it was registered to sign with. */
export interface SigningPasskey {
  id: string;
  personalNumber: string;
  /** COSE key. */
  publicKey: Buffer;
  signCount: number;
}

/** The part of a passkey's answer that is kept: with the public key and the challenge anyone can check it. */
export interface KeptAssertion {
  passkeyId: string;
  authenticatorData: string;
  clientDataJSON: string;
  signature: string;
}

/**
 * Checks a passkey's answer (WebAuthn Level 3 §7.2) against the public key that was registered for signing. Refuses
 * `signing.assertion_refused` for another key, another challenge, another site, another page's frame, no user verification, and a
 * counter that did not grow. Who calls it notes the counter.
 */
export async function checkAssertion(
  house: Pick<House, 'config' | 'log'>,
  given: { passkey: SigningPasskey; challenge: Buffer; response: AuthenticationResponseJSON },
): Promise<{ signCount: number; kept: KeptAssertion }> {
  const { passkey, challenge, response } = given;
  const { origin, hostname } = new URL(house.config.baseUrl);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: hostname,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.signCount },
  }).catch((error: Error) => refused(house, error.message));
  if (!verified || response.id !== passkey.id) return refused(house, 'signature or key');
  const { authenticatorData, clientDataJSON, signature } = response.response;
  const { crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
  if (crossOrigin) return refused(house, 'asked for in a frame of another site');
  return {
    signCount: authenticationInfo.newCounter,
    kept: { passkeyId: passkey.id, authenticatorData, clientDataJSON, signature },
  };
}

/** What is wrong stands in the log, without anything secret; the person is told to try again. */
function refused(house: Pick<House, 'log'>, reason: string): never {
  house.log.info('trust.signing_assertion_refused', { reason: reason.slice(0, 200) });
  throw new Refusal('signing.assertion_refused', 403);
}
