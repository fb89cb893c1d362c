import { join } from 'node:path';
import type { Config } from './kernel/config.ts';
import type { Connection } from './kernel/db.ts';
import { startEmbeddedPostgres } from './kernel/embedded-postgres.ts';

/** A database to work on, and how to let go of it. */
export interface OpenDatabase {
  owner: Connection;
  runtime: Connection;
  /** As the process that keeps private keys; undefined where others start it. */
  signer: Connection | undefined;
  /** Whether we started the server: then no other process of ours can be alive on it. */
  isOurs: boolean;
  /** Whether the server was running before we came. */
  wasRunning: boolean;
  stop(): Promise<void>;
}

/** The database of DATABASE_URL, or else the embedded one in the data folder. */
export async function openPostgres(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl };
    const signer = config.signerSocket
      ? undefined
      : { connectionString: config.signerDatabaseUrl ?? config.databaseUrl };
    return {
      owner: connection,
      runtime: connection,
      signer,
      isOurs: false,
      wasRunning: true,
      stop: async () => undefined,
    };
  }
  const embedded = await startEmbeddedPostgres(join(config.dataDir, 'postgres'));
  return { ...embedded, signer: config.signerSocket ? undefined : embedded.signer, isOurs: true };
}
