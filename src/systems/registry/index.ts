/**
 * The door of the register engine: how a register says what it holds, and how it keeps time. It has no tables and no
 * services of its own; every register runs it inside its own schema, under its own role.
 */
import type { System } from '../../kernel/system.ts';

export {
  type Register,
  type RegisterDefinition,
  allRegisters,
  defineRegister,
  fieldTitle,
  registerOf,
} from './definition.ts';
export {
  type TemporalTable,
  type Values,
  type Version,
  asOf,
  cancel,
  changeFrom,
  correct,
  endOn,
  record,
  timeline,
  validOn,
} from './temporal.ts';
export { type BulkColumn, type OwnerClient, insertMany } from './bulk.ts';

export const system: System = {
  name: 'registry',
  folder: import.meta.dirname,
  sentences: {
    'register.not_valid_then': {
      vi: 'Ngày {date} không có thông tin nào đang có hiệu lực để sửa đổi. Hãy chọn một ngày khác.',
      en: 'Nothing was valid on {date} that could be changed. Choose another date.',
    },
  },
};
