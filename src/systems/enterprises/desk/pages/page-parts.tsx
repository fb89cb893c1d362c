import type { Frame } from '../../../../design/index.ts';
import { StatusTag, type Tone } from '../../../../design/index.ts';
import { type Language, formatDate, formatNumber } from '../../../../kernel/text.ts';
import { STATUSES, type Status } from '../../enterprise-codes.ts';
import { texts } from './texts.ts';

/** What every page of this desk is given. */
export interface DeskPage {
  language: Language;
  path: string;
  frame: Frame;
}

const TONES: Record<Status, Tone> = {
  operating: 'success',
  suspended: 'warning',
  dissolving: 'warning',
  'in-bankruptcy': 'warning',
  revoked: 'danger',
  dissolved: 'neutral',
  bankrupt: 'neutral',
};

export function EnterpriseStatus({ status, language }: { status: Status; language: Language }) {
  return <StatusTag tone={TONES[status]}>{STATUSES[status][language]}</StatusTag>;
}

/** An amount of VND in words of the language. */
export const vnd = (amount: number, language: Language): string =>
  texts[language].vnd.replace('{amount}', formatNumber(amount, language));

/** Since when and until when. */
export function periodText(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  language: Language,
): string {
  const words = texts[language];
  const from = validFrom ? formatDate(validFrom, language) : '';
  return validUntil
    ? words.validFromUntil.replace('{from}', from).replace('{until}', formatDate(validUntil, language))
    : words.validFrom.replace('{from}', from);
}
