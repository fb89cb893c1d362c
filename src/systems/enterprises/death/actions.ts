import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { type RecordKind, examineRecord, followAndAct, livesFollowed, noteLife } from '../../registry/index.ts';
import { communesOf, provinceOf } from '../../territories/index.ts';
import { beneficialOwner, branch, householdBusiness, memberOrShareholder, representative } from '../kinds.ts';
import { register } from '../register.ts';
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';
import { type Part, deadInFiles, numbersNamed, recordsNaming } from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'enterprises.follow_lives';

const KINDS: Readonly<Record<Part, { name: string }>> = {
  representative,
  member_or_shareholder: memberOrShareholder,
  beneficial_owner: beneficialOwner,
  branch,
  household_business: householdBusiness,
};

/**
 * How the enterprise register follows the deaths of those whom it names. A death changes nobody's part in an enterprise by itself: heirs
 * come in by succession, and a new representative by a notice (Law on Enterprises 59/2020/QH14 arts. 12, 53). So the death is noted, and what still
 * names the dead is a fault of its record until it is put right.
 */
const following = livesFollowed({
  system: 'enterprises',
  agency: register.owner,
  events: readEvents,
  lives: readLives,
  concerned: numbersNamed,
  async settle(tx, number, life) {
    await noteLife(tx, number, life);
    for (const { part, key } of await recordsNaming(tx, { number, on: today() }))
      await examineRecord(tx, KINDS[part] as RecordKind, key);
  },
});

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, following);
}

/** The dead whom files of enterprises of the registrar's province still name; nobody for who is no registrar of a province. */
export async function listDeadInFiles(
  house: House,
  _: Static<typeof services.listDeadInFiles.input>,
  given: CallContext,
): Promise<Static<typeof services.listDeadInFiles.output>> {
  const { actor } = given;
  const province = actor.kind === 'official' ? provinceOf(actor.territoryCode, today()) : undefined;
  if (!province) return { dead: [] };
  const db = house.db.as('enterprises');
  const communes = communesOf(province.code, today()).map(({ code }) => code);
  const listed = await deadInFiles(db, { communes, on: today() });
  const seen = new Seen(db, given);
  const dead = await Promise.all(
    listed.map(async ({ key, ...one }) => ((await seen.named(one.part, { ...one, key })) ? [one] : [])),
  );
  return { dead: dead.flat() };
}
