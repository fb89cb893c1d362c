/** The door of the register of public finance. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql } from '../registry/index.ts';
import * as assets from './asset/actions.ts';
import * as debts from './debt/actions.ts';
import { debt, debtMovement, guarantee, guaranteeMovement } from './debt/kinds.ts';
import { assetDisposal, budgetLine, budgetResult, budgetUnit, publicAsset } from './kinds.ts';
import * as results from './result/actions.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';
import * as units from './unit/actions.ts';

export { CREDITOR_KINDS, DEBT_CATEGORIES, RESULT_STATES } from './choices.ts';
export { formatMillions, formatMoney } from './money.ts';

const NAMED = [budgetUnit, publicAsset, debt, guarantee];
/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'public-finance.count_name_parts';

export const system: System = {
  name: 'public-finance',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    [COUNT_NAME_PARTS]: async (house) => {
      for (const kind of NAMED)
        await house.db.as('public-finance').run({ text: namePartsSql(kind as never), values: [] });
    },
  },
  schedules: { [COUNT_NAME_PARTS]: '47 19 * * *' },
};

export const provided: Provided[] = [
  ...[
    budgetUnit,
    publicAsset,
    assetDisposal,
    debt,
    debtMovement,
    guarantee,
    guaranteeMovement,
    budgetResult,
    budgetLine,
  ].flatMap((kind) => keepByStewards(kind as never).provided),
  provide(services.findUnits, units.findUnits),
  provide(services.readUnit, units.readUnit),
  provide(services.isActiveUnit, units.isActiveUnit),
  provide(services.unitOf, units.unitsOf),
  provide(services.readUnitHistory, units.readUnitHistory),
  provide(services.registerUnit, units.registerUnit),
  provide(services.changeUnit, units.changeUnit),
  provide(services.closeUnit, units.closeUnit),
  provide(services.assetsOf, assets.assetsOf),
  provide(services.readAsset, assets.readAsset),
  provide(services.registerAsset, assets.registerAsset),
  provide(services.changeAsset, assets.changeAsset),
  provide(services.transferAsset, assets.transferAsset),
  provide(services.disposeOfAsset, assets.disposeOfAsset),
  provide(services.outstandingDebt, debts.outstandingDebt),
  provide(services.findDebts, debts.findDebts),
  provide(services.readDebt, debts.readDebt),
  provide(services.outstandingGuarantees, debts.outstandingGuarantees),
  provide(services.findGuarantees, debts.findGuarantees),
  provide(services.readGuarantee, debts.readGuarantee),
  provide(services.registerDebt, debts.registerDebt),
  provide(services.moveDebt, debts.moveDebt),
  provide(services.issueGuarantee, debts.issueGuarantee),
  provide(services.moveGuarantee, debts.moveGuarantee),
  provide(services.readResults, results.readResults),
  provide(services.readPublicResults, results.readPublicResults),
  provide(services.readPublicLines, results.readPublicLines),
  provide(services.readResult, results.readResult),
  provide(services.submitResult, results.submitResult),
  provide(services.approveResult, results.approveResult),
  provide(services.returnResult, results.returnResult),
  provide(services.settleResult, results.settleResult),
  provide(services.correctResult, results.correctResult),
];
