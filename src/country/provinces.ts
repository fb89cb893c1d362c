/**
 * Provinces by their code in the list of the General Statistics Office (GSO).
 *
 * Two lists matter. The 63 provinces of before 1 July 2025 live on inside personal numbers. The 34 provinces since then
 * (Resolution 202/2025/QH15) keep the GSO code of one of the provinces they were made of.
 */

/** Code → short name, of the 63 provinces of before 1 July 2025. */
export const OLD_PROVINCES: ReadonlyMap<string, string> = new Map(
  (
    '01 Hà Nội,02 Hà Giang,04 Cao Bằng,06 Bắc Kạn,08 Tuyên Quang,10 Lào Cai,11 Điện Biên,12 Lai Châu,14 Sơn La,' +
    '15 Yên Bái,17 Hòa Bình,19 Thái Nguyên,20 Lạng Sơn,22 Quảng Ninh,24 Bắc Giang,25 Phú Thọ,26 Vĩnh Phúc,27 Bắc Ninh,' +
    '30 Hải Dương,31 Hải Phòng,33 Hưng Yên,34 Thái Bình,35 Hà Nam,36 Nam Định,37 Ninh Bình,38 Thanh Hóa,40 Nghệ An,' +
    '42 Hà Tĩnh,44 Quảng Bình,45 Quảng Trị,46 Huế,48 Đà Nẵng,49 Quảng Nam,51 Quảng Ngãi,52 Bình Định,54 Phú Yên,' +
    '56 Khánh Hòa,58 Ninh Thuận,60 Bình Thuận,62 Kon Tum,64 Gia Lai,66 Đắk Lắk,67 Đắk Nông,68 Lâm Đồng,70 Bình Phước,' +
    '72 Tây Ninh,74 Bình Dương,75 Đồng Nai,77 Bà Rịa - Vũng Tàu,79 Hồ Chí Minh,80 Long An,82 Tiền Giang,83 Bến Tre,' +
    '84 Trà Vinh,86 Vĩnh Long,87 Đồng Tháp,89 An Giang,91 Kiên Giang,92 Cần Thơ,93 Hậu Giang,94 Sóc Trăng,95 Bạc Liêu,' +
    '96 Cà Mau'
  )
    .split(',')
    .map((row) => [row.slice(0, 2), row.slice(3)]),
);

/** One of the 34 provinces since 1 July 2025. */
export interface Province {
  /** Two digits of the GSO list. */
  code: string;
  name: string;
  /** Code of the provincial people's committee at level 1 of Decision 20/2020/QĐ-TTg. */
  agencyCode: string;
  /** GSO codes of the old provinces it was made of, first the one whose name it bears. */
  oldCodes: readonly string[];
}

// code name H-code old codes. The H codes number the 63 old provinces in alphabetical order; a merged province keeps
// the H code of the province whose name it bears. Six merged provinces took the GSO code of another one of their
// parts (Lào Cai 15, Bắc Ninh 24, Gia Lai 52, Tây Ninh 80, Đồng Tháp 82, An Giang 91): the name decides, not the code.
const rows = [
  '01 Hà Nội H26 01',
  '04 Cao Bằng H14 04',
  '08 Tuyên Quang H60 08 02',
  '11 Điện Biên H18 11',
  '12 Lai Châu H35 12',
  '14 Sơn La H52 14',
  '15 Lào Cai H38 10 15',
  '19 Thái Nguyên H55 19 06',
  '20 Lạng Sơn H37 20',
  '22 Quảng Ninh H49 22',
  '24 Bắc Ninh H05 27 24',
  '25 Phú Thọ H44 25 26 17',
  '31 Hải Phòng H24 31 30',
  '33 Hưng Yên H31 33 34',
  '37 Ninh Bình H42 37 35 36',
  '38 Thanh Hóa H56 38',
  '40 Nghệ An H41 40',
  '42 Hà Tĩnh H27 42',
  '44 Quảng Trị H50 45 44',
  '46 Huế H57 46',
  '48 Đà Nẵng H17 48 49',
  '51 Quảng Ngãi H48 51 62',
  '52 Gia Lai H21 64 52',
  '56 Khánh Hòa H32 56 58',
  '66 Đắk Lắk H15 66 54',
  '68 Lâm Đồng H36 68 67 60',
  '75 Đồng Nai H19 75 70',
  '79 Hồ Chí Minh H29 79 74 77',
  '80 Tây Ninh H53 72 80',
  '82 Đồng Tháp H20 87 82',
  '86 Vĩnh Long H61 86 83 84',
  '91 An Giang H01 89 91',
  '92 Cần Thơ H13 92 93 94',
  '96 Cà Mau H12 96 95',
];

/** The 34 provinces since 1 July 2025, by GSO code. */
export const PROVINCES: ReadonlyMap<string, Province> = new Map(
  rows.map((row) => {
    const [, code, name, agencyCode, oldCodes] = /^(\d\d) (.+) (H\d\d) ([\d ]+)$/.exec(row) as unknown as [
      string,
      string,
      string,
      string,
      string,
    ];
    return [code, { code, name, agencyCode, oldCodes: oldCodes.split(' ') }];
  }),
);
