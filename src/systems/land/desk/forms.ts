/** Forms of the desk: what each sends, and what it becomes for the service that is called. */
import { type Static, Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { LAND_USES } from '../land-use-codes.ts';
import { TRANSFERS } from '../transfer-forms.ts';
import type { ActName } from './acts.ts';

const words = (longest: number) => Type.Optional(Type.String({ maxLength: longest }));
const code = Type.String({ pattern: '^[0-9A-Z]{10}$', problem: 'land.choose_one' });
const amount = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 });
const consents = {
  consents: Type.Optional(Type.Array(Type.String({ maxLength: 12 }), { maxItems: 50 })),
  moreConsents: words(500),
  mortgageeConsent: words(100),
};
const HOLDERS = [1, 2] as const;
const holderFields = {
  holder1: words(400),
  holder1Name: words(300),
  holder1Share: words(20),
  holder2: words(400),
  holder2Name: words(300),
  holder2Share: words(20),
};
const organisation = {
  organisationCode: Type.String({ minLength: 9, maxLength: 31 }),
  organisationName: Type.String({ minLength: 2, maxLength: 300 }),
};

const common = {
  on: Type.Optional(Type.String({ format: 'date' })),
  reason: Type.String({ minLength: 5, maxLength: 2_000 }),
  sourceForm: Type.Enum([
    'application',
    'contract',
    'inheritance',
    'decision',
    'judgment',
    'enforcement',
    'survey',
    'minutes',
  ]),
  sourceNumber: Type.String({ minLength: 1, maxLength: 100 }),
  sourceIssuedOn: Type.Optional(Type.String({ format: 'date' })),
  sourceIssuer: words(300),
  idempotencyKey: Type.String({ format: 'uuid' }),
};

/** What the forms send, by act. */
export const BODIES = {
  first: Type.Object({
    ...common,
    ...holderFields,
    origin: Type.String({ maxLength: 10 }),
    termUntil: Type.Optional(Type.String({ format: 'date' })),
    owed_vnd: Type.Optional(amount),
  }),
  transfer: Type.Object({
    ...common,
    ...holderFields,
    ...consents,
    right: code,
    form: Type.Enum(Object.keys(TRANSFERS)),
  }),
  mortgage: Type.Object({
    ...common,
    ...organisation,
    ...consents,
    amount_vnd: amount,
    rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
  }),
  seizure: Type.Object({ ...common, ...organisation, content: Type.String({ minLength: 5, maxLength: 1_000 }) }),
  restriction: Type.Object({
    ...common,
    form: Type.Enum(['easement', 'planning']),
    content: Type.String({ minLength: 5, maxLength: 1_000 }),
  }),
  end: Type.Object({ ...common, code }),
  split: Type.Object({
    ...common,
    ...consents,
    by: Type.Enum(['area', 'line']),
    area_m2: words(20),
    bearing: words(20),
    line: words(20_000),
    access: words(1_000),
  }),
  merge: Type.Object({
    ...common,
    ...consents,
    parcels: Type.Optional(Type.Array(Type.String({ maxLength: 12 }), { maxItems: 20 })),
    moreParcels: words(500),
  }),
  boundary: Type.Object({
    ...common,
    ...consents,
    neighbour: Type.String({ pattern: '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$', problem: 'land.choose_one' }),
    line: Type.String({ minLength: 5, maxLength: 20_000 }),
  }),
  'land-use': Type.Object({ ...common, landUse: Type.Enum(Object.keys(LAND_USES)) }),
  area: Type.Object(common),
  renewal: Type.Object(common),
  'certificate-end': Type.Object(common),
  recovery: Type.Object(common),
  term: Type.Object({ ...common, termUntil: Type.String({ format: 'date' }) }),
  duty: Type.Object({
    ...common,
    form: Type.Enum(['financial', 'upkeep']),
    content: Type.String({ minLength: 5, maxLength: 1_000 }),
    amount_vnd: Type.Optional(amount),
  }),
} satisfies Record<ActName, ReturnType<typeof Type.Object>>;

