import { frame, INDIGO, INK, SOFT_INK } from '../../../design/documents/ornaments.ts';
import {
  field,
  fields,
  nationalTitle,
  seal,
  sectionTitle,
  syntheticLine,
  verification,
  type Answer,
} from '../../../design/documents/official.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { firstThatFits, makeSheet } from '../../../design/documents/sheet.ts';
import { documentInstant } from '../../../kernel/pdf.ts';
import { prepareBackground, type Background } from '../../../kernel/pdf-page.ts';
import { beside, gap, stack, text, type Part } from '../../../kernel/pdf-text.ts';
import { formatDate, formatNumber } from '../../../kernel/text.ts';
import { cornerTable, planDrawing } from './plan-document.ts';
import type { CertificateContent, CertificateParcel } from './rules.ts';

/** What the certificate shows besides what the register holds of it. */
export interface CertificateOrder extends CertificateContent {
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when nobody owns this land. */
  synthetic: boolean;
}

/** A4, and the room within the frame. */
const SHEET = { width: 210 * MM, height: 297 * MM };
const LEFT = 21 * MM;
const TOP = 19 * MM;
const WIDTH = SHEET.width - 2 * LEFT;
const HEIGHT = SHEET.height - 2 * TOP;
const LEAST_GAP = 2 * MM;

/** How it is set: size of letters, height of the plan, and how many corners the table lists. */
interface Setting {
  size: number;
  plan: number;
  most: number;
}
const SETTINGS: readonly Setting[] = [
  { size: 11.5, plan: 92 * MM, most: 24 },
  { size: 10.5, plan: 78 * MM, most: 22 },
  { size: 10, plan: 66 * MM, most: 20 },
  { size: 9.5, plan: 60 * MM, most: 18 },
  { size: 9, plan: 54 * MM, most: 16 },
  { size: 8, plan: 46 * MM, most: 14 },
];

let background: Background | undefined;

/**
 * The certificate of land-use right as PDF/A-2a on one page of A4, not yet sealed (Land Law 31/2024/QH15 art. 134; after the
 * contents of Circular 10/2024/TT-BTNMT: holders, parcel, plan with corners and lengths, notes, serial, book number).
 */
export function makeCertificate(order: CertificateOrder): Uint8Array {
  background ??= prepareBackground(frame(SHEET.width, SHEET.height));
  const foot = signedEnd(order);
  const said = firstThatFits(SETTINGS, HEIGHT - foot.height - LEAST_GAP, (setting) => registerPart(order, setting));
  return makeSheet(
    {
      ...SHEET,
      background,
      title: `Giấy chứng nhận quyền sử dụng đất ${order.serial}`,
      author: order.issuer.name,
    },
    [
      { part: said, x: LEFT, y: TOP },
      { part: foot, x: LEFT, y: TOP + HEIGHT - foot.height },
    ],
  );
}

function registerPart(order: CertificateOrder, { size, plan, most }: Setting): Part {
  const style = { size, leading: 0.5 * size };
  const rows = (...parts: Part[]) => stack(0.42 * size + 1 * MM, ...parts);
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, WIDTH, label, answer, strong);
  const several = (...items: Parameters<typeof fields>[2][]) => fields(style, WIDTH, ...items);
  const between = gap(0.55 * size + 1.6 * MM);
  const centred = { width: WIDTH, align: 'center', leading: 0.45 * size } as const;
  const [first, ...others] = order.parcels;
  return stack(
    0,
    nationalTitle({ size: 11, em: size, width: WIDTH }),
    gap(3 * MM + size),
    text([{ text: 'GIẤY CHỨNG NHẬN', size: 20, colour: INDIGO, face: 'bold', tracking: 0.8 }], {
      ...centred,
      type: 'H1',
    }),
    gap(1 * MM + 0.6 * size),
    text(
      [
        {
          text: 'QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT',
          size: 11,
          colour: INDIGO,
          face: 'bold',
        },
      ],
      centred,
    ),
    gap(0.8 * MM + 0.5 * size),
    text(
      [
        { text: 'Số phát hành: ', size, colour: SOFT_INK },
        { text: order.serial, size, colour: INK, face: 'bold', tracking: 0.5 },
        { text: '     Số vào sổ cấp giấy: ', size, colour: SOFT_INK },
        { text: order.bookNumber, size, colour: INK, face: 'bold' },
      ],
      centred,
    ),
    between,
    sectionTitle('I. Người sử dụng đất', size + 0.5, WIDTH),
    gap(0.6 * size + 0.6 * MM),
    rows(
      ...order.holders.map(({ name, number, share }) =>
        one(share === '1' ? 'Tên:' : `Phần quyền ${share}:`, number ? `${name} (số định danh: ${number})` : name, true),
      ),
    ),
    between,
    sectionTitle('II. Thửa đất', size + 0.5, WIDTH),
    gap(0.6 * size + 0.6 * MM),
    rows(
      ...(others.length === 0
        ? parcelRows(first!, { one, several })
        : order.parcels.map((parcel) =>
            one(
              `Tờ ${parcel.sheet}, thửa ${parcel.number}:`,
              `${area(parcel)}, ${parcel.landUseTitle} (${parcel.landUse}), mã ${parcel.code}`,
            ),
          )),
      several(
        { label: 'Hình thức sử dụng:', answer: first!.form },
        {
          label: 'Thời hạn:',
          answer: first!.termUntil ? `đến ${formatDate(first!.termUntil, 'vi')}` : 'Lâu dài',
          strong: true,
        },
      ),
      one('Nguồn gốc sử dụng:', first!.origin),
    ),
    between,
    sectionTitle('III. Sơ đồ thửa đất', size + 0.5, WIDTH),
    gap(1 * MM),
    others.length === 0
      ? planWithTable(first!, { size, plan, most })
      : planDrawing(order.parcels, planBox(order, WIDTH, plan)),
    gap(1 * MM),
    rows(one('IV. Ghi chú:', order.notes.join('; ') || 'Không')),
  );
}

