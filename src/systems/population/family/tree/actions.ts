import type { Static } from 'typebox';
import { today } from '../../../../kernel/clock.ts';
import type { House } from '../../../../kernel/system.ts';
import type { CallContext } from '../../../exchange/index.ts';
import { seenPeople, seenRelations } from '../../person/sealed.ts';
import { findPerson } from '../../person/store.ts';
import type { KinRole } from '../choices.ts';
import type * as services from './services.ts';
import { type StoredKin, kinOn } from './store.ts';

const OWN_GENERATIONS = 1;

type Kin = Static<typeof services.readFamilyTree.output>['kin'][number];

/**
 * The family of a person on a date: ancestors, descendants, spouse, guardians and wards. What is sealed is left out, with everybody who
 * would only be reached over it. Who asks about oneself is told of parents and children, not of theirs.
 */
export async function readFamilyTree(
  house: House,
  asked: Static<typeof services.readFamilyTree.input>,
  context: CallContext,
): Promise<Static<typeof services.readFamilyTree.output>> {
  const { number, on = today() } = asked;
  const db = house.db.as('population');
  const known = await findPerson(db, { number, on });
  const [person] = known ? await seenPeople(db, [known], context) : [];
  if (!person) return { kin: [] };
  const most = context.purpose === 'own-data' ? OWN_GENERATIONS : Infinity;
  const generations = { up: Math.min(asked.up, most), down: Math.min(asked.down, most) };
  const lines = await seenRelations(db, await kinOn(db, { number, on, ...generations }), context);
  const { fullName, sex, bornOn, diedOn } = person;
  return {
    person: { number, fullName, sex, bornOn, ...(diedOn ? { diedOn } : {}) },
    kin: treeOf(number, lines),
  };
}

/** The lines in the order of the tree. Who descends by two ways is there twice. */
function treeOf(number: string, lines: readonly StoredKin[]): Kin[] {
  const kin: Kin[] = [];
  const add = (from: string, way: StoredKin['way'], of: number | undefined): void => {
    for (const line of lines) {
      if (line.way !== way || line.fromNumber !== from || kin.length >= MOST_KIN) continue;
      const id = kin.length;
      kin.push(kinShown(line, id, of));
      if (line.number && way !== 'beside') add(line.number, way, id);
    }
  };
  for (const way of ['up', 'beside', 'down'] as const) add(number, way, undefined);
  return kin;
}

const MOST_KIN = 200;

function kinShown(line: StoredKin, id: number, of: number | undefined): Kin {
  const { number, fullName, sex, bornOn, diedOn, validFrom, basis } = line;
  return {
    id,
    ...(of === undefined ? {} : { of }),
    role: roleOf(line),
    ...(number ? { number } : {}),
    fullName,
    ...(sex ? { sex } : {}),
    bornOn,
    ...(diedOn ? { diedOn } : {}),
    since: validFrom,
    basis,
  };
}

function roleOf({ way, kind, number, personNumber }: StoredKin): KinRole {
  if (way === 'down') return 'child';
  if (kind === 'guardian' || kind === 'co-guardian') return number === personNumber ? 'ward' : kind;
  return kind;
}
