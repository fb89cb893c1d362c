import type { House } from '../../../kernel/system.ts';
import type { ParcelFile } from '../reading/rules.ts';
import { deathsAmong } from './store.ts';

/** The rights of which a holder has died; not where who holds them is sealed. */
export async function awaitingInheritance(
  house: House,
  rights: readonly { code: string; partyName: string; people: readonly string[] }[],
): Promise<ParcelFile['awaitingInheritance']> {
  const deaths = await deathsAmong(
    house.db.as('land'),
    rights.flatMap(({ people }) => people),
  );
  return rights.flatMap(({ code, partyName, people }) => {
    const days = people.flatMap((number) => deaths.get(number) ?? []).toSorted();
    return days.length > 0 ? [{ right: code, holder: partyName, diedOn: days.at(-1)! }] : [];
  });
}
