/** The door of the population register. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql } from '../registry/index.ts';
import { personDisclosure, populationEvents } from './disclosure.ts';
import { personDuplicates, personMatching, personResolving } from './duplicates.ts';
import { checkIdentityDocument } from './document/checking.ts';
import { person } from './kinds.ts';
import {
  endGuardianship,
  endMarriage,
  endParent,
  readFamily,
  recordGuardianship,
  recordMarriage,
  recordParent,
} from './family/actions.ts';
import { changeCardState, issueIdentityDocument, readIdentityDocuments } from './document/issuing.ts';
import { readFamilyTree } from './family/tree/actions.ts';
import {
  changePassport,
  endResidenceCard,
  findForeigners,
  issueResidenceCard,
  readForeigner,
  registerForeigner,
} from './foreigner/actions.ts';
import { loseNationality, naturalise, regainNationality } from './foreigner/nationality.ts';
import { declareMissing, endMissing } from './person/missing.ts';
import { cancelDeath, recordDeath } from './person/death.ts';
import { changePersonalDetails } from './person/details.ts';
import { readChildren, readLives, readParents, readPerson, registerNewborn } from './person/actions.ts';
import { readPeople, readResidence, registerResidence } from './residence/actions.ts';
import {
  applyForResidence,
  decideApplication,
  findApplications,
  readApplication,
  readOwnApplications,
  withdrawApplication,
} from './residence/application/actions.ts';
import { changeHead, moveResidence, splitHousehold, strikeResidence } from './residence/moving.ts';
import {
  declareAbsence,
  endAbsence,
  endStay,
  findResidents,
  readHeadlessHouseholds,
  readHousehold,
  readHouseholdCourse,
  readPlaceOfResidence,
  readResident,
  registerStay,
} from './residence/staying.ts';
import { personSplitting } from './splitting.ts';
import { populationFacts } from './statistics/services.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

/** What pages of the portal show in the words and parts of the register. */
export { CARD_STATE_TITLES } from './document/card-moves.ts';
export { FamilyTree } from './family/shown/family-tree.tsx';
export { ABSENCE_REASON_TITLES, RELATIONS, STAY_REASON_TITLES, WISH_TITLES } from './residence/choices.ts';
export { moversOf, relationField } from './residence/shown/relation-fields.ts';
export { placeLine, wishPairs } from './residence/shown/wish-pairs.ts';

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'population.count_name_parts';

export const system: System = {
  name: 'population',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    ...personDuplicates.jobs,
    [COUNT_NAME_PARTS]: async (house) =>
      void (await house.db.as('population').run({ text: namePartsSql(person), values: [] })),
  },
  schedules: { ...personDuplicates.schedules, [COUNT_NAME_PARTS]: '23 19 * * *' },
};

export const provided: Provided[] = [
  ...keepByStewards(person, { also: [{ table: 'personal_number', columns: { number: 'number' } }] }).provided,
  ...personDuplicates.provided,
  ...personSplitting.provided,
  personMatching.provided,
  personResolving.provided,
  ...personDisclosure.provided,
  ...populationEvents.provided,
  ...populationFacts.provided,
  provide(services.checkIdentityDocument, checkIdentityDocument),
  provide(services.readPerson, readPerson),
  provide(services.readLives, readLives),
  provide(services.readResidence, readResidence),
  provide(services.readPeople, readPeople),
  provide(services.readParents, readParents),
  provide(services.readChildren, readChildren),
  provide(services.registerNewborn, registerNewborn),
  provide(services.registerResidence, registerResidence),
  provide(services.readFamily, readFamily),
  provide(services.readFamilyTree, readFamilyTree),
  provide(services.recordParent, recordParent),
  provide(services.endParent, endParent),
  provide(services.recordMarriage, recordMarriage),
  provide(services.endMarriage, endMarriage),
  provide(services.recordGuardianship, recordGuardianship),
  provide(services.endGuardianship, endGuardianship),
  provide(services.changePersonalDetails, changePersonalDetails),
  provide(services.recordDeath, recordDeath),
  provide(services.cancelDeath, cancelDeath),
  provide(services.readPlaceOfResidence, readPlaceOfResidence),
  provide(services.readResident, readResident),
  provide(services.findResidents, findResidents),
  provide(services.readHousehold, readHousehold),
  provide(services.readHouseholdCourse, readHouseholdCourse),
  provide(services.readHeadlessHouseholds, readHeadlessHouseholds),
  provide(services.moveResidence, moveResidence),
  provide(services.splitHousehold, splitHousehold),
  provide(services.changeHead, changeHead),
  provide(services.registerStay, registerStay),
  provide(services.endStay, endStay),
  provide(services.declareAbsence, declareAbsence),
  provide(services.endAbsence, endAbsence),
  provide(services.readIdentityDocuments, readIdentityDocuments),
  provide(services.issueIdentityDocument, issueIdentityDocument),
  provide(services.changeCardState, changeCardState),
  provide(services.declareMissing, declareMissing),
  provide(services.endMissing, endMissing),
  provide(services.findForeigners, findForeigners),
  provide(services.readForeigner, readForeigner),
  provide(services.registerForeigner, registerForeigner),
  provide(services.changePassport, changePassport),
  provide(services.issueResidenceCard, issueResidenceCard),
  provide(services.endResidenceCard, endResidenceCard),
  provide(services.naturalise, naturalise),
  provide(services.loseNationality, loseNationality),
  provide(services.regainNationality, regainNationality),
  provide(services.strikeResidence, strikeResidence),
  provide(services.applyForResidence, applyForResidence),
  provide(services.readOwnApplications, readOwnApplications),
  provide(services.withdrawApplication, withdrawApplication),
  provide(services.findApplications, findApplications),
  provide(services.readApplication, readApplication),
  provide(services.decideApplication, decideApplication),
];
