import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { addScript } from '../../../design/index.ts';

const [bundle] = buildSync({
  entryPoints: [join(import.meta.dirname, 'passkey-island.js')],
  bundle: true,
  format: 'esm',
  target: 'es2020',
  write: false,
}).outputFiles;

/** Path of the script that talks to the browser about passkeys, for the sign-in page and the account page. */
export const PASSKEY_SCRIPT = addScript('passkey.js', bundle!.text);
