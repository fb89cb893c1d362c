import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registerSignatureApplication } from '../../src/systems/identity/index.ts';
import type { JourneyCountry } from './country.ts';

/** An application with an address of its own, where people come back to. */
export async function anApplication(
  country: JourneyCountry,
  name: string,
  authorises: 'oauth2code' | 'explicit' = 'oauth2code',
) {
  const server = createServer((_request, response) => response.end('back at the application'));
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const redirectUri = `http://localhost:${(server.address() as AddressInfo).port}/callback`;
  const { clientId, clientSecret } = await registerSignatureApplication(country.house, {
    name,
    redirectUri,
    authorises,
  });
  const verifier = randomBytes(32).toString('base64url');
  return {
    clientId,
    close: () => server.close(),
    /** Where it sends a person. */
    address(parameters: Record<string, string>): string {
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        state: 's',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...parameters,
      });
      return `/oidc/auth?${query.toString()}`;
    },
    /** What it gets for the code with which a person came back. */
    async token(address: string): Promise<string> {
      const code = new URL(address).searchParams.get('code')!;
      const response = await fetch(`${country.publicUrl}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          code_verifier: verifier,
        }),
      });
      const given = (await response.json()) as { access_token: string };
      return given.access_token;
    },
  };
}

/** Calls a method of the Cloud Signature Consortium's API. */
export async function callApi(country: JourneyCountry, method: string, token: string | undefined, body: unknown) {
  const response = await fetch(`${country.publicUrl}/csc/v2/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}
