/** The door of the enterprise register: so far the statements by which ownership is published and read (BODS 0.4). */
import type { System } from '../../kernel/system.ts';
import { sentences } from './texts.ts';

export { checkStatements, type StatementsChecked } from './ownership/check-statements.ts';

export const system: System = { name: 'enterprises', folder: import.meta.dirname, sentences };
