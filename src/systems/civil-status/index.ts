/** The door of the civil-status register. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { readBirthStatus, registerBirth } from './birth/actions.ts';
import { readMarriage } from './marriage/actions.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export const system: System = { name: 'civil-status', folder: import.meta.dirname, sentences };

export const provided: Provided[] = [
  provide(services.readMarriage, readMarriage),
  provide(services.readBirthStatus, readBirthStatus),
  provide(services.registerBirth, registerBirth),
];
