import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';

/** What an answer of the authenticator may do wrong, so that a test can see it refused. */
export interface Wrong {
  origin?: string;
  crossOrigin?: boolean;
  rpId?: string;
  challenge?: Buffer;
  isVerified?: boolean;
  /** The counter shown instead of the next. */
  signCount?: number;
}

/** An authenticator made of software (WebAuthn Level 3 §6), for tests that need no browser: one passkey on P-256. */
export class Authenticator {
  readonly id = randomBytes(16).toString('base64url');
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  readonly #site: URL;
  signCount = 0;

  constructor(site: string) {
    this.#site = new URL(site);
  }

  /** COSE key (RFC 9053 §7.1.1). */
  get publicKey(): Buffer {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    const part = (name: number, value: string) =>
      Buffer.concat([Buffer.of(name, 0x58, 0x20), Buffer.from(value, 'base64url')]);
    return Buffer.concat([Buffer.of(0xa5, 1, 2, 3, 0x26, 0x20, 1), part(0x21, x!), part(0x22, y!)]);
  }

  /** The answer to a challenge; the counter grows with each. */
  answer(challenge: Buffer, wrong: Wrong = {}): AuthenticationResponseJSON {
    const clientData = Buffer.from(
      JSON.stringify({
        type: 'webauthn.get',
        challenge: (wrong.challenge ?? challenge).toString('base64url'),
        origin: wrong.origin ?? this.#site.origin,
        crossOrigin: wrong.crossOrigin ?? false,
      }),
    );
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrong.signCount ?? ++this.signCount);
    const data = Buffer.concat([
      createHash('sha256')
        .update(wrong.rpId ?? this.#site.hostname)
        .digest(),
      // User present; user verified.
      Buffer.of(wrong.isVerified === false ? 1 : 5),
      count,
    ]);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      },
    };
  }
}
