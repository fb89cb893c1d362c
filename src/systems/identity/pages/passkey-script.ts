export const PASSKEY_SCRIPT = '/assets/passkey.js';
