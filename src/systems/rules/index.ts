/** The door of the decision rules: the engine, pure and without tables of its own. */
import type { System } from '../../kernel/system.ts';

export { rulesCommand } from './command.ts';

export const system: System = { name: 'rules', folder: import.meta.dirname };
