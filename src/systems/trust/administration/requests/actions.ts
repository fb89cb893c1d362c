import { now } from '../../../../kernel/clock.ts';
import { isDuplicate, type Tx } from '../../../../kernel/db.ts';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { keyHashOf } from '../../certificate/certificate.ts';
import { keyKindOf } from '../../certificate/signature-way.ts';
import { tellSecret, withdrawPermit, type GivenPermit } from '../../enrolment/actions.ts';
import { readCertificationRequest } from '../../enrolment/certification-request.ts';
import { findPermit } from '../../enrolment/store.ts';
import { commonNameOf, kindOf } from '../../authority.ts';
import { assertMayBeSucceeded, issueSealAnew, succeedEarlyIn, type SealingHouse } from '../../keys.ts';

import { buildSoon } from '../../log/actions.ts';
import {
  assertStatusAct,
  REVOCATION_REASONS,
  type AuthorityKind,
  type AuthorityName,
  type RevocationReason,
  type SealedAgency,
} from '../../rules.ts';
import { changeStandingIn, tellStandingChanged } from '../../status/actions.ts';
import { readLastActs } from '../../status/store.ts';
import { findCertificate } from '../certificates/actions.ts';
import { assertAdministrator, type Administrator } from '../rules.ts';
import {
  assertOpen,
  assertRightEyes,
  isSuspendedAtOnce,
  LAPSES_AFTER_DAYS,
  reasonOf,
  REQUEST_MOVES,
  WORDS,
  type OfficialMove,
} from './rules.ts';
import { assertCanBeApproved, issueAsked, readAsking, sealedAgency, type AskingForNew } from './new-certificates.ts';
import {
  findByKey,
  findRequest,
  insertReplacement,
  insertRequest,
  lockRequest,
  moveRequest,
  readEvents,
  readOverdue,
  countOpen,
  readRequests,
  type AskedFor,
  type CertificateRequest,
  type NewRequest,
  type RequestEvent,
} from './store.ts';

export { LAPSES_AFTER_DAYS, type OfficialMove, reasonOf } from './rules.ts';
export type { CertificateRequest, RequestEvent } from './store.ts';

/** The reasons for which one may be revoked, by their names. */
export const REVOCATION_REASON_NAMES = Object.keys(REVOCATION_REASONS) as readonly RevocationReason[];

/** What may be asked about one certificate. */
export type AskableAct = 'revoke' | 'suspend' | 'resume';

type AskingForAct =
  | { kind: 'revoke'; serial: string; reason: RevocationReason }
  | { kind: 'suspend' | 'resume'; serial: string };
/**
 * What an official asks for: an act on one certificate, another seal for an agency, a successor of an authority before its time, a
 * certificate for a key of one's own, or a permit.
 */
export type Asking =
  | AskingForAct
  | { kind: 'replace_seal'; agencyCode: string }
  | { kind: 'succeed_authority'; authority: string }
  | AskingForNew;

const isForNew = (asking: Asking): asking is AskingForNew =>
  asking.kind === 'certify_official' || asking.kind === 'certify_machine' || asking.kind === 'give_permit';

/**
 * Asks for something to be done to a certificate; another official decides. Answers the request's id. Asking to revoke for
 * `keyCompromise` suspends the certificate at once. The same key asks once. A certificate of one's own every official may ask for,
 * all else administrators.
 *
 * Refuses `trust.not_an_administrator`, `trust.words_length`, `trust.no_such_certificate`, `trust.agency_unknown`, `trust.root_cannot_be_revoked`,
 * `trust.no_such_authority`, `trust.root_key_elsewhere`, `trust.too_many_authorities`,
 * `trust.already_asked` while another request about the certificate is open, what may not follow its last act
 * (`trust.already_revoked`, `trust.already_suspended`, `trust.not_suspended`), a key of another form
 * (`trust.request_key_used`), and of new certificates and permits what `readCertificationRequest`, `issueForMachine` and `assertPermit` refuse.
 */
