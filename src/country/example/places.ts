import type { ExamplePlace } from './model.ts';
import { type Random, type WeightedTable, weightedTable } from './random.ts';

const PEOPLE_IN_A_COMMUNE = 330;
const FIRST_COMMUNE = '00025';
/** Provinces with the large cities have more populated communes than the others, in this proportion. */
const PROVINCE_WEIGHTS: Record<string, number> = {
  '01': 5,
  '79': 6,
  '31': 2,
  '48': 2,
  '75': 2,
  '92': 2,
  '38': 2,
  '40': 2,
};

/**
 * The communes that have people: about one for 330 people. Commune 00025 is the first, then one in each province, the large
 * ones first; what is left goes to provinces by weight. The order is part of the country: families are dealt out in it.
 */
export function populatedPlaces(places: readonly ExamplePlace[], people: number): ExamplePlace[] {
  const wanted = Math.min(places.length, Math.max(1, Math.floor(people / PEOPLE_IN_A_COMMUNE)));
  const provinces = new Map<string, ExamplePlace[]>();
  for (const place of places.toSorted((one, other) => (one.communeCode < other.communeCode ? -1 : 1))) {
    const list = provinces.get(place.provinceCode);
    if (list) list.push(place);
    else provinces.set(place.provinceCode, [place]);
  }
  const first = places.find((place) => place.communeCode === FIRST_COMMUNE);
  const chosen: ExamplePlace[] = first ? [first] : [];
  const weightOf = (code: string) => PROVINCE_WEIGHTS[code] ?? 1;
  const queues = [...provinces]
    .map(([code, list]) => ({
      code,
      weight: weightOf(code),
      queue: spread(list.filter((place) => place !== first)),
      taken: 0,
    }))
    .toSorted((one, other) => other.weight - one.weight || (one.code < other.code ? -1 : 1));
  for (const entry of queues) if (first && entry.code === first.provinceCode) entry.taken = 1;
  while (chosen.length < wanted) {
    // The province that has the least for its weight is next; with none at all, the heaviest.
    const open = queues.filter(
      (entry) => entry.queue.length > entry.taken - (entry.code === first?.provinceCode ? 1 : 0),
    );
    const next = open.reduce((best, entry) => (entry.taken / entry.weight < best.taken / best.weight ? entry : best));
    const offset = next.code === first?.provinceCode ? 1 : 0;
    chosen.push(next.queue[next.taken - offset]!);
    next.taken++;
  }
  return chosen;
}

/** The communes in an order that jumps about, a ward and a rural commune in turn, so that the first few are of every kind. */
function spread(list: readonly ExamplePlace[]): ExamplePlace[] {
  const wards = jumping(list.filter(isWard));
  const others = jumping(list.filter((place) => !isWard(place)));
  const turns = Array.from({ length: Math.max(wards.length, others.length) }, (_, index) => [
    wards[index],
    others[index],
  ]);
  return turns.flat().filter((place) => place !== undefined);
}

function jumping<T>(list: readonly T[]): T[] {
  const step = Math.max(1, Math.round(list.length * 0.382));
  const left = [...list];
  const result: T[] = [];
  for (let at = 0; left.length > 0;) {
    at = (at + step) % left.length;
    result.push(...left.splice(at, 1));
  }
  return result;
}

function isWard(place: ExamplePlace): boolean {
  return place.communeName.startsWith('Phường ');
}

/** Whether a province (GSO code, either list) lies south of the Hải Vân pass. */
export function isSouthern(provinceCode: string): boolean {
  return Number(provinceCode) >= 48;
}

