import type { Visitor } from './visitor.ts';

/** Gives the window an authenticator. It may be told not to verify the user, and has to be taken away before the window is left. */
export async function withPasskey(visitor: Visitor) {
  const devtools = await visitor.context.newCDPSession(visitor.page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verify: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }).then(() => undefined),
    takeAway: () => devtools.send('WebAuthn.disable').then(() => undefined),
  };
}

/** The button by which a passkey agrees to what the page shows. */
export const consent = (visitor: Visitor) => visitor.page.locator('[data-passkey-consent] button');
