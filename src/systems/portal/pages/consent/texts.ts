import type { Language } from '../../../../kernel/text.ts';

const vi = {
  back: 'Việc của tôi',
  over: 'Con tôi chào đời',
  title: '{name} nhờ bạn đồng ý',
  lead: 'Luật cần cả hai cha mẹ cùng thỏa thuận. Hãy đọc kỹ rồi trả lời; không ai trả lời thay bạn, và không trả lời nghĩa là không đồng ý.',
  asked: 'Bạn được hỏi điều gì',
  reason_recognition:
    'Bạn nhận đây là con của mình. Tên bạn được ghi là cha hoặc mẹ trong giấy khai sinh, với mọi quyền và nghĩa vụ của cha mẹ.',
  reason_surname: 'Con mang họ {family}, không mang họ cha.',
  reason_ethnic_group: 'Con được ghi dân tộc {value}; cha mẹ khác dân tộc.',
  reason_hometown: 'Quê quán của con được ghi là {value}, theo mẹ.',
  reason_residence: 'Con thường trú tại {value}.',
  reason_nationality: 'Con mang quốc tịch {value}.',
  child: 'Sẽ ghi cho con',
  question: 'Bạn có đồng ý không?',
  yes: 'Tôi đồng ý',
  yesHint: 'Hồ sơ được gửi đến các cơ quan ngay.',
  no: 'Tôi không đồng ý',
  noHint: 'Hồ sơ trở lại người nộp để sửa. Chưa cơ quan nào nhận được.',
  reason: 'Lý do không đồng ý',
  reasonHint: 'Người nộp hồ sơ đọc được điều này.',
  send: 'Gửi trả lời',
  unclear: 'theo người nộp khai',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    back: 'My cases',
    over: 'My child is born',
    title: '{name} asks for your consent',
    lead: 'By law both parents agree on this. Read it and answer; nobody can answer for you, and no answer counts as no.',
    asked: 'What you are asked',
    reason_recognition:
      'You recognise this child as yours. You are entered as a parent on the birth certificate, with all rights and duties of a parent.',
    reason_surname: 'The child bears the surname {family}, not the father’s.',
    reason_ethnic_group: 'The child is entered in the ethnic group {value}; the parents are of different groups.',
    reason_hometown: 'The child’s hometown is entered as {value}, the mother’s.',
    reason_residence: 'The child’s permanent residence is {value}.',
    reason_nationality: 'The child’s nationality is {value}.',
    child: 'To be entered for the child',
    question: 'Do you agree?',
    yes: 'I agree',
    yesHint: 'The dossier goes to the agencies at once.',
    no: 'I do not agree',
    noHint: 'The dossier goes back to the applicant to be changed. No agency receives it.',
    reason: 'Why you do not agree',
    reasonHint: 'The applicant reads this.',
    send: 'Send the answer',
    unclear: 'as the applicant told',
  },
};
