import { Refusal } from '../../kernel/refusal.ts';
import type { Bilingual, Language } from '../../kernel/text.ts';
import {
  type TemplateName,
  templates,
  type TemplateSecrets,
  type TemplateValues,
  type Templates,
} from './templates/list.ts';
import type { PlaceKind, Places, Template } from './templates/template.ts';

export type Channel = 'email' | 'sms';

/** Where a person can be reached; what is missing is left out. */
export interface Contact {
  phone?: string | undefined;
  email?: string | undefined;
}

/** Whether a person wants mail and SMS besides the inbox, and the language of messages. */
export interface Preferences {
  email: boolean;
  sms: boolean;
  language: Language;
}

export const PREFERENCES_BY_DEFAULT: Preferences = { email: true, sms: true, language: 'vi' };

type CaseNumber<Name extends TemplateName> = Templates[Name]['aboutCase'] extends true
  ? { caseNumber: string }
  : { caseNumber?: string };
type Secrets<Name extends TemplateName> = keyof Templates[Name]['secrets'] extends never
  ? { secretValues?: undefined }
  : { secretValues: TemplateSecrets<Name> };

/** A message to a person, as asked for. */
export type MessageToSend<Name extends TemplateName = TemplateName> = {
  /** The same key is sent once, e.g. `case-received:<case id>`. 200 characters at most. */
  key: string;
  /** Personal number of the person it is for. */
  to: string;
  contact?: Contact;
  template: Name;
  values: TemplateValues<Name>;
  /** When not given: what the person prefers, else Vietnamese. */
  language?: Language;
} & CaseNumber<Name> &
  Secrets<Name>;

/** A message of any template, after it was checked. */
export interface CheckedMessage {
  key: string;
  to: string;
  contact: Contact;
  template: TemplateName;
  values: Record<string, unknown>;
  secretValues: Record<string, unknown>;
  language: Language | undefined;
  caseNumber: string | undefined;
}

/** A message as the person's inbox has it. */
export interface InboxMessage {
  id: string;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  caseNumber: string | undefined;
  createdAt: Date;
  readAt: Date | undefined;
}

export const KEY_LENGTH_MOST = 200;
/** The longest value of a place, in characters: a reason typed by an official. */
export const VALUE_LENGTH_MOST = 2_000;

// RFC 5321 §4.1.2 without quoted local parts and address literals: whatever could end a header or add a recipient is out.
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const EMAIL_LENGTH_MOST = 254;
// A national number of ten digits, or an international one (E.164).
const PHONE = /^(0\d{9}|\+[1-9]\d{7,14})$/;

/** The address that a mail can go to, or a refusal. */
export function checkEmail(text: string): string {
  if (text.length > EMAIL_LENGTH_MOST || !EMAIL.test(text)) throw new Refusal('notifications.email_wrong', 422);
  return text;
}

/** The number that an SMS can go to, without the spaces and dots that people write, or a refusal. */
export function checkPhone(text: string): string {
  const phone = text.replace(/[ .-]/g, '');
  if (!PHONE.test(phone)) throw new Refusal('notifications.phone_wrong', 422);
  return phone;
}

// Control characters other than line breaks and tabs, and the signs that turn the direction of writing around.
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** Checks a message whoever asked for it: refuses wrong contacts, values that the template does not have or that could pass for something else. */
export function checkMessage(message: MessageToSend): CheckedMessage {
  const template: Template | undefined = Object.hasOwn(templates, message.template)
    ? templates[message.template]
    : undefined;
  if (!template) throw new Refusal('notifications.template_unknown', 422, { values: { template: message.template } });
  if (message.key.length < 1 || message.key.length > KEY_LENGTH_MOST) throw new Refusal('notifications.key_wrong', 422);
  if (!/^\d{12}$/.test(message.to)) throw new Refusal('notifications.person_wrong', 422);
  const caseNumber = message.caseNumber;
  if (caseNumber === undefined ? template.aboutCase : !/^[A-Z0-9.-]{1,60}$/.test(caseNumber))
    throw new Refusal('notifications.case_number_wrong', 422);
  const { phone, email } = message.contact ?? {};
  return {
    key: message.key,
    to: message.to,
    contact: {
      ...(phone === undefined ? {} : { phone: checkPhone(phone) }),
      ...(email === undefined ? {} : { email: checkEmail(email) }),
    },
    template: message.template,
    values: checkValues(template, template.values, message.values),
    secretValues: checkValues(template, template.secrets, message.secretValues ?? {}),
    language: message.language,
    caseNumber,
  };
}

