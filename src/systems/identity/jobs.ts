import type { House } from '../../kernel/system.ts';
import { sweep } from './actions.ts';

/** What this system does by itself. */
export const jobs: Record<string, (house: House, payload: never) => Promise<void>> = {
  'identity.sweep': (house) => sweep(house),
};

/** When it does so: task and cron pattern, UTC. */
export const schedules: Record<string, string> = { 'identity.sweep': '*/15 * * * *' };
