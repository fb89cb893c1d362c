import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../../../kernel/config.ts';
import { MADE_FOLDER } from '../../../kernel/made-once.ts';
import { openKeys, type Keys } from '../../../kernel/keys.ts';
import { Token } from '../keystore/token.ts';

/** Where the signer listens, and where what only it may have lies. */

type Place = Pick<Config, 'dataDir' | 'signerSocket'>;

/** The path of a Unix socket may not be longer (unix(7): 108 bytes with the zero at its end). */
const LONGEST_PATH_BYTES = 107;

/** The socket of `SIGNER_SOCKET`, or else one in the data folder; where that is too long a path, in a folder for it alone. */
export function socketOf({ dataDir, signerSocket }: Place): string {
  if (signerSocket) return signerSocket;
  const path = join(dataDir, 'signer', 'socket');
  if (Buffer.byteLength(path) <= LONGEST_PATH_BYTES) return path;
  return join(tmpdir(), `mot-cua-signer-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`, 'socket');
}

/**
 * Makes the folder of the socket, for us alone, unless others have made it (`SIGNER_SOCKET`). Throws when it is not ours alone; for a signer that is
 * a user of its own also where another user could put other code in the place of ours, or another socket.
 */
export function prepareSocketFolder(config: Place): void {
  if (config.signerSocket) {
    assertNobodyElseWrites([
      dirname(config.signerSocket),
      RELEASE,
      join(RELEASE, 'src'),
      dirname(MADE_FOLDER),
      MADE_FOLDER,
    ]);
    return;
  }
  const folder = dirname(socketOf(config));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0)
    throw new Error(`${folder} must be a folder that nobody else may enter: chmod 700 it, or take it away`);
}

const RELEASE = join(import.meta.dirname, '../../../..');

/** Throws for a folder, of those that are there, that another user than root and we could write. */
export function assertNobodyElseWrites(folders: readonly string[]): void {
  for (const folder of folders) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (!found) continue;
    const isOthers = found.uid !== 0 && found.uid !== process.getuid?.();
    if (isOthers || (found.mode & 0o022) !== 0)
      throw new Error(`others may write ${folder}, and so become the signer: chown it to root and chmod it to 755`);
  }
}

/** The keys under the signer's own master key, which is made in its folder at the first start. */
export function keysOfSigner({ dataDir }: Pick<Config, 'dataDir'>): Keys {
  const folder = join(dataDir, 'signer');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return openKeys({ masterKey: undefined, dataDir: folder });
}

/** The token of the settings, not yet looked for; none without them. Throws `TokenProblem` for settings that cannot be right. */
export const tokenOf = ({ pkcs11 }: Pick<Config, 'pkcs11'>): Token | undefined => pkcs11 && new Token(pkcs11);

/** Whether a signer listens there. */
export function isListening(path: string): Promise<boolean> {
  return new Promise((found) => {
    const socket = createConnection(path);
    const end = (answer: boolean) => {
      socket.destroy();
      found(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
