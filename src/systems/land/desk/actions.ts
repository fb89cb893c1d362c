import type { Static, TSchema } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import type { Registered } from '../registration/rules.ts';
import { type RegistrationRow, findLatestRegistrations } from '../registration/store.ts';
import * as services from '../services.ts';
import { readKept } from '../../trust/index.ts';
import { type CONTRACT_BODY, inputOf, surveyInputOf, type SURVEY_BODY } from './forms.ts';
import type { ActName } from './acts.ts';

/** An official with a post at a land registration office. */
export type LandOfficer = Holder & { post: NonNullable<Holder['post']> };

function contextOf(officer: LandOfficer): CallContext {
  return { caller: 'land', ...onBehalfOf(officer), purpose: 'land-registration' };
}

/** Parcels that fit what was asked; who holds them sees it in the data log. */
export async function findAtDesk(
  house: House,
  officer: LandOfficer,
  asked: Static<typeof services.findParcels.input>,
): Promise<Pick<Static<typeof services.findParcels.output>, 'found' | 'hasMore'> & { receipt: string }> {
  const { output, receipt } = await call(house, services.findParcels, asked, contextOf(officer));
  return { found: output.found, hasMore: output.hasMore, receipt };
}

/** The newest registrations of the officer's own office. */
export function latestAt(house: House, officer: LandOfficer): Promise<RegistrationRow[]> {
  return findLatestRegistrations(house.db.as('land'), officer.post.agencyCode, 10);
}

/** The file of a parcel. */
export async function openFile(
  house: House,
  officer: LandOfficer,
  parcel: string,
): Promise<{ file: services.ParcelFile; receipt: string }> {
  const { output, receipt } = await call(house, services.readParcelFile, { parcel }, contextOf(officer));
  return { file: output.file, receipt };
}

/** Whether what ends is a responsibility; else it is a restriction. */
async function isResponsibility(house: House, officer: LandOfficer, asked: { parcel: string; code: string }) {
  const { file } = await openFile(house, officer, asked.parcel);
  return file.responsibilities.some(({ code }) => code === asked.code);
}

const CONTRACTS: Record<Exclude<ActName, 'end'>, ServiceContract> = {
  first: services.registerFirst as unknown as ServiceContract,
  transfer: services.registerTransfer as unknown as ServiceContract,
  mortgage: services.registerMortgage as unknown as ServiceContract,
  seizure: services.registerSeizure as unknown as ServiceContract,
  restriction: services.registerRestriction as unknown as ServiceContract,
  split: services.splitParcel as unknown as ServiceContract,
  merge: services.mergeParcels as unknown as ServiceContract,
  boundary: services.moveParcelBoundary as unknown as ServiceContract,
  'land-use': services.changeLandUse as unknown as ServiceContract,
  area: services.correctArea as unknown as ServiceContract,
  renewal: services.renewCertificate as unknown as ServiceContract,
  'certificate-end': services.cancelCertificate as unknown as ServiceContract,
  recovery: services.recoverLand as unknown as ServiceContract,
  term: services.extendTerm as unknown as ServiceContract,
  duty: services.registerResponsibility as unknown as ServiceContract,
};

/** Registers what a form asks for. The same form sent twice does it once. */
export async function doAct(
  house: House,
  officer: LandOfficer,
  asked: { act: ActName; parcel: string; body: { idempotencyKey: string } },
): Promise<Registered> {
  const { act, parcel, body } = asked;
  const input = inputOf(act, parcel, body);
  const contract =
    act === 'end'
      ? (await isResponsibility(house, officer, input as { parcel: string; code: string }))
        ? services.endResponsibility
        : services.endRestriction
      : CONTRACTS[act];
  return send(house, officer, contract as unknown as ServiceContract, { input, key: body.idempotencyKey });
}

/** Registers what a notary's contract says. */
export function doContract(
  house: House,
  officer: LandOfficer,
  { idempotencyKey, ...input }: Static<typeof CONTRACT_BODY>,
): Promise<Registered> {
  const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ''));
  const contract = services.registerContract as unknown as ServiceContract;
  return send(house, officer, contract, { input: asked, key: idempotencyKey });
}

/** Puts a surveyed parcel on the map. */
export function doSurvey(house: House, officer: LandOfficer, body: Static<typeof SURVEY_BODY>): Promise<Registered> {
  const input = surveyInputOf(body);
  return send(house, officer, services.surveyParcel as unknown as ServiceContract, { input, key: body.idempotencyKey });
}

async function send(
  house: House,
  officer: LandOfficer,
  contract: ServiceContract<TSchema, TSchema>,
  { input, key }: { input: object; key: string },
): Promise<Registered> {
  const registeredBy = { title: officer.post.title, name: officer.name };
  const context = { ...contextOf(officer), idempotencyKey: key };
  return (await call(house, contract, { ...input, registeredBy }, context)).output as Registered;
}

/** A certificate as a file. */
export async function downloadAtDesk(
  house: House,
  officer: LandOfficer,
  serial: string,
): Promise<{ bytes: Uint8Array; filename: string }> {
  const { output } = await call(house, services.readCertificateAtDesk, { serial }, contextOf(officer));
  const bytes = await readKept(house, output.fileId);
  if (!bytes) throw new Refusal('land.certificate_unknown', 404, { values: { serial } });
  return { bytes, filename: output.filename };
}
