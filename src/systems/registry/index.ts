/**
 * The door of the register engine: how a register says what it holds, and how it keeps time. It has no tables and no
 * services of its own; every register runs it inside its own schema, under its own role.
 */
import type { System } from '../../kernel/system.ts';
import { disclosureSentences } from './disclosure/sentences.ts';

export {
  type Register,
  type RegisterDefinition,
  allRegisters,
  defineRegister,
  fieldTitle,
  registerOf,
} from './definition.ts';
export { type RecordKind, choice, code, date, defineKind, kindsOf, tableSql, text } from './kind/index.ts';
export { type Grounds, groundsOf } from './time/acts.ts';
export {
  type LineageStep,
  type Resolved,
  lineageOf,
  mergeInto,
  resolve,
  splitInto,
  undoLineage,
} from './merge/index.ts';
export { validOn } from './time/reading.ts';
export { namePartsSql } from './search/find.ts';
export { keepByStewards } from './keeping/services.ts';
export { type Disclosing, type DisclosureTable, disclose } from './disclosure/services.ts';
export { type BulkColumn, type OwnerClient, insertMany } from './bulk.ts';
export type { BlockingRule, Comparator, Comparison, ComparisonLevel, LinkageDefinition } from './linkage/comparison.ts';
export {
  type BlockIndex,
  type BlockKey,
  blockKeysOf,
  CandidateSearch,
  type FoundCandidate,
  MemoryBlockIndex,
} from './linkage/candidate-search.ts';
export type { Cluster, Contradiction } from './linkage/clusters.ts';
export type { ComparisonEvidence, PairExplanation } from './linkage/explanation.ts';
export { civilDay, exactly, identifier, likeText, place } from './linkage/field-comparators.ts';
export {
  findDuplicates,
  type FoundDuplicates,
  type Link,
  type LinkageOptions,
  type LinkedSets,
  linkSets,
} from './linkage/linkage.ts';
export type { LinkageModel } from './linkage/model.ts';
export { type LinkablePerson, peopleLinkage, type PlaceKnowledge } from './linkage/people.ts';
export { nameInAnyOrder, personName } from './linkage/person-name.ts';
export { decide, type Decision, type LinkageTargets, type Thresholds } from './linkage/thresholds.ts';

export const system: System = {
  name: 'registry',
  folder: import.meta.dirname,
  sentences: {
    ...disclosureSentences,
    'register.not_valid_then': {
      vi: 'Ngày {date} không có thông tin nào đang có hiệu lực để sửa đổi. Hãy chọn một ngày khác.',
      en: 'Nothing was valid on {date} that could be changed. Choose another date.',
    },
    'register.changed_meanwhile': {
      vi: 'Bản ghi này vừa được người khác thay đổi. Hãy mở lại bản ghi, xem nội dung mới rồi làm lại.',
      en: 'Somebody else has just changed this record. Open it again, see what is new, and do it once more.',
    },
    'register.overlap': {
      vi: 'Trong khoảng thời gian này đã có thông tin khác đang có hiệu lực. Hãy chọn ngày khác, hoặc thay đổi thông tin đang có.',
      en: 'Something else is valid during this time already. Choose other dates, or change what is there.',
    },
    'register.reference_missing': {
      vi: 'Bản ghi được dẫn chiếu không tồn tại trong suốt thời gian này. Hãy kiểm tra lại mã số và ngày.',
      en: 'The record that this one refers to is not there for the whole of this time. Check its number and the dates.',
    },
    'register.value_refused': {
      vi: 'Có giá trị không đúng quy định của cơ sở dữ liệu. Hãy kiểm tra lại các ô đã nhập.',
      en: 'A value is not as the register demands. Check what you entered.',
    },
    'register.record_unknown': {
      vi: 'Không có bản ghi này trong cơ sở dữ liệu. Hãy kiểm tra lại mã số.',
      en: 'There is no such record in the register. Check the number.',
    },
    'register.nothing_changed': {
      vi: 'Chưa có nội dung nào được thay đổi. Hãy sửa ít nhất một ô.',
      en: 'Nothing has been changed. Change at least one field.',
    },
    'register.not_your_register': {
      vi: 'Cơ sở dữ liệu này do cơ quan khác quản lý. Hãy liên hệ cơ quan chủ quản.',
      en: 'This register is kept by another agency. Turn to that agency.',
    },
    'register.lineage_of_itself': {
      vi: 'Không thể hợp nhất một bản ghi với chính nó, cũng không thể tách thành ít hơn hai. Hãy chọn lại các bản ghi.',
      en: 'A record cannot be merged with itself, nor split into fewer than two. Choose the records again.',
    },
    'register.merge_too_large': {
      vi: 'Việc hợp nhất hoặc tách này liên quan đến hơn {most} bản ghi. Hãy chia thành nhiều lần.',
      en: 'This merge or split touches more than {most} records. Do it in parts.',
    },
    'register.still_referred_to': {
      vi: 'Sau ngày đó vẫn còn bản ghi khác dẫn chiếu đến bản ghi này. Hãy kết thúc hoặc chuyển các bản ghi đó trước.',
      en: 'After that day other records still refer to this one. End or move them first.',
    },
    'register.went_on_in_another': {
      vi: 'Bản ghi {record} đã được hợp nhất hoặc tách, mã số của nó không được dùng lại. Hãy dùng bản ghi thay thế.',
      en: 'The record {record} has been merged or split, and its number is not used again. Take the record that it went on in.',
    },
    'register.merge_unknown': {
      vi: 'Không có lần hợp nhất hoặc tách nào như vậy. Hãy mở lại bản ghi và xem nguồn gốc của nó.',
      en: 'There is no such merge or split. Open the record again and look at its lineage.',
    },
    'register.undone_already': {
      vi: 'Lần hợp nhất hoặc tách này đã được hoàn tác.',
      en: 'This merge or split has been undone already.',
    },
    'register.changed_since_merge': {
      vi: 'Bản ghi {record} đã thay đổi sau lần hợp nhất hoặc tách này. Hãy hoàn tác các thay đổi sau trước, rồi làm lại.',
      en: 'The record {record} has changed since this merge or split. Undo what came after it first, then do this again.',
    },
    'register.cursor_unknown': {
      vi: 'Vị trí đọc sự kiện không hợp lệ. Hãy bắt đầu lại từ vị trí đã nhận được lần trước.',
      en: 'This is not a position in the events. Go on from the one that you were last given.',
    },
  },
};
