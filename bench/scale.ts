import { foldVietnamese } from '../src/country/index.ts';

const FAMILY =
  'Nguyễn 39,Trần 11,Lê 9,Phạm 7,Huỳnh 3,Hoàng 3,Vũ 3,Võ 2,Bùi 3,Đỗ 3,Đặng 2,Phan 2,Ngô 2,Dương 1,Đinh 1,Đào 1,Hồ 1,Trịnh 1,Lưu 1,Mai 1,Đoàn 1,Cao 1,Hà 1,Lương 1,Trương 1';
const MIDDLE = {
  male: 'Văn 12,Đức 4,Minh 4,Hữu 3,Quang 3,Ngọc 3,Thanh 3,Đình 2,Xuân 2,Hoàng 2,Công 2,Quốc 3,Duy 2,Tiến 1,Mạnh 1,Trọng 1,Tuấn 1,Gia 1,Bá 1,Phú 1',
  female:
    'Thị 16,Thị Thu 2,Thị Thanh 2,Thị Ngọc 2,Thị Kim 2,Thị Hồng 2,Ngọc 3,Thanh 2,Thu 2,Minh 2,Phương 2,Khánh 1,Hoài 1,Mai 1,Hồng 1,Kim 1,Thùy 1,Diệu 1,Bích 1',
};
const GIVEN = {
  male: 'Anh,Huy,Tuấn,Duy,Hoàng,Nam,Minh,Hiếu,Dũng,Đạt,Cường,Hùng,Tùng,Sơn,Thành,Trung,Hải,Long,Vũ,Đức,Tâm,Tiến,Phúc,Thắng,Khoa,Vinh,Hưng,Khánh,Quân,Tài,Trí,Bảo,Phong,Toàn,Quang,Nghĩa,Nhân,Bình,Lâm,Tú,Dương,Tân,Lộc,Thái,Phú,Thiện,Thông,Luân,Thuận,Giang,Hiệp,Đăng,Hòa,Hậu,Khang,Kiên,Quý,Lợi,Kiệt,Thọ',
  female:
    'Anh,Hương,Lan,Linh,Hà,Trang,Thảo,Ngọc,Mai,Hoa,Huyền,Nga,Dung,Hạnh,Hiền,Thủy,Phương,Yến,Vân,Loan,Nhung,Oanh,Quỳnh,Tuyết,Xuân,Thu,Châu,Chi,Diễm,Duyên,Giang,Hằng,Hồng,Kiều,Lệ,Liên,My,Ngân,Nhi,Như,Phượng,Quyên,Tâm,Thanh,Thắm,Thơ,Thúy,Tiên,Trâm,Trinh,Trúc,Uyên,Vy,Ý,Bích,Cúc,Đào,Điệp,Hòa,Lý',
};

/** `Văn 3,Anh` is three times Văn and once Anh. */
const weighted = (words: string): string[] =>
  words.split(',').flatMap((word) => {
    const [, text, weight] = /^(.*?)(?: (\d+))?$/.exec(word)!;
    return Array.from({ length: Number(weight ?? 1) }, () => text!);
  });

/** Provinces, sexes and years of birth in turn: so many different beginnings personal numbers have here. */
const PROVINCES = [
  '01',
  '04',
  '08',
  '11',
  '12',
  '14',
  '15',
  '19',
  '20',
  '22',
  '24',
  '25',
  '31',
  '33',
  '37',
  '38',
  '40',
];
const YEARS = 90;
const BEGINNINGS = PROVINCES.length * 2 * YEARS;

/** The number of the n-th person of a file for measuring. */
export function nthNumber(n: number): string {
  const beginning = n % BEGINNINGS;
  const province = PROVINCES[beginning % PROVINCES.length]!;
  const female = Math.trunc(beginning / PROVINCES.length) % 2;
  const year = 1935 + Math.trunc(beginning / (PROVINCES.length * 2));
  return `0${province}${(year < 2000 ? 0 : 2) + female}${String(year % 100).padStart(2, '0')}${String(Math.trunc(n / BEGINNINGS)).padStart(6, '0')}`;
}

/** A name as somebody in a hurry types it: without tones, and every other time with a slip. */
export function someName(n: number): string {
  const pick = (words: string, by: number) => weighted(words)[by % weighted(words).length]!;
  const name =
    n % 2
      ? `${pick(FAMILY, n * 7)} ${pick(MIDDLE.male, n * 5)} ${pick(GIVEN.male, n)}`
      : `${pick(FAMILY, n * 11)} ${pick(MIDDLE.female, n * 3)} ${pick(GIVEN.female, n)}`;
  const folded = foldVietnamese(name);
  const at = Math.trunc(folded.length / 2);
  return n % 4 < 2 ? folded : folded.slice(0, at) + folded.slice(at + 1);
}
