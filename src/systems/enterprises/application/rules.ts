import { Refusal } from '../../../kernel/refusal.ts';
import { mayFile } from '../registration/rules.ts';
import type { ActName } from '../registration/schemas.ts';
import type { Status } from '../enterprise-codes.ts';

/** Where an application stands. Decree 168/2025/NĐ-CP: handed in, decided within three working days, or sent back with what is missing. */
export const APPLICATION_STATUSES = {
  draft: { vi: 'Bản nháp', en: 'Draft' },
  awaiting_consent: { vi: 'Chờ người cùng đứng tên đồng ý', en: 'Waiting for the others to agree' },
  declined: { vi: 'Có người không đồng ý', en: 'Somebody did not agree' },
  submitted: { vi: 'Đang xem xét', en: 'Being examined' },
  supplement: { vi: 'Cần sửa đổi, bổ sung', en: 'To be completed' },
  accepted: { vi: 'Đã đăng ký', en: 'Registered' },
  refused: { vi: 'Bị từ chối', en: 'Refused' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
  lapsed: { vi: 'Hết hiệu lực', en: 'Lapsed' },
} as const;
export type ApplicationStatus = keyof typeof APPLICATION_STATUSES;

const WITH_APPLICANT: readonly ApplicationStatus[] = ['draft', 'declined', 'supplement'];
const RUNNING: readonly ApplicationStatus[] = [...WITH_APPLICANT, 'awaiting_consent', 'submitted'];

/** Who may take an application from which status to which. */
export const APPLICATION_MOVES = {
  save: { by: 'applicant', from: WITH_APPLICANT },
  submit: { by: 'applicant', from: WITH_APPLICANT },
  withdraw: { by: 'applicant', from: RUNNING },
  agree: { by: 'party', from: ['awaiting_consent'] },
  decline: { by: 'party', from: ['awaiting_consent'] },
  accept: { by: 'registrar', from: ['submitted'] },
  supplement: { by: 'registrar', from: ['submitted'] },
  refuse: { by: 'registrar', from: ['submitted'] },
  lapse: { by: 'time', from: ['awaiting_consent', 'declined', 'supplement'] },
} as const satisfies Record<string, { by: string; from: readonly ApplicationStatus[] }>;
export type ApplicationMove = keyof typeof APPLICATION_MOVES;

/** Whether a move is open to an application of this status. */
export function mayMove(move: ApplicationMove, status: ApplicationStatus): boolean {
  return (APPLICATION_MOVES[move].from as readonly ApplicationStatus[]).includes(status);
}

/** Refuses `enterprise.application_moved` when an application of this status cannot make the move. */
export function assertMove(move: ApplicationMove, status: ApplicationStatus): void {
  if (!mayMove(move, status)) throw new Refusal('enterprise.application_moved', 409);
}

/** Decided within three working days (Law on Enterprises art. 26.5). */
export const DECIDED_WITHIN_WORKING_DAYS = 3;
/** What waits for people longer than this has lapsed (Decree 168/2025/NĐ-CP). */
export const ANSWERED_WITHIN_DAYS = 60;
/** The most applications that a person has running at a time. */
export const MOST_RUNNING = 20;

/** Acts that the representative of an enterprise applies for online; courts, agencies and reorganisations come to the desk. */
export const ONLINE_ACTS = [
  'rename',
  'move',
  'change-capital',
  'change-holders',
  'pay-in',
  'change-representatives',
  'change-industries',
  'convert',
  'open-branch',
  'change-branch-head',
  'close-branch',
  'declare-beneficial-owner',
  'end-beneficial-owner',
  'suspend',
  'resume',
  'begin-dissolution',
  'cancel-dissolution',
  'dissolve',
] as const satisfies readonly ActName[];
export type OnlineAct = (typeof ONLINE_ACTS)[number];

/** Acts that can be applied for about an enterprise of this status. */
export function onlineActsFor(status: Status): OnlineAct[] {
  return ONLINE_ACTS.filter((act) => mayFile(act, status));
}