export async function askFor(
  house: SealingHouse,
  official: Administrator,
  { asking, why, requestKey }: { asking: Asking; why: string; requestKey: string },
): Promise<string> {
  if (asking.kind !== 'certify_official') assertAdministrator(official);
  assertWords(why, 'why');
  const read = isForNew(asking) ? await readAsking(house, official, asking) : undefined;
  const named = asking.kind === 'replace_seal' ? await sealedAgency(house, asking.agencyCode) : undefined;
  const newest = asking.kind === 'succeed_authority' ? await assertMayBeSucceeded(house, asking.authority) : undefined;
  return once(house, official, { requestKey, move: 'ask' }, async (tx) => {
    const { authority, ...asked }: Asked =
      read ??
      (named ? sealRequest(named) : newest ? successionRequest(newest) : await actRequest(tx, asking as AskingForAct));
    const request: NewRequest = {
      ...asked,
      id: newId(),
      why: why.trim(),
      askedBy: official.post.officialId,
      askedByName: official.name,
      askedAt: now(),
    };
    await assertCanBeApproved(house, tx, request);
    await insertRequest(tx, request, requestKey);
    if (request.wasSuspended)
      await changeStandingIn(tx, {
        serial: request.serial!,
        act: { kind: 'suspended' },
        by: official.name,
        why: request.why,
      });
    return { id: request.id, changes: request.wasSuspended ? authority : undefined };
  });
}

type Asked = AskedFor & { authority?: AuthorityName | undefined };

/** What no request about a certificate that is there has. */
const OF_NO_KEY = { certificationRequest: null, names: [], details: {} };

function sealRequest({ code, name }: SealedAgency): Asked {
  return {
    kind: 'replace_seal',
    serial: null,
    profile: 'agency-seal',
    agencyCode: code,
    holder: name,
    reason: null,
    wasSuspended: false,
    ...OF_NO_KEY,
  };
}

function successionRequest(newest: AuthorityName): Asked {
  return {
    kind: 'succeed_authority',
    serial: null,
    profile: kindOf(newest),
    agencyCode: null,
    holder: commonNameOf(newest),
    reason: null,
    wasSuspended: false,
    ...OF_NO_KEY,
  };
}

async function actRequest(tx: Tx, asking: AskingForAct): Promise<Asked> {
  const { kind, serial } = asking;
  const certificate = await findCertificate(tx, serial);
  if (!certificate) throw new Refusal('trust.no_such_certificate', 404);
  if (!certificate.authority) throw new Refusal('trust.root_cannot_be_revoked', 409);
  const [last] = await readLastActs(tx, [serial]);
  assertStatusAct(last, ({ revoke: 'revoked', suspend: 'suspended', resume: 'resumed' } as const)[kind]);
  const reason = kind === 'revoke' ? asking.reason : undefined;
  return {
    kind,
    serial,
    profile: certificate.profile,
    agencyCode: certificate.agencyCode,
    holder: certificate.holder,
    reason: reason === undefined ? null : REVOCATION_REASONS[reason],
    wasSuspended:
      reason !== undefined && isSuspendedAtOnce(reason, certificate.isAuthority) && last?.kind !== 'suspended',
    authority: certificate.authority,
    ...OF_NO_KEY,
  };
}

function assertWords(words: string, field: string): void {
  const { length } = words.trim();
  if (length < WORDS.least || length > WORDS.most)
    throw new Refusal('trust.words_length', 422, {
      values: WORDS,
      fields: [{ field, code: 'trust.words_length', values: WORDS }],
    });
}

/**
 * Decides a request. To approve it does what was asked, in the same transaction; who asked can only withdraw. Refusing or
 * withdrawing leaves a certificate that was suspended when it was asked suspended: resuming it takes two officials too.
 * The same key decides once.
 *
 * Refuses `trust.not_an_administrator`, `trust.request_unknown`, `trust.request_decided`, `trust.own_request`,
 * `trust.other_request`, `trust.words_length` (approving needs no words, all else does) and, approving, what may not follow
 * the last act on the certificate, `trust.post_ended`, and what may not be issued any more.
 */
