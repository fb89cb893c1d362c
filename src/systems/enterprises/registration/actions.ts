import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import type { Grounds } from '../../registry/index.ts';
import { numbersIn, numbersOfAct } from './checks.ts';
import { type Filed, type FilingBasis, assertCompetent, fileOnce } from './filing.ts';
import { enterNew } from './founding.ts';
import { changeEnterprise } from './parts.ts';
import { knowPeople } from './people.ts';
import { perform } from './performing.ts';
import { type KnownPerson, assertEffect, assertSuspension, statusAfter } from './rules.ts';
import type { ActGiven, ActName, Registration } from './schemas.ts';
import { type Filing, dayOverCapital, findEnterprise, lockEnterprise } from './store.ts';

/**
 * Registers an enterprise under a new code, from today on: its names, capital, holders, representatives and lines of
 * business, all or nothing. Refuses beside the fields what the Law on Enterprises does not allow: a name that is taken, people
 * who cannot found, parts that do not add up to the capital; and who is not the registrar of the province.
 */
export async function registerEnterprise(
  house: House,
  given: { registration: Registration; basis: FilingBasis },
  context: CallContext,
): Promise<Filing> {
  const { registration, basis } = given;
  assertCompetent(context, registration.communeCode);
  const people = await knowPeople(house, numbersIn(registration), context);
  return fileOnce(house, context, basis, (tx, grounds) => enterNew(tx, { registration, people, grounds }));
}

/** What is filed about an enterprise. */
export interface ActAsked {
  code: string;
  /** From which day it is so. */
  on: string;
  act: ActGiven;
  basis: FilingBasis;
}

/** Acts after which the certificate says something else (Law on Enterprises art. 28, 30). */
const ON_CERTIFICATE: readonly ActName[] = [
  'rename',
  'move',
  'change-capital',
  'change-representatives',
  'change-holders',
  'convert',
  'separate',
];
const WITH_HOLDERS_ON_CERTIFICATE: readonly string[] = ['llc-one-member', 'llc-more-members', 'partnership'];

/**
 * Files an act about an enterprise: a change, a suspension, its end. Locks the enterprise, refuses what its status or the law
 * does not allow, does it with its grounds, and writes the filing: all or nothing, once for each key.
 */
export async function fileAct(house: House, asked: ActAsked, context: CallContext): Promise<Filing> {
  const people = await knowPeople(house, numbersOfAct(asked.act), context);
  const assertMay = (communeCode: string) => assertCompetent(context, communeCode);
  return fileOnce(house, context, asked.basis, (tx, grounds) =>
    enterAct(tx, { ...asked, people, grounds, filedOn: today(), assertMay }),
  );
}

/**
 * Does an act about an enterprise, or refuses it. `filedOn` is the day on which it was handed in; `assertMay` refuses who is not
 * competent for the commune of its head office, or for the one to which that moves.
 */
export async function enterAct(
  tx: Tx,
  asked: Pick<ActAsked, 'code' | 'on' | 'act'> & {
    people: Map<string, KnownPerson>;
    grounds: Grounds;
    filedOn: string;
    assertMay(communeCode: string): void;
  },
): Promise<Filed> {
  const { code, on, act, grounds, people, filedOn } = asked;
  if (!(await lockEnterprise(tx, code))) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  const before = await findEnterprise(tx, { code, on });
  if (!before) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
  asked.assertMay(act.act === 'move' ? act.communeCode : before.communeCode);
  const status = statusAfter(act.act, before.status);
  if (act.act === 'suspend') assertSuspension({ from: on, until: act.until, filedOn });
  else assertEffect({ on, filedOn: today(), since: before.since });
  const acting = { code, on, grounds };
  const founded = (await perform(tx, acting, { act, before, people, assertMay: asked.assertMay })) ?? [];
  if (status) {
    await changeEnterprise(tx, acting, { status, suspendedUntil: act.act === 'suspend' ? act.until : null });
    // It goes on by itself when the time is over.
    if (act.act === 'suspend')
      await changeEnterprise(tx, { code, on: act.until, grounds }, { status: 'operating', suspendedUntil: null });
  }
  const day = await dayOverCapital(tx, code);
  if (day) throw new Refusal('enterprise.shares_over_capital_on', 409, { values: { date: day } });
  const onCertificate =
    ON_CERTIFICATE.includes(act.act) &&
    (act.act !== 'change-holders' || WITH_HOLDERS_ON_CERTIFICATE.includes(before.legalForm));
  return { subject: code, kind: act.act, effectiveOn: on, onCertificate, founded };
}

/** The answer of a filing, as services give it. */
export function filingAnswer(filing: Filing): { code: string; number: string; effectiveOn: string } {
  return { code: filing.subject, number: filing.number, effectiveOn: filing.effectiveOn };
}
