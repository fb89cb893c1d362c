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
import { cancelDeath, recordDeath } from './person/death.ts';
import { changePersonalDetails } from './person/details.ts';
import { readChildren, readParents, readPerson, registerNewborn } from './person/actions.ts';
import { readPeople, readResidence, registerResidence } from './residence/actions.ts';
import { changeHead, moveResidence, splitHousehold } from './residence/moving.ts';
import {
  declareAbsence,
  endAbsence,
  endStay,
  findResidents,
  readHeadlessHouseholds,
  readHousehold,
  readResident,
  registerStay,
} from './residence/staying.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

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
  personMatching.provided,
  personResolving.provided,
  ...personDisclosure.provided,
  ...populationEvents.provided,
  provide(services.checkIdentityDocument, checkIdentityDocument),
  provide(services.readPerson, readPerson),
  provide(services.readResidence, readResidence),
  provide(services.readPeople, readPeople),
  provide(services.readParents, readParents),
  provide(services.readChildren, readChildren),
  provide(services.registerNewborn, registerNewborn),
  provide(services.registerResidence, registerResidence),
  provide(services.readFamily, readFamily),
  provide(services.recordParent, recordParent),
  provide(services.endParent, endParent),
  provide(services.recordMarriage, recordMarriage),
  provide(services.endMarriage, endMarriage),
  provide(services.recordGuardianship, recordGuardianship),
  provide(services.endGuardianship, endGuardianship),
  provide(services.changePersonalDetails, changePersonalDetails),
  provide(services.recordDeath, recordDeath),
  provide(services.cancelDeath, cancelDeath),
  provide(services.readResident, readResident),
  provide(services.findResidents, findResidents),
  provide(services.readHousehold, readHousehold),
  provide(services.readHeadlessHouseholds, readHeadlessHouseholds),
  provide(services.moveResidence, moveResidence),
  provide(services.splitHousehold, splitHousehold),
  provide(services.changeHead, changeHead),
  provide(services.registerStay, registerStay),
  provide(services.endStay, endStay),
  provide(services.declareAbsence, declareAbsence),
  provide(services.endAbsence, endAbsence),
];
