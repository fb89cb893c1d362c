import { type FieldMessages, type Frame, type NavigationLink, PATHS } from '../../design/index.ts';
import { sentenceOf } from '../../kernel/http.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Asked } from '../../kernel/route.ts';
import type { Bilingual, Language } from '../../kernel/text.ts';
import { unreadCount } from '../notifications/index.ts';

type AnyAsked = Asked<unknown, unknown, unknown>;

/** What every page of the portal is given besides its own view. */
export interface PageView {
  language: Language;
  /** Path and query of the page, for links back to here. */
  path: string;
  frame: Frame;
}

const LINKS: readonly { href: string; label: Bilingual; signedIn?: boolean; signedOut?: boolean }[] = [
  { href: PATHS.services, label: { vi: 'Dịch vụ công', en: 'Services' } },
  { href: '/entitlements', label: { vi: 'Quyền lợi', en: 'Entitlements' }, signedOut: true },
  { href: '/dossiers', label: { vi: 'Việc của tôi', en: 'My cases' }, signedIn: true },
  { href: '/my-land', label: { vi: 'Đất của tôi', en: 'My land' }, signedIn: true },
  { href: PATHS.documents, label: { vi: 'Giấy tờ của tôi', en: 'My documents' } },
  { href: '/my-data', label: { vi: 'Dữ liệu của tôi', en: 'My data' }, signedIn: true },
  { href: '/my-signatures', label: { vi: 'Chữ ký số', en: 'Signatures' }, signedIn: true },
  { href: PATHS.dataLog, label: { vi: 'Ai đã xem', en: 'Who has seen my data' } },
];

/** The frame of a page, without what must be looked up: for the edge, which cannot wait. */
export function edgeFrameOf(asked: AnyAsked): Frame {
  const { language, session } = asked;
  const area = session?.area ?? 'public';
  const frame: Frame = { synthetic: asked.house.synthetic, area };
  if (area !== 'desk') frame.navigation = linksFor(language, session !== undefined);
  if (session) {
    const { holder } = session;
    frame.user = { name: holder.name, kind: holder.kind };
    if (holder.post) frame.user.post = holder.post.title[language];
  }
  if (asked.formToken) frame.csrfToken = asked.formToken;
  return frame;
}

const linksFor = (language: Language, isSignedIn: boolean): NavigationLink[] =>
  LINKS.filter(({ signedIn, signedOut }) => (isSignedIn ? !signedOut : !signedIn)).map(({ href, label }) => ({
    href,
    label: label[language],
  }));

/** The frame of a page: who is signed in, their unread messages, the token of the page's forms. */
export async function frameOf(asked: AnyAsked): Promise<Frame> {
  const frame = edgeFrameOf(asked);
  const holder = asked.session?.holder;
  if (holder?.kind === 'person') frame.unread = await unreadCount(asked.house, holder.number);
  return frame;
}

/** Language, path and frame of a page: what each page function takes besides what it shows. */
export async function viewOf(asked: AnyAsked): Promise<PageView> {
  return { language: asked.language, path: asked.path, frame: await frameOf(asked) };
}

/** What a form shows when it comes back refused. */
export interface Refused {
  /** What was typed, by the names of the fields. */
  values: Record<string, string | readonly string[] | undefined>;
  /** The sentence of each refused field. */
  messages: FieldMessages;
  /** The sentence of a refusal that is no field's. */
  general: string | undefined;
}

/**
 * A refusal in sentences, with everything that was typed. A refusal without fields becomes that of `field` when its code
 * begins with `prefix`: a file that is too large is refused while it is read, before anybody knows whose it is.
 */
export function refusedForm(
  asked: Asked<unknown, unknown, Record<string, unknown>>,
  refusal: Refusal,
  owner?: { field: string; prefix: string },
): Refused {
  const { house, language } = asked;
  const messages: Record<string, string> = {};
  for (const { field, code, values } of refusal.fields) {
    messages[field] ??= sentenceOf(house, code, values ?? {}, language);
  }
  const whole = sentenceOf(house, refusal.code, refusal.values, language);
  if (refusal.fields.length === 0 && owner && refusal.code.startsWith(owner.prefix)) messages[owner.field] = whole;
  const isGeneral = Object.keys(messages).length === 0;
  const values = Object.fromEntries(
    Object.entries(asked.body ?? {}).filter(([, value]) => typeof value === 'string' || isTexts(value)),
  ) as Refused['values'];
  return { values, messages, general: isGeneral ? whole : undefined };
}

/** The sentences for the summary above a form: each begins with its field's label when there are several to tell apart. */
export function withLabels(messages: FieldMessages, labels: Readonly<Record<string, string>>): FieldMessages {
  const entries = Object.entries(messages);
  if (entries.length < 2) return messages;
  return Object.fromEntries(
    entries.map(([field, sentence]) => [field, labels[field] ? `${labels[field]}: ${sentence}` : sentence]),
  );
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
