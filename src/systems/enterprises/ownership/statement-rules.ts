import { SUBTYPES_OF } from './statement-codes.ts';
import { MOST_PROBLEMS, pointerTo, type StatementProblem, valueAt } from './problem.ts';
import {
  BODS_VERSION,
  type EntityStatement,
  type Interest,
  type PersonStatement,
  type RelationshipStatement,
  type Share,
  type Statement,
} from './statement.ts';

/** What the rules of BODS 0.4 say of a statement: what refuses it, and what is worth knowing but no reason to refuse. */
export interface Judgement {
  refusals: StatementProblem[];
  remarks: StatementProblem[];
}

/** Where there is a day already while it is still another here; no date is in the future before it is so everywhere. */
const FARTHEST_EAST_MS = 14 * 3_600_000;
/** Clocks of two machines may differ so much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Judges one statement, whose shape is right, by what JSON Schema cannot say. A MUST of the standard and what cannot be
 * true refuse; a SHOULD is a remark. Needs the present instant; knows nothing of other statements.
 */
export function judgeStatement(statement: Statement, now: Date): Judgement {
  const judge = new Judge(now);
  judgeFrame(judge, statement);
  if (statement.recordType === 'person') judgePerson(judge, statement);
  else if (statement.recordType === 'entity') judgeEntity(judge, statement);
  else judgeRelationship(judge, statement);
  return { refusals: judge.refusals.slice(0, MOST_PROBLEMS), remarks: judge.remarks.slice(0, MOST_PROBLEMS) };
}

class Judge {
  readonly refusals: StatementProblem[] = [];
  readonly remarks: StatementProblem[] = [];
  readonly #now: Date;
  readonly #lastDay: string;

  constructor(now: Date) {
    this.#now = now;
    this.#lastDay = new Date(now.getTime() + FARTHEST_EAST_MS).toISOString().slice(0, 10);
  }

  refuse(code: string, pointer: string, values?: StatementProblem['values']): void {
    this.refusals.push({ pointer, code, ...(values && { values }) });
  }

  remark(code: string, pointer: string, values?: StatementProblem['values']): void {
    this.remarks.push({ pointer, code, ...(values && { values }) });
  }

  /** Refuses a date (also a year or a month) or an instant that is not yet. */
  refuseFuture(date: string | undefined, pointer: string): void {
    if (date === undefined) return;
    const isInstant = date.length > 10;
    const ahead = isInstant
      ? Date.parse(date) > this.#now.getTime() + CLOCK_TOLERANCE_MS
      : date > this.#lastDay.slice(0, date.length);
    if (ahead) this.refuse('ownership.in_the_future', pointer, { date });
  }

  /** Refuses an end before its beginning. Dates that are not equally exact are compared by what both say. */
  refuseReversed(start: string | undefined, end: string | undefined, pointer: string): void {
    if (start === undefined || end === undefined) return;
    const length = Math.min(start.length, end.length, 10);
    if (end.slice(0, length) < start.slice(0, length)) {
      this.refuse('ownership.ends_before_start', pointer, { start, end });
    }
  }
}

