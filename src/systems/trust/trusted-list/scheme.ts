import type { Bilingual } from '../../../kernel/text.ts';
import { generationOf, kindOf } from '../authority.ts';
import type { AuthorityKind, AuthorityName } from '../rules.ts';

/** Who answers for the list, and what its services are called: what does not come from certificates. */

/** The scheme operator: the agency that answers for this system (systems.json). It is the trust service provider too. */
export const OPERATOR = {
  code: 'G06',
  name: { vi: 'Bộ Khoa học và Công nghệ', en: 'Ministry of Science and Technology' },
  address: {
    street: { vi: '18 Nguyễn Du', en: '18 Nguyen Du Street' },
    locality: { vi: 'Hà Nội', en: 'Hanoi' },
  },
} as const;

/** ISO 3166-1 code of the territory (TS 119 612 §5.3.10), which stands in names and identifiers of the scheme too. */
export const TERRITORY = 'VN';

/** Names of the scheme begin with the code of the territory (§5.3.6). */
export const SCHEME_NAME: Bilingual = {
  vi: `${TERRITORY}:Danh sách dịch vụ tin cậy của Chính phủ số Một Cửa`,
  en: `${TERRITORY}:Trusted list of the trust services of the digital government Một Cửa`,
};

export const LEGAL_NOTICE: Bilingual = {
  vi: 'Danh sách này cho biết các dịch vụ tin cậy của nhà nước do hệ thống này cung cấp và trạng thái của từng dịch vụ, theo Luật Giao dịch điện tử số 20/2023/QH15. Quốc gia công bố không phải là thành viên Liên minh châu Âu: không dịch vụ nào ở đây là dịch vụ tin cậy đủ điều kiện theo Quy định (EU) số 910/2014.',
  en: 'This list tells of the state’s trust services that this system provides and of the status of each, under the Law on Electronic Transactions 20/2023/QH15. The territory is no member of the European Union: no service here is a qualified trust service of Regulation (EU) No 910/2014.',
};

const AUTHORITY_SERVICE_NAMES: Readonly<Record<AuthorityKind, Bilingual>> = {
  root: { vi: 'Chứng thực gốc', en: 'Root certification authority' },
  'agency-seal-authority': { vi: 'Cấp chứng thư con dấu số của cơ quan', en: 'Certificates of agencies’ seals' },
  'service-authority': { vi: 'Cấp chứng thư cho dịch vụ tin cậy', en: 'Certificates of trust services' },
  'person-authority': {
    vi: 'Cấp chứng thư chữ ký của cá nhân và cán bộ',
    en: 'Certificates of people’s and officials’ signatures',
  },
  'machine-authority': { vi: 'Cấp chứng thư cho máy chủ', en: 'Certificates of machines' },
  'post-quantum-root': { vi: 'Chứng thực gốc hậu lượng tử', en: 'Post-quantum root certification authority' },
  'post-quantum-seal-authority': {
    vi: 'Cấp chứng thư con dấu hậu lượng tử của cơ quan',
    en: 'Certificates of agencies’ post-quantum seals',
  },
};

/** What an authority is called as a service; those that succeeded the first are numbered. */
export function authorityServiceName(name: AuthorityName): Bilingual {
  const { vi, en } = AUTHORITY_SERVICE_NAMES[kindOf(name)];
  const number = generationOf(name) > 1 ? ` (${generationOf(name)})` : '';
  return { vi: `${vi}${number}`, en: `${en}${number}` };
}

export const STAMPING_NAME: Bilingual = { vi: 'Cấp dấu thời gian', en: 'Time stamps' };

/** What the service is called that answers about an authority's certificates. */
export const answersName = (authority: AuthorityName): Bilingual => {
  const { vi, en } = authorityServiceName(authority);
  return { vi: `Trả lời về trạng thái: ${vi}`, en: `Answers about standing: ${en}` };
};