export async function decideRequest(
  house: SealingHouse,
  official: Administrator,
  { id, move, words, requestKey }: { id: string; move: OfficialMove; words: string; requestKey: string },
): Promise<void> {
  // Who asked withdraws, and that need be no administrator: `assertRightEyes` sees to it.
  if (move !== 'withdraw') assertAdministrator(official);
  if (move !== 'approve' || words.trim() !== '') assertWords(words, 'words');
  await once(house, official, { requestKey, move, id }, async (tx) => {
    const request = await lockRequest(tx, id);
    if (!request) throw new Refusal('trust.request_unknown', 404);
    assertOpen(request.state);
    assertRightEyes(move, request.askedBy, official.post.officialId);
    const done = move === 'approve' ? await carryOut(house, tx, request, official) : {};
    await moveRequest(tx, {
      id,
      move,
      to: REQUEST_MOVES[move].to,
      by: { officialId: official.post.officialId, officialName: official.name },
      words: words.trim() || null,
      requestKey,
      issuedSerial: done.issuedSerial ?? null,
      permit: done.permit ?? null,
      at: now(),
    });
    if (request.kind === 'succeed_authority' && move === 'approve') return { id, changes: 'seals' };
    if (!done.issuedSerial) return { id, changes: done.authority };
    if (request.kind !== 'replace_seal') return { id, changes: 'certificates' };
    await insertReplacement(tx, id, done.issuedSerial);
    return { id, changes: 'seals' };
  });
}

/** Does what was asked; the record of the act names both officials. */
async function carryOut(
  house: SealingHouse,
  tx: Tx,
  request: CertificateRequest,
  official: Administrator,
): Promise<{ authority?: AuthorityName; issuedSerial?: string; permit?: string }> {
  if (request.kind === 'replace_seal')
    return { issuedSerial: await issueSealAnew(house, tx, { code: request.agencyCode!, name: request.holder }) };
  if (request.kind === 'succeed_authority') {
    await succeedEarlyIn(house, tx, request.profile as AuthorityKind);
    return {};
  }
  if (request.serial === null) return issueAsked(house, tx, request, official.name);
  const reason = request.reason === null ? undefined : reasonOf(request.reason);
  const { authority } = await changeStandingIn(tx, {
    serial: request.serial,
    act:
      request.kind === 'revoke'
        ? { kind: 'revoked', reason: reason! }
        : { kind: request.kind === 'suspend' ? 'suspended' : 'resumed' },
    by: `${request.askedByName}; ${official.name}`,
    why: request.why,
  });
  return { authority };
}

/**
 * What other parts of the house must learn once it is done: an authority whose list is to be signed anew, that seals changed, or
 * that a certificate waits to enter the log.
 */
type Changes = AuthorityName | 'seals' | 'certificates' | undefined;

/** Does something by a form once: the same key again answers as before. */
async function once(
  house: SealingHouse,
  official: Administrator,
  asked: { requestKey: string; move: OfficialMove | 'ask'; id?: string },
  work: (tx: Tx) => Promise<{ id: string; changes: Changes }>,
): Promise<string> {
  const db = house.db.as('trust');
  const before = async (): Promise<string | undefined> => {
    const done = await findByKey(db, asked.requestKey);
    if (!done) return undefined;
    const isSame =
      done.move === asked.move &&
      done.officialId === official.post.officialId &&
      (asked.id === undefined || asked.id === done.request);
    if (!isSame) throw new Refusal('trust.request_key_used', 409);
    return done.request;
  };
  const known = await before();
  if (known !== undefined) return known;
  try {
    const { id, changes } = await db.transaction(work);
    if (changes === 'certificates') buildSoon(house);
    else await tellStandingChanged(house, changes === 'seals' ? undefined : changes);
    return id;
  } catch (error) {
    if (!isDuplicate(error) && !(error instanceof Refusal)) throw error;
    // The same form, sent twice at once, lost to itself.
    const done = await before();
    if (done !== undefined) return done;
    throw error instanceof Refusal ? error : new Refusal('trust.already_asked', 409);
  }
}

