import { type Answer, field, fields, letterhead, sectionTitle } from '../../../design/documents/official.ts';
import { INDIGO, INK } from '../../../design/documents/ornaments.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { type Sealing, UPRIGHT_WIDTH, makeUprightSheet } from '../../../design/documents/upright.ts';
import { type Part, type Run, gap, stack, text } from '../../../kernel/pdf-text.ts';
import { formatDate } from '../../../kernel/text.ts';

/** What a certificate of enterprise registration says (Law on Enterprises 59/2020/QH14 art. 28). Names are written out in Vietnamese. */
export interface CertificateContent extends Sealing {
  code: string;
  /** Of the filing that it rests on. */
  filingNumber: string;
  /** `Công ty TNHH một thành viên`: the kind of certificate. */
  legalForm: string;
  name: string;
  foreignName?: string;
  shortName?: string;
  address: string;
  /** `1.000.000.000 đồng` */
  capital: string;
  /** Whom the certificate names with their contributions; none for a joint-stock company. */
  holders: readonly { name: string; number: string; contribution: string }[];
  representatives: readonly { name: string; number: string; title: string }[];
  firstRegisteredOn: string;
  /** 0: first registration. */
  changeNumber: number;
  issuedOn: string;
  place: string;
  agency: { name: string; parentName: string };
}

const SIZES: readonly number[] = [13, 12, 11, 10, 9, 8];

/** The certificate of enterprise registration as PDF/A-2a on one page of A4, not yet sealed. */
export function makeCertificate(content: CertificateContent): Uint8Array {
  return makeUprightSheet(content, {
    title: `Giấy chứng nhận đăng ký doanh nghiệp ${content.code}: ${content.name}`,
    sizes: SIZES,
    said: (size) => saidPart(content, size),
  });
}

/** So many holders stand on the certificate by name; the others are in the register. */
const HOLDERS_NAMED = 12;

function saidPart(content: CertificateContent, size: number): Part {
  const [year, month, day] = content.issuedOn.split('-');
  const style = { size, leading: 0.55 * size };
  const plain = (words: string): Run => ({ text: words, size, colour: INK });
  const bold = (words: string): Run => ({ ...plain(words), face: 'bold' });
  const centred = { width: UPRIGHT_WIDTH, align: 'center', leading: style.leading } as const;
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, UPRIGHT_WIDTH, label, answer, strong);
  const rows = (...items: (Part | undefined)[]) =>
    stack(2.4 * MM, ...items.filter((item): item is Part => item !== undefined));
  const section = (title: string) => sectionTitle(title, size, UPRIGHT_WIDTH);
  const registered = `Đăng ký lần đầu: ngày ${formatDate(content.firstRegisteredOn, 'vi')}`;
  const changed =
    content.changeNumber > 0
      ? `Đăng ký thay đổi lần thứ ${content.changeNumber}: ngày ${formatDate(content.issuedOn, 'vi')}`
      : undefined;
  const named = content.holders.slice(0, HOLDERS_NAMED);
  return stack(
    0,
    letterhead({
      issuer: { parent: content.agency.parentName, name: content.agency.name },
      number: [plain(`Số: ${content.filingNumber}`)],
      dated: [{ ...plain(`${content.place}, ngày ${day} tháng ${month} năm ${year}`), face: 'italic' }],
      size: 11,
      em: size,
      width: UPRIGHT_WIDTH,
    }),
    gap(5 * MM + size),
    text([{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', size: 16, colour: INDIGO, face: 'bold', tracking: 0.4 }], {
      ...centred,
      type: 'H1',
    }),
    gap(1.5 * MM),
    text([bold(content.legalForm.toLocaleUpperCase('vi'))], centred),
    gap(2.5 * MM),
    text([plain('Mã số doanh nghiệp: '), { ...bold(content.code), tracking: 0.8 }], centred),
    gap(1.5 * MM),
    text([{ ...plain(changed ? `${registered} · ${changed}` : registered), face: 'italic' }], centred),
    gap(4 * MM),
    rows(
      section('1. Tên doanh nghiệp'),
      one('Tên bằng tiếng Việt:', content.name.toLocaleUpperCase('vi'), true),
      content.foreignName ? one('Tên bằng tiếng nước ngoài:', content.foreignName) : undefined,
      content.shortName ? one('Tên viết tắt:', content.shortName) : undefined,
      section('2. Địa chỉ trụ sở chính'),
      one('Địa chỉ:', content.address),
      section('3. Vốn điều lệ'),
      one('Vốn điều lệ:', content.capital, true),
      named.length > 0 ? section('4. Chủ sở hữu, thành viên') : undefined,
      ...named.map(({ name, number, contribution }) =>
        fields(
          style,
          UPRIGHT_WIDTH,
          { label: `${name}:`, answer: contribution, strong: true },
          { label: 'Số:', answer: number },
        ),
      ),
      content.holders.length > HOLDERS_NAMED
        ? one('Và', `${content.holders.length - HOLDERS_NAMED} thành viên khác theo Cơ sở dữ liệu quốc gia`)
        : undefined,
      section(named.length > 0 ? '5. Người đại diện theo pháp luật' : '4. Người đại diện theo pháp luật'),
      ...content.representatives.map(({ name, number, title }) =>
        stack(
          1.6 * MM,
          one('Họ, chữ đệm và tên:', name.toLocaleUpperCase('vi'), true),
          fields(
            style,
            UPRIGHT_WIDTH,
            { label: 'Chức danh:', answer: title },
            { label: 'Số định danh:', answer: number },
          ),
        ),
      ),
    ),
  );
}
