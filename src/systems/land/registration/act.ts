import { today } from '../../../kernel/clock.ts';
import { isDuplicate, type Queryable, type Tx } from '../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, groundsOf, record } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { makeCertificateFiles } from '../certificate/actions.ts';
import { administrativeSource } from '../kinds.ts';
import type { Parcel } from '../parcel/outline.ts';
import { findLastOfParcel, findParcels, findParcelsOfUnits, lockNames } from '../parcel/store.ts';
import { findLastChange, findResponsibilities, findRestrictions, findRights } from '../rights/store.ts';
import { NAMELESS, veiledParties } from '../reading/sealed.ts';
import type { RightRow } from '../rights/rules.ts';
import type { RegistrationForm } from './forms.ts';
import { type KeptResult, type Registered, type SourceForm, type UnitState, assertDay } from './rules.ts';
import { findResult, findUnit, insertRegistration } from './store.ts';

/** What every registration is given: when, why, and the paper it rests on. */
export interface Why {
  /** From which day it holds; today when left out. */
  on?: string | undefined;
  reason: string;
  source: {
    form: SourceForm;
    number: string;
    issuedOn?: string | undefined;
    issuer?: string | undefined;
  };
  /** The official who does it and signs what is issued. Nobody, when a machine registers. */
  registeredBy?: { title: Bilingual; name: string } | undefined;
  /** The contract of a notary that it carries out: one registration rests on it, and no more. */
  contractId?: string | undefined;
}

/** A registration while it is being done, in its transaction. */
export interface Doing {
  tx: Tx;
  registrationId: string;
  form: RegistrationForm;
  on: string;
  grounds: Grounds;
  why: Why;
  context: CallContext;
}

/** What a registration did. */
export interface Done {
  units: readonly string[];
  parcels: readonly string[];
  certificates?: Registered['certificates'];
  concerned: readonly string[];
}

const RECORD_CODE_CHARACTERS = 10;

/** A code for a new right, restriction, responsibility or source. */
export const newRecordCode = (): string => newReadableCode(RECORD_CODE_CHARACTERS);

/**
 * Does a registration in one transaction, once for its request: asked again under the same key it gives the same answer.
 * Then the files of the certificates are made; what is cut off there is made when somebody asks for the file.
 */
export async function register(
  house: House,
  asked: { form: RegistrationForm; why: Why; context: CallContext },
  work: (doing: Doing) => Promise<Done>,
): Promise<Registered> {
  const { form, why, context } = asked;
  const requestKey = context.idempotencyKey!;
  const db = house.db.as('land');
  const before = await findResult(db, requestKey);
  if (before) return told(before, context);
  const on = why.on ?? today();
  assertDay(on, { today: today(), lastChange: undefined });
  const { form: sourceForm, ...source } = why.source;
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined));
  const grounds = groundsOf(context, {
    reason: why.reason,
    source: { ...given, kind: sourceForm, number: source.number },
  });
  const registrationId = newId();
  try {
    const result = await db.transaction(async (tx) => {
      const done = await work({ tx, registrationId, form, on, grounds, why, context });
      for (const unit of done.units) await enterSource(tx, { unit, on, why, grounds });
      const registered: KeptResult = {
        registrationId,
        parcels: [...done.parcels],
        certificates: done.certificates ?? [],
        concerned: [...new Set(done.concerned)],
      };
      await insertRegistration(tx, {
        id: registrationId,
        requestKey,
        form,
        on,
        units: done.units,
        parcels: done.parcels,
        agencyCode: context.agency.code,
        contractId: why.contractId ?? null,
        result: registered,
      });
      return registered;
    });
    await makeCertificateFiles(house, result.certificates);
    return told(result, context);
  } catch (error) {
    // The same request, done by another process at this moment, stands in the way of this one in many ways.
    const meanwhile = await findResult(db, requestKey);
    if (meanwhile) return told(meanwhile, context);
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23514' && constraint === 'shares_are_whole')
      throw new Refusal('land.shares_not_whole', 422, { values: { sum: '?' } });
    if (constraint === 'registration_contract_id_key')
      throw new Refusal('land.contract_used', 409, { values: { number: why.source.number } });
    if (isDuplicate(error)) throw new Refusal('register.changed_meanwhile', 409);
    throw await withoutVeiledNumbers(db, error, context);
  }
}