/** The form by which a notary's contract is registered as it was agreed. */
export const CONTRACT_BODY = Type.Object({
  contract: Type.String({ format: 'uuid' }),
  right: Type.Optional(code),
  mortgageeConsent: words(100),
  idempotencyKey: Type.String({ format: 'uuid' }),
});

/** The form by which a surveyed parcel is put on the map. */
export const SURVEY_BODY = Type.Object({
  ...common,
  communeCode: Type.String({ pattern: '^\\d{5}$' }),
  sheet: Type.Integer({ minimum: 1, maximum: 9_999 }),
  outline: Type.String({ minLength: 5, maxLength: 20_000 }),
  landUse: Type.Enum(Object.keys(LAND_USES)),
  address: words(300),
});

type Common = Static<ReturnType<typeof Type.Object<typeof common>>>;
type Body<Act extends ActName> = Static<(typeof BODIES)[Act]>;

const wrong = (field: string, problem: string): Refusal =>
  new Refusal('input.invalid', 422, { fields: [{ field, code: problem }] });

/** When, why and by which paper. */
export function whyOf(body: Common) {
  const { on, reason, sourceForm, sourceNumber, sourceIssuedOn, sourceIssuer } = body;
  return {
    ...(on ? { on } : {}),
    reason,
    source: {
      form: sourceForm,
      number: sourceNumber,
      ...(sourceIssuedOn ? { issuedOn: sourceIssuedOn } : {}),
      ...(sourceIssuer ? { issuer: sourceIssuer } : {}),
    },
  };
}

const listOf = (text: string | undefined): string[] => (text ?? '').split(/[\s,;+]+/).filter((each) => each !== '');

function agreementOf(body: { consents?: string[]; moreConsents?: string; mortgageeConsent?: string }) {
  const numbers = [...(body.consents ?? []), ...listOf(body.moreConsents)];
  if (numbers.some((number) => !/^\d{12}$/.test(number))) throw wrong('moreConsents', 'land.numbers_malformed');
  return {
    consents: [...new Set(numbers)],
    ...(body.mortgageeConsent ? { mortgageeConsent: body.mortgageeConsent } : {}),
  };
}

/** Those who receive: people by their numbers, two of a couple, more of a group; an organisation by code and name. */
function holdersOf(body: Partial<Record<keyof typeof holderFields, string>>) {
  const found = HOLDERS.flatMap((place) => {
    const numbers = listOf(body[`holder${place}`]);
    if (numbers.length === 0) return [];
    return [{ place, numbers, name: body[`holder${place}Name`], share: body[`holder${place}Share`] ?? '1' }];
  });
  if (found.length === 0) throw wrong('holder1', 'field.required');
  return found.map(({ place, numbers, name, share }) => {
    const [, numerator, denominator = '1'] = /^\s*(\d{1,7})\s*(?:\/\s*(\d{1,7}))?\s*$/.exec(share) ?? [];
    if (numerator === undefined) throw wrong(`holder${place}Share`, 'land.share_malformed');
    const part = { numerator: Number(numerator), denominator: Number(denominator) };
    const [first] = numbers;
    if (numbers.length === 1 && /^\d{10}(-\d{3})?$/.test(first!)) {
      if (!name) throw wrong(`holder${place}Name`, 'field.required');
      return { party: { form: 'enterprise' as const, code: first!, name }, ...part };
    }
    if (numbers.some((number) => !/^\d{12}$/.test(number))) throw wrong(`holder${place}`, 'land.numbers_malformed');
    if (numbers.length === 1) return { party: { form: 'person' as const, number: first! }, ...part };
    return { party: { form: numbers.length === 2 ? ('couple' as const) : ('group' as const), numbers }, ...part };
  });
}

/**
 * Points as X and Y in metres, one in a line, as surveyors paste them: with spaces, tabs or semicolons between (then a comma
 * is a decimal one), or as CSV with commas; with or without the name of the point before them, and a line of titles.
 */
