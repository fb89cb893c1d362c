import type { Static } from 'typebox';
import { mayFile } from '../registration/rules.ts';
import { type FieldProblem, Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Called, call, onBehalfOf } from '../../exchange/index.ts';
import type { LegalForm, Status } from '../enterprise-codes.ts';
import { readAct, registrationIn, textOf } from '../forms/reading.ts';
import { HOUSEHOLD_REGISTRAR, REGISTRAR } from '../registration/filing.ts';
import { ACT_NAMES, type ActName } from '../registration/schemas.ts';
import * as services from '../services.ts';

export { MOST_ROWS } from '../forms/reading.ts';
export { valuesNow } from '../forms/values.ts';
export { ACT_NAMES, type ActName } from '../registration/schemas.ts';

/** An official with the post of a registrar of enterprises. */
export type Registrar = Holder & { post: NonNullable<Holder['post']> };

/** The posts that work at this desk: for enterprises, and for household businesses. */
export const REGISTRARS = [REGISTRAR];
export const HOUSEHOLD_REGISTRARS = [HOUSEHOLD_REGISTRAR];

/** The file of an enterprise, as the desk shows it. */
export type EnterpriseFile = Static<typeof services.readEnterpriseFile.output>;
export type FoundEnterprises = Static<typeof services.findEnterprises.output>;

/** The right of the post in which an officer works at this desk. */
export const contextOf = (registrar: Registrar): CallContext => ({
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

/** Somebody dead whom the file of an enterprise still names. */
export type DeadInFile = Static<typeof services.listDeadInFiles.output>['dead'][number];

/** The dead whom files of the registrar's province still name. */
export async function listDeadInFiles(house: House, registrar: Registrar): Promise<DeadInFile[]> {
  return (await call(house, services.listDeadInFiles, {}, contextOf(registrar))).output.dead;
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

/** What a form sent. */
export type Body = Record<string, unknown>;

/** Registers what a form says. Refuses beside the names of the form's fields. */
export async function registerAtDesk(house: House, registrar: Registrar, body: Body): Promise<string> {
  const context = { ...contextOf(registrar), idempotencyKey: keyOf(body) };
  const { output } = await inWordsOfForm(() =>
    call(house, services.registerEnterprise, { registration: registrationIn(body), basis: basisOf(body) }, context),
  );
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
    const input = { code, on: String(body.on ?? ''), act: readAct(name, body, asked.form), basis: basisOf(body) };
    return call(house, services.fileAct, input, context);
  });
}

const KEY = /^[\w.:-]{8,100}$/;
/** The key of a form. Refuses `exchange.key_needed`. */
export function keyOf(body: Body): string {
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
export async function inWordsOfForm<Result>(work: () => Promise<Result>): Promise<Result> {
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
