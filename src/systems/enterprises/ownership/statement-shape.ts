import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { AnyStatement, type RecordType, STATEMENT_SCHEMAS, type Statement } from './statement.ts';
import { MOST_PROBLEMS, pointerTo, type StatementProblem, valueAt } from './problem.ts';

// The library stops at 8 by itself; a publisher wants all problems of a statement at once.
Settings.Set({ maxErrors: MOST_PROBLEMS });

const validators: Record<RecordType, Validator> = {
  person: Compile(STATEMENT_SCHEMAS.person) as Validator,
  entity: Compile(STATEMENT_SCHEMAS.entity) as Validator,
  relationship: Compile(STATEMENT_SCHEMAS.relationship) as Validator,
};
const ofNoType: Validator = Compile(AnyStatement as TSchema) as Validator;

/** Whether the value has the shape of a statement of BODS 0.4. */
export function hasStatementShape(value: unknown): value is Statement {
  return validatorOf(value).Check(value);
}

/** What is wrong with the shape of a statement: each field at fault once, with the plainest reason. Empty when nothing is. */
export function shapeProblems(value: unknown): StatementProblem[] {
  const validator = validatorOf(value);
  if (validator.Check(value)) return [];
  const errors = withoutOtherChoices(value, validator.Errors(value) as unknown as SchemaError[]);
  const found = new Map<string, StatementProblem>();
  for (const error of errors) {
    for (const problem of problemsOf(error)) if (!found.has(problem.pointer)) found.set(problem.pointer, problem);
  }
  return [...found.values()].slice(0, MOST_PROBLEMS);
}

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
}

/**
 * Remarks on fields that the standard does not know: allowed, and often a misspelt one that nobody will read. In
 * annotations it asks publishers to put their own, and there nothing is said.
 */
export function unknownFields(statement: Statement): StatementProblem[] {
  const remarks: StatementProblem[] = [];
  look(STATEMENT_SCHEMAS[statement.recordType] as SchemaNode, statement, '', remarks);
  return remarks;
}

function look(schema: SchemaNode, value: unknown, pointer: string, remarks: StatementProblem[]): void {
  if (typeof value !== 'object' || value === null || pointer === '/annotations') return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) look(schema.items ?? {}, item, pointerTo(pointer, i), remarks);
    return;
  }
  const properties = schema.properties ?? schema.anyOf?.find((choice) => choice.properties)?.properties ?? {};
  for (const [name, below] of Object.entries(value)) {
    const isKnown = Object.hasOwn(properties, name);
    if (isKnown && typeof below !== 'object') continue;
    const at = pointerTo(pointer, name);
    if (isKnown) look(properties[name]!, below, at, remarks);
    else if (remarks.length < MOST_PROBLEMS) remarks.push({ pointer: at, code: 'ownership.field_unknown' });
  }
}

function validatorOf(value: unknown): Validator {
  const type = typeof value === 'object' && value !== null ? (value as { recordType?: unknown }).recordType : undefined;
  return typeof type === 'string' && Object.hasOwn(validators, type) ? validators[type as RecordType] : ofNoType;
}

interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

/**
 * Where a record's id or the reason for its absence may stand, the library tells what is wrong by either choice. An
 * object was meant as a reason, so what is wrong inside it counts; of anything else only that it is neither.
 */
function withoutOtherChoices(value: unknown, errors: readonly SchemaError[]): SchemaError[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  return errors.filter(({ keyword, instancePath }) => {
    const choice = choices.find((path) => instancePath === path || instancePath.startsWith(`${path}/`));
    if (choice === undefined) return true;
    const given = valueAt(value, choice);
    const meantAsReason = typeof given === 'object' && given !== null && !Array.isArray(given);
    return meantAsReason ? keyword !== 'anyOf' && keyword !== 'type' : keyword === 'anyOf' && instancePath === choice;
  });
}

function problemsOf({ keyword, instancePath: pointer, params }: SchemaError): StatementProblem[] {
  const limit = params.limit as number;
  switch (keyword) {
    case 'required':
      return (params.requiredProperties as string[]).map((field) => ({
        pointer: pointerTo(pointer, field),
        code: 'ownership.field_missing',
        values: { field },
      }));
    case 'type':
      return [{ pointer, code: 'ownership.wrong_type', values: { type: String(params.type) } }];
    case 'anyOf':
      return [{ pointer, code: 'ownership.not_a_reference' }];
    case 'enum':
    case 'const':
      return [{ pointer, code: 'ownership.not_in_codelist' }];
    case 'minLength':
      return [{ pointer, code: 'ownership.too_short', values: { least: limit } }];
    case 'maxLength':
      return [{ pointer, code: 'ownership.too_long', values: { most: limit } }];
    case 'minimum':
      return [{ pointer, code: 'ownership.too_small', values: { least: limit } }];
    case 'maximum':
      return [{ pointer, code: 'ownership.too_large', values: { most: limit } }];
    case 'pattern':
      return [{ pointer, code: 'ownership.not_a_version' }];
    default:
      return [
        { pointer, code: FORMAT_CODES[String(params.format)] ?? 'ownership.wrong_type', values: { type: keyword } },
      ];
  }
}

const FORMAT_CODES: Readonly<Record<string, string>> = {
  date: 'ownership.not_a_day',
  'bods-day-or-instant': 'ownership.not_a_day_or_instant',
  'bods-year-month-or-day': 'ownership.not_a_year_month_or_day',
  uri: 'ownership.not_a_uri',
};