function pointsOf(text: string | undefined, field: string): { x_m: number; y_m: number }[] {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, i) => {
    const isCsv = !/[\s;]/.test(line.trim()) || /,\s/.test(line.trim());
    const columns = isCsv ? line.trim().split(/\s*,\s*/) : line.trim().split(/[\s;]+/);
    const numbers = columns.slice(-2).map((each) => Number(isCsv ? each : each.replace(',', '.')));
    const isPoint = (columns.length === 2 || columns.length === 3) && numbers.every((each) => Number.isFinite(each));
    if (!isPoint && i === 0 && lines.length > 2 && !/\d{4}/.test(line)) return [];
    if (!isPoint) throw wrong(field, 'land.points_malformed');
    return [{ x_m: numbers[0]!, y_m: numbers[1]! }];
  });
}

function metresOf(text: string | undefined, field: string): number {
  const value = Number((text ?? '').replace(',', '.'));
  if (!text || !Number.isFinite(value)) throw wrong(field, 'land.number_needed');
  return value;
}

/** The input of the service that a form asks for. Refuses the fields that cannot be read, each by its name. */
export function inputOf(act: ActName, parcel: string, given: unknown): object {
  const why = whyOf(given as Common);
  switch (act) {
    case 'first': {
      const body = given as Body<'first'>;
      const { origin, termUntil, owed_vnd } = body;
      const rights = holdersOf(body).map((holder) => ({ ...holder, origin, ...(termUntil ? { termUntil } : {}) }));
      return { ...why, parcels: [parcel], rights, ...(owed_vnd ? { owed_vnd } : {}) };
    }
    case 'transfer': {
      const body = given as Body<'transfer'>;
      return { ...why, parcel, form: body.form, right: body.right, to: holdersOf(body), ...agreementOf(body) };
    }
    case 'mortgage': {
      const body = given as Body<'mortgage'>;
      const mortgagee = { form: 'bank', code: body.organisationCode, name: body.organisationName };
      const { amount_vnd, rank } = body;
      return { ...why, parcel, mortgagee, amount_vnd, ...(rank ? { rank } : {}), ...agreementOf(body) };
    }
    case 'seizure': {
      const body = given as Body<'seizure'>;
      const authority = { code: body.organisationCode, name: body.organisationName };
      return { ...why, parcel, authority, content: body.content };
    }
    case 'restriction': {
      const { form, content } = given as Body<'restriction'>;
      return { ...why, parcel, form, content };
    }
    case 'end':
      return { ...why, parcel, code: (given as Body<'end'>).code };
    case 'split': {
      const body = given as Body<'split'>;
      const by =
        body.by === 'line'
          ? { line: pointsOf(body.line, 'line') }
          : { area_m2: metresOf(body.area_m2, 'area_m2'), bearing: metresOf(body.bearing, 'bearing') };
      return { ...why, parcel, by, ...agreementOf(body), ...(body.access ? { access: body.access } : {}) };
    }
    case 'merge': {
      const body = given as Body<'merge'>;
      const others = [...(body.parcels ?? []), ...listOf(body.moreParcels)];
      return { ...why, parcels: [...new Set([parcel, ...others])], ...agreementOf(body) };
    }
    case 'boundary': {
      const body = given as Body<'boundary'>;
      return { ...why, parcels: [parcel, body.neighbour], line: pointsOf(body.line, 'line'), ...agreementOf(body) };
    }
    case 'land-use':
      return { ...why, parcel, landUse: (given as Body<'land-use'>).landUse };
    case 'term':
      return { ...why, parcel, termUntil: (given as Body<'term'>).termUntil };
    case 'duty': {
      const { form, content, amount_vnd } = given as Body<'duty'>;
      return { ...why, parcel, form, content, ...(amount_vnd ? { amount_vnd } : {}) };
    }
    case 'area':
    case 'renewal':
    case 'certificate-end':
    case 'recovery':
      return { ...why, parcel };
  }
}

/** The input of the service that puts a surveyed parcel on the map. */
export function surveyInputOf(body: Static<typeof SURVEY_BODY>): object {
  const { communeCode, sheet, landUse, address } = body;
  const outline = pointsOf(body.outline, 'outline');
  return { ...whyOf(body), communeCode, sheet, outline, landUse, ...(address ? { address } : {}) };
}
