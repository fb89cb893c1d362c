import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual, Language } from '../../../kernel/text.ts';
import { contactOf } from '../../identity/index.ts';
import {
  type MessageToSend,
  type TemplateName,
  type TemplateValues,
  sendMessageInJob,
} from '../../notifications/index.ts';
import type { ConsentReason, StepKind } from '../services.ts';
import type { Dossier } from './store.ts';

/** What the joined procedure is called towards people. */
export const PROCEDURE_NAME: Bilingual = {
  vi: 'đăng ký khai sinh, đăng ký thường trú và cấp thẻ bảo hiểm y tế cho con',
  en: 'birth registration, permanent residence and health-insurance card for your child',
};

export const STEP_NAMES: Record<StepKind, Bilingual> = {
  birth: { vi: 'đăng ký khai sinh', en: 'birth registration' },
  residence: { vi: 'đăng ký thường trú', en: 'permanent residence' },
  insurance: { vi: 'cấp thẻ bảo hiểm y tế', en: 'health-insurance card' },
};

const CONSENT_NAMES: Record<ConsentReason, Bilingual> = {
  recognition: { vi: 'việc nhận cha, con', en: 'the recognition of the father' },
  surname: { vi: 'họ của con', en: 'the child’s surname' },
  ethnic_group: { vi: 'dân tộc của con', en: 'the child’s ethnic group' },
  hometown: { vi: 'quê quán của con', en: 'the child’s hometown' },
  residence: { vi: 'nơi thường trú của con', en: 'the child’s residence' },
  nationality: { vi: 'quốc tịch của con', en: 'the child’s nationality' },
};

/** What a second parent is asked to agree to, in words: "họ của con, nơi thường trú của con". */
export function consentInWords(reasons: readonly ConsentReason[]): Bilingual {
  return {
    vi: reasons.map((reason) => CONSENT_NAMES[reason].vi).join(', '),
    en: reasons.map((reason) => CONSENT_NAMES[reason].en).join(', '),
  };
}

/** A name in both languages, where only the Vietnamese one is official. */
export const named = (name: string): Bilingual => ({ vi: name, en: name });

interface Telling {
  key: string;
  to: string;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  caseNumber: string | null;
}

/** A message to the person of a dossier, for the job `cases.tell`: its key makes it one message, even when the job runs twice. */
export const tellingOf = <Name extends TemplateName>(
  dossier: Pick<Dossier, 'number' | 'language'>,
  message: { template: Name; to: string; values: TemplateValues<Name> },
): Telling => ({
  key: newId(),
  to: message.to,
  template: message.template,
  values: message.values,
  language: dossier.language,
  caseNumber: dossier.number,
});

/** The job `cases.tell`: finds where the person is reached, and hands the message over. */
export async function sendTelling(house: House, telling: Telling): Promise<void> {
  const contact = await contactOf(house, telling.to);
  const { caseNumber, ...message } = telling;
  await sendMessageInJob(house, {
    ...message,
    ...(contact ? { contact } : {}),
    ...(caseNumber ? { caseNumber } : {}),
  } as MessageToSend);
}
