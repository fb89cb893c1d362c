import type { Config } from '../../../kernel/config.ts';
import type { Database } from '../../../kernel/db.ts';
import { keepKeysIn, openOwnKeystore } from '../keystore/door.ts';
import { RemoteKeystore } from './client.ts';
import { isListening, keysOfSigner, socketOf, tokenOf } from './place.ts';

/** How a process of the house reaches its private keys. */

/**
 * Says where the private keys of a house are: with the signer, or opened in this process, whose database must then have the login of the
 * signer. Called before anything signs.
 */
export function keepKeys(config: Config, db: Database, where: 'here' | 'in-signer'): void {
  const keystore =
    where === 'here'
      ? openOwnKeystore({ db, keys: keysOfSigner(config), config }, tokenOf(config))
      : new RemoteKeystore(socketOf(config));
  keepKeysIn(keystore, db);
}

/** Whether the signer of this house is at work, so that a command asks it and opens no key itself. */
export const isSignerAtWork = (config: Config): Promise<boolean> => isListening(socketOf(config));
