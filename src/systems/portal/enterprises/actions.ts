import { createHmac } from 'node:crypto';
import type { Static } from 'typebox';
import { type CallContext, call } from '../../exchange/index.ts';
import * as enterprises from '../../enterprises/services.ts';
import { readKept } from '../../trust/index.ts';
import { type AnyAsked, asPerson, holderOf } from '../actions.ts';

export type FoundEnterprises = Static<typeof enterprises.lookUpEnterprises.output>;
export type PublicEnterprise = NonNullable<Static<typeof enterprises.readPublicEnterprise.output>['enterprise']>;
export type NameChecked = Static<typeof enterprises.checkName.output>;
export type OwnEnterprises = Static<typeof enterprises.readOwnEnterprises.output>;

const AS_ANYONE: CallContext = {
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'machine', name: 'Tra cứu doanh nghiệp' },
  purpose: 'public-information',
};

/** Who looks, for counting only: a keyed hash of the network address, which leads back to nobody. */
function visitorOf({ house, address }: AnyAsked): string {
  return createHmac('sha256', house.keys.secret('look-up')).update(address).digest('hex').slice(0, 32);
}

/** Enterprises by code or by words of their names. */
export async function lookUp(asked: AnyAsked, search: { words: string; page: number }): Promise<FoundEnterprises> {
  const input = { ...search, visitor: visitorOf(asked) };
  return (await call(asked.house, enterprises.lookUpEnterprises, input, AS_ANYONE)).output;
}

/** What everyone may know of an enterprise; undefined when there is none. */
export async function readEnterprise(asked: AnyAsked, code: string): Promise<PublicEnterprise | undefined> {
  const input = { code, visitor: visitorOf(asked) };
  return (await call(asked.house, enterprises.readPublicEnterprise, input, AS_ANYONE)).output.enterprise;
}

/** Whether a name is free. */
export async function checkName(
  asked: AnyAsked,
  names: { name: string; foreignName?: string; shortName?: string },
): Promise<NameChecked> {
  return (await call(asked.house, enterprises.checkName, { ...names, visitor: visitorOf(asked) }, AS_ANYONE)).output;
}

/** The enterprises in which who is signed in has a part. */
export async function readMine(asked: AnyAsked): Promise<OwnEnterprises> {
  const { number } = holderOf(asked);
  return (await call(asked.house, enterprises.readOwnEnterprises, { number }, asPerson(asked, 'own-data'))).output;
}

/** The file of the certificate of one's own enterprise; undefined when none was made. */
export async function readCertificate(asked: AnyAsked, code: string): Promise<Buffer | undefined> {
  const { number } = holderOf(asked);
  const input = { number, code };
  const { output } = await call(asked.house, enterprises.readOwnCertificate, input, asPerson(asked, 'own-data'));
  return output.fileId === undefined ? undefined : readKept(asked.house, output.fileId);
}
