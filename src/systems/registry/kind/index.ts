export { type Field, choice, code, date, text, whole } from './field.ts';
export {
  type ConfirmedBy,
  DIMENSIONS,
  type Dimension,
  type QualityRule,
  type RecordKind,
  type StockRule,
  type Through,
  allKinds,
  columnOf,
  defineKind,
  kindOf,
  kindsOf,
  stockRulesOf,
} from './kind.ts';
export { saidSchema, valueSchema } from './schema.ts';
export { foldedColumn, hasFaults, tableSql } from './storage.ts';
