/** The door of the insurance register. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { issueChildCard } from './card/actions.ts';
import { readCoverage } from './coverage/actions.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export const system: System = { name: 'insurance', folder: import.meta.dirname, sentences };

export const provided: Provided[] = [
  provide(services.readCoverage, readCoverage),
  provide(services.issueChildCard, issueChildCard),
];
