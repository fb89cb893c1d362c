import type { Language } from '../../../../kernel/text.ts';
import type { StepKind, StepStatus } from '../../services.ts';

/** Words that the queue and the case share. */
const vi = {
  desk: 'Bàn làm việc',
  kind: {
    birth: 'Đăng ký khai sinh',
    residence: 'Đăng ký thường trú',
    insurance: 'Cấp thẻ bảo hiểm y tế',
  } satisfies Record<StepKind, string>,
  status: {
    waiting: 'Chưa đến lượt',
    open: 'Chờ giải quyết',
    supplement: 'Chờ bổ sung',
    approved: 'Đang ghi vào sổ',
    done: 'Đã xong',
    refused: 'Đã từ chối',
    cancelled: 'Không làm nữa',
  } satisfies Record<StepStatus, string>,
};

export const stepWords: Record<Language, typeof vi> = {
  vi,
  en: {
    desk: 'Desk',
    kind: { birth: 'Birth registration', residence: 'Permanent residence', insurance: 'Health-insurance card' },
    status: {
      waiting: 'Not yet its turn',
      open: 'To be decided',
      supplement: 'Waiting for a supplement',
      approved: 'Being entered in the register',
      done: 'Done',
      refused: 'Refused',
      cancelled: 'Not done any more',
    },
  },
};
