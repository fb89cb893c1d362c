export {
  type ColumnType,
  type Disclosure,
  type Field,
  amount,
  choice,
  code,
  date,
  decimal,
  flag,
  structure,
  text,
  whole,
} from './field.ts';
export { type QualityRule, type RecordKind, type Reference, allKinds, columnOf, defineKind, kindsOf } from './kind.ts';
export { foldedColumn, tableOf, tableSql } from './storage.ts';
export { saidSchema, valueSchema } from './schema.ts';
