/** The door of the enterprise register. Its data are reached through the exchange only; statements of ownership (BODS 0.4) are checked here. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql } from '../registry/index.ts';
import { readEnterprise, representativesOf, verifyRepresentative } from './acting/actions.ts';
import {
  answerApplication,
  listOwnApplications,
  readOwnApplication,
  saveApplication,
  startApplication,
  submitApplication,
  withdrawApplication,
} from './application/actions.ts';
import { decideApplication, findApplications, lapseApplications, readApplication } from './application/deciding.ts';
import { applicationSentences } from './application/sentences.ts';
import { TELL, sendTelling } from './application/telling.ts';
import { readBeneficialOwners } from './beneficial/actions.ts';
import { issueCertificate, readOwnCertificate, verifyCertificate } from './certificate/actions.ts';
import { FOLLOW_LIVES, followLives, listDeadInFiles } from './death/actions.ts';
import { exportOwnership } from './ownership/actions.ts';
import { findEnterprises, readEnterpriseFile } from './file/actions.ts';
import {
  beneficialOwner,
  branch,
  enterprise,
  householdBusiness,
  industry,
  memberOrShareholder,
  representative,
} from './kinds.ts';
import {
  checkName,
  lookUpEnterprises,
  readOwnEnterprises,
  readPublicEnterprise,
  sweepLookUps,
} from './lookup/actions.ts';
import { fileAct, filingAnswer, registerEnterprise } from './registration/actions.ts';
import { registrationSentences } from './registration/sentences.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export { BRANCH_KINDS, LEGAL_FORMS, STATUSES, type Status, TITLES } from './enterprise-codes.ts';
export { importStatements } from './ownership/actions.ts';
export { checkStatements, type StatementsChecked } from './ownership/check-statements.ts';

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'enterprises.count_name_parts';
const SWEEP = 'enterprises.sweep';
const SEARCHED = [enterprise, representative, householdBusiness];

export const system: System = {
  name: 'enterprises',
  folder: import.meta.dirname,
  sentences: { ...sentences, ...registrationSentences, ...applicationSentences },
  jobs: {
    [COUNT_NAME_PARTS]: async (house) => {
      const db = house.db.as('enterprises');
      for (const kind of SEARCHED) await db.run({ text: namePartsSql(kind as typeof enterprise), values: [] });
    },
    [FOLLOW_LIVES]: followLives,
    [SWEEP]: async (house) => {
      await sweepLookUps(house);
      await lapseApplications(house);
    },
    [TELL]: (house, telling: never) => sendTelling(house, telling),
  },
  schedules: { [FOLLOW_LIVES]: '* * * * *', [COUNT_NAME_PARTS]: '31 19 * * *', [SWEEP]: '41 * * * *' },
};

export const provided: Provided[] = [
  provide(services.listDeadInFiles, listDeadInFiles),
  provide(services.startApplication, startApplication),
  provide(services.saveApplication, saveApplication),
  provide(services.submitApplication, submitApplication),
  provide(services.withdrawApplication, withdrawApplication),
  provide(services.answerApplication, answerApplication),
  provide(services.readOwnApplication, readOwnApplication),
  provide(services.listOwnApplications, listOwnApplications),
  provide(services.findApplications, findApplications),
  provide(services.readApplication, readApplication),
  provide(services.decideApplication, decideApplication),
  ...keepByStewards(enterprise).provided,
  ...keepByStewards(branch).provided,
  ...keepByStewards(industry).provided,
  ...keepByStewards(representative).provided,
  ...keepByStewards(memberOrShareholder).provided,
  ...keepByStewards(beneficialOwner).provided,
  ...keepByStewards(householdBusiness).provided,
  provide(services.lookUpEnterprises, lookUpEnterprises),
  provide(services.readPublicEnterprise, readPublicEnterprise),
  provide(services.checkName, checkName),
  provide(services.readOwnEnterprises, readOwnEnterprises),
  provide(services.findEnterprises, findEnterprises),
  provide(services.readEnterpriseFile, readEnterpriseFile),
  provide(services.readBeneficialOwners, readBeneficialOwners),
  provide(services.issueCertificate, issueCertificate),
  provide(services.verifyCertificate, verifyCertificate),
  provide(services.readOwnCertificate, readOwnCertificate),
  provide(services.readEnterprise, readEnterprise),
  provide(services.representativesOf, representativesOf),
  provide(services.verifyRepresentative, verifyRepresentative),
  provide(services.exportOwnership, exportOwnership),
  provide(services.registerEnterprise, async (house, input, context) =>
    filingAnswer(await registerEnterprise(house, input, context)),
  ),
  provide(services.fileAct, async (house, input, context) => filingAnswer(await fileAct(house, input, context))),
];
