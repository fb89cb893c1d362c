import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Database } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import { OwnKeystore, type Keystore } from './keystore.ts';
import type { Answer, Asked, Question } from './consent/question.ts';
import type { KeyUse, PrivateKey } from './private-key.ts';
import type { Token } from './token.ts';

/** The door to all private keys of the trust services. Whoever is behind it, no key comes out. */

type KeyHouse = Pick<House, 'db' | 'keys' | 'config'>;

const keystores = new WeakMap<Database, Keystore>();

/** Says where the private keys of a house are, before anything of it signs. Without it they are opened in this process, under its master key. */
export function keepKeysIn(keystore: Keystore, database: Database): void {
  keystores.set(database, keystore);
}

/** The keystore in this process, over a database whose login may take on the role of the signer; keys are made on the token where there is one. */
export const openOwnKeystore = ({ db, keys, config }: KeyHouse, token?: Token): Keystore =>
  new OwnKeystore(db.as('trust-signer'), { keys, site: config.baseUrl, token });

function keystoreOf(house: KeyHouse): Keystore {
  let keystore = keystores.get(house.db);
  if (!keystore) keystores.set(house.db, (keystore = openOwnKeystore(house)));
  return keystore;
}

/** Makes a key for one use. It stays where it is made; who never has it certified leaves it there unused. */
export async function makeKey(house: KeyHouse, use: KeyUse, algorithm: KeyAlgorithm): Promise<PrivateKey> {
  const keyInfo = await keystoreOf(house).make({ use, algorithm, request: newId() });
  return keptKey(house, createPublicKey({ key: keyInfo, format: 'der', type: 'spki' }));
}

/** The private key of a public one, as it may be asked to sign. Nothing is opened before it is. */
export function keptKey(house: KeyHouse, publicKey: KeyObject): PrivateKey {
  const keystore = keystoreOf(house);
  const keyHash = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  return { publicKey, sign: (asked) => keystore.sign(keyHash, asked) };
}

/** Asks a person for consent: see `Keystore.ask`. */
export const askConsent = (house: KeyHouse, question: Question): Promise<Asked> => keystoreOf(house).ask(question);

/** Takes what the passkey answered: see `Keystore.take`. */
export const takeConsent = (house: KeyHouse, answer: Omit<Answer, 'request'>): Promise<Buffer> =>
  keystoreOf(house).take({ ...answer, request: newId() });
