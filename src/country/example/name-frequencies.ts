import type { Sex } from '../personal-number.ts';
import { type Random, type WeightedTable, weightedWords } from './random.ts';

/** How often family, middle and given names occur. Rounded weights; family names follow the published shares of the Kinh. */
interface NameTable {
  family: WeightedTable<string>;
  middle: Record<Sex, WeightedTable<string>>;
  given: Record<Sex, WeightedTable<string>>;
}

const kinhNorth = weightedWords(
  'Nguyễn 390,Trần 108,Lê 92,Phạm 76,Hoàng 40,Vũ 46,Bùi 27,Đỗ 26,Đặng 21,Phan 20,Ngô 17,Dương 13,Đinh 12,Đào 12,Hồ 8,' +
    'Trịnh 11,Lưu 8,Mai 8,Đoàn 9,Cao 8,Hà 7,Lương 8,Trương 9,Tạ 6,Phùng 6,Chu 5,Tô 4,Vương 4,Kiều 3,Nghiêm 2,Đàm 2,Quách 2,Lại 3,' +
    'Tống 2,Võ 3,Thái 2,Khuất 1,Bạch 1,Doãn 1,Nhữ 1',
);
const kinhSouth = weightedWords(
  'Nguyễn 372,Trần 114,Lê 98,Phạm 62,Huỳnh 52,Võ 44,Phan 32,Trương 20,Bùi 18,Đặng 21,Đỗ 12,Ngô 13,Hồ 18,Dương 13,Lý 7,Đoàn 9,' +
    'Lâm 8,Mai 7,Cao 8,Trịnh 6,Đinh 7,Châu 5,Hoàng 10,Thái 4,Tô 4,Lưu 5,Lương 5,Hà 4,Văn 3,Từ 2,Tăng 2,Quách 2,Kiều 2,Vũ 6,' +
    'Phùng 3,Hứa 2,Diệp 2,Giang 1,Tôn 1,Đồng 1',
);
const male = {
  middle: weightedWords(
    'Văn 260,Đức 62,Minh 78,Hữu 52,Quang 54,Ngọc 46,Thanh 44,Đình 40,Xuân 40,Hoàng 44,Công 34,Thành 32,Quốc 48,Anh 20,Duy 26,' +
      'Tiến 20,Trung 22,Mạnh 18,Thế 24,Trọng 20,Tuấn 24,Việt 16,Gia 20,Bá 10,Viết 8,Khắc 7,Tấn 16,Chí 12,Nhật 12,Hải 10,Phước 8,Phú 7,' +
      'Vĩnh 5,Đăng 9,Bảo 10',
  ),
  given: weightedWords(
    'Anh 30,Huy 34,Tuấn 38,Duy 26,Hoàng 26,Nam 34,Minh 34,Hiếu 28,Dũng 36,Đạt 26,Cường 30,Hùng 40,Tùng 24,Sơn 34,Thành 32,Trung 28,' +
      'Hải 32,Long 30,Vũ 16,Đức 24,Tâm 14,Tiến 22,Phúc 22,Thắng 32,Thịnh 16,Khoa 14,Vinh 18,Hưng 26,Khánh 16,Quân 20,Tài 18,Trí 12,' +
      'Bảo 16,Phong 18,Toàn 18,Quang 24,Nghĩa 16,Nhân 12,Việt 16,Bình 24,Lâm 18,Tú 14,Trường 16,Dương 14,Tân 12,Lộc 12,Thái 12,Phú 10,' +
      'Thiện 12,Phát 10,Sang 10,Thông 8,Luân 6,Phước 8,Mạnh 16,Thuận 10,Vương 6,Giang 10,Hiệp 14,Công 8,Đại 6,Đăng 8,Hòa 10,Quốc 8,' +
      'Hậu 10,Khang 10,Kiên 14,Quý 12,Lợi 8,Kiệt 8,Khải 6,Thọ 6,Khôi 8,Chiến 8,Chung 6,Đông 6,Định 6,Quyền 6,Tuyên 4,Hoan 4',
  ),
};
const female = {
  middle: weightedWords(
    'Thị 360,Thị Thu 34,Thị Thanh 34,Thị Ngọc 32,Thị Kim 30,Thị Minh 18,Thị Hồng 28,Thị Mỹ 16,Thị Bích 18,Thị Phương 16,Thị Thùy 12,' +
      'Ngọc 44,Thanh 26,Thu 30,Minh 24,Phương 22,Khánh 16,Bảo 12,Hoài 10,Mai 12,Hồng 20,Kim 18,Thùy 16,Diệu 8,Quỳnh 10,Hà 8,Gia 10,' +
      'Tường 6,Yến 6,Ánh 8,Cẩm 6,Mỹ 8,Như 8,Bích 10,Thảo 6',
  ),
  given: weightedWords(
    'Linh 34,Anh 40,Trang 34,Hương 40,Lan 34,Hoa 32,Mai 30,Thảo 32,Hà 32,Ngọc 28,Phương 32,Thu 20,Hằng 26,Nga 26,Hạnh 26,Hiền 28,' +
      'Yến 20,Nhung 22,Vân 22,Hồng 22,Huyền 24,Dung 22,Thủy 30,Thúy 18,Loan 18,Oanh 16,Quỳnh 18,Nhi 18,Vy 18,Chi 18,My 14,Ngân 22,' +
      'Trinh 14,Tuyết 16,Xuân 14,Liên 16,Hòa 14,Tâm 14,Bình 12,Minh 10,Châu 12,Giang 14,Lam 6,Ly 12,Nguyệt 10,Phượng 16,Thơm 6,Thương 8,' +
      'Trâm 12,Trúc 8,Uyên 12,Duyên 14,Diễm 6,Diệp 8,Hân 10,Khánh 6,Kiều 6,Lệ 8,Mỹ 6,Như 12,Quyên 12,Sen 4,Thanh 18,Thoa 8,Thư 14,' +
      'Tiên 10,Tú 6,Ánh 12,Đào 8,An 12,Hường 10,Bích 8,Cúc 8,Chinh 4,Ngà 4,Lý 6,Thắm 4',
  ),
};

