export { type Field, choice, code, date, text, whole } from './field.ts';
export { type RecordKind, columnOf, defineKind, kindsOf } from './kind.ts';
export { saidSchema } from './schema.ts';
export { foldedColumn, hasFaults, tableSql } from './storage.ts';
