import { ENDED_BY_SETTING, readConfig } from '../../../kernel/config.ts';
import { openDatabase } from '../../../kernel/db.ts';
import { createLog } from '../../../kernel/log.ts';
import { TokenProblem } from '../keystore/token.ts';
import { startSigner } from './process.ts';

/**
 * The process that keeps the private keys and signs. `main.ts` starts it beside the others and again when it dies; with `SIGNER_SOCKET` it
 * is started as another user, with settings of its own (deploy/README.md).
 */
const config = readConfig();
const log = createLog(config.log);
const connectionString = config.signerDatabaseUrl ?? config.databaseUrl;
if (!connectionString) throw new Error('SIGNER_DATABASE_URL says where the database is, as the login of the signer');
const database = openDatabase({ connectionString }, (error) =>
  log.warn('database.connection_lost', { message: error.message }),
);
const signer = await startSigner({ config, database, log }).catch((error: unknown) => {
  if (!(error instanceof TokenProblem)) throw error;
  process.stderr.write(`The signer: ${error.message}\n`);
  process.exit(error.isPinRefused ? ENDED_BY_SETTING : 1);
});

async function stop(): Promise<void> {
  await signer.close();
  await database.close();
  process.exit(0);
}

// Ctrl+C in a terminal reaches all processes at once, and others still have something signed: who started us tells us when they are done.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => process.exit(1));
