import type { Static } from 'typebox';
import { call } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { type AnyAsked, asPerson, holderOf } from '../actions.ts';

export type MyResidence = Static<typeof population.readResident.output> & {
  applications: MyApplication[];
  receipt: string;
};
export type MyApplication = Static<typeof population.readOwnApplications.output>['applications'][number];

/** Where the person who asks lives, stays and lived, and what they have applied for. */
export async function readMyResidence(asked: AnyAsked): Promise<MyResidence> {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'own-data');
  const [resident, applications] = await Promise.all([
    call(asked.house, population.readResident, { number }, context),
    call(asked.house, population.readOwnApplications, { number }, context),
  ]);
  return { ...resident.output, applications: applications.output.applications, receipt: resident.receipt };
}

export type MyCards = Static<typeof population.readIdentityDocuments.output> & { receipt: string };

/** One's own identity cards, the latest first. */
export async function readMyCards(asked: AnyAsked): Promise<MyCards> {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'own-data');
  const { output, receipt } = await call(asked.house, population.readIdentityDocuments, { number }, context);
  return { ...output, receipt };
}

export type MyFamily = Static<typeof population.readFamilyTree.output> & { receipt: string };

/** One's own parents, spouse, children and guardians on a date. */
export async function readMyFamily(asked: AnyAsked, on: string): Promise<MyFamily> {
  const { number } = holderOf(asked);
  const input = { number, on, up: 1, down: 1 };
  const { output, receipt } = await call(asked.house, population.readFamilyTree, input, asPerson(asked, 'own-data'));
  return { ...output, receipt };
}

/** Hands in an application about one's own residence. The same form sent twice does it once. */
export async function applyForResidence(asked: AnyAsked, wish: unknown): Promise<void> {
  const { number } = holderOf(asked);
  const input = { number, wish } as Static<typeof population.applyForResidence.input>;
  await call(asked.house, population.applyForResidence, input, asPerson(asked, 'residence-keeping'));
}

/** Takes an application of one's own back. */
export async function withdrawApplication(asked: AnyAsked, id: string): Promise<void> {
  const { number } = holderOf(asked);
  await call(asked.house, population.withdrawApplication, { number, id }, asPerson(asked, 'residence-keeping'));
}