function judgeFrame(
  judge: Judge,
  { statementDate, publicationDetails, source, annotations, ...rest }: Statement,
): void {
  judge.refuseFuture(statementDate, '/statementDate');
  if (publicationDetails) {
    const { publicationDate, bodsVersion, publisher } = publicationDetails;
    judge.refuseFuture(publicationDate, '/publicationDetails/publicationDate');
    if (publicationDate.slice(0, 10) < statementDate.slice(0, 10)) {
      judge.remark('ownership.published_before_stated', '/publicationDetails/publicationDate', {
        start: statementDate,
        end: publicationDate,
      });
    }
    if (bodsVersion !== BODS_VERSION) {
      const differs = bodsVersion.split('.')[0] !== BODS_VERSION.split('.')[0];
      judge[differs ? 'refuse' : 'remark']('ownership.other_version', '/publicationDetails/bodsVersion', {
        version: bodsVersion,
      });
    }
    if (publisher.name === undefined && publisher.url === undefined) {
      judge.refuse('ownership.one_of_missing', '/publicationDetails/publisher', { fields: 'name, url' });
    }
  }
  judge.refuseFuture(source?.retrievedAt, '/source/retrievedAt');
  annotations?.forEach((annotation, i) => {
    const at = pointerTo('/annotations', i);
    judge.refuseFuture(annotation.creationDate, `${at}/creationDate`);
    if (annotation.motivation === 'linking' && annotation.url === undefined) {
      judge.refuse('ownership.field_missing', `${at}/url`, { field: 'url' });
    }
    if (annotation.motivation !== 'transformation' && (annotation.transformedContent ?? '') !== '') {
      judge.refuse('ownership.not_a_transformation', `${at}/transformedContent`);
    }
    const target = annotation.statementPointerTarget;
    if (target !== '' && (!target.startsWith('/') || /~(?![01])/.test(target))) {
      judge.refuse('ownership.not_a_pointer', `${at}/statementPointerTarget`);
    } else if (valueAt({ statementDate, publicationDetails, source, annotations, ...rest }, target) === undefined) {
      judge.remark('ownership.pointer_to_nothing', `${at}/statementPointerTarget`);
    }
  });
}

function judgePerson(judge: Judge, { recordDetails: person }: PersonStatement): void {
  const at = '/recordDetails';
  judgeUnspecified(judge, person.personType, person.unspecifiedPersonDetails, `${at}/unspecifiedPersonDetails`);
  judgeIdentifiers(judge, person.identifiers, 'person');
  judge.refuseFuture(person.birthDate, `${at}/birthDate`);
  judge.refuseFuture(person.deathDate, `${at}/deathDate`);
  judge.refuseReversed(person.birthDate, person.deathDate, `${at}/deathDate`);
  const exposure = person.politicalExposure;
  exposure?.details?.forEach((detail, i) => {
    const below = pointerTo(`${at}/politicalExposure/details`, i);
    judge.refuseReversed(detail.startDate, detail.endDate, `${below}/endDate`);
    judge.refuseFuture(detail.source?.retrievedAt, `${below}/source/retrievedAt`);
    const others = Object.keys(detail).some((field) => field !== 'missingInfoReason' && field !== 'source');
    if (detail.missingInfoReason !== undefined && (others || exposure.status !== 'unknown')) {
      judge.remark('ownership.reason_beside_facts', `${below}/missingInfoReason`);
    }
  });
}

function judgeEntity(judge: Judge, { recordDetails: entity }: EntityStatement): void {
  const at = '/recordDetails';
  const { type, subtype } = entity.entityType;
  if (subtype !== undefined && !SUBTYPES_OF[type].includes(subtype)) {
    judge.refuse('ownership.subtype_does_not_fit', `${at}/entityType/subtype`, { type, subtype });
  }
  judgeUnspecified(judge, type, entity.unspecifiedEntityDetails, `${at}/unspecifiedEntityDetails`);
  judgeIdentifiers(judge, entity.identifiers, 'entity');
  judge.refuseFuture(entity.foundingDate, `${at}/foundingDate`);
  judge.refuseReversed(entity.foundingDate, entity.dissolutionDate, `${at}/dissolutionDate`);
}

