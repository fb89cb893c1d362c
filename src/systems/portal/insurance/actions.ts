import type { Static } from 'typebox';
import { readOwnEnterprises } from '../../enterprises/services.ts';
import { today } from '../../../kernel/clock.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { call } from '../../exchange/index.ts';
import * as insurance from '../../insurance/services.ts';
import * as rules from '../../rules/services.ts';
import { type AnyAsked, asPerson, holderOf } from '../actions.ts';
import { asAnyone } from '../public/actions.ts';

export type EmployerFile = Static<typeof insurance.readEmployer.output>;
export type OwnEmployer = Static<typeof readOwnEnterprises.output>['enterprises'][number];

/** The insurance of who is signed in: what is held, what they are entitled to today, and the receipt. */
export async function readMyInsurance(asked: AnyAsked) {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'own-data');
  const [held, entitled] = await Promise.all([
    call(asked.house, insurance.readInsured, { number }, context),
    call(asked.house, insurance.entitlementOn, { number }, context),
  ]);
  const { health } = entitled.output;
  return {
    insured: held.output,
    entitlement: entitled.output,
    level: health && (await levelByLaw(asked, health.objectCode)),
    receipt: held.receipt,
  };
}

/** What the law pays of ordinary treatment of a group today, with its clause. */
export interface LevelByLaw {
  level: Bilingual;
  law: Bilingual | null;
  edition: number;
}

/** Of the rows of the law, those that ask for the group alone apply: nothing is said here of the cost or the place of a treatment. */
async function levelByLaw(asked: AnyAsked, group: string): Promise<LevelByLaw> {
  const asking = { ruleSet: 'health-insurance.benefit-level', on: today(), inputs: { 'Insured group': group } };
  const { explanation, edition } = (
    await call(asked.house, rules.explain, asking, asAnyone('public-information', 'Bảo hiểm của tôi'))
  ).output;
  return { level: explanation.answer, law: explanation.steps.at(-1)?.rows[0]?.law ?? null, edition };
}

/** The enterprises that who is signed in represents. */
export async function readMyEmployers(asked: AnyAsked): Promise<OwnEmployer[]> {
  const { number } = holderOf(asked);
  const { output } = await call(asked.house, readOwnEnterprises, { number }, asPerson(asked, 'own-data'));
  return output.enterprises.filter((each) => each.as.includes('representative'));
}

/** An employer that who is signed in represents. Refuses `insurance.not_representative`. */
export async function openEmployer(asked: AnyAsked, employerCode: string): Promise<EmployerFile> {
  const { number } = holderOf(asked);
  return (await call(asked.house, insurance.readEmployer, { number, employerCode }, asPerson(asked, 'own-data')))
    .output;
}

/** One change typed into the form, instead of a file. */
export interface TypedChange {
  personNumber: string;
  fullName: string;
  change: string;
  from: string;
  wage: string;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Declares a month with the changes of a file, one typed change, or none; gives the id of the declaration. */
export async function declareMonth(
  asked: AnyAsked,
  declared: { employerCode: string; month: string; wageRegion?: number | undefined; typed?: TypedChange | undefined },
): Promise<string> {
  const { number } = holderOf(asked);
  const { employerCode, month, wageRegion, typed } = declared;
  const file = asked.files.find(({ field }) => field === 'file');
  const bytes = typed
    ? Buffer.from(
        `${insurance.EMPLOYER_TEMPLATE}${[typed.personNumber, typed.fullName, typed.change, typed.from, typed.wage].map(quoted).join(',')}\r\n`,
      )
    : file?.bytes;
  const fileId = bytes && bytes.length > 0 ? await asked.house.files.keep(bytes) : undefined;
  const input = {
    number,
    employerCode,
    month,
    ...(wageRegion === undefined ? {} : { wageRegion }),
    ...(fileId === undefined ? {} : { fileId }),
  };
  return (await call(asked.house, insurance.declareMonth, input, asPerson(asked, 'own-data'))).output.declarationId;
}

/** What came of a declaration. Refuses who does not represent its employer. */
export async function openDeclaration(asked: AnyAsked, declarationId: string) {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'own-data');
  return (await call(asked.house, insurance.readDeclaration, { number, declarationId }, context)).output;
}

/** The file that an employer fills in: its first line. */
export const employerTemplate = (): Buffer => Buffer.from(insurance.EMPLOYER_TEMPLATE);
