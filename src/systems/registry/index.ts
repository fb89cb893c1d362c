/**
 * The door of the register engine: how a register says what it holds, and how it keeps time. It has no tables and no
 * services of its own; every register runs it inside its own schema, under its own role.
 */
import { addJob } from '../../kernel/jobs.ts';
import type { System } from '../../kernel/system.ts';
import { bulkSentences } from './bulk/sentences.ts';
import { WORK_ON_EXPORT } from './bulk/export/job.ts';
import { statisticsSentences, sweepExtracts } from './statistics/extracting.ts';
import { sweepExports, workOnExport } from './bulk/export/work.ts';
import { SWEEP_BULK_FILES, WORK_ON_IMPORT, sweepBulkFiles, workOnImport } from './bulk/services.ts';
import { WATCH_READINGS, watchAllReadings } from './alarms/jobs.ts';
import { openSealing } from './sealing/keyring.ts';
import { sealingSentences } from './sealing/sentences.ts';
import { sealServicesOf } from './sealing/services.ts';
import { ROTATE_KEYS, rotateKeys } from './sealing/rotation.ts';
import { disclosureSentences } from './disclosure/sentences.ts';
import { mergeSentences } from './merge/sentences.ts';
import type { Provided } from '../exchange/index.ts';
import { allRegisters } from './definition.ts';
import { ownServicesOf } from './own/services.ts';
import { LOOK_OVER, jobs, schedules } from './quality/jobs.ts';
import { qualityServicesOf } from './quality/services.ts';

export {
  type Register,
  type RegisterDefinition,
  allRegisters,
  defineRegister,
  fieldTitle,
  registerOf,
} from './definition.ts';
export {
  type Field,
  type RecordKind,
  amount,
  choice,
  code,
  date,
  defineKind,
  json,
  kindOf,
  kindsOf,
  tableSql,
  text,
  whole,
  yesNo,
} from './kind/index.ts';
export { type Grounds, cancel, changeFrom, correct, endOn, groundsOf, record, recordAll } from './time/acts.ts';
export { type Resolved, mergeInto, mergeSame, resolve, splitInto } from './merge/index.ts';
export { type Told, actOfReceipt, asOf, timeline, validOn } from './time/reading.ts';
export { findByName, namePartsSql } from './search/find.ts';
export { findByWords } from './search/find-by-words.ts';
export { sealServicesOf } from './sealing/services.ts';
export { sightsOf } from './sealing/seals.ts';
export { publishEvents } from './events/services.ts';
export { type Following, follow } from './events/follower.ts';
export { type Acting, followAndAct } from './events/acting.ts';
export { livesFollowed, noteLife } from './events/lives.ts';
export { type Life, numbersFollowed, numbersGoneOn } from './events/numbers.ts';
export { matchBy, resolveBy } from './duplicates/asking.ts';
export { lookForDuplicates } from './duplicates/look-through.ts';
export { splitByStewards } from './splitting/services.ts';
export { registerOpenApi } from './openapi.ts';
export { beginRotation } from './sealing/rotation.ts';
export { type ExtractContract, type ExtractMade, publishFacts } from './statistics/extracting.ts';
export { importRecords } from './bulk/command.ts';
export { keepByStewards } from './keeping/services.ts';
export { enterTry } from './disclosure/tries.ts';
export { type Disclosing, type DisclosureTable, disclose } from './disclosure/services.ts';
export {
  type BulkColumn,
  type FilledTable,
  type OwnerClient,
  filledTable,
  insertMany,
  insertRows,
} from './bulk/insert-many.ts';
export { type OwnServices, ownServicesIn, ownServicesOf } from './own/services.ts';
export type { OwnRecord } from './own/records.ts';
export type { Challenge } from './own/challenges.ts';
export { ANSWER_WITHIN_DAYS, fieldsChallengeable, fieldsConfirmable } from './own/rules.ts';
export { examineRecord } from './quality/findings.ts';
export { bandOf, measuredRules, totalScore } from './quality/rules.ts';
export type { Score as QualityScore } from './quality/scores.ts';
export { qualityServicesIn, qualityServicesOf } from './quality/services.ts';
export { shownValue } from './kind/shown.ts';
export { UTF8_MARK, csvLine } from './bulk/csv-text.ts';
export { openRows } from './bulk/reading/file.ts';
export { type WholeSheet, readSheets } from './bulk/reading/sheets.ts';
export { type SheetOfTexts, columnName, writeSheets } from './bulk/export/writing/sheets.ts';
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

