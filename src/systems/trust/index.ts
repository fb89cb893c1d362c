import type { System } from '../../kernel/system.ts';
import { ensureAuthorities } from './keys.ts';
import { sentences } from './texts.ts';

/** The door of the trust services. */
export { rootCertificatePem, sealPdf, validatePdf } from './actions.ts';
export { runPkits } from './path/pkits.ts';
export { signatureProblemTexts } from './texts.ts';
export type { SignatureVerdict } from './pdf-validation.ts';
export type { SealedAgency, SignatureProblem } from './rules.ts';

export const system: System = {
  name: 'trust',
  folder: import.meta.dirname,
  sentences,
  start: async (house) => {
    await ensureAuthorities(house);
  },
};
