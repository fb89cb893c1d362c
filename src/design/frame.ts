import type { Asked } from '../kernel/route.ts';
import type { Bilingual } from '../kernel/text.ts';
import type { Frame } from './page.tsx';

/** Where the header of the desk leads, by the post in which somebody works. */
const DESKS: Readonly<Record<string, readonly { href: string; label: Bilingual }[]>> = {
  'civil-status-officer': [
    { href: '/desk/queue', label: { vi: 'Hồ sơ khai sinh', en: 'Births' } },
    { href: '/desk/civil-status', label: { vi: 'Sổ hộ tịch', en: 'Books' } },
  ],
  'identity-officer': [
    { href: '/desk/identity', label: { vi: 'Căn cước', en: 'Identity cards' } },
    { href: '/desk/foreigners', label: { vi: 'Người nước ngoài', en: 'Foreigners' } },
  ],
  'insurance-officer': [{ href: '/desk/insurance', label: { vi: 'Bảo hiểm', en: 'Insurance' } }],
  'police-residence-officer': [
    { href: '/desk/queue', label: { vi: 'Trẻ mới sinh', en: 'Newborns' } },
    { href: '/desk/residence', label: { vi: 'Cư trú', en: 'Residence' } },
  ],
  'business-registration-officer': [
    { href: '/desk/enterprises', label: { vi: 'Doanh nghiệp', en: 'Enterprises' } },
    { href: '/desk/applications', label: { vi: 'Hồ sơ trực tuyến', en: 'Online applications' } },
  ],
  'household-business-officer': [
    { href: '/desk/applications', label: { vi: 'Hồ sơ trực tuyến', en: 'Online applications' } },
  ],
  'legal-drafting-officer': [{ href: '/desk/rules', label: { vi: 'Bộ quy tắc', en: 'Rule sets' } }],
  'trust-services-administrator': [
    { href: '/desk/certificates', label: { vi: 'Chứng thư số', en: 'Certificates' } },
    { href: '/desk/certificates/requests', label: { vi: 'Yêu cầu', en: 'Requests' } },
    { href: '/desk/certificates/calendar', label: { vi: 'Lịch hết hạn', en: 'Expiry' } },
    { href: '/desk/certificates/posts', label: { vi: 'Chức vụ', en: 'Posts' } },
    { href: '/desk/certificates/state', label: { vi: 'Tình trạng', en: 'State' } },
  ],
  'public-finance-officer': [
    { href: '/desk/finance/units', label: { vi: 'Đơn vị ngân sách', en: 'Budget units' } },
    { href: '/desk/finance/debts', label: { vi: 'Nợ công', en: 'Public debt' } },
    { href: '/desk/finance/guarantees', label: { vi: 'Bảo lãnh', en: 'Guarantees' } },
    { href: '/desk/finance/results', label: { vi: 'Kết quả ngân sách', en: 'Budget results' } },
  ],
};

/** Where every official has something of their own. */
const OF_EVERY_POST = [{ href: '/desk/signatures', label: { vi: 'Chữ ký số', en: 'Signatures' } }];

/** What surrounds the page that answers a request: who is signed in, the token of its forms, the notice of the synthetic country. */
export function frameOf(
  asked: Pick<Asked, 'house' | 'language' | 'session' | 'formToken'>,
  area: Frame['area'] = asked.session?.area ?? 'public',
): Frame {
  const holder = area === 'public' ? undefined : asked.session?.holder;
  const links = area === 'desk' ? [...(DESKS[holder?.post?.role ?? ''] ?? []), ...OF_EVERY_POST] : undefined;
  return {
    ...(links && { navigation: links.map(({ href, label }) => ({ href, label: label[asked.language] })) }),
    synthetic: asked.house.synthetic,
    area,
    ...(holder && {
      user: { name: holder.name, kind: holder.kind, ...(holder.post && { post: holder.post.title[asked.language] }) },
    }),
    ...(asked.formToken && { csrfToken: asked.formToken }),
  };
}
