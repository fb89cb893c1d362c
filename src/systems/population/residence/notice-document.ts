import { field, fields, letterhead, sectionTitle, type Answer } from '../../../design/documents/official.ts';
import { INDIGO, INK } from '../../../design/documents/ornaments.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { type Sealing, UPRIGHT_WIDTH, makeUprightSheet } from '../../../design/documents/upright.ts';
import { gap, stack, text, type Part, type Run } from '../../../kernel/pdf-text.ts';
import { formatDate } from '../../../kernel/text.ts';

/** What a notice of residence says (Law on Residence 2020 art. 22 and 28; after form CT08). Names are written out in Vietnamese. */
export interface ResidenceNoticeContent extends Sealing {
  /** E.g. `58/TB-CAP`. */
  number: string;
  dossierNumber: string;
  /** Where the notice is dated: `Giảng Võ`. */
  place: string;
  /** Civil date. */
  issuedOn: string;
  /** Whom it is addressed to, e.g. `Ông Nguyễn Văn Minh`. */
  recipient: string;
  kind: 'permanent' | 'temporary';
  person: { fullName: string; birthDate: string; sex: 'male' | 'female'; personalNumber: string };
  residence: {
    address: string;
    /** Name of the head of the household. */
    householdHead: string;
    /** E.g. `Con`. */
    relationToHead: string;
    /** Civil date. */
    registeredOn: string;
  };
  agency: { name: string; parentName: string };
}

const KINDS = {
  permanent: { outcome: 'đăng ký thường trú', label: 'Nơi thường trú:' },
  temporary: { outcome: 'đăng ký tạm trú', label: 'Nơi tạm trú:' },
} as const;

/** Sizes of letters: long names and places make them smaller, not the sheets more. */
const SIZES: readonly number[] = [13, 12, 11, 10, 9];

/** The notice of residence as PDF/A-2a on one page of A4, not yet sealed. Takes 1 to 2 ms. */
export function makeResidenceNotice(content: ResidenceNoticeContent): Uint8Array {
  return makeUprightSheet(content, {
    title: `Thông báo kết quả giải quyết đăng ký cư trú ${content.number}: ${content.person.fullName}`,
    sizes: SIZES,
    said: (size) => noticePart(content, size),
  });
}

/** Everything above the signed end. */
function noticePart(content: ResidenceNoticeContent, size: number): Part {
  const { person, residence, agency } = content;
  const kind = KINDS[content.kind];
  const [year, month, day] = content.issuedOn.split('-');
  const style = { size, leading: 0.62 * size };
  const between = 0.9 * size;
  const plain = (words: string): Run => ({ text: words, size, colour: INK });
  const bold = (words: string): Run => ({ text: words, size, colour: INK, face: 'bold' });
  const centred = { width: UPRIGHT_WIDTH, align: 'center', leading: style.leading } as const;
  const paragraph = (...runs: Run[]) => text(runs, { width: UPRIGHT_WIDTH, leading: style.leading, justify: true });
  const rows = (...items: Part[]) => stack(3.4 * MM, ...items);
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, UPRIGHT_WIDTH, label, answer, strong);
  return stack(
    0,
    letterhead({
      issuer: { parent: agency.parentName, name: agency.name },
      number: [plain(`Số: ${content.number}`)],
      dated: [{ ...plain(`${content.place}, ngày ${day} tháng ${month} năm ${year}`), face: 'italic' }],
      size: 11.5,
      em: size,
      width: UPRIGHT_WIDTH,
    }),
    gap(7 * MM + 2 * between),
    text([{ text: 'THÔNG BÁO', size: 17, colour: INDIGO, face: 'bold', tracking: 0.6 }], { ...centred, type: 'H1' }),
    gap(0.5 * MM + 0.75 * size),
    text([{ ...bold('Về kết quả giải quyết đăng ký cư trú'), size: size + 0.5 }], centred),
    gap(4 * MM + 0.9 * (size + 0.5)),
    text([plain('Kính gửi: '), bold(content.recipient)], centred),
    gap(4 * MM + between),
    paragraph(
      plain('Căn cứ Luật Cư trú số 68/2020/QH14 và hồ sơ số '),
      bold(content.dossierNumber),
      plain(`, ${agency.name} thông báo: đã ${kind.outcome} cho công dân có thông tin sau đây.`),
    ),
    gap(2 * MM + between),
    rows(
      sectionTitle('1. Công dân', size, UPRIGHT_WIDTH),
      one('Họ, chữ đệm và tên:', {
        text: person.fullName.toLocaleUpperCase('vi'),
        size: size + 1,
        face: 'bold',
        colour: INDIGO,
      }),
      fields(
        style,
        UPRIGHT_WIDTH,
        { label: 'Ngày, tháng, năm sinh:', answer: formatDate(person.birthDate, 'vi'), strong: true },
        { label: 'Giới tính:', answer: person.sex === 'male' ? 'Nam' : 'Nữ' },
      ),
      one('Số định danh cá nhân:', { text: person.personalNumber, size, face: 'bold', tracking: 0.8 }),
    ),
    gap(3.5 * MM + between),
    rows(
      sectionTitle('2. Nơi cư trú', size, UPRIGHT_WIDTH),
      one(kind.label, residence.address, true),
      one('Họ, chữ đệm và tên chủ hộ:', residence.householdHead),
      fields(
        style,
        UPRIGHT_WIDTH,
        { label: 'Quan hệ với chủ hộ:', answer: residence.relationToHead },
        { label: 'Có hiệu lực từ:', answer: formatDate(residence.registeredOn, 'vi'), strong: true },
      ),
    ),
    gap(3.5 * MM + between),
    paragraph(
      plain(
        'Thông tin đã được cập nhật vào Cơ sở dữ liệu quốc gia về dân cư và Cơ sở dữ liệu về cư trú. Công dân không phải xuất trình lại giấy tờ đã có trong các cơ sở dữ liệu này khi làm thủ tục khác.',
      ),
    ),
  );
}
