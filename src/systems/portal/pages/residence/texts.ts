import type { Language } from '../../../../kernel/text.ts';

const vi = {
  over: 'Con tôi chào đời',
  title: 'Con sẽ ở với ai?',
  lead: 'Cha và mẹ thường trú ở hai nơi. Con được ghi thường trú cùng nhà với người bạn chọn; hồ sơ gửi đến xã, phường nơi ấy.',
  which: 'Ghi nơi thường trú của con',
  withMother: 'Cùng mẹ, {name}',
  withFather: 'Cùng cha, {name}',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    over: 'My child is born',
    title: 'With whom will the child live?',
    lead: 'The parents have two permanent residences. The child is entered in the home you choose, and the dossier goes to the commune there.',
    which: 'The child’s permanent residence',
    withMother: 'With the mother, {name}',
    withFather: 'With the father, {name}',
  },
};
