import { portalExpectations } from './expectations/portal.ts';
import { rulesExpectations } from './expectations/rules.ts';
import { enterprisesExpectations } from './expectations/enterprises.ts';
import { trustExpectations } from './expectations/trust.ts';
import { territoriesExpectations } from './expectations/territories.ts';
import { identityExpectations } from './expectations/identity.ts';
import { signingExpectations } from './expectations/signing.ts';
import { civilServantsExpectations } from './expectations/civil-servants.ts';
import { publicFinanceExpectations } from './expectations/public-finance.ts';
import { insuranceExpectations } from './expectations/insurance.ts';
import { registryExpectations } from './expectations/registry.ts';
import { civilStatusExpectations } from './expectations/civil-status.ts';
import { landExpectations } from './expectations/land.ts';
import { populationExpectations } from './expectations/population.ts';
import { casesExpectations } from './expectations/cases.ts';
import type { Expectation } from './expectations/expectation.ts';

/**
 * Every route of the house, each with what it must answer. The dossier is in progress: its birth is registered, its
 * residence waits for the police. So its applicant is led back from the form (303), and comes too late to change it (409).
 */
export const EXPECTATIONS: Record<string, Expectation[]> = {
  ...portalExpectations,
  ...rulesExpectations,
  ...enterprisesExpectations,
  ...trustExpectations,
  ...territoriesExpectations,
  ...identityExpectations,
  ...signingExpectations,
  ...civilServantsExpectations,
  ...publicFinanceExpectations,
  ...insuranceExpectations,
  ...registryExpectations,
  ...civilStatusExpectations,
  ...landExpectations,
  ...populationExpectations,
  ...casesExpectations,
};