const mix = (...rows: [string, number][]) => weightedTable(rows);
const lowland = mix(['01', 98], ['02', 0.5], ['06', 0.5], ['07', 0.3], ['03', 0.4], ['04', 0.3]);
/** Ethnic groups by province of today: rounded from what the censuses show. */
const groupsByProvince: Record<string, WeightedTable<string>> = {
  '04': mix(['02', 41], ['07', 30], ['08', 10], ['09', 10], ['01', 9]),
  '08': mix(['01', 36], ['02', 24], ['08', 20], ['09', 14], ['07', 6]),
  '11': mix(['03', 38], ['08', 38], ['01', 20], ['29', 4]),
  '12': mix(['03', 32], ['08', 24], ['01', 16], ['09', 14], ['35', 14]),
  '14': mix(['03', 54], ['01', 16], ['08', 16], ['06', 10], ['34', 4]),
  '15': mix(['01', 44], ['02', 17], ['08', 18], ['09', 12], ['25', 4], ['03', 5]),
  '19': mix(['01', 62], ['02', 22], ['07', 8], ['09', 5], ['15', 3]),
  '20': mix(['07', 43], ['02', 36], ['01', 16], ['09', 5]),
  '22': mix(['01', 87], ['09', 6], ['02', 4], ['15', 3]),
  '24': mix(['01', 92], ['07', 4], ['02', 3], ['18', 1]),
  '25': mix(['01', 72], ['06', 25], ['03', 2], ['09', 1]),
  '38': mix(['01', 82], ['06', 10], ['03', 7], ['08', 1]),
  '40': mix(['01', 85], ['03', 10], ['24', 3], ['29', 2]),
  '44': mix(['01', 94], ['23', 5], ['31', 1]),
  '51': mix(['01', 70], ['19', 10], ['14', 10], ['13', 5], ['27', 5]),
  '52': mix(['01', 70], ['10', 18], ['13', 11], ['02', 1]),
  '56': mix(['01', 88], ['17', 6], ['21', 6]),
  '66': mix(['01', 73], ['12', 16], ['20', 3], ['07', 4], ['02', 2], ['08', 2]),
  '68': mix(['01', 78], ['16', 9], ['20', 5], ['28', 3], ['17', 2], ['07', 3]),
  '75': mix(['01', 89], ['22', 4], ['04', 4], ['32', 1], ['02', 2]),
  '79': mix(['01', 93], ['04', 6], ['05', 1]),
  '86': mix(['01', 86], ['05', 13], ['04', 1]),
  '91': mix(['01', 88], ['05', 9], ['04', 2], ['17', 1]),
  '92': mix(['01', 85], ['05', 13], ['04', 2]),
  '96': mix(['01', 95], ['05', 4], ['04', 1]),
};

/** An ethnic group as common as it is in the province. */
export function ethnicGroupIn(random: Random, provinceCode: string): string {
  return random.weighted(groupsByProvince[provinceCode] ?? lowland);
}

const streets = (
  'Lê Lợi,Trần Hưng Đạo,Nguyễn Trãi,Quang Trung,Hai Bà Trưng,Lý Thường Kiệt,Ngô Quyền,Phan Chu Trinh,Nguyễn Du,Lê Thánh Tông,' +
  'Hùng Vương,Phan Bội Châu,Trần Phú,Nguyễn Huệ,Điện Biên Phủ,Lý Thái Tổ,Bà Triệu,Đinh Tiên Hoàng,Hoàng Diệu,Nguyễn Bỉnh Khiêm'
).split(',');
const hamletNames =
  'Đông,Đoài,Trung,Thượng,Hạ,Nam,Bắc,Tân Lập,Tân Tiến,Hòa Bình,Đoàn Kết,Thống Nhất,Tiền Phong,Phú Thịnh,An Lạc'.split(
    ',',
  );

/** A house in a commune, written as people there write it: house, lane and street in a ward, a hamlet in a rural commune. */
export function addressLine(random: Random, place: ExamplePlace): string {
  const southern = isSouthern(place.provinceCode);
  if (isWard(place)) {
    const house = `Số ${random.whole(1, 320)}`;
    if (random.chance(0.45)) return `${house}, đường ${random.pick(streets)}`;
    const lane = `${southern ? 'hẻm' : 'ngõ'} ${random.whole(2, 180)}`;
    return `${house}, ${lane}, đường ${random.pick(streets)}`;
  }
  if (southern) {
    // Villages are `thôn` in the centre and the highlands, `ấp` from Đồng Nai to Cà Mau.
    const kind = Number(place.provinceCode) < 70 ? 'Thôn' : 'Ấp';
    return `Số ${random.whole(1, 400)}, ${kind} ${random.chance(0.5) ? random.whole(1, 12) : random.pick(hamletNames)}`;
  }
  const mountain = ['04', '08', '11', '12', '14', '15', '20'].includes(place.provinceCode);
  const kind = mountain ? 'Bản' : random.chance(0.7) ? 'Thôn' : 'Xóm';
  return `${kind} ${random.chance(0.35) ? random.whole(1, 12) : random.pick(hamletNames)}`;
}

/** Where someone of a place was registered at birth: one of the old provinces that its province was made of, mostly the first. */
export function birthProvince(random: Random, place: ExamplePlace): string {
  return random.chance(0.6) ? place.oldProvinceCodes[0]! : random.pick(place.oldProvinceCodes);
}
