import { parse } from '../../../kernel/input.ts';
import { COMPOSITION } from '../registration/rules.ts';
import type { LegalForm } from '../enterprise-codes.ts';
import { ACTS, type ActGiven, type ActName, type Registration } from '../registration/schemas.ts';

/** What a form sent, by the names of its fields. */
export type Typed = Readonly<Record<string, unknown>>;

/** A first registration as a form says it, for the schema to judge. */
export function registrationIn(typed: Typed): Registration {
  const legalForm = String(typed.legalForm ?? '') as LegalForm;
  const registration: Record<string, unknown> = {
    ...said(typed, ['name', 'foreignName', 'shortName', 'legalForm', 'addressLine', 'communeCode']),
    capital: amountOf(typed.capital),
    industries: codesOf(typed.industries),
    holders: holdersOf(typed, legalForm),
    representatives: representativesOf(typed),
    beneficialOwners: ownersOf(typed),
    ...(typed.toldApart === 'yes' ? { toldApart: true } : {}),
  };
  return registration as Registration;
}

/** An act as a form says it, about an enterprise of that legal form. Refuses beside its fields. */
export function readAct(name: ActName, typed: Typed, form: LegalForm): ActGiven {
  const fields = Object.keys(ACTS[name].properties);
  const has = (field: string) => fields.includes(field);
  const legalForm = has('legalForm') ? (String(typed.legalForm ?? '') as LegalForm) : form;
  return parse(ACTS[name], {
    act: name,
    ...said(
      typed,
      fields.filter((field) => !STRUCTURED.has(field)),
    ),
    ...(has('capital') ? { capital: amountOf(typed.capital) } : {}),
    ...(has('paidIn') ? { paidIn: amountOf(typed.paidIn) } : {}),
    ...(has('holders') ? { holders: holdersOf(typed, legalForm) } : {}),
    ...(has('representatives') ? { representatives: representativesOf(typed) } : {}),
    ...(has('industries') ? { industries: codesOf(typed.industries) } : {}),
    ...(has('debtsSettled') ? { debtsSettled: typed.debtsSettled === 'yes' } : {}),
    ...(has('parts') ? { parts: partsOf(typed) } : {}),
    ...(has('others') ? { others: codesOf(typed.others) } : {}),
    ...(has('whole') ? { whole: successorIn(typed, 'whole') } : {}),
    ...(has('toldApart') ? { toldApart: typed.toldApart === 'yes' } : {}),
  }) as ActGiven;
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
  'parts',
  'others',
  'whole',
]);

/** What was typed into a field, or undefined when it was left empty. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** What was typed into these fields; those left empty are left out. */
export function said(typed: Typed, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = textOf(typed[field]);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** An amount as people write it: `1.500.000.000`, `1 500 000 000`. What is no whole number stays a text, for the schema to refuse. */
export function amountOf(value: unknown): unknown {
  const text = textOf(value);
  const plain = text?.replace(/[.\s,\u00a0]/g, '');
  return plain !== undefined && /^\d{1,16}$/.test(plain) ? Number(plain) : text;
}

const codesOf = (value: unknown): string[] => (textOf(value) ?? '').split(/[\s,;]+/).filter(Boolean);

/** So many rows of people a form can have. */
export const MOST_ROWS = 60;

function rows<Row>(typed: Typed, group: string, first: string, read: (field: (name: string) => unknown) => Row): Row[] {
  return Array.from({ length: MOST_ROWS }, (_, i) => i)
    .filter((i) => textOf(typed[`${group}.${i}.${first}`]) !== undefined)
    .map((i) => read((name) => typed[`${group}.${i}.${name}`]));
}

function holdersOf(typed: Typed, form: LegalForm): unknown[] {
  const [usual] = COMPOSITION[form]?.roles ?? ['member'];
  return rows(typed, 'holders', 'holder', (field) => ({
    holder: textOf(field('holder'))?.replace(/\s/g, ''),
    role: textOf(field('role')) ?? usual,
    contribution: amountOf(field('contribution')),
    paidIn: amountOf(field('paidIn')) ?? 0,
  }));
}

const representativesOf = (typed: Typed): unknown[] =>
  rows(typed, 'representatives', 'personNumber', (field) => ({
    personNumber: textOf(field('personNumber'))?.replace(/\s/g, ''),
    title: textOf(field('title')),
  }));

const ownersOf = (typed: Typed): unknown[] =>
  rows(typed, 'beneficialOwners', 'personNumber', (field) => ({
    personNumber: textOf(field('personNumber'))?.replace(/\s/g, ''),
    ground: textOf(field('ground')) ?? 'control',
    ...(textOf(field('details')) ? { details: textOf(field('details')) } : {}),
  }));

/** So many new companies a form can name. */
const MOST_PARTS = 5;

const partsOf = (typed: Typed): unknown[] =>
  Array.from({ length: MOST_PARTS }, (_, i) => `parts.${i}`)
    .filter((at) => textOf(typed[`${at}.name`]) !== undefined)
    .map((at) => successorIn(typed, at));

function successorIn(typed: Typed, at: string): Record<string, unknown> {
  const field = (name: string) => textOf(typed[`${at}.${name}`]);
  const names = ['name', 'foreignName', 'shortName', 'addressLine', 'communeCode'];
  return {
    ...Object.fromEntries(names.flatMap((name) => (field(name) === undefined ? [] : [[name, field(name)]]))),
    capital: amountOf(field('capital')),
    representatives: [{ personNumber: field('personNumber')?.replace(/\s/g, ''), title: field('title') }],
  };
}
