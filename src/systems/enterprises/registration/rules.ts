import { INDUSTRY_CLASSES, addDays, addWorkingDays, ageOn } from '../../../country/index.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { HoldingRole, LegalForm, RepresentativeTitle, Status } from '../enterprise-codes.ts';
import { type EnterpriseType, checkEnterpriseName, splitEnterpriseName } from '../names/enterprise-name.ts';
import type { HolderGiven, RepresentativeGiven } from './schemas.ts';

/**
 * The life of an enterprise: which act leads from which status to which. Acts that are not here change no status and are
 * done while it operates or is suspended. Law on Enterprises 59/2020/QH14 art. 206 to 214; Law on Bankruptcy.
 */
export const MOVES = {
  suspend: { from: ['operating'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'operating' },
  'begin-dissolution': { from: ['operating', 'suspended', 'revoked'], to: 'dissolving' },
  'cancel-dissolution': { from: ['dissolving'], to: 'operating' },
  dissolve: { from: ['dissolving'], to: 'dissolved' },
  'open-bankruptcy': { from: ['operating', 'suspended', 'dissolving'], to: 'in-bankruptcy' },
  'close-bankruptcy': { from: ['in-bankruptcy'], to: 'operating' },
  'declare-bankrupt': { from: ['in-bankruptcy'], to: 'bankrupt' },
  revoke: { from: ['operating', 'suspended'], to: 'revoked' },
  restore: { from: ['revoked'], to: 'operating' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>;
export type MoveName = keyof typeof MOVES;

const LIVING: readonly Status[] = ['operating', 'suspended'];
/** What is left of an enterprise that has ended: its record. */
export const ENDED: readonly Status[] = ['dissolved', 'bankrupt'];
/** Acts that close things down, which an enterprise under dissolution must still be able to do. */
const CLOSING: readonly string[] = ['close-branch', 'pay-in'];

/** Whether an act may be filed about an enterprise of this status. */
export function mayFile(act: string, status: Status): boolean {
  const move = (MOVES as Record<string, { from: readonly Status[] } | undefined>)[act];
  if (move) return move.from.includes(status);
  return LIVING.includes(status) || (status === 'dissolving' && CLOSING.includes(act));
}

/** The status to which an act leads, or undefined when it leads to none. Refuses `enterprise.status_does_not_allow`. */
export function statusAfter(act: string, status: Status): Status | undefined {
  if (!mayFile(act, status)) throw new Refusal('enterprise.status_does_not_allow', 409, { values: { act, status } });
  return (MOVES as Record<string, { to: Status } | undefined>)[act]?.to;
}

/** Refusals beside the fields of a form. */
export function refuseFields(fields: FieldProblem[]): void {
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

interface Composition {
  /** As which everyone has a part; a partnership also has contributing members. */
  roles: readonly HoldingRole[];
  least: number;
  most: number;
  /** Who must be a person. */
  people: readonly HoldingRole[];
  titles: readonly RepresentativeTitle[];
  /** Whether everything of the charter capital must be taken. */
  whole: boolean;
  type: EnterpriseType;
}

/** Who can have a part in each legal form, and as what it is represented. Law on Enterprises art. 46, 54, 74, 79, 111, 137, 177, 188. */
export const COMPOSITION: Readonly<Record<LegalForm, Composition>> = {
  'llc-one-member': {
    roles: ['owner'],
    least: 1,
    most: 1,
    people: [],
    titles: ['director', 'general-director', 'company-president', 'members-chair'],
    whole: true,
    type: 'limited-liability',
  },
  'llc-more-members': {
    roles: ['member'],
    least: 2,
    most: 50,
    people: [],
    titles: ['director', 'general-director', 'members-chair'],
    whole: true,
    type: 'limited-liability',
  },
  'joint-stock': {
    roles: ['shareholder'],
    least: 3,
    most: Number.POSITIVE_INFINITY,
    people: [],
    titles: ['director', 'general-director', 'board-chair'],
    whole: false,
    type: 'joint-stock',
  },
  partnership: {
    roles: ['general-partner', 'member'],
    least: 2,
    most: Number.POSITIVE_INFINITY,
    people: ['general-partner'],
    titles: ['general-partner'],
    whole: true,
    type: 'partnership',
  },
  'private-enterprise': {
    roles: ['owner'],
    least: 1,
    most: 1,
    people: ['owner'],
    titles: ['owner'],
    whole: true,
    type: 'private',
  },
};

export const isPerson = (holder: string): boolean => holder.length === 12;

/** What is wrong with those who have a part: how many, as what, and whether what they contribute adds up to the capital. */
export function problemsOfHolders(form: LegalForm, holders: readonly HolderGiven[], capital: number): FieldProblem[] {
  const { roles, least, most, people, whole } = COMPOSITION[form];
  const problems: FieldProblem[] = [];
  const say = (code: string, values: Record<string, string | number> = {}, field = 'holders') =>
    problems.push({ field, code, values });
  const counted = form === 'partnership' ? holders.filter(({ role }) => role === 'general-partner') : holders;
  if (counted.length < least) say('enterprise.too_few_holders', { least });
  if (counted.length > most) say('enterprise.too_many_holders', { most });
  holders.forEach(({ holder, role, contribution, paidIn }, i) => {
    const at = `holders.${i}.holder`;
    if (!roles.includes(role)) say('enterprise.role_not_of_form', {}, `holders.${i}.role`);
    else if (people.includes(role) && !isPerson(holder)) say('enterprise.must_be_a_person', {}, at);
    if (holders.findIndex((other) => other.holder === holder) < i) say('enterprise.holder_twice', {}, at);
    if (paidIn > contribution) say('enterprise.paid_more_than_committed', {}, `holders.${i}.paidIn`);
  });
  const total = holders.reduce((sum, { contribution }) => sum + BigInt(contribution), 0n);
  if (total > BigInt(capital)) say('enterprise.shares_over_capital');
  else if (whole && total < BigInt(capital)) say('enterprise.shares_under_capital');
  return problems;
}

/** What is wrong with the legal representatives: twice the same, or a post that this legal form does not have. */
export function problemsOfRepresentatives(
  form: LegalForm,
  representatives: readonly RepresentativeGiven[],
  holders: readonly Pick<HolderGiven, 'holder' | 'role'>[],
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  representatives.forEach(({ personNumber, title }, i) => {
    if (!COMPOSITION[form].titles.includes(title))
      problems.push({ field: `representatives.${i}.title`, code: 'enterprise.title_not_of_form' });
    if (representatives.findIndex((other) => other.personNumber === personNumber) < i)
      problems.push({ field: `representatives.${i}.personNumber`, code: 'enterprise.representative_twice' });
  });
  // Art. 184.1, 190.3: general partners and the owner of a private enterprise represent it themselves.
  if (form === 'partnership' || form === 'private-enterprise') {
    const entitled = holders.filter(({ role }) => role === 'general-partner' || role === 'owner');
    const isEntitled = ({ personNumber }: RepresentativeGiven) =>
      entitled.some(({ holder }) => holder === personNumber);
    if (!representatives.every(isEntitled))
      problems.push({ field: 'representatives', code: 'enterprise.representative_not_entitled' });
  }
  return problems;
}

/** What is wrong with a name by itself, and whether it says another legal form. */
export function problemsOfName(form: LegalForm, name: string): FieldProblem[] {
  const problems: FieldProblem[] = checkEnterpriseName(name).map((code) => ({ field: 'name', code }));
  const type = splitEnterpriseName(name)?.type;
  if (type && type !== COMPOSITION[form].type) problems.push({ field: 'name', code: 'enterprise.name_of_other_form' });
  return problems;
}

/** Lines of business: known, each once. */
export function problemsOfIndustries(industries: readonly string[]): FieldProblem[] {
  return industries.flatMap((code, i): FieldProblem[] => {
    const field = `industries.${i}`;
    if (!INDUSTRY_CLASSES.has(code)) return [{ field, code: 'enterprise.industry_unknown' }];
    return industries.indexOf(code) < i ? [{ field, code: 'enterprise.industry_twice' }] : [];
  });
}

/** What the registers say of a person who founds, represents or holds. */
export interface KnownPerson {
  number: string;
  fullName: string;
  bornOn: string;
  diedOn?: string;
  /** Whether the person holds a post of the state. */
  isOfficial: boolean;
}

const ADULT = 18;

/**
 * Why a person cannot found, manage or own (Law on Enterprises art. 17.2, 17.3): unknown, dead, a minor, or an official.
 * Whoever buys shares of a company that exists may be an official or a minor.
 */
export function problemsOfPerson(
  field: string,
  person: KnownPerson | undefined,
  { on, founds }: { on: string; founds: boolean },
): FieldProblem[] {
  if (!person) return [{ field, code: 'enterprise.person_unknown' }];
  if (person.diedOn) return [{ field, code: 'enterprise.person_dead' }];
  if (founds && ageOn(person.bornOn, on) < ADULT) return [{ field, code: 'enterprise.person_minor' }];
  if (founds && person.isOfficial) return [{ field, code: 'enterprise.person_official' }];
  return [];
}

/** Contributions are paid in within 90 days of the registration (Law on Enterprises art. 47.2, 75.2, 113.1). */
export const DAYS_TO_PAY_IN = 90;
export const dueOnOf = (registeredOn: string): string => addDays(registeredOn, DAYS_TO_PAY_IN);

/** Art. 206.1: told at least three working days before. */
export const NOTICE_WORKING_DAYS = 3;
const LATEST_NOTICE_DAYS = 90;

/** Refuses a suspension that is told too late or too early, ends before it begins, or lasts longer than a year. */
export function assertSuspension({ from, until, filedOn }: { from: string; until: string; filedOn: string }): void {
  const year = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
  const problems: FieldProblem[] = [];
  if (from < addWorkingDays(filedOn, NOTICE_WORKING_DAYS))
    problems.push({ field: 'on', code: 'enterprise.notice_too_late', values: { days: NOTICE_WORKING_DAYS } });
  if (from > addDays(filedOn, LATEST_NOTICE_DAYS))
    problems.push({ field: 'on', code: 'enterprise.notice_too_early', values: { days: LATEST_NOTICE_DAYS } });
  if (until <= from) problems.push({ field: 'until', code: 'enterprise.suspension_empty' });
  if (until > year) problems.push({ field: 'until', code: 'enterprise.suspension_too_long' });
  refuseFields(problems);
}

/** An act takes effect on the day of filing or before, but not before what the register already says (that would be a correction). */
export function assertEffect({ on, filedOn, since }: { on: string; filedOn: string; since: string }): void {
  if (on > filedOn) refuseFields([{ field: 'on', code: 'enterprise.effect_in_future' }]);
  if (on < since) refuseFields([{ field: 'on', code: 'enterprise.effect_before_version', values: { date: since } }]);
}
