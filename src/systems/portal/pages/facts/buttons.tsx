import { Button, Buttons } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';

const texts = {
  vi: { next: 'Lưu và tiếp tục', later: 'Lưu và làm tiếp sau' },
  en: { next: 'Save and continue', later: 'Save and continue later' },
} as const;

/** The buttons of a section: go on, or keep what is there and come back another day. */
export function SectionButtons({ language }: { language: Language }) {
  return (
    <Buttons>
      <Button>{texts[language].next}</Button>
      <Button look="secondary" name="then" value="later">
        {texts[language].later}
      </Button>
    </Buttons>
  );
}
