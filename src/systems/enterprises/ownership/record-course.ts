import { pointerTo, type StatementProblem } from './problem.ts';
import type { RecordType, Statement } from './statement.ts';
import type { Judgement } from './statement-rules.ts';

/** A reference that has found nothing: which statement made it, and with which field. */
export interface OpenReference {
  /** The statement's place in the stream, from 1. */
  position: number;
  statementId: string;
  problem: StatementProblem;
}

interface RecordState {
  type: RecordType;
  subject: string;
  /** The latest statement's date, and whether a `closed` one has been. */
  statedAt: string;
  closed: boolean;
  /** The first statement that called it a component. */
  componentAt?: { position: number; statementId: string };
  /** Whether a relationship has named it as one of its components. */
  claimed: boolean;
}

interface Reference {
  position: number;
  statementId: string;
  pointer: string;
  recordId: string;
  as: 'declarationSubject' | 'subject' | 'interestedParty' | 'owner';
}

const MAY_BE: Readonly<Record<Reference['as'], readonly RecordType[]>> = {
  declarationSubject: ['entity', 'person'],
  subject: ['entity'],
  interestedParty: ['entity', 'person'],
  owner: ['person'],
};
const NOT_SUCH: Readonly<Record<Reference['as'], string>> = {
  declarationSubject: 'ownership.subject_of_no_network',
  subject: 'ownership.subject_no_entity',
  interestedParty: 'ownership.party_no_holder',
  owner: 'ownership.owner_no_person',
};

/**
 * What statements say together: each id once, a record's statements in the order of their dates and of its status, one
 * type for one record, references to records of the right type, components before what they are components of.
 *
 * Feed it every statement in the order of the stream; it answers what refuses that statement. It remembers about 500 bytes
 * of each statement. A stream need not be complete: what it refers to may have
 * been published before. `openReferences` tells, at the end, what was referred to and never came.
 */
export class RecordCourse {
  readonly #statementIds = new Set<string>();
  readonly #records = new Map<string, RecordState>();
  /** References to records that have not come, and by which fields, so that a record is judged once and not once for each of them. */
  readonly #waiting = new Map<string, { references: Reference[]; fields: Set<Reference['as']> }>();
  readonly #unseenComponents = new Map<string, Omit<OpenReference, 'problem'> & { pointer: string }>();
  readonly #mostWaiting: number;
  #waitingCount = 0;
  #hasForgotten = false;

  constructor(limits: { mostWaiting: number }) {
    this.#mostWaiting = limits.mostWaiting;
  }

  /** Judges the next statement of the stream by those before it. One that is refused leaves no trace but its id. */
  next(statement: Statement, position: number): Judgement {
    const { statementId, recordId } = statement;
    const judgement: Judgement = { refusals: [], remarks: [] };
    if (this.#statementIds.has(statementId)) {
      judgement.refusals.push({ pointer: '/statementId', code: 'ownership.statement_repeated' });
    }
    this.#statementIds.add(statementId);
    const known = this.#records.get(recordId);
    if (known) this.#judgeChain(statement, known, judgement);
    const references = referencesOf(statement, position);
    for (const reference of references) {
      const target =
        reference.recordId === recordId ? statement.recordType : this.#records.get(reference.recordId)?.type;
      if (target !== undefined && !MAY_BE[reference.as].includes(target)) {
        judgement.refusals.push({ pointer: reference.pointer, code: NOT_SUCH[reference.as] });
      }
    }
    if (!known) this.#judgeWaiting(statement, judgement);
    if (judgement.refusals.length === 0) this.#remember(statement, position, known, references, judgement);
    return judgement;
  }

  /** Whether more references waited than may, so that `openReferences` does not know all of them. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  /** What was referred to and has not come, in the order of the records' ids' first mention. For a stream that says it is complete. */
  *openReferences(): Generator<OpenReference> {
    for (const { references } of this.#waiting.values()) {
      for (const { position, statementId, pointer, recordId, as } of references) {
        if (as === 'owner') continue;
        yield { position, statementId, problem: { pointer, code: 'ownership.record_absent', values: { recordId } } };
      }
    }
    for (const [recordId, { position, statementId, pointer }] of this.#unseenComponents) {
      yield { position, statementId, problem: { pointer, code: 'ownership.record_absent', values: { recordId } } };
    }
    for (const { componentAt, claimed } of this.#records.values()) {
      if (!componentAt || claimed) continue;
      const problem = { pointer: '/recordDetails/isComponent', code: 'ownership.component_of_nothing' };
      yield { ...componentAt, problem };
    }
  }

