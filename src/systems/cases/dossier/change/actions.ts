import { formatDossierNumber } from '../../../../country/index.ts';
import type { SystemDatabase } from '../../../../kernel/db.ts';
import type { Job } from '../../../../kernel/jobs.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { TemplateName, TemplateValues } from '../../../notifications/index.ts';
import type { BirthCase } from '../../birth/rules.ts';
import { tellingOf } from '../messages.ts';
import { type Dossier, type OpenedDossier, type Step, findOpened } from '../store.ts';
import {
  type NewAttachment,
  type NewEvent,
  type NewResult,
  type NewStep,
  WRITTEN_FIELDS,
  type WrittenChange,
  type WrittenField,
  nextSerial,
  saveChange,
} from './store.ts';

export type { IssuedDocument, NewStep } from './store.ts';

/**
 * What is to change in a dossier, gathered while it is decided and written by one statement. `dossier` and `steps` are as
 * they will be: fields of `dossier` are set directly, a step by `put`.
 */
export class DossierChange implements WrittenChange {
  readonly dossier: Dossier;
  readonly consent: OpenedDossier['consent'];
  readonly before: OpenedDossier;
  readonly changedSteps = new Map<string, Step>();
  readonly newSteps: NewStep[] = [];
  readonly events: NewEvent[] = [];
  readonly results: NewResult[] = [];
  readonly attachments: NewAttachment[] = [];
  readonly #jobs: (() => Job)[] = [];
  askedConsent: WrittenChange['askedConsent'];
  consentAnswer: WrittenChange['consentAnswer'];
  /** The agency and day in whose row of numbers the dossier gets the next one, when it is written. */
  numbering: { agencyCode: string; receivedOn: string } | undefined;

  constructor(opened: OpenedDossier) {
    const { steps: _steps, consent, ...dossier } = opened;
    this.before = opened;
    this.dossier = dossier;
    this.consent = consent;
  }

  get steps(): Step[] {
    return this.before.steps.map((step) => this.changedSteps.get(step.id) ?? step);
  }

  /** The dossier as the rules of a birth look at it. */
  get known(): BirthCase {
    const { evidence, answers, recognised } = this.dossier;
    return { evidence, answers, recognised, consentGiven: recognised !== null && this.consentReceipt !== undefined };
  }

  /** The receipt of the second parent's yes; undefined while they have not agreed. */
  get consentReceipt(): string | undefined {
    return this.consent?.agrees ? (this.consent.receipt ?? undefined) : undefined;
  }

  /** A step of this dossier as it will be. */
  put(step: Step): void {
    this.changedSteps.set(step.id, step);
  }

  /** Adds a line to the course. */
  add(event: NewEvent): void {
    this.events.push(event);
  }

  /** Has a job done after the change: it exists exactly when the change was made. */
  perform(job: Job): void {
    this.#jobs.push(() => job);
  }

  /** Has a message sent after the change: once for each move, even when the job runs twice. */
  tell<Name extends TemplateName>(message: { template: Name; to: string; values: TemplateValues<Name> }): void {
    // Made when it is written, because only then the dossier has its number.
    this.#jobs.push(() => ({ task: 'cases.tell', payload: { ...tellingOf(this.dossier, message) } }));
  }

  get jobs(): Job[] {
    return this.#jobs.map((make) => make());
  }

  /** The fields of the dossier that are not as they were. */
  get changedFields(): WrittenField[] {
    return WRITTEN_FIELDS.filter((field) => this.dossier[field] !== this.before[field]);
  }

  get isEmpty(): boolean {
    const lists = [this.changedFields, this.newSteps, this.events, this.results, this.attachments, this.#jobs];
    const isAsked = this.askedConsent ?? this.consentAnswer ?? this.numbering;
    return !isAsked && this.changedSteps.size === 0 && lists.every(({ length }) => length === 0);
  }
}

const MOST_TRIES = 20;

/**
 * Changes a dossier: reads it, lets `decide` say what changes, and writes all of it by one statement, if nobody else has
 * changed the dossier meanwhile; else everything begins anew with what it is now. So `decide` may run several times: it
 * does nothing but ask. When it throws, or changes nothing, nothing is written. `opened` is what the caller has read
 * already. Refuses `case.not_found` when there is no such dossier.
 */
export async function changeDossier<Result>(
  db: SystemDatabase,
  which: { dossierId: string } | { stepId: string },
  decide: (change: DossierChange) => Result | Promise<Result>,
  opened?: OpenedDossier,
): Promise<Result> {
  let found = opened;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    found ??= await findOpened(db, which);
    if (!found) throw new Refusal('case.not_found', 404);
    const change = new DossierChange(found);
    const result = await decide(change);
    if (change.isEmpty || (await write(db, change))) return result;
    found = undefined;
  }
  throw new Error(`a dossier was changed by others ${MOST_TRIES} times while it was decided`);
}

/** Somebody else was faster: what the transaction has done so far is undone. */
class Overtaken extends Error {}

/** Writes a change; false when the dossier is not what was read any more. */
async function write(db: SystemDatabase, change: DossierChange): Promise<boolean> {
  const { numbering, dossier } = change;
  if (!numbering) return saveChange(db, change);
  try {
    await db.transaction(async (tx) => {
      dossier.number = formatDossierNumber({ ...numbering, serial: await nextSerial(tx, numbering) });
      if (!(await saveChange(tx, change))) throw new Overtaken();
    });
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}