function checkValues(template: Template, places: Places, values: object): Record<string, unknown> {
  const given = new Map(Object.entries(values));
  const unknown = [...given.keys()].find((place) => !Object.hasOwn(places, place));
  if (unknown !== undefined) throw new Refusal('notifications.value_wrong', 422, { values: { place: unknown } });
  const subjects = `${template.vi.subject} ${template.en.subject}`;
  return Object.fromEntries(
    Object.entries(places).map(([place, kind]) => {
      const value = checkedValue(kind, given.get(place));
      if (value === undefined) throw new Refusal('notifications.value_wrong', 422, { values: { place } });
      if (subjects.includes(`{${place}}`) && textsOf(value).some((text) => /[\r\n]/.test(text)))
        throw new Refusal('notifications.value_not_one_line', 422, { values: { place } });
      return [place, value];
    }),
  );
}

function checkedValue(kind: PlaceKind, value: unknown): unknown {
  const text = (part: unknown) =>
    typeof part === 'string' && part.trim() !== '' && part.length <= VALUE_LENGTH_MOST && !UNSEEN.test(part);
  switch (kind) {
    case 'text':
      return text(value) ? value : undefined;
    case 'number':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
    case 'bilingual': {
      const { vi, en } = (value ?? {}) as Partial<Bilingual>;
      return text(vi) && text(en) ? { vi, en } : undefined;
    }
  }
}

const textsOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).map(String) : [String(value)];

/** By which channels a message can go besides the inbox. */
export function channelsOf({ contact: { phone, email } }: CheckedMessage): { channel: Channel; address: string }[] {
  return [
    ...(phone === undefined ? [] : [{ channel: 'sms' as const, address: phone }]),
    ...(email === undefined ? [] : [{ channel: 'email' as const, address: email }]),
  ];
}

/** Whether a message holds a secret: it goes wherever the person can be reached, wanted or not, and before all others. */
export const holdsSecret = (template: TemplateName): boolean => Object.keys(templates[template].secrets).length > 0;

/** Sentences of this system's refusals. */
export const sentences = {
  'notifications.template_unknown': {
    vi: 'Không có mẫu thông báo {template}.',
    en: 'There is no message template {template}.',
  },
  'notifications.key_wrong': {
    vi: 'Khóa của thông báo phải có từ 1 đến 200 ký tự.',
    en: 'The key of a message has 1 to 200 characters.',
  },
  'notifications.key_used': {
    vi: 'Khóa này đã dùng cho một thông báo khác.',
    en: 'This key was already used for another message.',
  },
  'notifications.person_wrong': {
    vi: 'Số định danh cá nhân phải có 12 chữ số.',
    en: 'A personal number has 12 digits.',
  },
  'notifications.case_number_wrong': {
    vi: 'Thông báo này phải có mã hồ sơ hợp lệ.',
    en: 'This message needs a valid case number.',
  },
  'notifications.email_wrong': {
    vi: 'Địa chỉ thư điện tử không đúng. Hãy kiểm tra lại, ví dụ: ten@vidu.vn.',
    en: 'This is not an e-mail address. Check it, e.g. name@example.org.',
  },
  'notifications.phone_wrong': {
    vi: 'Số điện thoại không đúng. Hãy nhập 10 chữ số, bắt đầu bằng 0.',
    en: 'This is not a phone number. Type 10 digits beginning with 0, or + and the country code.',
  },
  'notifications.value_wrong': {
    vi: 'Nội dung của mục {place} bị thiếu, quá dài hoặc có ký tự không dùng được.',
    en: 'What stands for {place} is missing, too long or has characters that cannot be used.',
  },
  'notifications.value_not_one_line': {
    vi: 'Nội dung của mục {place} phải nằm trên một dòng.',
    en: 'What stands for {place} must be on one line.',
  },
  'notifications.message_not_found': {
    vi: 'Không tìm thấy thông báo này trong hộp thư của bạn.',
    en: 'There is no such message in your inbox.',
  },
} as const satisfies Record<string, Bilingual>;
