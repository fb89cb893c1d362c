import { type Bead, Thread } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';

const texts = {
  vi: {
    course: 'Các bước khai',
    birth: 'Chọn việc sinh',
    parents: 'Cha mẹ',
    child: 'Tên con',
    residence: 'Nơi ở',
    review: 'Xem lại, nộp',
  },
  en: {
    course: 'Steps of the form',
    birth: 'The birth',
    parents: 'Parents',
    child: 'The child’s name',
    residence: 'Home',
    review: 'Review, submit',
  },
} as const;

export type FormStep = 'parents' | 'child' | 'residence' | 'review';

/** The thread above the form: its steps, which are done, where one is. What is done can be gone back to. */
export function FormCourse({ language, dossier, at }: { language: Language; dossier: DossierView; at: FormStep }) {
  const words = texts[language];
  const beads: Bead[] = [
    { label: words.birth, state: 'done' },
    ...dossier.sections.map(({ name, isDone }): Bead => {
      const state = name === at ? 'current' : isDone ? 'done' : 'waiting';
      const href = isDone && name !== at ? { href: `/dossiers/${dossier.id}/${name}` } : {};
      return { label: words[name], state, ...href };
    }),
    { label: words.review, state: at === 'review' ? 'current' : 'waiting' },
  ];
  return <Thread label={words.course} beads={beads} />;
}
