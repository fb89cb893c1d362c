/** The door of identity: who people are, proved; and which information systems may speak for themselves. */
import type { System } from '../../kernel/system.ts';
import { jobs, schedules } from './jobs.ts';
import { openOpenIdProvider } from './provider/actions.ts';
import { sentences } from './sentences.ts';

export { contactOf, createAccount } from './account/actions.ts';
export { carryCodesBy } from './code-delivery.ts';
export type { CodeCarrier, CodeMessage } from './code-delivery.ts';
export { registerInformationSystem, revokeInformationSystem, verifyAccessToken } from './information-system/actions.ts';
export type { InformationSystem } from './information-system/actions.ts';
export { mountOpenIdProvider } from './provider/actions.ts';
export { registerSignatureApplication, revokeSignatureApplication } from './signing/application/actions.ts';
export { signInPath } from './provider/addresses.ts';

export const system: System = {
  name: 'identity',
  folder: import.meta.dirname,
  sentences,
  jobs,
  schedules,
  start: openOpenIdProvider,
};
