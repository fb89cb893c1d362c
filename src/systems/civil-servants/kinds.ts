import { GRADES } from '../../country/index.ts';
import type { Bilingual } from '../../kernel/text.ts';
import { choice, code, date, defineKind, text, whole } from '../registry/index.ts';
import { COMMENDATIONS, DISCIPLINES, EMPLOYMENTS, MANNERS, POSITION_GROUPS, POWERS, TRAININGS } from './choices.ts';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const AGENCY = '[A-Y]\\d{2}(\\.[0-9A-Z]+)*';
const id = () => code({ title: { vi: 'mã bản ghi', en: 'record id' }, pattern: UUID, disclosure: 'basic' });
const personalNumber = () =>
  code({ title: { vi: 'số định danh cá nhân', en: 'personal number' }, pattern: '\\d{12}', disclosure: 'protected' });
const agencyCode = () => code({ title: { vi: 'mã cơ quan', en: 'agency code' }, pattern: AGENCY, disclosure: 'open' });
const positionCode = () =>
  code({ title: { vi: 'mã vị trí', en: 'position code' }, pattern: 'VT\\d{3}', example: 'VT001', disclosure: 'open' });
const gradeTitles = Object.fromEntries(
  Object.entries(GRADES).map(([grade, { title }]) => [grade, title]),
) as unknown as Record<keyof typeof GRADES, Bilingual>;

