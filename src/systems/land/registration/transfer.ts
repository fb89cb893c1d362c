import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import * as civilStatus from '../../civil-status/services.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { changeFrom, endOn, record } from '../../registry/index.ts';
import { issueCertificate } from '../certificate/actions.ts';
import { type Said, landRight } from '../kinds.ts';
import { TRANSFERS, type TransferForm } from '../transfer-forms.ts';
import { type PartyGiven, enterParties, livingOf, ownCall, partiesOf, partyLocks } from '../rights/parties.ts';
import type { RightRow } from '../rights/rules.ts';
import { isSame, less, share, sumOf } from '../rights/shares.ts';
import { type Why, holdersOf, newRecordCode, openUnit, register, rightsIn, stateOf } from './act.ts';
import {
  type Registered,
  type SourceForm,
  assertAllAgree,
  assertDisposable,
  assertMortgageeAgrees,
  assertNotSeized,
  assertPaper,
} from './rules.ts';

/** Passes by law or by an authority: no certificate is needed, nor that who holds a mortgage agrees; it goes on with the land. */
const BY_LAW: ReadonlySet<TransferForm> = new Set(['inheritance', 'judgment']);

/** The papers by which land passes (Land Law art. 27 clause 3; Law on Notarisation 46/2024/QH15 on contracts and estates). */
const PAPERS: Record<TransferForm, readonly SourceForm[]> = {
  sale: ['contract'],
  gift: ['contract'],
  exchange: ['contract'],
  contribution: ['contract'],
  inheritance: ['inheritance', 'judgment'],
  judgment: ['judgment', 'enforcement'],
};

/** What somebody is given or inherits during a marriage is their own (Law on Marriage and Family art. 43). */
const OWN_BY_LAW: ReadonlySet<TransferForm> = new Set(['gift', 'inheritance']);

/** What a transfer says. */
export interface Transfer extends Why {
  parcel: string;
  form: TransferForm;
  /** The right that passes, by its code. */
  right: string;
  /** Who receives which share of the whole unit; what of the right is not given away stays. */
  to: { party: PartyGiven; numerator: number; denominator: number; property?: 'common' | 'separate' | undefined }[];
  /** Personal numbers of those who signed: all who hold the right together, and the spouse for common property. */
  consents: string[];
  /** Number of the paper by which who holds a mortgage agrees. */
  mortgageeConsent?: string | undefined;
}

/**
 * Transfer of a land-use right (Land Law 31/2024/QH15 art. 27, 45; registration within 30 days, art. 133): sale, gift,
 * inheritance, exchange, contribution as capital, judgment. The right ends, or becomes smaller; the new rights begin; the
 * certificate is struck out and a new one issued. A mortgage goes on with the land. Refuses land under seizure, without a certificate,
 * beyond its term or with duties owed; shares that do not come to what is there; and where somebody did not agree.
 */
export async function registerTransfer(house: House, input: Transfer, context: CallContext): Promise<Registered> {
  assertPaper(input.source, PAPERS[input.form], 'land.paper_unfit');
  const given = input.to.map(({ numerator, denominator }) => share(numerator, denominator));
  const facts = await partiesOf(
    house,
    input.to.map(({ party }) => party),
    context,
  );
  if (new Set(facts.map(({ code }) => code)).size < facts.length) throw new Refusal('land.party_twice', 422);
  const seen = (await rightsIn(house, input)).find(({ code }) => code === input.right);
  const mustAgree = seen ? await whoMustSign(house, { form: input.form, right: seen }, context) : [];
  return register(house, { form: 'transfer', why: input, context }, async (doing) => {
    const { tx, on, grounds } = doing;
    const before = await openUnit(doing, input.parcel, partyLocks(facts));
    const right = before.rights.find(({ code }) => code === input.right);
    if (!right) throw new Refusal('land.right_not_there', 422);
    if (facts.some(({ code }) => code === right.party)) throw new Refusal('land.transfer_to_self', 422);
    // What a judgment carries out is what the seizure was for: who enforces it has it lifted with the same paper.
    if (BY_LAW.has(input.form)) assertNotSeized(before);
    else {
      assertDisposable(before, on);
      assertMortgageeAgrees(before, input.mortgageeConsent);
    }
    // Another may have got the right since we asked whose spouse must agree.
    if (seen?.party !== right.party) throw new Refusal('register.changed_meanwhile', 409);
    assertAllAgree(mustAgree, input.consents);
    const rest = less(right, sumOf(given));
    if (rest.shareNumerator < 0) throw new Refusal('land.share_exceeded', 422);
    await enterParties(tx, facts, on, grounds);
    if (rest.shareNumerator === 0) await endOn(tx, landRight, { key: { code: right.code }, from: on }, grounds);
    else await changeFrom(tx, landRight, { key: { code: right.code }, from: on, values: rest }, grounds);
    for (const [i, { code, form }] of facts.entries()) {
      const { property } = input.to[i]!;
      await receive(doing, before.rights, {
        baUnit: before.code,
        party: code,
        ...given[i]!,
        origin: TRANSFERS[input.form],
        // What is bought during a marriage is common property (Law on Marriage and Family art. 33).
        property: property ?? (form !== 'couple' && OWN_BY_LAW.has(input.form) ? 'separate' : 'common'),
        termUntil: right.termUntil,
      });
    }
    const after = await stateOf(tx, before.code, on);
    const issued = await issueCertificate(doing, after);
    return {
      units: [before.code],
      parcels: before.parcels.map(({ code }) => code),
      certificates: [issued],
      concerned: [...holdersOf(before), ...holdersOf(after)],
    };
  });
}

/**
 * Who must have signed for a right to pass: by a contract all who hold it and the spouse; of an estate those who held it with the
 * dead, for they divide it too (Civil Code art. 656). Refuses an inheritance from the living.
 */
async function whoMustSign(
  house: House,
  { form, right }: { form: TransferForm; right: RightRow },
  context: CallContext,
): Promise<string[]> {
  if (form === 'judgment') return [];
  if (form !== 'inheritance') return whoMustAgree(house, right, context);
  const alive = new Set(await livingOf(house, right.people, context));
  const dead = right.people.filter((number) => !alive.has(number));
  if (right.people.length > 0 && dead.length === 0) throw new Refusal('land.holder_alive', 422);
  return right.people.filter((number) => alive.has(number));
}

/** A new right, or a larger one for who has a like one in the unit already. */
async function receive(
  { tx, on, grounds }: Parameters<Parameters<typeof register>[2]>[0],
  rights: readonly RightRow[],
  values: Omit<Said<typeof landRight>, 'code'>,
): Promise<void> {
  const own = rights.find(({ party, property }) => party === values.party && property === values.property);
  if (!own) {
    await record(tx, landRight, { values: { ...values, code: newRecordCode() }, from: on }, grounds);
    return;
  }
  const larger = sumOf([own, values]);
  if (!isSame(larger, own))
    await changeFrom(tx, landRight, { key: { code: own.code }, from: on, values: larger }, grounds);
}

/** All who hold a right together; and of one who holds it alone as common property, the spouse. */
export async function whoMustAgree(
  house: House,
  right: Pick<RightRow, 'people' | 'property' | 'partyForm'>,
  context: CallContext,
): Promise<string[]> {
  const [only, ...others] = right.people;
  if (!only || others.length > 0 || right.property === 'separate') return right.people;
  const { output } = await call(house, civilStatus.readMarriage, { number: only }, ownCall(context));
  return [only, ...(output.marriage?.spouseNumber ? [output.marriage.spouseNumber] : [])];
}
