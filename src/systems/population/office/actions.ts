import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import * as services from '../services.ts';
import type { ForeignerAct, OfficeAct, PersonAct } from './acts.ts';

/** The post of the identity office of the ministry. */
export const IDENTITY_POST = 'identity-officer';

/** An official with that post. */
export type IdentityOfficer = Holder & { post: NonNullable<Holder['post']> };

export type CardFile = Static<typeof services.readIdentityDocuments.output>;
export type Foreigner = Static<typeof services.readForeigner.output>['versions'][number];

function contextOf(
  officer: IdentityOfficer,
  purpose: 'identity-management' | 'foreigner-management',
  idempotencyKey?: string,
): CallContext {
  return {
    caller: 'population',
    ...onBehalfOf(officer),
    purpose,
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}

/** A person with the cards. Refuses `population.unknown_person`. */
export async function openCards(
  house: House,
  officer: IdentityOfficer,
  number: string,
): Promise<{ file: CardFile & { person: NonNullable<CardFile['person']> }; receipt: string }> {
  const context = contextOf(officer, 'identity-management');
  const { output, receipt } = await call(house, services.readIdentityDocuments, { number }, context);
  const { person } = output;
  if (!person) throw new Refusal('population.unknown_person', 404, { values: { number } });
  return { file: { ...output, person }, receipt };
}

/** Foreigners by code, passport or name. */
export async function searchForeigners(house: House, officer: IdentityOfficer, words: string): Promise<Foreigner[]> {
  const context = contextOf(officer, 'foreigner-management');
  return (await call(house, services.findForeigners, { words }, context)).output.foreigners;
}

/** A foreigner over time. Refuses `foreigner.unknown`. */
export async function openForeigner(
  house: House,
  officer: IdentityOfficer,
  id: string,
): Promise<{ versions: [Foreigner, ...Foreigner[]]; receipt: string }> {
  const context = contextOf(officer, 'foreigner-management');
  const { output, receipt } = await call(house, services.readForeigner, { id }, context);
  const [latest, ...earlier] = output.versions;
  if (!latest) throw new Refusal('foreigner.unknown', 404);
  return { versions: [latest, ...earlier], receipt };
}

const PERSON_CONTRACTS: Record<PersonAct, ServiceContract> = {
  issue: services.issueIdentityDocument as unknown as ServiceContract,
  state: services.changeCardState as unknown as ServiceContract,
  missing: services.declareMissing as unknown as ServiceContract,
  'end-missing': services.endMissing as unknown as ServiceContract,
  'lose-nationality': services.loseNationality as unknown as ServiceContract,
  'regain-nationality': services.regainNationality as unknown as ServiceContract,
};
const FOREIGNER_CONTRACTS: Record<ForeignerAct | 'new', ServiceContract> = {
  new: services.registerForeigner as unknown as ServiceContract,
  passport: services.changePassport as unknown as ServiceContract,
  card: services.issueResidenceCard as unknown as ServiceContract,
  'end-card': services.endResidenceCard as unknown as ServiceContract,
  naturalise: services.naturalise as unknown as ServiceContract,
};

interface Said {
  /** What its form said, as the service takes it. */
  input: Readonly<Record<string, unknown>>;
  idempotencyKey: string;
}

const isPersonAct = (act: OfficeAct): act is PersonAct => act in PERSON_CONTRACTS;

/** Does an act from what a form said, about whom it names. The same form sent twice does it once. */
async function send(
  house: House,
  officer: IdentityOfficer,
  asked: Said & { act: OfficeAct; about: Record<string, string> },
): Promise<unknown> {
  const { act, about, input, idempotencyKey } = asked;
  const contract = isPersonAct(act) ? PERSON_CONTRACTS[act] : FOREIGNER_CONTRACTS[act];
  const { purposes } = contract.grants.find(({ caller }) => caller === 'population')!;
  const context = contextOf(officer, purposes[0] as 'identity-management', idempotencyKey);
  return (await call(house, contract, { ...input, ...about } as never, context)).output;
}

/** An act about a person. */
export async function actOnPerson(
  house: House,
  officer: IdentityOfficer,
  asked: Said & { act: PersonAct; number: string },
): Promise<void> {
  await send(house, officer, { ...asked, about: { number: asked.number } });
}

/** An act about a foreigner who is known. */
export async function actOnForeigner(
  house: House,
  officer: IdentityOfficer,
  asked: Said & { act: ForeignerAct; id: string },
): Promise<void> {
  await send(house, officer, { ...asked, about: { id: asked.id } });
}

/** Enters a foreigner; the answer is the code. */
export async function enterForeigner(house: House, officer: IdentityOfficer, said: Said): Promise<string> {
  const output = await send(house, officer, { ...said, act: 'new', about: {} });
  return (output as { id: string }).id;
}