function judgeRelationship(judge: Judge, statement: RelationshipStatement): void {
  const { isComponent, componentRecords = [], subject, interestedParty, interests } = statement.recordDetails;
  const at = '/recordDetails';
  if (isComponent && componentRecords.length > 0) {
    judge.refuse('ownership.component_has_components', `${at}/componentRecords`);
  }
  const seen = new Set<string>();
  componentRecords.forEach((recordId, i) => {
    const below = pointerTo(`${at}/componentRecords`, i);
    if (recordId === statement.recordId) judge.refuse('ownership.component_of_itself', below);
    else if (seen.has(recordId)) judge.refuse('ownership.component_twice', below);
    seen.add(recordId);
  });
  if (subject === interestedParty) judge.remark('ownership.owns_itself', `${at}/interestedParty`);
  interests?.forEach((interest, i) => {
    const below = pointerTo(`${at}/interests`, i);
    judgeInterest(judge, interest, below);
    if (componentRecords.length > 0 && interest.directOrIndirect === 'direct') {
      judge.remark('ownership.direct_through_others', `${below}/directOrIndirect`);
    }
    if (interest.beneficialOwnershipOrControl === true && typeof interestedParty === 'object') {
      judge.remark('ownership.owner_unspecified', `${below}/beneficialOwnershipOrControl`);
    }
    if (interest.startDate !== undefined && interest.startDate > statement.statementDate.slice(0, 10)) {
      judge.remark('ownership.starts_after_stated', `${below}/startDate`);
    }
  });
}

function judgeInterest(judge: Judge, { share, startDate, endDate }: Interest, at: string): void {
  judge.refuseReversed(startDate, endDate, `${at}/endDate`);
  if (share) judgeShare(judge, share, `${at}/share`);
}

/** The bounds leave room, and the exact share lies between them. A bound is given once: with itself or without. */
function judgeShare(judge: Judge, share: Share, at: string): void {
  const { exact, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = share;
  if (minimum !== undefined && exclusiveMinimum !== undefined) {
    judge.refuse('ownership.bound_twice', `${at}/exclusiveMinimum`);
  }
  if (maximum !== undefined && exclusiveMaximum !== undefined) {
    judge.refuse('ownership.bound_twice', `${at}/exclusiveMaximum`);
  }
  const least = minimum ?? exclusiveMinimum;
  const most = maximum ?? exclusiveMaximum;
  const open = exclusiveMinimum !== undefined || exclusiveMaximum !== undefined;
  if (least !== undefined && most !== undefined && (least > most || (open && least === most))) {
    const field = maximum === undefined ? 'exclusiveMaximum' : 'maximum';
    judge.refuse('ownership.range_empty', `${at}/${field}`, { least, most });
  } else if (exact !== undefined) {
    const below =
      (minimum !== undefined && exact < minimum) || (exclusiveMinimum !== undefined && exact <= exclusiveMinimum);
    const above =
      (maximum !== undefined && exact > maximum) || (exclusiveMaximum !== undefined && exact >= exclusiveMaximum);
    if (below || above) judge.refuse('ownership.outside_range', `${at}/exact`, { share: exact });
  }
}

/** Who is anonymous or unknown has a reason for it, and who is known has none. */
function judgeUnspecified(judge: Judge, type: string, reason: object | undefined, at: string): void {
  const isHidden = type.startsWith('anonymous') || type.startsWith('unknown');
  if (isHidden && reason === undefined) judge.remark('ownership.reason_wanted', at);
  if (!isHidden && reason !== undefined) judge.remark('ownership.reason_of_someone_known', at);
}

const PERSON_SCHEME = /^[A-Z]{3}-(PASSPORT|TAXID|IDCARD)$/;

function judgeIdentifiers(
  judge: Judge,
  identifiers: readonly { scheme?: string; schemeName?: string }[] | undefined,
  of: 'person' | 'entity',
): void {
  identifiers?.forEach(({ scheme, schemeName }, i) => {
    const at = pointerTo('/recordDetails/identifiers', i);
    if (scheme === undefined && schemeName === undefined) {
      judge.refuse('ownership.one_of_missing', at, { fields: 'scheme, schemeName' });
    }
    if (of === 'person' && scheme !== undefined && !PERSON_SCHEME.test(scheme)) {
      judge.remark('ownership.scheme_of_no_person', `${at}/scheme`);
    }
  });
}
