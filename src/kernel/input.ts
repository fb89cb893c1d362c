import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { type FieldProblem, Refusal } from './refusal.ts';

const compiled = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  let validator = compiled.get(schema);
  if (!validator) compiled.set(schema, (validator = Compile(schema) as Validator));
  return validator;
}

const MOST_PROBLEMS = 50;
// The library stops at 8 by itself, and a form wants all its problems at once.
Settings.Set({ maxErrors: MOST_PROBLEMS });

/**
 * Parses an input by its schema, once, at the door. Throws a Refusal `input.invalid` (422) that names each field at
 * fault with a stable code: `field.required`, `field.too_long`, `field.too_short`, `field.too_small`, `field.too_large`,
 * `field.unknown`, `field.not_a_choice`, `field.format` (also for texts that a database cannot keep), or the schema's own
 * `problem` keyword.
 */
export function parse<Schema extends TSchema>(schema: Schema, input: unknown): Static<Schema> {
  const validator = validatorOf(schema);
  const fields = validator.Check(input) ? unkeepable(input) : problemsOf(schema, validator, input);
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
  return input as Static<Schema>;
}

/** Texts that the database cannot keep: with the character NUL, or with half of a surrogate pair. */
function unkeepable(input: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  // A list of what is still to be looked at, not a recursion: how deep it goes is for the sender to say.
  const rest: { path: string; value: unknown }[] = [{ path: '', value: input }];
  for (let at = rest.pop(); at && problems.length < MOST_PROBLEMS; at = rest.pop()) {
    const { path, value } = at;
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed())
        problems.push({ field: path || '(input)', code: 'field.format' });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (name.includes('\0') || !name.isWellFormed())
          problems.push({ field: path || '(input)', code: 'field.format' });
        else rest.push({ path: path ? `${path}.${name}` : name, value: inner });
      }
    }
  }
  return problems;
}

/**
 * Parses what a form or an address sent: texts only. Texts are trimmed and brought to Unicode NFC, empty ones are as if
 * not sent, and numbers, booleans and single values of lists are read from text as the schema asks.
 */
export function parseForm<Schema extends TSchema>(schema: Schema, form: Record<string, unknown>): Static<Schema> {
  const properties = (schema as { properties?: Record<string, TSchema> }).properties ?? {};
  const input: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(joinDates(form))) {
    if (name === FORM_TOKEN_FIELD) continue;
    const value = readValue(properties[name], raw);
    if (value !== undefined) input[name] = value;
  }
  return parse(schema, input);
}

/** The hidden field that carries the form token; see session.ts. */
export const FORM_TOKEN_FIELD = 'csrf';

/** A date is asked for in three fields, `name.day`, `name.month`, `name.year`; here they become one ISO date, or what was typed. */
function joinDates(form: Record<string, unknown>): Record<string, unknown> {
  const joined: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(form)) {
    const [, name] = /^(.+)\.(?:day|month|year)$/.exec(field) ?? [];
    if (!name) joined[field] = value;
    else if (!Object.hasOwn(joined, name)) {
      const [year, month, day] = ['year', 'month', 'day'].map((key) => String(form[`${name}.${key}`] ?? '').trim());
      joined[name] = year || month || day ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : '';
    }
  }
  return joined;
}

function readValue(schema: TSchema | undefined, raw: unknown): unknown {
  const { type } = (schema ?? {}) as { type?: string };
  if (type === 'array') {
    const list = Array.isArray(raw) ? raw : [raw];
    const { items } = schema as unknown as { items: TSchema };
    return list.map((item) => readValue(items, item)).filter((item) => item !== undefined);
  }
  // A name sent twice where one value is meant: the last one counts, as with checkboxes behind a hidden field.
  const single = Array.isArray(raw) ? raw.at(-1) : raw;
  if (typeof single !== 'string') return single;
  const text = single.normalize('NFC').trim();
  if (text === '') return undefined;
  if (type === 'boolean')
    return text === 'yes' || text === 'true' ? true : text === 'no' || text === 'false' ? false : text;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text.replace(/\r\n?/g, '\n');
}

interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

function problemsOf(schema: TSchema, validator: Validator, input: unknown): FieldProblem[] {
  const problems = new Map<string, FieldProblem>();
  for (const error of validator.Errors(input) as unknown as SchemaError[]) {
    const path = error.instancePath.slice(1).replaceAll('/', '.');
    const names =
      error.keyword === 'required'
        ? (error.params.requiredProperties as string[])
        : error.keyword === 'additionalProperties'
          ? (error.params.additionalProperties as string[])
          : [''];
    for (const name of names) {
      const field = [path, name].filter(Boolean).join('.') || '(input)';
      if (!problems.has(field)) problems.set(field, { field, ...describe(error, schema) });
    }
  }
  return [...problems.values()];
}

function describe({ keyword, params, instancePath }: SchemaError, schema: TSchema): Omit<FieldProblem, 'field'> {
  const own = (schemaAt(schema, instancePath) as { problem?: string } | undefined)?.problem;
  const limit = params.limit as number;
  switch (keyword) {
    case 'required':
      return { code: 'field.required' };
    case 'additionalProperties':
    case 'boolean':
      return { code: 'field.unknown' };
    case 'maxLength':
    case 'maxItems':
      return { code: 'field.too_long', values: { most: limit } };
    case 'minLength':
    case 'minItems':
      return { code: own ?? 'field.too_short', values: { least: limit } };
    case 'maximum':
      return { code: 'field.too_large', values: { most: limit } };
    case 'minimum':
      return { code: 'field.too_small', values: { least: limit } };
    case 'enum':
    case 'const':
    case 'anyOf':
      return { code: own ?? 'field.not_a_choice' };
    default:
      return { code: own ?? 'field.format' };
  }
}

function schemaAt(schema: TSchema, instancePath: string): unknown {
  let at: unknown = schema;
  for (const step of instancePath.split('/').slice(1)) {
    const node = at as { properties?: Record<string, unknown>; items?: unknown };
    at = node?.properties?.[step] ?? node?.items;
  }
  return at;
}
