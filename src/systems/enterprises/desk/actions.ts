import type { Static } from 'typebox';
import { COMPOSITION, mayFile } from '../registration/rules.ts';
import { addWorkingDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { parse } from '../../../kernel/input.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Called, call, onBehalfOf } from '../../exchange/index.ts';
import type { LegalForm, Status } from '../enterprise-codes.ts';
import { ACTS, ACT_NAMES, type ActName } from '../registration/schemas.ts';
import * as services from '../services.ts';

export { ACT_NAMES, type ActName } from '../registration/schemas.ts';

/** An official with the post of a registrar of enterprises. */
export type Registrar = Holder & { post: NonNullable<Holder['post']> };

/** The posts that work at this desk. */
export const REGISTRARS = ['business-registration-officer'];

/** The file of an enterprise, as the desk shows it. */
export type EnterpriseFile = Static<typeof services.readEnterpriseFile.output>;
export type FoundEnterprises = Static<typeof services.findEnterprises.output>;

const contextOf = (registrar: Registrar): CallContext => ({
  caller: 'enterprises',
  ...onBehalfOf(registrar),
  purpose: 'business-registration',
});

/** Enterprises that an officer looks for. */
export function searchAtDesk(
  house: House,
  registrar: Registrar,
  asked: Static<typeof services.findEnterprises.input>,
): Promise<Called<FoundEnterprises>> {
  return call(house, services.findEnterprises, asked, contextOf(registrar));
}

/** The file of an enterprise; whom it names is told of it in the data log. */
export function openFile(
  house: House,
  registrar: Registrar,
  asked: Static<typeof services.readEnterpriseFile.input>,
): Promise<Called<EnterpriseFile>> {
  return call(house, services.readEnterpriseFile, asked, contextOf(registrar));
}

/** The acts that may be filed about an enterprise of this status, in the order of the list. */
export function actsFor(status: Status): ActName[] {
  return ACT_NAMES.filter((act) => mayFile(act, status));
}

/** The first day on which a suspension told today can begin. */
export const earliestSuspension = (): string => addWorkingDays(today(), 3);

type Body = Record<string, unknown>;

/** Registers what a form says. Refuses beside the names of the form's fields. */
export async function registerAtDesk(house: House, registrar: Registrar, body: Body): Promise<string> {
  const context = { ...contextOf(registrar), idempotencyKey: keyOf(body) };
  const { output } = await inWordsOfForm(() => {
    const legalForm = String(body.legalForm ?? '') as LegalForm;
    const registration = {
      ...said(body, ['name', 'foreignName', 'shortName', 'legalForm', 'addressLine', 'communeCode']),
    };
    const input = {
      registration: {
        ...registration,
        capital: amountOf(body.capital),
        industries: codesOf(body.industries),
        holders: holdersOf(body, legalForm),
        representatives: representativesOf(body),
        beneficialOwners: ownersOf(body),
        ...(body.toldApart === 'yes' ? { toldApart: true } : {}),
      },
      basis: basisOf(body),
    };
    return call(house, services.registerEnterprise, input as Static<typeof services.registerEnterprise.input>, context);
  });
  await certify(house, registrar, output.code, String(body.idempotencyKey));
  return output.code;
}

/** Has the certificate made when the newest registration of an enterprise has none yet; the answer is its file. */
export async function certify(house: House, registrar: Registrar, code: string, key: string): Promise<string> {
  const input = { code, signerName: registrar.name };
  const context = { ...contextOf(registrar), idempotencyKey: `certificate-${key}` };
  return (await call(house, services.issueCertificate, input, context)).output.fileId;
}

/** Files an act of a form about an enterprise. Refuses beside the names of the form's fields. */
export async function fileAtDesk(
  house: House,
  registrar: Registrar,
  asked: { code: string; act: ActName; form: LegalForm; body: Body },
): Promise<void> {
  const { code, act: name, body } = asked;
  const context = { ...contextOf(registrar), idempotencyKey: keyOf(body) };
  await inWordsOfForm(() => {
    const fields = Object.keys(ACTS[name].properties);
    const has = (field: string) => fields.includes(field);
    const legalForm = has('legalForm') ? (String(body.legalForm ?? '') as LegalForm) : asked.form;
    const act = parse(ACTS[name], {
      act: name,
      ...said(
        body,
        fields.filter((field) => !STRUCTURED.has(field)),
      ),
      ...(has('capital') ? { capital: amountOf(body.capital) } : {}),
      ...(has('paidIn') ? { paidIn: amountOf(body.paidIn) } : {}),
      ...(has('holders') ? { holders: holdersOf(body, legalForm) } : {}),
      ...(has('representatives') ? { representatives: representativesOf(body) } : {}),
      ...(has('industries') ? { industries: codesOf(body.industries) } : {}),
      ...(has('debtsSettled') ? { debtsSettled: body.debtsSettled === 'yes' } : {}),
      ...(has('toldApart') ? { toldApart: body.toldApart === 'yes' } : {}),
    });
    const input = { code, on: String(body.on ?? ''), act, basis: basisOf(body) };
    return call(house, services.fileAct, input, context);
  });
}

const STRUCTURED = new Set([
  'act',
  'capital',
  'paidIn',
  'holders',
  'representatives',
  'industries',
  'debtsSettled',
  'toldApart',
]);

const KEY = /^[\w.:-]{8,100}$/;
function keyOf(body: Body): string {
  const key = body.idempotencyKey;
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal('exchange.key_needed', 400);
  return key;
}

const PREFIXES: readonly [RegExp, string][] = [
  [/^registration\./, ''],
  [/^act\./, ''],
  [/^basis\.source\.issuedOn$/, 'sourceIssuedOn'],
  [/^basis\.source\.(\w)/, 'source.$1'],
  [/^basis\./, ''],
];

/** A refusal of a service with its fields named as the form names them. */
async function inWordsOfForm<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error;
    const fields = error.fields.map(({ field, ...rest }): FieldProblem => {
      const plain = PREFIXES.reduce((name, [prefix, instead]) => name.replace(prefix, instead), field);
      const named = /^source\.(\w+)$/.exec(plain)?.[1];
      return { ...rest, field: named ? `source${named[0]!.toUpperCase()}${named.slice(1)}` : plain };
    });
    throw new Refusal(error.code, error.status, { values: error.values, fields });
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

function said(body: Body, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = textOf(body[field]);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** An amount as people write it: `1.500.000.000`, `1 500 000 000`. What is no whole number stays a text, for the schema to refuse. */
function amountOf(value: unknown): unknown {
  const text = textOf(value);
  const plain = text?.replace(/[.\s,\u00a0]/g, '');
  return plain !== undefined && /^\d{1,16}$/.test(plain) ? Number(plain) : text;
}

const codesOf = (value: unknown): string[] => (textOf(value) ?? '').split(/[\s,;]+/).filter(Boolean);

/** So many rows of people a form can have. */
export const MOST_ROWS = 60;

function rows<Row>(body: Body, group: string, first: string, read: (field: (name: string) => unknown) => Row): Row[] {
  return Array.from({ length: MOST_ROWS }, (_, i) => i)
    .filter((i) => textOf(body[`${group}.${i}.${first}`]) !== undefined)
    .map((i) => read((name) => body[`${group}.${i}.${name}`]));
}

function holdersOf(body: Body, form: LegalForm): unknown[] {
  const [usual] = COMPOSITION[form]?.roles ?? ['member'];
  return rows(body, 'holders', 'holder', (field) => ({
    holder: textOf(field('holder'))?.replace(/\s/g, ''),
    role: textOf(field('role')) ?? usual,
    contribution: amountOf(field('contribution')),
    paidIn: amountOf(field('paidIn')) ?? 0,
  }));
}

const representativesOf = (body: Body): unknown[] =>
  rows(body, 'representatives', 'personNumber', (field) => ({
    personNumber: textOf(field('personNumber'))?.replace(/\s/g, ''),
    title: textOf(field('title')),
  }));

const ownersOf = (body: Body): unknown[] =>
  rows(body, 'beneficialOwners', 'personNumber', (field) => ({
    personNumber: textOf(field('personNumber'))?.replace(/\s/g, ''),
    ground: textOf(field('ground')) ?? 'control',
    ...(textOf(field('details')) ? { details: textOf(field('details')) } : {}),
  }));

function basisOf(body: Body): { reason: string; source: { kind: string; number: string; issuedOn?: string } } {
  const issuedOn = textOf(body.sourceIssuedOn);
  return {
    reason: textOf(body.reason) ?? '',
    source: {
      kind: textOf(body.sourceKind) ?? 'application',
      number: textOf(body.sourceNumber) ?? '',
      ...(issuedOn ? { issuedOn } : {}),
    },
  };
}
