import { Random } from '../../../country/example/random.ts';
import { addDays, taxCheckDigit, unitTaxCode } from '../../../country/index.ts';
import type { HoldingRole, LegalForm, RepresentativeTitle, Status } from '../enterprise-codes.ts';

/** A living adult of the example country who may found an enterprise. */
export interface Founder {
  number: string;
  fullName: string;
  bornOn: string;
  communeCode: string;
  addressLine: string;
}

export interface MadeHolder {
  holder: string;
  holderName: string;
  role: HoldingRole;
  contribution: number;
  paidIn: number;
}

/** An enterprise of the example country: its life so far, and what belongs to it. */
export interface MadeEnterprise {
  code: string;
  legalForm: LegalForm;
  foundedOn: string;
  capital: number;
  communeCode: string;
  /** The versions of its record: what changed from which day. */
  versions: { from: string; name: string; addressLine: string; status: Status; suspendedUntil?: string }[];
  holders: MadeHolder[];
  representatives: { personNumber: string; fullName: string; title: RepresentativeTitle }[];
  industries: string[];
  branches: { code: string; name: string; communeCode: string; addressLine: string; head: Founder }[];
}

export interface MadeHousehold {
  owner: Founder;
  name: string;
  vsicCode: string;
  capital: number;
  foundedOn: string;
}

/** Own names are two of these words: no two enterprises share them. */
const FIRST =
  'An,Bình,Cát,Đại,Gia,Hải,Hoàng,Hồng,Khang,Kim,Lộc,Minh,Nam,Ngọc,Phú,Phúc,Quang,Sơn,Tâm,Thành,Thiên,Trường,Việt,Vĩnh,Xuân';
const SECOND =
  'Anh,Bảo,Châu,Đức,Giang,Hà,Hưng,Khánh,Lâm,Long,Ngân,Nguyên,Nhật,Phát,Quân,Sang,Thái,Thịnh,Thuận,Tiến,Tín,Trí,Tường,Vân,Vương';
const FIELDS: readonly (readonly [word: string, codes: readonly string[]])[] = [
  ['Xây dựng', ['4101', '4102', '4330']],
  ['Thương mại', ['4690', '4669', '4773']],
  ['Phần mềm', ['6201', '6202', '5820']],
  ['Vận tải', ['4933', '5210', '5229']],
  ['Nông sản', ['4620', '4631', '1030']],
  ['Thực phẩm', ['4632', '4722', '1079']],
  ['May mặc', ['1410', '4641', '4771']],
  ['Cơ khí', ['2592', '2511', '4659']],
  ['Du lịch', ['7911', '7912', '5510']],
  ['Nội thất', ['3100', '4330', '4759']],
  ['Giáo dục', ['8559', '8560']],
  ['Dược', ['4772', '4649']],
];
const TRADES: readonly (readonly [word: string, code: string])[] = [
  ['Tạp hóa', '4711'],
  ['Quán ăn', '5610'],
  ['Cà phê', '5630'],
  ['Cắt tóc', '9631'],
  ['Sửa xe', '4542'],
  ['May đo', '1410'],
  ['Giặt là', '9620'],
  ['Rau quả', '4722'],
];
const RANGE = '97';
const FIRST_YEAR = 2012;

const TYPE_WORDS: Record<LegalForm, string> = {
  'llc-one-member': 'Công ty TNHH một thành viên',
  'llc-more-members': 'Công ty TNHH',
  'joint-stock': 'Công ty cổ phần',
  partnership: 'Công ty hợp danh',
  'private-enterprise': 'Doanh nghiệp tư nhân',
};
const TITLE_OF: Record<LegalForm, RepresentativeTitle> = {
  'llc-one-member': 'director',
  'llc-more-members': 'director',
  'joint-stock': 'general-director',
  partnership: 'general-partner',
  'private-enterprise': 'owner',
};
const ROLE_OF: Record<LegalForm, HoldingRole> = {
  'llc-one-member': 'owner',
  'llc-more-members': 'member',
  'joint-stock': 'shareholder',
  partnership: 'general-partner',
  'private-enterprise': 'owner',
};

/** Codes of the range in the order in which they are given: the serials without a check digit are left out. */
function* codes(): Generator<{ code: string; serial: number }> {
  for (let serial = 1; ; serial++) {
    const digits = RANGE + String(serial).padStart(7, '0');
    const digit = taxCheckDigit(digits);
    if (digit !== undefined) yield { code: digits + String(digit), serial };
  }
}

