import { join } from 'node:path';
import { addScript, bundled } from '../../../design/index.ts';

/** Path of the script that talks to the browser about passkeys, for the sign-in page and the account page. */
export const PASSKEY_SCRIPT = addScript('passkey.js', bundled(join(import.meta.dirname, 'passkey-island.js')));
