import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { endOn, record } from '../../registry/index.ts';
import { responsibility, restriction } from '../kinds.ts';
import { type PartyGiven, enterParties, partiesOf, partyLocks } from '../rights/parties.ts';
import type { RestrictionRow, RightRow } from '../rights/rules.ts';
import { type Why, holdersOf, newRecordCode, openUnit, register, rightsIn } from './act.ts';
import { type Registered, assertAllAgree, assertDisposable, assertNotSeized, assertPaper } from './rules.ts';
import { whoMustAgree } from './transfer.ts';

/** What a mortgage says. */
export interface Mortgage extends Why {
  parcel: string;
  mortgagee: PartyGiven;
  amount_vnd: number;
  /** 1 unless said; a later one needs the consent of who came before. */
  rank?: number | undefined;
  mortgageeConsent?: string | undefined;
  consents: string[];
}

/**
 * Mortgage of the rights in a unit (Land Law 31/2024/QH15 art. 27, 45; Decree 99/2022/NĐ-CP on registration; priority by
 * registration: Civil Code art. 308). Refuses land that cannot be disposed of, a rank that is taken, a later rank without the
 * consent of who came before (art. 296), and where somebody who holds a right did not agree.
 */
export async function registerMortgage(house: House, input: Mortgage, context: CallContext): Promise<Registered> {
  const facts = await partiesOf(house, [input.mortgagee], context);
  const seen = await rightsIn(house, input);
  const mustAgree = await everyoneIn(house, seen, context);
  const rank = input.rank ?? 1;
  return register(house, { form: 'mortgage', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel, partyLocks(facts));
    assertDisposable(state, on);
    assertSameHolders(seen, state.rights);
    const mortgages = state.restrictions.filter(({ form }) => form === 'mortgage');
    const taken = mortgages.find((mortgage) => mortgage.rank === rank);
    if (taken)
      throw new Refusal('land.mortgaged_already', 409, {
        values: { mortgagee: taken.partyName ?? '', rank, since: taken.validFrom },
      });
    // Where an earlier one was released, a new one still comes behind those that are there.
    const next = Math.max(0, ...mortgages.map((mortgage) => mortgage.rank ?? 0)) + 1;
    if (rank !== next) throw new Refusal('land.rank_not_next', 422, { values: { rank: next } });
    if (mortgages.length > 0 && !input.mortgageeConsent)
      throw new Refusal('land.mortgagee_consent_needed', 422, { values: { mortgagee: mortgages[0]!.partyName ?? '' } });
    assertAllAgree(mustAgree, input.consents);
    await enterParties(tx, facts, on, grounds);
    await record(
      tx,
      restriction,
      {
        values: {
          code: newRecordCode(),
          baUnit: state.code,
          form: 'mortgage',
          rank,
          party: facts[0]!.code,
          amount_vnd: input.amount_vnd,
          content: `Thế chấp theo ${input.source.number}`,
        },
        from: on,
      },
      grounds,
    );
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

async function everyoneIn(house: House, rights: readonly RightRow[], context: CallContext): Promise<string[]> {
  const all: string[] = [];
  for (const right of rights) all.push(...(await whoMustAgree(house, right, context)));
  return [...new Set(all)];
}

/** Between asking other agencies and locking, somebody else may have got the land. */
export function assertSameHolders(seen: readonly RightRow[], now: readonly RightRow[]): void {
  const text = (rights: readonly RightRow[]) =>
    rights
      .map(({ code, party }) => `${code} ${party}`)
      .sort()
      .join();
  if (text(seen) !== text(now)) throw new Refusal('register.changed_meanwhile', 409);
}

/** What a seizure says. */
export interface Seizure extends Why {
  parcel: string;
  /** The office of enforcement, the court or the police, by the code of the agency. */
  authority: { code: string; name: string };
  content: string;
}

/** The papers by which land can be seized, and a seizure lifted. */
const ORDERS = ['enforcement', 'judgment', 'decision'] as const;

/**
 * Seizure, or another order that forbids disposal (Law on Enforcement of Civil Judgments 26/2008/QH12 art. 69, 110–113).
 * It needs nobody's consent, and blocks everything until it is lifted. Refuses a paper that is no order.
 */
export async function registerSeizure(house: House, input: Seizure, context: CallContext): Promise<Registered> {
  assertPaper(input.source, ORDERS, 'land.order_needed');
  const facts = await partiesOf(house, [{ form: 'agency', ...input.authority }], context);
  return register(house, { form: 'seizure', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel, partyLocks(facts));
    await enterParties(tx, facts, on, grounds);
    const values = { baUnit: state.code, form: 'seizure', party: facts[0]!.code, content: input.content } as const;
    await record(tx, restriction, { values: { ...values, code: newRecordCode() }, from: on }, grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

/** What another restriction says. */
export interface OtherRestriction extends Why {
  parcel: string;
  form: 'easement' | 'planning';
  content: string;
}

/**
 * An easement (Civil Code art. 245–256), or a restriction by planning (Land Law art. 76), which takes a decision. Nothing else
 * is touched by it. Refuses land under seizure.
 */
export async function registerRestriction(
  house: House,
  input: OtherRestriction,
  context: CallContext,
): Promise<Registered> {
  if (input.form === 'planning') assertPaper(input.source, ORDERS, 'land.order_needed');
  return register(house, { form: 'restriction', why: input, context }, async (doing) => {
    const state = await openUnit(doing, input.parcel);
    assertNotSeized(state);
    const values = { code: newRecordCode(), baUnit: state.code, form: input.form, content: input.content };
    await record(doing.tx, restriction, { values, from: doing.on }, doing.grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

/** What the end of a restriction or responsibility says. */
export interface End extends Why {
  parcel: string;
  /** The code of what ends. */
  code: string;
}

/**
 * Release of a mortgage, lifting of a seizure, end of another restriction. A seizure is lifted by an order only. Refuses
 * `land.restriction_not_there`.
 */
export function endRestriction(house: House, { code, ...input }: End, context: CallContext): Promise<Registered> {
  return endRestrictionOf(house, { ...input, which: (restriction) => restriction.code === code }, context);
}

/** Ends the first restriction of a unit that is meant. */
export function endRestrictionOf(
  house: House,
  { which, ...input }: Omit<End, 'code'> & { which: (restriction: RestrictionRow) => boolean },
  context: CallContext,
): Promise<Registered> {
  return register(house, { form: 'restriction-end', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    const found = state.restrictions.find(which);
    if (!found) throw new Refusal('land.restriction_not_there', 404);
    if (found.form === 'seizure' || found.form === 'planning') assertPaper(input.source, ORDERS, 'land.order_needed');
    await endOn(tx, restriction, { key: { code: found.code }, from: on }, grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

/** What a responsibility says. */
export interface Responsibility extends Why {
  parcel: string;
  form: 'financial' | 'upkeep';
  content: string;
  amount_vnd?: number | undefined;
}

/**
 * What whoever has the right must do: pay what may be owed (Land Law art. 155; Decree 103/2024/NĐ-CP), or keep marks and corridors. While
 * money is owed, nothing can be disposed of. Refuses a debt without its amount.
 */
export async function registerResponsibility(
  house: House,
  input: Responsibility,
  context: CallContext,
): Promise<Registered> {
  if (input.form === 'financial' && input.amount_vnd === undefined)
    throw new Refusal('land.amount_needed', 422, { fields: [{ field: 'amount_vnd', code: 'land.amount_needed' }] });
  return register(house, { form: 'responsibility', why: input, context }, async (doing) => {
    const state = await openUnit(doing, input.parcel);
    const { form, content, amount_vnd = null } = input;
    const values = { code: newRecordCode(), baUnit: state.code, form, content, amount_vnd };
    await record(doing.tx, responsibility, { values, from: doing.on }, doing.grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}

/** What is owed is paid, or a duty is over. Refuses `land.responsibility_not_there`. */
export function endResponsibility(house: House, input: End, context: CallContext): Promise<Registered> {
  return register(house, { form: 'responsibility-end', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const state = await openUnit(doing, input.parcel);
    const found = state.responsibilities.find(({ code }) => code === input.code);
    if (!found) throw new Refusal('land.responsibility_not_there', 404);
    await endOn(tx, responsibility, { key: { code: found.code }, from: on }, grounds);
    return { units: [state.code], parcels: state.parcels.map(({ code }) => code), concerned: holdersOf(state) };
  });
}
