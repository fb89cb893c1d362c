import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scryptSync,
  type KeyObject,
} from 'node:crypto';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { Refusal } from '../../../kernel/refusal.ts';

/** The root's key as it lies in the folder of the ceremony: PKCS #8 under a passphrase, with all that is needed to open it. */

const LEAST_PASSPHRASE_CHARACTERS = 16;
const MOST_PASSPHRASE_CHARACTERS = 1_024;

/** scrypt (RFC 7914): 128 MiB of memory and about half a second for each guess. */
const COST = { N: 131_072, r: 8, p: 1 } as const;
const MOST_SCRYPT_BYTES = 1_100_000_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

const base64 = (bytes: number) => {
  const length = Math.ceil(bytes / 3) * 4;
  return Type.String({ minLength: length, maxLength: length, pattern: '^[A-Za-z0-9+/]+={0,2}$' });
};

const KeyFile = Type.Object({
  kind: Type.Literal('mot-cua root key 1'),
  derivation: Type.Object({
    name: Type.Literal('scrypt'),
    // What is read is bounded too: the file may have been in other hands.
    N: Type.Enum([131_072, 262_144, 524_288, 1_048_576]),
    r: Type.Literal(8),
    p: Type.Literal(1),
    salt: base64(32),
  }),
  cipher: Type.Object({ name: Type.Literal('aes-256-gcm'), nonce: base64(NONCE_BYTES), tag: base64(16) }),
  sealed: Type.String({ minLength: 1, maxLength: 4_096, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
});

/** Refuses `trust.passphrase_weak` (under 16 or over 1,024 characters) and `trust.passphrases_differ`. */
export function assertPassphrase(first: string, again: string): void {
  const length = Array.from(first).length;
  if (length < LEAST_PASSPHRASE_CHARACTERS || length > MOST_PASSPHRASE_CHARACTERS)
    throw new Refusal('trust.passphrase_weak', 422, { values: { least: LEAST_PASSPHRASE_CHARACTERS } });
  if (first !== again) throw new Refusal('trust.passphrases_differ', 422);
}

/** The text of the file: the key under the passphrase, AES-256-GCM, the parameters being part of what is authenticated. */
export function sealKey(privateKey: KeyObject, passphrase: string): string {
  const derivation = { name: 'scrypt' as const, ...COST, salt: randomBytes(32).toString('base64') };
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', derive(passphrase, derivation), nonce);
  cipher.setAAD(boundBy(derivation));
  const sealed = Buffer.concat([cipher.update(privateKey.export({ type: 'pkcs8', format: 'der' })), cipher.final()]);
  const tag = cipher.getAuthTag();
  const file: Static<typeof KeyFile> = {
    kind: 'mot-cua root key 1',
    derivation,
    cipher: { name: 'aes-256-gcm', nonce: nonce.toString('base64'), tag: tag.toString('base64') },
    sealed: sealed.toString('base64'),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The key of such a file. Refuses `trust.root_key_not_opened` for a wrong passphrase and for a file that was changed alike. */
export function openKeyFile(text: string, passphrase: string): KeyObject {
  try {
    const file: unknown = JSON.parse(text);
    if (!Check(KeyFile, file)) throw new Error('no key file');
    const { derivation, cipher } = file;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      derive(passphrase, derivation),
      Buffer.from(cipher.nonce, 'base64'),
      { authTagLength: 16 },
    );
    decipher.setAAD(boundBy(derivation));
    decipher.setAuthTag(Buffer.from(cipher.tag, 'base64'));
    const key = Buffer.concat([decipher.update(Buffer.from(file.sealed, 'base64')), decipher.final()]);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    throw new Refusal('trust.root_key_not_opened', 403);
  }
}

type Derivation = Static<typeof KeyFile>['derivation'];

function derive(passphrase: string, { N, r, p, salt }: Derivation): Buffer {
  // The same words typed on another machine are the same bytes.
  const words = passphrase.normalize('NFC');
  return scryptSync(words, Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: MOST_SCRYPT_BYTES });
}

const boundBy = ({ name, N, r, p, salt }: Derivation): Buffer =>
  Buffer.from(`mot-cua root key 1 ${name} ${N} ${r} ${p} ${salt}`);
