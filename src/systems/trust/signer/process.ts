import type { Config } from '../../../kernel/config.ts';
import type { Database } from '../../../kernel/db.ts';
import type { Log } from '../../../kernel/log.ts';
import { openOwnKeystore } from '../keystore/door.ts';
import { isListening, keysOfSigner, prepareSocketFolder, socketOf, tokenOf } from './place.ts';
import { serveKeystore } from './server.ts';

/** For us alone; with a socket that others placed, for its group too. */
const OWN_MODE = 0o600;
const GROUP_MODE = 0o660;

/**
 * Starts to answer on the socket of the signer. Who closes it lets go of the socket; what is being signed is answered first. Throws when a
 * signer is at work there already, and `TokenProblem` when the token of the settings cannot be used.
 */
export async function startSigner(order: {
  config: Config;
  database: Database;
  log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { config, database, log } = order;
  const path = socketOf(config);
  prepareSocketFolder(config);
  if (await isListening(path)) throw new Error(`a signer is at work already on ${path}`);
  const token = tokenOf(config);
  await token?.open();
  const keystore = openOwnKeystore({ db: database, keys: keysOfSigner(config), config }, token);
  const server = await serveKeystore(keystore, { path, mode: config.signerSocket ? GROUP_MODE : OWN_MODE, log });
  return {
    async close() {
      await new Promise<void>((closed) => {
        server.close(() => closed());
        // Connections end when the processes at their other ends do; those have been told to stop before us.
        setImmediate(closed);
      });
      await token?.close();
    },
  };
}