/** The services that every register has by its definition alone: about its quality, people's own records, and seals. */
export function engineServices(): Provided[] {
  return allRegisters().flatMap(({ system: name }) => [
    ...(qualityServicesOf(name)?.provided ?? []),
    ...(ownServicesOf(name)?.provided ?? []),
    ...(sealServicesOf(name)?.provided ?? []),
  ]);
}

export const system: System = {
  name: 'registry',
  folder: import.meta.dirname,
  jobs: {
    ...jobs,
    [ROTATE_KEYS]: rotateKeys,
    [WATCH_READINGS]: watchAllReadings,
    [WORK_ON_IMPORT]: workOnImport,
    [WORK_ON_EXPORT]: workOnExport,
    [SWEEP_BULK_FILES]: async (house) => {
      await sweepBulkFiles(house);
      await sweepExports(house);
      await sweepExtracts(house);
    },
  },
  schedules: { ...schedules, [WATCH_READINGS]: '* * * * *', [SWEEP_BULK_FILES]: '41 20 * * *' },
  start: async (house) => {
    openSealing(house);
    // What was not looked over last night is as soon as there is somebody to do it: the first scores of a new house.
    await addJob(house.db.as('registry'), { task: LOOK_OVER, payload: {}, key: LOOK_OVER });
  },
  sentences: {
    ...disclosureSentences,
    ...bulkSentences,
    ...sealingSentences,
    ...mergeSentences,
    ...statisticsSentences,
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
    'register.confirmed_in_future': {
      vi: 'Không thể xác nhận cho một ngày chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua.',
      en: 'Nothing can be confirmed for a day to come. Choose today or a day before.',
    },
    'register.field_not_open': {
      vi: 'Mục này không xác nhận hay phản ánh được ở đây. Hãy chọn mục khác, hoặc liên hệ cơ quan quản lý cơ sở dữ liệu.',
      en: 'This field can be neither confirmed nor challenged here. Choose another, or turn to the agency that keeps the register.',
    },
    'register.challenged_already': {
      vi: 'Bạn đang có một phản ánh chưa được trả lời về mục này. Hãy chờ trả lời, hoặc rút phản ánh đó rồi gửi lại.',
      en: 'You have challenged this already and are not answered yet. Wait for the answer, or withdraw that one and send it anew.',
    },
    'register.too_many_challenges': {
      vi: 'Bạn đang có {most} phản ánh chưa được trả lời ở cơ sở dữ liệu này. Hãy chờ trả lời hoặc rút bớt rồi gửi tiếp.',
      en: 'You have {most} challenges open in this register. Wait for answers, or withdraw some, and go on then.',
    },
    'register.challenge_unknown': {
      vi: 'Không tìm thấy phản ánh này. Hãy mở lại danh sách phản ánh.',
      en: 'There is no such challenge. Open the list of challenges again.',
    },
    'register.challenge_answered': {
      vi: 'Phản ánh này đã được trả lời hoặc đã rút. Hãy mở lại để xem, và gửi phản ánh mới nếu cần.',
      en: 'This challenge was answered or withdrawn already. Open it again to see how, and file a new one if needed.',
    },
    'register.answer_needs_act': {
      vi: 'Bản ghi chưa được sửa kể từ khi có phản ánh. Hãy sửa bản ghi trước, hoặc từ chối và nêu lý do.',
      en: 'The record was not put right since it was challenged. Put it right first, or refuse and say why.',
    },
    'claim.same': {
      vi: 'Cơ sở dữ liệu đang ghi đúng như vậy. Hãy viết điều đúng theo bạn.',
      en: 'That is what the register says already. Write what is right instead.',
    },
    'register.cursor_unknown': {
      vi: 'Vị trí đọc sự kiện không hợp lệ. Hãy bắt đầu lại từ vị trí đã nhận được lần trước.',
      en: 'This is not a position in the events. Go on from the one that you were last given.',
    },
  },
};
