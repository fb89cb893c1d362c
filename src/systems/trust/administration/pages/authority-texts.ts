import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Lập nơi cấp kế nhiệm sớm',
  lead: 'Khi khóa của một nơi cấp bị nghi ngờ, hoặc cần đổi trước hạn. Nơi cấp mới có khóa và tên riêng, cấp mọi chứng thư từ lúc được duyệt; con dấu số và dịch vụ tự nhận chứng thư mới ở lần dùng tới.',
  old: 'Nơi cấp cũ không cấp nữa nhưng vẫn trả lời về những gì đã cấp, và những gì đã cấp vẫn có giá trị. Nếu khóa đã lộ, hãy yêu cầu thu hồi nơi cấp cũ sau khi nơi cấp mới đã có: khi đó mọi chứng thư dưới nó hết hiệu lực.',
  which: 'Nơi cấp',
};

const en: typeof vi = {
  title: 'Give an authority a successor early',
  lead: 'When the key of an authority is suspected, or has to be changed before its time. The new one has a key and a name of its own and issues everything once this is approved; seals and services get another certificate at the next need.',
  old: 'The old one issues no more, but goes on telling of what it issued, which stays good. If its key is in other hands, ask for it to be revoked once the new one is there: then nothing below it holds.',
  which: 'Authority',
};

export const authorityTexts: Record<Language, typeof vi> = { vi, en };
