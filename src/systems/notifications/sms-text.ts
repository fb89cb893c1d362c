/** How long an SMS is, and how a text is made to fit (3GPP TS 23.038 §6.1 and §6.2.1). */

/** The most segments that we send: each is paid for. */
export const SMS_SEGMENTS_MOST = 2;

const GSM_7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** These take two places each. */
const GSM_7_EXTENDED = new Set('^{}\\[~]|€');

/** Segments that a text takes: 160 letters of the GSM alphabet or 70 of any other, 153 and 67 a segment when there are more. */
export function smsSegments(text: string): number {
  let septets = 0;
  for (const letter of text) {
    if (GSM_7.has(letter)) septets += 1;
    else if (GSM_7_EXTENDED.has(letter)) septets += 2;
    else return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  }
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

const PLAIN: Record<string, string> = {
  đ: 'd',
  Đ: 'D',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
};

/** Vietnamese without tones, in letters of the GSM alphabet only; a letter that has none becomes a question mark. */
export function unaccented(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ“”‘’–—…]/g, (letter) => PLAIN[letter]!);
  return [...plain].map((letter) => (GSM_7.has(letter) || GSM_7_EXTENDED.has(letter) ? letter : '?')).join('');
}

export interface SmsText {
  text: string;
  /** What had to be done to make it fit. */
  note: 'unaccented' | 'shortened' | undefined;
}

/** The text as it can be sent: as it is, else without tones, else without tones and cut, always within two segments. */
export function fitSms(text: string): SmsText {
  const line = text.replace(/\s+/g, ' ').trim();
  if (smsSegments(line) <= SMS_SEGMENTS_MOST) return { text: line, note: undefined };
  let plain = unaccented(line);
  if (smsSegments(plain) <= SMS_SEGMENTS_MOST) return { text: plain, note: 'unaccented' };
  while (smsSegments(`${plain}...`) > SMS_SEGMENTS_MOST) plain = plain.slice(0, -1);
  return { text: `${plain}...`, note: 'shortened' };
}
