import { newId } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual, Language } from '../../../kernel/text.ts';
import { contactOf } from '../../identity/index.ts';
import {
  type MessageToSend,
  type TemplateName,
  type TemplateValues,
  sendMessageInJob,
} from '../../notifications/index.ts';
import { HOUSEHOLD_TITLES } from '../household/titles.ts';
import { ACT_TITLES, REGISTER_TITLE } from '../registration/titles.ts';
import { type Matter, isHouseholdMatter } from './schemas.ts';
import type { Application } from './store.ts';

/** The job that hands a message over. */
export const TELL = 'enterprises.tell';

/** What can be applied for, in words. */
export function matterTitle(matter: Matter): Bilingual {
  if (matter === 'register') return REGISTER_TITLE;
  if (isHouseholdMatter(matter)) return HOUSEHOLD_TITLES[matter];
  return ACT_TITLES[matter];
}

interface Telling {
  key: string;
  to: string;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  caseNumber: string | null;
}

/** Has a person told about an application, once this transaction commits. */
export async function tell<Name extends TemplateName>(
  tx: Tx,
  { number, language }: Pick<Application, 'number' | 'language'>,
  message: { template: Name; to: string; values: TemplateValues<Name> },
): Promise<void> {
  const { to, template, values } = message;
  const telling: Telling = { key: newId(), to, template, values, language, caseNumber: number };
  await addJob(tx, { task: TELL, payload: { ...telling } });
}

/** Finds where the person is reached, and hands the message over. */
export async function sendTelling(house: House, telling: Telling): Promise<void> {
  const contact = await contactOf(house, telling.to);
  const { caseNumber, ...message } = telling;
  await sendMessageInJob(house, {
    ...message,
    ...(contact ? { contact } : {}),
    ...(caseNumber ? { caseNumber } : {}),
  } as MessageToSend);
}
