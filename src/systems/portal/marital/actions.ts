import type { Static } from 'typebox';
import * as civilStatus from '../../civil-status/services.ts';
import { call } from '../../exchange/index.ts';
import { type AnyAsked, asPerson, holderOf } from '../actions.ts';

export type MyMaritalStatus = Static<typeof civilStatus.readOwnMaritalStatus.output> & { receipt: string };

/** One's own certificates of marital status and applications for them, and which committee decides. */
export async function readMyMaritalStatus(asked: AnyAsked): Promise<MyMaritalStatus> {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'civil-status-registration');
  const { output, receipt } = await call(asked.house, civilStatus.readOwnMaritalStatus, { number }, context);
  return { ...output, receipt };
}

/** Hands in an application. The same form sent twice does it once. */
export async function applyForCertificate(asked: AnyAsked, wish: object): Promise<void> {
  const { number } = holderOf(asked);
  const input = { number, wish } as Static<typeof civilStatus.applyForMaritalCertificate.input>;
  const context = asPerson(asked, 'civil-status-registration');
  await call(asked.house, civilStatus.applyForMaritalCertificate, input, context);
}

/** Takes an application of one's own back. */
export async function withdrawCertificateApplication(asked: AnyAsked, id: string): Promise<void> {
  const { number } = holderOf(asked);
  const context = asPerson(asked, 'civil-status-registration');
  await call(asked.house, civilStatus.withdrawMaritalApplication, { number, id }, context);
}
