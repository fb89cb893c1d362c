import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { watchReadings } from '../../exchange/index.ts';
import { sendMessageInJob } from '../../notifications/index.ts';
import { officialsAt } from '../../organisations/index.ts';
import { STEWARD } from '../actions.ts';
import { registerOf } from '../definition.ts';

/** The job that looks at who reads how much. */
export const WATCH_READINGS = 'registry.watch_readings';

/** Looks at the readings of the last hour; of new alarms the stewards of the register's owner are told. */
export async function watchAllReadings(house: House): Promise<void> {
  const counts = new Map<string, number>();
  for (const { owner } of await watchReadings(house)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  await tellStewards(house, counts);
}

/** Tells the stewards of registers' owners how many alarms are new. */
export async function tellStewards(house: House, counts: ReadonlyMap<string, number>): Promise<void> {
  for (const [system, count] of counts) {
    const register = registerOf(system);
    if (!register) continue;
    for (const { personalNumber } of await officialsAt(house, register.owner.code, STEWARD))
      await sendMessageInJob(house, {
        key: `reading-alarm:${newId()}`,
        to: personalNumber,
        template: 'reading-alarm',
        values: { register: register.title, count },
      });
  }
}
