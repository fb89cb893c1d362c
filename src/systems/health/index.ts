/** The door of the health register: birth notifications. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import * as actions from './actions.ts';
import * as deaths from './death/actions.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export const system: System = { name: 'health', folder: import.meta.dirname, sentences };

export const provided: Provided[] = [
  provide(services.reportBirth, actions.reportBirth),
  provide(services.correctBirth, actions.correctBirth),
  provide(services.findBirths, actions.findBirths),
  provide(services.readBirth, actions.readBirth),
  provide(services.confirmRegistration, actions.confirmRegistration),
  provide(services.reportDeath, deaths.reportDeath),
  provide(services.readDeath, deaths.readDeath),
  provide(services.confirmDeath, deaths.confirmDeath),
];