/** A position (vị trí việc làm) of an agency, and for how many people it is authorised. */
export const position = defineKind({
  system: 'civil-servants',
  name: 'position',
  title: { vi: 'Vị trí việc làm', en: 'Position' },
  key: ['agencyCode', 'code'],
  fields: {
    agencyCode: agencyCode(),
    code: positionCode(),
    title: text({ title: { vi: 'tên vị trí', en: 'title' }, longest: 200, disclosure: 'open' }),
    category: choice({ title: { vi: 'nhóm', en: 'group' }, choices: POSITION_GROUPS, disclosure: 'open' }),
    gradeCode: choice({ title: { vi: 'ngạch tương ứng', en: 'grade' }, choices: gradeTitles, disclosure: 'open' }),
    staffLimit: whole({
      title: { vi: 'số biên chế', en: 'staffing limit' },
      least: 0,
      most: 10_000,
      disclosure: 'open',
    }),
    power: choice({
      title: { vi: 'quyền trên hệ thống', en: 'power in the system' },
      choices: POWERS,
      optional: true,
      disclosure: 'open',
    }),
  },
  agency: 'agencyCode',
  rules: [
    {
      name: 'over_limit',
      title: { vi: 'Số người giữ vị trí vượt biên chế', en: 'More people hold the position than it is authorised for' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `(SELECT count(*) FROM appointment WHERE appointment.agency_code = position.agency_code
        AND appointment.position_code = position.code AND appointment.valid_during @> :today) > position.staff_limit`,
    },
  ],
});

/** Somebody in the service of the State. Valid from the day of entry to the day of leaving. */
export const servant = defineKind({
  system: 'civil-servants',
  name: 'servant',
  title: { vi: 'Hồ sơ cán bộ, công chức, viên chức', en: 'Civil servant' },
  key: ['number'],
  fields: {
    number: personalNumber(),
    fullName: text({ title: { vi: 'họ, chữ đệm và tên', en: 'full name' }, longest: 200 }),
    sex: choice({
      title: { vi: 'giới tính', en: 'sex' },
      choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
    }),
    bornOn: date({ title: { vi: 'ngày, tháng, năm sinh', en: 'date of birth' }, disclosure: 'protected' }),
    employment: choice({ title: { vi: 'đối tượng', en: 'employment' }, choices: EMPLOYMENTS }),
    agencyCode: agencyCode(),
  },
  names: ['fullName'],
  people: ['number'],
  indexed: [['agencyCode']],
  agency: 'agencyCode',
  shownToPeople: { unchallengeable: ['number'], confirmable: ['agencyCode'] },
  rules: [
    {
      name: 'no_grade',
      title: { vi: 'Chưa có ngạch, bậc lương', en: 'No grade and salary step' },
      dimension: 'sufficient',
      severity: 'error',
      moment: 'stock',
      broken: `NOT EXISTS (SELECT FROM salary_step step WHERE step.number = servant.number AND step.valid_during @> :today)`,
    },
    {
      name: 'no_position',
      title: { vi: 'Không giữ vị trí việc làm nào', en: 'Holds no position' },
      dimension: 'sufficient',
      severity: 'warning',
      moment: 'stock',
      broken: `NOT EXISTS (SELECT FROM appointment held WHERE held.number = servant.number AND held.valid_during @> :today)`,
    },
    {
      name: 'servant_died',
      title: { vi: 'Đã chết mà chưa có quyết định thôi công tác', en: 'Has died, and no leaving has been decided' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM known_death death WHERE death.person_number = servant.number)`,
    },
    {
      name: 'too_young',
      title: { vi: 'Vào công vụ khi chưa đủ 18 tuổi', en: 'Entered the service before 18' },
      dimension: 'correct',
      severity: 'error',
      holds: `lower(valid_during) >= (born_on + interval '18 years')::date`,
    },
  ],
});

/** Somebody holds a position: from when, until when if that is said. */
export const appointment = defineKind({
  system: 'civil-servants',
  name: 'appointment',
  title: { vi: 'Bổ nhiệm, bố trí vào vị trí', en: 'Appointment' },
  key: ['id'],
  fields: {
    id: id(),
    number: personalNumber(),
    agencyCode: agencyCode(),
    positionCode: positionCode(),
    manner: choice({ title: { vi: 'hình thức', en: 'manner' }, choices: MANNERS }),
  },
  people: ['number'],
  indexed: [['number'], ['agencyCode', 'positionCode']],
  references: [
    { fields: ['number'], to: 'servant' },
    { fields: ['agencyCode', 'positionCode'], to: 'position' },
  ],
  agency: 'agencyCode',
  shownToPeople: { unchallengeable: ['id', 'number'] },
});

/** The grade and salary step of somebody; what came before is in the history of validity. */
export const salaryStep = defineKind({
  system: 'civil-servants',
  name: 'salary_step',
  title: { vi: 'Ngạch, bậc lương', en: 'Grade and salary step' },
  key: ['number'],
  fields: {
    number: personalNumber(),
    gradeCode: choice({ title: { vi: 'ngạch', en: 'grade' }, choices: gradeTitles }),
    step: whole({ title: { vi: 'bậc', en: 'step' }, least: 1, most: 12 }),
    countedFrom: date({ title: { vi: 'thời điểm tính nâng bậc', en: 'counted from' } }),
  },
  people: ['number'],
  references: [{ fields: ['number'], to: 'servant' }],
  checks: [
    Object.entries(GRADES)
      .map(([grade, { steps }]) => `(grade_code = '${grade}' AND step <= ${steps})`)
      .join(' OR '),
  ],
  shownToPeople: { unchallengeable: ['number'] },
});

/** What somebody has learnt. */
export const training = defineKind({
  system: 'civil-servants',
  name: 'training',
  title: { vi: 'Đào tạo, bồi dưỡng', en: 'Training' },
  key: ['id'],
  fields: {
    id: id(),
    number: personalNumber(),
    kind: choice({ title: { vi: 'loại', en: 'kind' }, choices: TRAININGS }),
    course: text({ title: { vi: 'khóa học, ngành học', en: 'course' }, longest: 300 }),
    institution: text({ title: { vi: 'cơ sở đào tạo', en: 'institution' }, longest: 300 }),
    certificate: text({
      title: { vi: 'số văn bằng, chứng chỉ', en: 'certificate number' },
      longest: 100,
      optional: true,
    }),
  },
  people: ['number'],
  indexed: [['number']],
  shownToPeople: { unchallengeable: ['id', 'number'] },
});

/** What somebody was commended for. */
export const commendation = defineKind({
  system: 'civil-servants',
  name: 'commendation',
  title: { vi: 'Khen thưởng', en: 'Commendation' },
  key: ['id'],
  fields: {
    id: id(),
    number: personalNumber(),
    form: choice({ title: { vi: 'hình thức', en: 'form' }, choices: COMMENDATIONS }),
    merit: text({ title: { vi: 'thành tích', en: 'for what' }, longest: 500 }),
  },
  people: ['number'],
  indexed: [['number']],
  shownToPeople: { unchallengeable: ['id', 'number'] },
});

/** A decision of discipline, valid for the twelve months in which it counts (Law on Cadres and Civil Servants art. 82.4). */
export const discipline = defineKind({
  system: 'civil-servants',
  name: 'discipline',
  title: { vi: 'Kỷ luật', en: 'Discipline' },
  key: ['id'],
  fields: {
    id: id(),
    number: personalNumber(),
    form: choice({ title: { vi: 'hình thức', en: 'form' }, choices: DISCIPLINES, disclosure: 'protected' }),
    violation: text({
      title: { vi: 'hành vi vi phạm', en: 'violation' },
      longest: 1_000,
      disclosure: 'protected',
      encrypted: true,
    }),
  },
  people: ['number'],
  indexed: [['number']],
  shownToPeople: { unchallengeable: ['id', 'number'] },
});
