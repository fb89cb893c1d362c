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
    'register.not_valid_then': {
      vi: 'Ngày {date} không có thông tin nào đang có hiệu lực để sửa đổi. Hãy chọn một ngày khác.',
      en: 'Nothing was valid on {date} that could be changed. Choose another date.',
    },
  },
};
