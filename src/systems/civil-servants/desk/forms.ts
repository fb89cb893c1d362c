import { GRADES } from '../../../country/index.ts';
import { type AskedField, decisionTyped } from '../../../design/index.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import {
  COMMENDATIONS,
  DISCIPLINES,
  EMPLOYMENTS,
  LEAVINGS,
  MANNERS,
  POSITION_GROUPS,
  POWERS,
  TRAININGS,
} from '../choices.ts';
import type { ActName } from './actions.ts';

const GRADE_TITLES = Object.fromEntries(
  Object.entries(GRADES).map(([code, { title }]) => [
    code,
    { vi: `${title.vi} (${code})`, en: `${title.en} (${code})` },
  ]),
);
const number: AskedField = {
  name: 'number',
  label: { vi: 'Số định danh cá nhân', en: 'Personal number' },
  as: 'text',
};
const from: AskedField = { name: 'from', label: { vi: 'Có hiệu lực từ ngày', en: 'In force from' }, as: 'date' };
const gradeCode: AskedField = {
  name: 'gradeCode',
  label: { vi: 'Ngạch', en: 'Grade' },
  as: 'choice',
  choices: GRADE_TITLES,
};
const step: AskedField = { name: 'step', label: { vi: 'Bậc', en: 'Step' }, as: 'whole', longest: 5 };
const positionCode: AskedField = {
  name: 'positionCode',
  label: { vi: 'Mã vị trí việc làm', en: 'Position code' },
  hint: { vi: 'Ví dụ: VT001', en: 'For example VT001' },
  as: 'text',
};
const form = (choices: Readonly<Record<string, Bilingual>>): AskedField => ({
  name: 'form',
  label: { vi: 'Hình thức', en: 'Form' },
  as: 'choice',
  choices,
});

/** The forms of the desk: those of an agency, and those of somebody in service. */
export const FORMS: Readonly<Record<ActName, { title: Bilingual; of: 'agency' | 'servant'; asked: AskedField[] }>> = {
  position: {
    title: { vi: 'Phê duyệt vị trí, biên chế', en: 'Authorise a position' },
    of: 'agency',
    asked: [
      { ...positionCode, name: 'code' },
      { name: 'title', label: { vi: 'Tên vị trí', en: 'Title' }, as: 'text' },
      { name: 'category', label: { vi: 'Nhóm', en: 'Group' }, as: 'choice', choices: POSITION_GROUPS },
      gradeCode,
      { name: 'staffLimit', label: { vi: 'Số biên chế', en: 'Staffing limit' }, as: 'whole', longest: 5 },
      {
        name: 'power',
        label: { vi: 'Quyền trên hệ thống', en: 'Power in the system' },
        as: 'choice',
        choices: POWERS,
        optional: true,
      },
      from,
    ],
  },
  recruit: {
    title: { vi: 'Tuyển dụng, tiếp nhận', en: 'Take into the service' },
    of: 'agency',
    asked: [
      number,
      { name: 'employment', label: { vi: 'Đối tượng', en: 'Employment' }, as: 'choice', choices: EMPLOYMENTS },
      gradeCode,
      step,
      from,
    ],
  },
  appoint: {
    title: { vi: 'Bổ nhiệm, bố trí vào vị trí', en: 'Appoint to a position' },
    of: 'agency',
    asked: [
      number,
      positionCode,
      { name: 'manner', label: { vi: 'Hình thức', en: 'Manner' }, as: 'choice', choices: MANNERS },
      from,
    ],
  },
  'end-appointment': { title: { vi: 'Thôi giữ vị trí', en: 'End the appointment' }, of: 'servant', asked: [from] },
  raise: {
    title: { vi: 'Nâng bậc lương', en: 'Raise the step' },
    of: 'servant',
    asked: [
      from,
      {
        name: 'forMerit',
        label: { vi: 'Trước thời hạn do có thành tích xuất sắc', en: 'Early, for outstanding merit' },
        as: 'check',
        optional: true,
      },
    ],
  },
  grade: {
    title: { vi: 'Nâng ngạch, chuyển ngạch', en: 'Change the grade' },
    of: 'servant',
    asked: [gradeCode, step, from],
  },
  training: {
    title: { vi: 'Ghi nhận đào tạo, bồi dưỡng', en: 'Record training' },
    of: 'servant',
    asked: [
      { name: 'kind', label: { vi: 'Loại', en: 'Kind' }, as: 'choice', choices: TRAININGS },
      { name: 'course', label: { vi: 'Khóa học, ngành học', en: 'Course' }, as: 'text' },
      { name: 'institution', label: { vi: 'Cơ sở đào tạo', en: 'Institution' }, as: 'text' },
      {
        name: 'certificate',
        label: { vi: 'Số văn bằng, chứng chỉ', en: 'Certificate number' },
        as: 'text',
        optional: true,
      },
      from,
    ],
  },
  commend: {
    title: { vi: 'Khen thưởng', en: 'Commend' },
    of: 'servant',
    asked: [
      form(COMMENDATIONS),
      { name: 'merit', label: { vi: 'Thành tích', en: 'For what' }, as: 'words', longest: 500 },
      from,
    ],
  },
  discipline: {
    title: { vi: 'Kỷ luật', en: 'Discipline' },
    of: 'servant',
    asked: [
      form(DISCIPLINES),
      { name: 'violation', label: { vi: 'Hành vi vi phạm', en: 'Violation' }, as: 'words', longest: 500 },
      from,
    ],
  },
  leave: {
    title: { vi: 'Nghỉ hưu, thôi việc', en: 'Leave the service' },
    of: 'servant',
    asked: [{ name: 'why', label: { vi: 'Lý do', en: 'Why' }, as: 'choice', choices: LEAVINGS }, from],
  },
};

/** What a form said, as the service of its act takes it. Empty fields are left out. */
export function inputOf(act: ActName, typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const input: Record<string, unknown> = { decision: decisionTyped(typed) };
  for (const { name, as } of FORMS[act].asked) {
    const value = typeof typed[name] === 'string' ? typed[name].trim() : '';
    if (as === 'check') input[name] = value !== '';
    else if (value !== '')
      input[name] = as === 'whole' ? Number(value) : name === 'number' ? value.replace(/\s/g, '') : value;
  }
  return input;
}
