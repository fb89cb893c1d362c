import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { veiledPeople } from '../person/sealed.ts';
import { rowOf } from './facts.ts';
import { findFacts } from './store.ts';

/** So many people are read at once. */
const PEOPLE_AT_ONCE = 5_000;

/**
 * The facts of everybody who lives, some at a time. People of whom anything is sealed for who asks are left out. Read while the register
 * goes on being written: it is no picture of one instant.
 */
export async function* factsOfAll(house: House, context: CallContext, on: string): AsyncGenerator<(string | null)[][]> {
  const db = house.db.as('population');
  for (let after = ''; ;) {
    const people = await findFacts(db, { after, on, most: PEOPLE_AT_ONCE });
    const last = people.at(-1);
    if (!last) return;
    const veiled = await veiledPeople(
      db,
      people.map(({ number }) => number),
      context,
    );
    yield people.filter(({ number }) => !veiled.has(number)).map((facts) => rowOf(facts, on));
    after = last.number;
  }
}