  #judgeChain(statement: Statement, known: RecordState, { refusals, remarks }: Judgement): void {
    if (statement.recordType !== known.type) {
      refusals.push({ pointer: '/recordType', code: 'ownership.type_changed', values: { type: known.type } });
    }
    if (known.closed) refusals.push({ pointer: '/recordStatus', code: 'ownership.record_closed' });
    else if (statement.recordStatus === 'new')
      refusals.push({ pointer: '/recordStatus', code: 'ownership.record_not_new' });
    if (isBefore(statement.statementDate, known.statedAt)) {
      const values = { date: known.statedAt };
      refusals.push({ pointer: '/statementDate', code: 'ownership.out_of_order', values });
    }
    if (statement.declarationSubject !== known.subject) {
      remarks.push({ pointer: '/declarationSubject', code: 'ownership.subject_changed' });
    }
  }

  /** A record that others have referred to before it came: it must be what they took it for, and no component that comes late. */
  #judgeWaiting(statement: Statement, { refusals }: Judgement): void {
    const fields = this.#waiting.get(statement.recordId)?.fields ?? new Set();
    const wrong = [...fields].find((as) => !MAY_BE[as].includes(statement.recordType));
    if (wrong) refusals.push({ pointer: '/recordType', code: NOT_SUCH[wrong] });
    if (statement.recordDetails.isComponent && this.#unseenComponents.has(statement.recordId)) {
      refusals.push({ pointer: '/recordDetails/isComponent', code: 'ownership.component_after_whole' });
    }
  }

  #remember(
    statement: Statement,
    position: number,
    known: RecordState | undefined,
    references: readonly Reference[],
    { remarks }: Judgement,
  ): void {
    const { statementId, recordId, recordType, recordDetails, statementDate: statedAt } = statement;
    const componentAt = known?.componentAt ?? (recordDetails.isComponent ? { position, statementId } : undefined);
    this.#records.set(recordId, {
      type: recordType,
      subject: statement.declarationSubject,
      statedAt,
      closed: statement.recordStatus === 'closed',
      ...(componentAt && { componentAt }),
      claimed: known?.claimed ?? this.#unseenComponents.has(recordId),
    });
    this.#waitingCount -= this.#waiting.get(recordId)?.references.length ?? 0;
    this.#waiting.delete(recordId);
    this.#unseenComponents.delete(recordId);
    for (const reference of references) {
      if (this.#records.has(reference.recordId)) continue;
      if (reference.as === 'subject' || reference.as === 'interestedParty') {
        remarks.push({
          pointer: reference.pointer,
          code: 'ownership.record_not_yet',
          values: { recordId: reference.recordId },
        });
      }
      this.#wait(reference);
    }
    if (recordType !== 'relationship') return;
    recordDetails.componentRecords?.forEach((component, i) => {
      const state = this.#records.get(component);
      if (state) state.claimed = true;
      else if (this.#unseenComponents.size < this.#mostWaiting) {
        const pointer = pointerTo('/recordDetails/componentRecords', i);
        this.#unseenComponents.set(component, { position, statementId, pointer });
      } else this.#hasForgotten = true;
    });
  }

  #wait(reference: Reference): void {
    if (this.#waitingCount >= this.#mostWaiting) {
      this.#hasForgotten = true;
      return;
    }
    this.#waitingCount += 1;
    const others = this.#waiting.get(reference.recordId);
    others?.references.push(reference);
    others?.fields.add(reference.as);
    if (!others) this.#waiting.set(reference.recordId, { references: [reference], fields: new Set([reference.as]) });
  }
}

function referencesOf(statement: Statement, position: number): Reference[] {
  const { statementId, declarationSubject, recordType, recordDetails } = statement;
  const from = { position, statementId };
  const references: Reference[] = [
    { ...from, pointer: '/declarationSubject', recordId: declarationSubject, as: 'declarationSubject' },
  ];
  if (recordType !== 'relationship') return references;
  const { subject, interestedParty, interests } = recordDetails;
  if (typeof subject === 'string') {
    references.push({ ...from, pointer: '/recordDetails/subject', recordId: subject, as: 'subject' });
  }
  if (typeof interestedParty !== 'string') return references;
  references.push({
    ...from,
    pointer: '/recordDetails/interestedParty',
    recordId: interestedParty,
    as: 'interestedParty',
  });
  const owning = interests?.findIndex(({ beneficialOwnershipOrControl }) => beneficialOwnershipOrControl) ?? -1;
  if (owning >= 0) {
    const pointer = `${pointerTo('/recordDetails/interests', owning)}/beneficialOwnershipOrControl`;
    references.push({ ...from, pointer, recordId: interestedParty, as: 'owner' });
  }
  return references;
}

/** Whether one date or instant is before another. A day and an instant are compared by their days. */
function isBefore(one: string, other: string): boolean {
  if (one.length > 10 && other.length > 10) return Date.parse(one) < Date.parse(other);
  return one.slice(0, 10) < other.slice(0, 10);
}
