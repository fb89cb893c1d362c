export { type Field, amount, choice, code, date, json, text, whole, yesNo } from './field.ts';
export {
  type ConfirmedBy,
  DIMENSIONS,
  type Dimension,
  type QualityRule,
  type RecordKind,
  type StockRule,
  type Through,
  columnOf,
  defineKind,
  kindOf,
  kindsOf,
  stockRulesOf,
} from './kind.ts';
export { isKeyOf, saidSchema, valueSchema } from './schema.ts';
export { encryptedFields, foldedColumn, hasFaults, storedType, tableSql, valueMark } from './storage.ts';
