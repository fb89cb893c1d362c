import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { enterTogether } from '../../trust/index.ts';
import { findPublished, findPublishedModel, type PublishedEdition } from './store.ts';

export type { PublishedEdition } from './store.ts';

/** The job that enters what is law in the public log. */
export const PUBLISH_EDITIONS = 'rules.publish_editions';

/** All editions that were adopted: what was law, is, and will be. */
export function publishedEditions(house: Pick<House, 'db'>): Promise<PublishedEdition[]> {
  return findPublished(house.db.as('rules'));
}

/** The model of an edition that was adopted, as its hash in the public log is of. Refuses `rules.no_such_edition`. */
export async function publishedModel(
  house: Pick<House, 'db'>,
  edition: { ruleSet: string; number: number },
): Promise<string> {
  const model = await findPublishedModel(house.db.as('rules'), edition);
  if (model === undefined) throw new Refusal('rules.no_such_edition', 404);
  return model;
}

/** Enters the hash of every adopted edition in the public log. Those that are in it already change nothing. */
export async function publishEditions(house: House): Promise<void> {
  const editions = await publishedEditions(house);
  const entries = editions.map(({ sha256 }) => ({ kind: 'publication' as const, sha256: Buffer.from(sha256, 'hex') }));
  await enterTogether(house, entries);
}