const PAGE = 50;

/** A page of requests, those that wait or those that are over, with how many wait. Pages count from 1. */
export async function listRequests(
  house: Pick<SealingHouse, 'db'>,
  { isOpen, page }: { isOpen: boolean; page: number },
): Promise<{ requests: CertificateRequest[]; hasMore: boolean; open: number }> {
  const db = house.db.as('trust');
  const [requests, open] = await Promise.all([
    readRequests(db, { open: isOpen, most: PAGE + 1, skip: (page - 1) * PAGE }),
    countOpen(db),
  ]);
  return { requests: requests.slice(0, PAGE), hasMore: requests.length > PAGE, open };
}

/** A request with what became of it. */
export interface OpenRequest {
  request: CertificateRequest;
  events: RequestEvent[];
  /** The key that a certificate is asked for: its kind, and the SHA-256 of its SubjectPublicKeyInfo. */
  key: string | undefined;
  /** A permit was given, and its secret was not told to who asked. */
  doesSecretWait: boolean;
}

/** A request with what became of it. Refuses `trust.request_unknown`. */
export async function openRequest(house: SealingHouse, id: string): Promise<OpenRequest> {
  const db = house.db.as('trust');
  const [request, events] = await Promise.all([findRequest(db, id), readEvents(db, id)]);
  if (!request) throw new Refusal('trust.request_unknown', 404);
  const permit = request.permit === null ? undefined : await findPermit(db, request.permit);
  const asked = request.certificationRequest && readCertificationRequest(request.certificationRequest);
  return {
    request,
    events,
    key: asked ? `${keyKindOf(asked.publicKey)} ${keyHashOf(asked).toString('hex')}` : undefined,
    doesSecretWait: permit !== undefined && !permit.isTold && !permit.isWithdrawn && permit.until > now(),
  };
}

/**
 * Tells the secret of the permit that was given on a request, once, to who asked for it. Refuses `trust.not_an_administrator`,
 * `trust.request_unknown`, `trust.secret_of_another`, and what `tellSecret` refuses.
 */
export async function tellSecretOf(house: SealingHouse, official: Administrator, id: string): Promise<GivenPermit> {
  assertAdministrator(official);
  const request = await findRequest(house.db.as('trust'), id);
  if (!request) throw new Refusal('trust.request_unknown', 404);
  if (request.permit === null || request.askedBy !== official.post.officialId)
    throw new Refusal('trust.secret_of_another', 403);
  return tellSecret(house, request.permit);
}

/** Withdraws a permit, by one administrator alone. Refuses `trust.not_an_administrator`, and as `withdrawPermit` does. */
export async function withdrawGiven(house: SealingHouse, official: Administrator, permit: string): Promise<void> {
  assertAdministrator(official);
  await withdrawPermit(house, permit, official.name);
}

const MOST_LAPSED = 500;
const DAY_MS = 86_400_000;

/** Lets requests lapse that nobody decided in time. Answers how many. */
export async function lapseRequests(house: Pick<SealingHouse, 'db'>): Promise<number> {
  const db = house.db.as('trust');
  const at = now();
  let lapsed = 0;
  for (const id of await readOverdue(db, new Date(at.getTime() - LAPSES_AFTER_DAYS * DAY_MS), MOST_LAPSED)) {
    lapsed += await db.transaction(async (tx) => {
      const request = await lockRequest(tx, id);
      if (request?.state !== 'asked') return 0;
      await moveRequest(tx, {
        id,
        move: 'lapse',
        to: REQUEST_MOVES.lapse.to,
        by: undefined,
        words: null,
        requestKey: null,
        issuedSerial: null,
        permit: null,
        at,
      });
      return 1;
    });
  }
  return lapsed;
}
