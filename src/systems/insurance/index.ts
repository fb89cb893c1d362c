/** The door of the insurance register. Its data are reached through the exchange only; what pages show of them is put into words here. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql } from '../registry/index.ts';
import { grantBenefit, payBenefit, stopBenefit } from './benefit/actions.ts';
import { issueChildCard } from './card/actions.ts';
import { payContributions } from './contribution/actions.ts';
import { changeFacility, coverPerson, readCoverage } from './coverage/actions.ts';
import { FOLLOW_LIVES, followLives, listPaidAfterDeath, recoverPayment } from './death/actions.ts';
import { WORK_ON_DECLARATION, declareMonth, workOnDeclaration } from './declaration/actions.ts';
import {
  listDeclarations,
  readDeclaration,
  readDeclarationAtOffice,
  readEmployer,
  readEmployerAtOffice,
} from './declaration/reading.ts';
import { entitlementOn, readInsured } from './entitlement/actions.ts';
import { checkAtHospital } from './hospital/actions.ts';
import {
  benefit,
  contribution,
  contributionPayment,
  contributionRate,
  coverage,
  declaration,
  employer,
  participation,
  statutoryAmount,
} from './kinds.ts';
import { register } from './register.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export { type Declared, declarationResult, rowTable, stateShown } from './shown/declaration.ts';
export {
  type Entitlement,
  type Insured,
  benefitTable,
  cardTable,
  healthPairs,
  monthTable,
  monthText,
  paidText,
  periodEntries,
  yearTable,
} from './shown/insured.ts';
export { texts as insuredTexts } from './shown/texts.ts';

/** What the register is called. */
export const registerTitle = register.title;

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'insurance.count_name_parts';

export const system: System = {
  name: 'insurance',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    [WORK_ON_DECLARATION]: (house, { declarationId }: { declarationId: string }) =>
      workOnDeclaration(house, declarationId),
    [FOLLOW_LIVES]: followLives,
    [COUNT_NAME_PARTS]: async (house) =>
      void (await house.db.as('insurance').run({ text: namePartsSql(employer), values: [] })),
  },
  schedules: { [FOLLOW_LIVES]: '* * * * *', [COUNT_NAME_PARTS]: '47 19 * * *' },
};

export const provided: Provided[] = [
  ...[
    participation,
    coverage,
    contribution,
    benefit,
    employer,
    declaration,
    contributionPayment,
    contributionRate,
    statutoryAmount,
  ].flatMap((kind) => keepByStewards(kind as never).provided),
  provide(services.readCoverage, readCoverage),
  provide(services.issueChildCard, issueChildCard),
  provide(services.coverPerson, coverPerson),
  provide(services.changeFacility, changeFacility),
  provide(services.declareMonth, declareMonth),
  provide(services.readEmployer, readEmployer),
  provide(services.readEmployerAtOffice, readEmployerAtOffice),
  provide(services.readDeclaration, readDeclaration),
  provide(services.readDeclarationAtOffice, readDeclarationAtOffice),
  provide(services.listDeclarations, listDeclarations),
  provide(services.payContributions, payContributions),
  provide(services.entitlementOn, entitlementOn),
  provide(services.readInsured, readInsured),
  provide(services.checkAtHospital, checkAtHospital),
  provide(services.grantBenefit, grantBenefit),
  provide(services.stopBenefit, stopBenefit),
  provide(services.payBenefit, payBenefit),
  provide(services.listPaidAfterDeath, listPaidAfterDeath),
  provide(services.recoverPayment, recoverPayment),
];
