import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Grounds, changeFrom, record } from '../../registry/index.ts';
import { householdBusiness } from '../kinds.ts';
import { problemsOfCommune } from '../registration/checks.ts';
import type { Filed } from '../registration/filing.ts';
import { type KnownPerson, assertEffect, assertSuspension, refuseFields } from '../registration/rules.ts';
import { unlimitedLiabilities } from '../registration/store.ts';
import { HOUSEHOLD_MOVES, mayFileHousehold, problemsOfHousehold, problemsOfOwner } from './rules.ts';
import type { HouseholdActGiven, HouseholdGiven } from './schemas.ts';
import {
  type HouseholdVersion,
  findHousehold,
  householdNamed,
  laterHouseholdVersions,
  lockHouseholds,
} from './store.ts';

/** An act about the household business of a person, to be done. */
export interface HouseholdAsked {
  owner: string;
  act: HouseholdActGiven;
  person: KnownPerson | undefined;
  grounds: Grounds;
  /** The day on which it was handed in. */
  filedOn: string;
  /** Refuses who is not competent for the commune. */
  assertMay(communeCode: string): void;
}

type Values = { [Field in Exclude<keyof HouseholdVersion, 'code' | 'since'>]?: HouseholdVersion[Field] };

/**
 * Registers, changes, suspends, resumes or ends the household business of a person: one for each (Decree 168/2025/NĐ-CP). Refuses
 * beside the fields what cannot be, and what its status does not allow.
 */
export async function enterHouseholdAct(tx: Tx, asked: HouseholdAsked): Promise<Filed> {
  const { owner, act, filedOn } = asked;
  const on = act.act === 'household-suspend' ? act.on : today();
  await lockHouseholds(tx, owner);
  const before = await findHousehold(tx, { code: owner, on });
  if (!mayFileHousehold(act.act, before?.status ?? null))
    throw new Refusal(before ? 'enterprise.household_status' : 'enterprise.household_unknown', 409);
  asked.assertMay('communeCode' in act ? act.communeCode : before!.communeCode);
  if (act.act === 'household-register') {
    await found(tx, { ...asked, act }, { before, on });
  } else if (act.act === 'household-change') {
    const { act: _act, ...said } = act;
    refuseFields(await problemsOf(tx, asked, said));
    assertEffect({ on, filedOn: today(), since: before!.since });
    await change(tx, asked, { on, values: said });
  } else {
    if (act.act === 'household-suspend') assertSuspension({ from: on, until: act.until, filedOn });
    if (act.act === 'household-end' && !act.debtsSettled)
      refuseFields([{ field: 'debtsSettled', code: 'enterprise.debts_left' }]);
    const until = act.act === 'household-suspend' ? act.until : null;
    await change(tx, asked, { on, values: { status: HOUSEHOLD_MOVES[act.act].to, suspendedUntil: until } });
    // It goes on by itself when the time is over.
    if (until) await change(tx, asked, { on: until, values: { status: 'operating', suspendedUntil: null } });
  }
  return { subject: owner, kind: act.act, effectiveOn: on, onCertificate: act.act in ON_CERTIFICATE };
}

const ON_CERTIFICATE = { 'household-register': true, 'household-change': true };

async function problemsOf(tx: Tx, { owner }: HouseholdAsked, said: HouseholdGiven) {
  await lockHouseholds(tx, said.communeCode);
  const other = await householdNamed(tx, { ...said, on: today(), except: owner });
  return [
    ...problemsOfCommune(said.communeCode),
    ...problemsOfHousehold(said),
    ...(other ? [{ field: 'name', code: 'enterprise.household_name_taken', values: { other } }] : []),
  ];
}

async function found(
  tx: Tx,
  asked: HouseholdAsked & { act: Extract<HouseholdActGiven, { act: 'household-register' }> },
  { before, on }: { before: HouseholdVersion | undefined; on: string },
): Promise<void> {
  const { owner, person, grounds } = asked;
  const { act: _act, ...said } = asked.act;
  // Law on Enterprises art. 188.3: who is liable with everything for an enterprise owns no household business besides.
  const [liable] = await unlimitedLiabilities(tx, { person: owner, on, except: null });
  refuseFields([
    ...problemsOfOwner(person, on),
    ...(liable ? [{ field: 'owner', code: 'enterprise.liable_already', values: { other: liable } }] : []),
    ...(await problemsOf(tx, asked, said)),
  ]);
  const values = {
    ...said,
    ownerName: person!.fullName,
    status: 'operating' as const,
    suspendedUntil: null,
    foundedOn: on,
  };
  if (before) await changeFrom(tx, householdBusiness, { key: { code: owner }, from: on, values }, grounds);
  else await record(tx, householdBusiness, { values: { code: owner, ...values }, from: on }, grounds);
}

/** Changes it from a day on: the version of that day, and those that are known to follow it. */
async function change(
  tx: Tx,
  { owner, grounds }: HouseholdAsked,
  { on, values }: { on: string; values: Values },
): Promise<void> {
  for (const from of [on, ...(await laterHouseholdVersions(tx, { code: owner, on }))])
    await changeFrom(tx, householdBusiness, { key: { code: owner }, from, values }, grounds);
}
