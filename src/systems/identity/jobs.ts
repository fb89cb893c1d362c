import type { House } from '../../kernel/system.ts';
import { sweep, sweepLater } from './actions.ts';

/** What this system does by itself. */
export const jobs: Record<string, (house: House, payload: never) => Promise<void>> = {
  async 'identity.sweep'(house) {
    await sweep(house);
    await sweepLater(house);
  },
};
