/**
 * The door of the catalogue of administrative procedures: public facts that ship with the release, so look-ups are
 * synchronous. Other agencies read time limits through the exchange; see services.ts.
 */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { readTimeLimits } from './actions.ts';
import { CATALOGUE, type Procedure } from './catalogue.ts';
import { LIFE_EVENTS, type LifeEvent } from './life-events.ts';
import * as services from './services.ts';

export type { Channel, Fee, NeededDocument, Procedure } from './catalogue.ts';
export type { LifeEvent, LifeEventKey, LifeEventStep } from './life-events.ts';
export { type Found, searchCatalogue } from './search.ts';

export const system: System = {
  name: 'procedures',
  folder: import.meta.dirname,
  sentences: {
    'procedure.not_found': {
      vi: 'Danh mục của bản phát hành này không có thủ tục {code}. Hãy tìm theo tên việc bạn cần.',
      en: 'The catalogue of this release has no procedure {code}. Please search by the name of what you need.',
    },
  },
};

export const provided: Provided[] = [provide(services.readTimeLimits, readTimeLimits)];

/** The procedure with a code of the national catalogue; undefined when this release has none. */
export function procedure(code: string): Procedure | undefined {
  return CATALOGUE.find((each) => each.code === code);
}

/** All procedures of this release, the joined one first. */
export function procedures(): readonly Procedure[] {
  return CATALOGUE;
}

/** A life event by its key; undefined when this release has none. */
export function lifeEvent(key: string): LifeEvent | undefined {
  return Object.values(LIFE_EVENTS).find((each) => each.key === key);
}