function parcelRows(
  parcel: CertificateParcel,
  {
    one,
    several,
  }: {
    one(label: string, answer: Answer, strong?: boolean): Part;
    several(...items: Parameters<typeof fields>[2][]): Part;
  },
): Part[] {
  return [
    several(
      { label: 'Thửa đất số:', answer: String(parcel.number), strong: true },
      { label: 'Tờ bản đồ số:', answer: String(parcel.sheet), strong: true },
      { label: 'Diện tích:', answer: area(parcel), strong: true },
    ),
    several(
      { label: 'Mã định danh thửa đất:', answer: { text: parcel.code, size: 10, face: 'bold', tracking: 0.6 } },
      { label: 'Loại đất:', answer: `${parcel.landUseTitle} (${parcel.landUse})` },
    ),
    one('Địa chỉ:', [parcel.address, parcel.place].filter(Boolean).join(', ')),
  ];
}

const area = ({ area_m2 }: CertificateParcel): string => `${formatNumber(area_m2, 'vi')} m²`;

function planBox({ parcels }: Pick<CertificateContent, 'parcels'>, width: number, height: number) {
  const names = parcels.map(({ number }) => number).join(', ');
  return { width, height, alternative: `Sơ đồ thửa đất số ${names}; hướng bắc ở trên` };
}

/** The plan at the left, the table of its corners at the right. */
function planWithTable(parcel: CertificateParcel, { size, plan, most }: Setting): Part {
  const tableWidth = 68 * MM;
  const small = Math.max(6.5, size - 2.5);
  const title = text(
    [
      {
        text: `VN-2000, kinh tuyến trục ${meridianText(parcel.meridian_minutes)}, múi chiếu 3°`,
        size: small,
        colour: SOFT_INK,
        face: 'italic',
      },
    ],
    { width: tableWidth, leading: 0.4 * small },
  );
  const drawn = planDrawing([parcel], planBox({ parcels: [parcel] }, WIDTH - tableWidth - 3 * MM, plan));
  const table = stack(0.7 * small, title, cornerTable(parcel, { size: small, width: tableWidth, most }));
  return beside('top', { at: 0, part: drawn }, { at: WIDTH - tableWidth, part: table });
}

function meridianText(minutes: number): string {
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, '0')}′`;
}

/** The way to check the certificate, and the seal. */
function signedEnd(order: CertificateOrder): Part {
  const sealWidth = 78 * MM;
  const end = beside(
    'foot',
    { at: 0, part: verification({ ...order.verification, width: WIDTH - sealWidth - 6 * MM }) },
    {
      at: WIDTH - sealWidth,
      part: seal({
        title: `Ngày ${formatDate(order.issuedOn, 'vi')}`,
        post: order.signer.post || 'Văn phòng đăng ký đất đai',
        name: order.signer.name,
        agency: order.issuer.name,
        sealedAt: documentInstant(order.sealedAt),
        em: 10.5,
        width: sealWidth,
      }),
    },
  );
  return order.synthetic ? stack(2 * MM + 0.6 * 12, end, syntheticLine(WIDTH)) : end;
}
