import { addDays } from '../../../country/index.ts';
import { dayAfterMonth, monthOf } from '../contribution/months.ts';

/** What runs of a person and ends with the life: health insurance, and what is paid every month. */
export type Running = 'coverage' | 'benefit';

/**
 * The first day without it. Treatment is paid for to the day of death; a benefit is due for the whole month of it, since that of the
 * survivors begins with the month after (Law on Social Insurance 41/2024/QH15, as we know it from memory: no clause at hand).
 */
export function endsWith(diedOn: string): Record<Running, string> {
  return { coverage: addDays(diedOn, 1), benefit: dayAfterMonth(monthOf(diedOn)) };
}
