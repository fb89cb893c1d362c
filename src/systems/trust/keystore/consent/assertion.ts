import { Refusal } from '../../../../kernel/refusal.ts';
import type { KeptAssertion } from './question.ts';

/** The passkey that an answer must be of. */
export interface BoundPasskey {
  id: string;
  /** COSE key (RFC 9052). */
  publicKey: Buffer;
}

/**
 * Checks a passkey's answer (WebAuthn Level 3 §7.2) to a challenge, on the pages of `site`. Refuses `signing.assertion_refused` for another
 * key, another challenge, another site, another page's frame, and no user verification. Answers the counter, which who calls it holds
 * against the last one.
 */
export async function checkAssertion(
  site: string,
  given: { passkey: BoundPasskey; challenge: Buffer; assertion: KeptAssertion },
): Promise<{ signCount: number }> {
  const { passkey, challenge, assertion } = given;
  if (assertion.passkeyId !== passkey.id) return refused('another passkey');
  const { origin, hostname } = new URL(site);
  const { authenticatorData, clientDataJSON, signature } = assertion;
  // Read when the first person signs: all else that the keystore does needs none of it.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id: passkey.id,
      rawId: passkey.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { authenticatorData, clientDataJSON, signature },
    },
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: hostname,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
  }).catch((error: Error) => refused(error.message));
  if (!verified) return refused('signature');
  const told = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as Record<string, unknown>;
  if (told.crossOrigin) return refused('asked for in a frame of another site');
  return { signCount: authenticationInfo.newCounter };
}

/** What is wrong stands in the log of who asked, without anything secret; the person is told to try again. */
export function refused(problem: string): never {
  throw new Refusal('signing.assertion_refused', 403, { values: { problem: problem.slice(0, 200) } });
}