/** Enterprises and household businesses of the example country, from its people; the same people give the same ones. */
export function makeEnterprises(
  founders: readonly Founder[],
  { today, most }: { today: string; most: number },
): { enterprises: MadeEnterprise[]; households: MadeHousehold[]; lastSerial: number } {
  const random = new Random(11);
  const count = Math.min(most, Math.floor(founders.length / 25));
  const nextCode = codes();
  const enterprises: MadeEnterprise[] = [];
  const [first, second] = [FIRST.split(','), SECOND.split(',')];
  const liable = new Set<string>();
  let lastSerial = 0;
  let at = 0;
  const nextFounder = (): Founder => founders[at++ % founders.length]!;
  const some = (size: number) => [
    ...new Map(Array.from({ length: size }, nextFounder).map((each) => [each.number, each])).values(),
  ];

  for (let i = 0; i < count; i++) {
    const { code, serial } = nextCode.next().value!;
    lastSerial = serial;
    const legalForm: LegalForm =
      i % 20 === 19
        ? 'private-enterprise'
        : i % 20 === 18
          ? 'partnership'
          : i % 5 === 3
            ? 'joint-stock'
            : i % 3 === 1
              ? 'llc-more-members'
              : 'llc-one-member';
    const size = {
      'llc-one-member': 1,
      'private-enterprise': 1,
      partnership: 2,
      'joint-stock': 3,
      'llc-more-members': 2,
    };
    const people = some(size[legalForm] + (legalForm === 'joint-stock' ? random.whole(0, 3) : 0));
    if (legalForm === 'private-enterprise' || legalForm === 'partnership')
      for (const { number } of people) liable.add(number);
    const [chief] = people;
    const [word, lines] = FIELDS[i % FIELDS.length]!;
    const ownName = `${word} ${first[i % first.length]} ${second[(i + Math.floor(i / first.length)) % second.length]}`;
    const foundedOn = `${random.whole(FIRST_YEAR, Number(today.slice(0, 4)) - 1)}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
    const shares = people.map(() => random.whole(1, 20));
    const total = shares.reduce((sum, each) => sum + each, 0);
    const unit = random.whole(2, 60) * 10_000_000;
    // Some belong to those that came before, in chains of a few; the owners of those are found through them.
    const parent =
      i > 10 && i % 7 === 4 && legalForm !== 'partnership' && legalForm !== 'private-enterprise'
        ? enterprises[i - 7]
        : undefined;
    const holders = people.map((person, n): MadeHolder => {
      const contribution = unit * shares[n]!;
      const isCompany = n === 0 && parent !== undefined && parent.versions.at(-1)!.status === 'operating';
      return {
        holder: isCompany ? parent.code : person.number,
        holderName: isCompany ? parent.versions.at(-1)!.name : person.fullName,
        role: ROLE_OF[legalForm],
        contribution,
        paidIn: i % 23 === 7 ? contribution / 2 : contribution,
      };
    });
    const name = `${TYPE_WORDS[legalForm]} ${ownName}`;
    const versions: MadeEnterprise['versions'] = [
      { from: foundedOn, name, addressLine: chief!.addressLine, status: 'operating' },
    ];
    const changedOn = addDays(foundedOn, 300 + (i % 200));
    if (i % 6 === 2 && changedOn < today) {
      versions[0] = { ...versions[0]!, addressLine: `${random.whole(1, 200)} đường Cũ, quận Mẫu` };
      versions.push({ from: changedOn, name, addressLine: chief!.addressLine, status: 'operating' });
    }
    const endedOn = addDays(today, -(20 + (i % 90)));
    if (i % 29 === 12 && endedOn > versions.at(-1)!.from)
      versions.push({ ...versions.at(-1)!, from: endedOn, status: 'suspended', suspendedUntil: addDays(endedOn, 360) });
    if (i % 31 === 14 && endedOn > versions.at(-1)!.from)
      versions.push({ ...versions.at(-1)!, from: endedOn, status: 'dissolving' });
    if (i % 37 === 16 && endedOn > versions.at(-1)!.from)
      versions.push({ ...versions.at(-1)!, from: endedOn, status: 'dissolved' });
    enterprises.push({
      code,
      legalForm,
      foundedOn,
      capital: unit * total,
      communeCode: chief!.communeCode,
      versions,
      holders,
      representatives: (legalForm === 'partnership' ? people : [chief!]).map(({ number, fullName }) => ({
        personNumber: number,
        fullName,
        title: TITLE_OF[legalForm],
      })),
      industries: lines.slice(0, random.whole(1, lines.length)),
      branches:
        i % 10 === 5 && versions.at(-1)!.status === 'operating'
          ? some(1).map((head) => ({
              code: unitTaxCode(code, 1),
              name: `Chi nhánh ${name} tại ${head.addressLine}`,
              communeCode: head.communeCode,
              addressLine: head.addressLine,
              head,
            }))
          : [],
    });
  }
  const households: MadeHousehold[] = [];
  for (let i = 0; households.length < count && i < founders.length; i++) {
    const owner = founders[(at + i * 3) % founders.length]!;
    if (liable.has(owner.number)) continue;
    liable.add(owner.number);
    const [word, vsicCode] = TRADES[i % TRADES.length]!;
    households.push({
      owner,
      name: `Hộ kinh doanh ${word} ${owner.fullName.split(' ').at(-1)}`,
      vsicCode,
      capital: random.whole(2, 40) * 5_000_000,
      foundedOn: addDays(today, -random.whole(30, 480)),
    });
  }
  return { enterprises, households, lastSerial };
}
