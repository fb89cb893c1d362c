import { type TSchema, Type } from 'typebox';
import { Check } from 'typebox/value';
import type { Field } from './field.ts';
import type { RecordKind } from './kind.ts';

/** The schema of one value of a field: what the exchange, OpenAPI and forms check. */
export function valueSchema(field: Field): TSchema {
  const schema = plainSchema(field);
  return field.optional ? Type.Union([schema, Type.Null()]) : schema;
}

function plainSchema(field: Field): TSchema {
  if (field.choices) return Type.Enum(Object.keys(field.choices));
  switch (field.column) {
    case 'date':
      return Type.String({ format: 'date' });
    case 'integer':
    case 'bigint':
      return Type.Integer({
        ...(field.least === undefined ? {} : { minimum: field.least }),
        ...(field.most === undefined ? {} : { maximum: field.most }),
      });
    case 'boolean':
      return Type.Boolean();
    case 'numeric':
      return Type.String({ pattern: '^-?\\d{1,30}(\\.\\d{1,10})?$' });
    case 'jsonb':
      return Type.Unknown();
    default:
      return Type.String({
        ...(field.pattern ? { pattern: `^(?:${field.pattern})$` } : { minLength: 1 }),
        ...(field.longest === undefined ? {} : { maxLength: field.longest }),
      });
  }
}

/** Whether these texts may be the key of a record of a kind: what is typed as one is checked before the database is asked. */
export function isKeyOf(kind: RecordKind, key: readonly string[]): boolean {
  return (
    key.length === kind.key.length &&
    kind.key.every((name, i) => {
      const field = kind.fields[name]!;
      if (field.column === 'uuid' && !UUID.test(key[i]!)) return false;
      return Check(valueSchema(field), isWhole(field) ? (WHOLE.test(key[i]!) ? Number(key[i]) : undefined) : key[i]);
    })
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WHOLE = /^-?\d{1,9}$/;
const isWhole = ({ column }: Field): boolean => column === 'integer' || column === 'bigint';

/** The schema of what an act may say: every field but the key, each as it likes to be. */
export function saidSchema(kind: RecordKind): TSchema {
  const said = Object.entries(kind.fields).filter(([name]) => !kind.key.includes(name));
  return Type.Object(Object.fromEntries(said.map(([name, field]) => [name, Type.Optional(valueSchema(field))])), {
    additionalProperties: false,
  });
}