const kinh = (family: WeightedTable<string>): NameTable => ({
  family,
  middle: { male: male.middle, female: female.middle },
  given: { male: male.given, female: female.given },
});
const families = (text: string): NameTable => kinh(weightedWords(text));

const own = (
  family: string,
  middleMale: string,
  middleFemale: string,
  givenMale: string,
  givenFemale: string,
): NameTable => ({
  family: weightedWords(family),
  middle: { male: weightedWords(middleMale), female: weightedWords(middleFemale) },
  given: { male: weightedWords(givenMale), female: weightedWords(givenFemale) },
});

/** By code of the ethnic group. Groups that are missing bear Kinh names in this country. */
const tables = new Map<string, NameTable>([
  ['02', families('Hoàng 20,Nông 22,Lương 10,Triệu 8,Bế 8,Lý 8,Đàm 8,Hà 8,Ma 10,Vi 5,Nguyễn 8')],
  [
    '03',
    own(
      'Lò 40,Cà 12,Quàng 14,Tòng 10,Lường 12,Hoàng 10,Vì 6,Cầm 6,Lèo 4',
      'Văn 80,Minh 10,Đức 10',
      'Thị 95,Thu 5',
      'Pâng 6,Ún 6,Thoạn 5,Hặc 5,Sơn 8,Hùng 8,Panh 6,Tiến 8,Thương 6,Nam 8,Chung 6,Dũng 8',
      'Hặc 6,Pánh 8,Ương 6,Lả 8,Hương 8,Thủy 8,Xuân 8,Nọi 6,Phương 8,Ánh 6,Đôi 5',
    ),
  ],
  ['04', families('Trần 20,Lâm 16,Lý 12,Huỳnh 10,Trương 8,Quách 8,Vương 8,Lưu 8,Tăng 6,Châu 6,Hứa 4,Diệp 4')],
  [
    '05',
    own(
      'Thạch 30,Sơn 16,Kim 16,Danh 16,Châu 12,Lâm 10,Lý 6,Trần 4',
      'Sô 6,Minh 10,Văn 14,Ngọc 6',
      'Thị 60,Ngọc 10,Sô 4',
      'Phết 6,Sang 8,Rươne 2,Thươl 4,Hoàng 8,Tha 8,Vuông 6,Dũng 8,Quang 8,Khêm 5,Đa 6',
      'Hiền 8,Sa Rây 6,Đa 6,Sươne 2,Lan 8,Hương 8,Phương 8,Thia 5,Ngọc 8,Linh 8',
    ),
  ],
  ['06', families('Bùi 50,Đinh 18,Quách 10,Hà 8,Phạm 6,Nguyễn 8')],
  ['07', families('Nông 20,Hoàng 18,Lý 10,Lương 10,Vi 10,Chu 6,Mông 6,Hứa 8,Lộc 5,Triệu 7')],
  [
    '08',
    own(
      'Giàng 20,Vàng 16,Sùng 14,Thào 12,Lý 10,Mùa 8,Hờ 6,Cứ 6,Ly 8',
      'A 80,Seo 14,Mí 10',
      'Thị 70,Y 10,Mí 4',
      'Páo 10,Dế 8,Sính 8,Chứ 8,Tủa 8,Vảng 6,Lử 6,Dơ 5,Sà 6,Pháng 5,Say 6',
      'Mỷ 10,Dợ 8,Súa 8,Mai 6,Chía 6,Sua 8,Pàng 6,Dí 5,Ca 5,Sông 6,Dở 4',
    ),
  ],
  [
    '09',
    own(
      'Bàn 20,Đặng 16,Triệu 18,Phùng 10,Lý 14,Chảo 12,Tẩn 10',
      'Văn 40,Phúc 16,Tiến 12,Láo 8',
      'Thị 70,Mùi 16,Sử 6',
      'Chiến 8,Lụ 6,Sài 6,Vạn 8,Thanh 8,Phú 8,Quyên 4,Tả 6,Tài 8',
      'Mẩy 10,Pham 5,Nái 8,Lai 6,Mán 6,Hương 8,Sinh 5,Lan 8',
    ),
  ],
  [
    '10',
    own(
      'Siu 20,Ksor 20,Rơ Mah 16,Kpă 14,Nay 14,Rơ Châm 10,Rah Lan 8',
      ' 100',
      ' 100',
      'Blơi 6,Thul 6,Hlơi 5,Jú 5,Khin 6,Thiên 6,Phong 5,Wen 4,Jup 5',
      "H'Bia 8,H'Lan 6,H'Nga 6,H'Yuin 4,H'Luin 5,H'Mơ 5,H'Chuên 5",
    ),
  ],
  [
    '12',
    own(
      'Niê 30,Mlô 18,Êban 14,Kbuôr 10,Ayŭn 10,Kđăm 8,Byă 8,Hmok 4',
      'Y 100',
      ' 100',
      'Bhiăk 6,Thoan 6,Wih 6,Sĩm 5,Khoa 6,Jŭt 5,Ngơn 5,Đam 4,Phiên 4',
      "H'Hoa 6,H'Lan 6,H'Bliă 5,H'Yar 5,H'Nhung 5,H'Wưn 4,H'Duôn 4,H'Rina 3",
    ),
  ],
  ['17', families('Quảng 12,Đàng 14,Thành 12,Bá 14,Lưu 10,Châu 10,Thiên 6,Từ 6')],
]);