/** A refusal does not name by number who is sealed, nor anybody to who is no official. */
async function withoutVeiledNumbers(db: Queryable, error: unknown, context: CallContext): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'land.consent_missing') return error;
  const numbers = String(error.values['numbers']).split(', ');
  const veiled = await veiledParties(db, { codes: numbers }, context);
  if (context.actor.kind === 'official' && veiled.size === 0) return error;
  const told = numbers.map((number) => (context.actor.kind !== 'official' || veiled.has(number) ? NAMELESS : number));
  const values = { numbers: told.join(', ') };
  return new Refusal(error.code, error.status, {
    values,
    fields: [{ field: 'consents', code: error.code, values }],
  });
}

/** What is answered: whom it concerned is for the log alone. */
function told({ concerned, ...registered }: KeptResult, context: CallContext): Registered {
  context.note?.({ subjects: concerned });
  return registered;
}

async function enterSource(
  tx: Tx,
  { unit, on, why, grounds }: { unit: string; on: string; why: Why; grounds: Grounds },
): Promise<void> {
  const { form, number, issuedOn = null, issuer = null } = why.source;
  await record(
    tx,
    administrativeSource,
    { values: { code: newRecordCode(), baUnit: unit, form, number, issuedOn, issuer }, from: on },
    grounds,
  );
}

/** Refuses an official whose office is not competent where the parcel lies. Machines are admitted by their grants. */
export function assertCompetent(context: CallContext, communeCode: string): void {
  const { actor } = context;
  if (actor.kind !== 'official') return;
  if (provinceOf(communeCode, today())?.code !== actor.territoryCode) throw new Refusal('land.not_competent', 403);
}

/** A parcel on a day. Refuses `land.parcel_not_found`, `land.parcel_ended` for one that is no more, and a day before it began. */
export async function parcelOn(tx: Tx, code: string, on: string): Promise<Parcel> {
  const [parcel] = await findParcels(tx, [code], on);
  if (parcel) return parcel;
  const last = await findLastOfParcel(tx, code);
  if (last?.validUntil && last.validUntil <= on)
    throw new Refusal('land.parcel_ended', 409, { values: { code, date: last.validUntil } });
  if (last) assertDay(on, { today: today(), lastChange: last.validFrom });
  throw new Refusal('land.parcel_not_found', 404, { values: { code } });
}

/**
 * The unit of a parcel with all that the register holds of it, locked until the end of the transaction. Refuses a parcel
 * that is not registered, one of another province, and a day before the last change.
 */
export async function openUnit(doing: Doing, parcelCode: string, alsoLock: readonly string[] = []): Promise<UnitState> {
  const { tx, on, context } = doing;
  const seen = await parcelOn(tx, parcelCode, on);
  assertCompetent(context, seen.communeCode);
  if (!seen.baUnit) {
    const last = await findLastOfParcel(tx, parcelCode);
    if (last?.baUnit) assertDay(on, { today: today(), lastChange: last.validFrom });
    throw new Refusal('land.not_registered', 422, { values: { code: parcelCode } });
  }
  await lockNames(tx, [`unit:${seen.baUnit}`, ...alsoLock]);
  const parcel = await parcelOn(tx, parcelCode, on);
  if (parcel.baUnit !== seen.baUnit) throw new Refusal('register.changed_meanwhile', 409);
  const state = await stateOf(tx, seen.baUnit, on);
  assertDay(on, { today: today(), lastChange: state.lastChange });
  return state;
}

/** What the register holds of a unit on a day. */
export async function stateOf(tx: Tx, unit: string, on: string): Promise<UnitState> {
  const units = [unit];
  const found = await findUnit(tx, unit, on);
  if (!found) throw new Refusal('land.parcel_not_found', 404, { values: { code: unit } });
  return {
    ...found,
    parcels: await findParcelsOfUnits(tx, units, on),
    rights: await findRights(tx, units, on),
    restrictions: await findRestrictions(tx, units, on),
    responsibilities: await findResponsibilities(tx, units, on),
    lastChange: await findLastChange(tx, units),
  };
}

/** The personal numbers of all who have rights in units. */
export function holdersOf(...states: readonly UnitState[]): string[] {
  return [...new Set(states.flatMap(({ rights }) => rights.flatMap(({ people }) => people)))];
}

/** The rights in the unit of a parcel before anything is locked: to ask other agencies about those who hold them. */
export async function rightsIn(
  house: House,
  { parcel: code, on = today() }: { parcel: string; on?: string | undefined },
): Promise<RightRow[]> {
  const db = house.db.as('land');
  const [parcel] = await findParcels(db, [code], on);
  return parcel?.baUnit ? findRights(db, [parcel.baUnit], on) : [];
}
