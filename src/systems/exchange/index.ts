import { now } from '../../kernel/clock.ts';
import type { House, System } from '../../kernel/system.ts';
import { proveCalls } from './proof/actions.ts';
import { lookAtProofs } from './proof/watch/actions.ts';
import { type Usage, countSince, usageByReceipt as findByReceipt, usageOf as findUsage } from './store.ts';

export { type CallProof, proofOfCall, proveCalls, verifyCalls } from './proof/actions.ts';
export { PURPOSES, type PurposeCode } from './purposes.ts';
export {
  answerAlarm,
  assertMayReadMany,
  raiseExtractAlarm,
  readingAlarms,
  setReadingLimit,
  watchReadings,
} from './reading/actions.ts';
export { ALARM_MOVES, type AlarmReason, type AlarmState } from './reading/rules.ts';
export type { ReadingAlarm } from './reading/store.ts';
export { type Called, call, publish, publishedServices } from './actions.ts';
export {
  type Actor,
  type CallContext,
  type Grant,
  type Handler,
  type Noted,
  type Provided,
  type ServiceContract,
  onBehalfOf,
  provide,
  service,
} from './service.ts';
export type { Usage } from './store.ts';

const MOST_LINES = 100;
/** The clock of the database may be ahead of ours. */
const A_DAY_MS = 86_400_000;

/** The calls about a person, newest first, at most 100 at a time; `viewer` is who looks, whose own calls are marked. */
export function usageOf(
  house: House,
  asked: { personalNumber: string; viewer: string; before?: Date; limit?: number; owner?: string },
): Promise<Usage[]> {
  return findUsage(house.db.as('exchange'), {
    personalNumber: asked.personalNumber,
    viewer: asked.viewer,
    before: asked.before ?? new Date(now().getTime() + A_DAY_MS),
    limit: Math.max(1, Math.min(asked.limit ?? MOST_LINES, MOST_LINES)),
    owner: asked.owner ?? null,
  });
}

/** The call with that receipt, when it was about one of those persons; else undefined. */
export function usageByReceipt(
  house: House,
  asked: { receipt: string; personalNumbers: string[]; viewer: string },
): Promise<Usage | undefined> {
  return findByReceipt(house.db.as('exchange'), asked);
}

/** How many calls the exchange has logged since a moment. */
export async function callsSince(house: House, since: Date): Promise<number> {
  return (await countSince(house.db.as('exchange'), since)).count;
}

/** Enters what was logged since in the public log. */
const PROVE_CALLS = 'exchange.prove_calls';

/** Compares what was proven with the public log, and raises alarms. */
const LOOK_AT_PROOFS = 'exchange.look_at_proofs';

export const system: System = {
  name: 'exchange',
  folder: import.meta.dirname,
  jobs: {
    [PROVE_CALLS]: async (house) => void (await proveCalls(house)),
    [LOOK_AT_PROOFS]: async (house) => void (await lookAtProofs(house)),
  },
  schedules: { [PROVE_CALLS]: '* * * * *', [LOOK_AT_PROOFS]: '27 * * * *' },
  sentences: {
    'exchange.no_right': {
      vi: 'Bên gọi không có quyền gọi dịch vụ {service} cho mục đích này.',
      en: 'The caller has no right to call the service {service} for this purpose.',
    },
    'exchange.unknown_service': {
      vi: 'Không có dịch vụ {service} trên trục chia sẻ dữ liệu.',
      en: 'There is no service {service} on the exchange.',
    },
    'register.too_many_reads': {
      vi: 'Đã đọc dữ liệu của quá nhiều người mà không kèm mã hồ sơ: tối đa {anHour} người một giờ, {aDay} người một ngày. Hãy chờ {retryAfter_seconds} giây, hoặc ghi mã hồ sơ.',
      en: 'Too many people were read about without a case: at most {anHour} an hour and {aDay} a day. Wait {retryAfter_seconds} seconds, or name the case.',
    },
    'register.alarm_unknown': {
      vi: 'Không có cảnh báo này về cơ sở dữ liệu của cơ quan bạn. Hãy mở lại danh sách.',
      en: 'There is no such alarm about a register of your agency. Open the list again.',
    },
    'register.alarm_answered': {
      vi: 'Cảnh báo này đã được kết luận. Hãy mở lại danh sách.',
      en: 'This alarm has been answered. Open the list again.',
    },
    'exchange.key_used': {
      vi: 'Khóa của lời gọi này đã được dùng với nội dung khác. Hãy dùng khóa mới, hoặc gửi lại đúng nội dung cũ.',
      en: 'This key was used with other content before. Take a new key, or send the same content again.',
    },
    'exchange.key_needed': {
      vi: 'Lời gọi ghi dữ liệu phải có tiêu đề Idempotency-Key, từ 8 đến 100 ký tự.',
      en: 'A call that writes needs an Idempotency-Key header of 8 to 100 characters.',
    },
    'exchange.unknown_purpose': {
      vi: 'Tiêu đề X-Purpose phải là một mục đích đã công bố.',
      en: 'The X-Purpose header must name a published purpose.',
    },
  },
};