const EDE = '12';
const north = kinh(kinhNorth);
const south = kinh(kinhSouth);

/** Whether the children of this group bear the family name of the mother (Ê Đê, Gia Rai) and not of the father. */
export function namesFollowMother(ethnicGroup: string): boolean {
  return ethnicGroup === EDE || ethnicGroup === '10';
}

/** A family name of the group, for someone whose parents are not in the country. */
export function familyName(random: Random, who: { ethnicGroup: string; southern: boolean }): string {
  return random.weighted(tableFor(who).family);
}

/** A full name with a given family name. Younger people bear fewer `Văn` and `Thị`. */
export function fullName(
  random: Random,
  who: { family: string; sex: Sex; ethnicGroup: string; southern: boolean; birthYear: number },
): string {
  const table = tableFor(who);
  let middle = random.weighted(table.middle[who.sex]);
  const old = middle === 'Văn' || middle === 'Thị';
  if (old && who.birthYear >= 2000 && random.chance(0.6)) middle = random.weighted(table.middle[who.sex]);
  let given = random.weighted(table.given[who.sex]);
  while (given === middle || middle.endsWith(` ${given}`)) given = random.weighted(table.given[who.sex]);
  // The Ê Đê put the name of the clan last: Y Wih Niê, H'Lan Mlô.
  const parts = who.ethnicGroup === EDE ? [middle, given, who.family] : [who.family, middle, given];
  return parts.filter((part) => part.trim() !== '').join(' ');
}

function tableFor(who: { ethnicGroup: string; southern: boolean }): NameTable {
  return tables.get(who.ethnicGroup) ?? (who.southern ? south : north);
}

/** Names for foreigners who marry in the country, by nationality; made from the commonest names there. */
export const FOREIGN_NAMES: Record<string, Record<Sex, readonly string[]>> = {
  KR: { male: ['KIM MIN JUN', 'LEE JI HO', 'PARK SUNG MIN', 'CHOI JUN SEO'], female: ['KIM SEO YEON', 'LEE MIN JI'] },
  CN: { male: ['WANG WEI', 'LI QIANG', 'ZHANG LEI', 'LIU YANG'], female: ['WANG FANG', 'LI NA'] },
  JP: { male: ['SATO KENJI', 'SUZUKI HIROSHI', 'TANAKA TAKASHI'], female: ['SATO YUKO', 'SUZUKI AKIKO'] },
  US: { male: ['SMITH JAMES', 'JOHNSON MICHAEL', 'BROWN DAVID'], female: ['SMITH MARY', 'JOHNSON LINDA'] },
  FR: { male: ['MARTIN PIERRE', 'BERNARD NICOLAS', 'PETIT JULIEN'], female: ['MARTIN MARIE', 'DURAND SOPHIE'] },
  DE: { male: ['MÜLLER THOMAS', 'SCHMIDT ANDREAS'], female: ['MÜLLER ANNA', 'SCHMIDT JULIA'] },
  AU: { male: ['JONES DANIEL', 'TAYLOR MARK'], female: ['WILSON EMMA', 'TAYLOR KATE'] },
};
