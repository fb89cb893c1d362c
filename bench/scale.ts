import { type Connection, ownerClient } from '../src/kernel/db.ts';
import { foldVietnamese } from '../src/country/index.ts';
import { namePartsSql } from '../src/systems/registry/index.ts';
import { person } from '../src/systems/population/kinds.ts';

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

/** The number of the n-th person that `fillPeople` makes. */
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

/**
 * People for measuring: as many as are missing up to `count`, made by PostgreSQL itself from common parts of names, nobody like
 * anybody real. Keys and indexes are made anew afterwards, which takes a third of the time; then all is as after years of use.
 */
export async function fillPeople(owner: Connection, from: number, count: number): Promise<number> {
  const client = ownerClient(owner);
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '1GB'; SET session_replication_role = replica`);
    const later = await dropKeys(client, ['population.person', 'population.personal_number']);
    const { rows } = await client.query<{ position: string }>(
      `INSERT INTO population.act (kind, act, fields, reason, source, done_by)
       VALUES ('person', 'import', '{}', 'bench', '{}', '{}') RETURNING position`,
    );
    await client.query('CREATE TEMPORARY TABLE part (kind text, words text[])');
    for (const [kind, words] of Object.entries({
      family: FAMILY,
      middle_male: MIDDLE.male,
      middle_female: MIDDLE.female,
      given_male: GIVEN.male,
      given_female: GIVEN.female,
    }))
      await client.query('INSERT INTO part VALUES ($1, $2)', [kind, weighted(words)]);
    await client.query(
      `WITH made AS MATERIALIZED (
         SELECT n, n % ${BEGINNINGS} AS beginning, n / ${BEGINNINGS} AS serial, abs(hashint8(n)) AS h, abs(hashint8extended(n, 7)) AS g
           FROM generate_series(${from}::bigint, ${count}::bigint - 1) AS n
       ), named AS (
         SELECT *, ($2::text[])[1 + beginning % ${PROVINCES.length}] AS province, beginning / ${PROVINCES.length} % 2 = 1 AS is_female,
           (1935 + beginning / ${PROVINCES.length * 2})::int AS year FROM made
       ), entered AS (
         INSERT INTO population.person (number, full_name, sex, born_on, ethnic_group, nationality, hometown, valid_during, act)
         SELECT '0' || province || ((year >= 2000)::int * 2 + is_female::int) || lpad((year % 100)::text, 2, '0') || lpad(serial::text, 6, '0'),
           family[1 + h % array_length(family, 1)] || ' ' ||
           CASE WHEN is_female THEN middle_female[1 + g % array_length(middle_female, 1)] || ' ' || given_female[1 + (g / 1000) % array_length(given_female, 1)]
             ELSE middle_male[1 + g % array_length(middle_male, 1)] || ' ' || given_male[1 + (g / 1000) % array_length(given_male, 1)] END,
           CASE WHEN is_female THEN 'female' ELSE 'male' END, make_date(year, 1 + (g % 12)::int, 1 + (h % 28)::int), '01', 'VN', 'Hà Nội',
           daterange(make_date(year, 1 + (g % 12)::int, 1 + (h % 28)::int), NULL), $1
         FROM named,
           (SELECT max(words) FILTER (WHERE kind = 'family') AS family, max(words) FILTER (WHERE kind = 'middle_male') AS middle_male,
             max(words) FILTER (WHERE kind = 'middle_female') AS middle_female, max(words) FILTER (WHERE kind = 'given_male') AS given_male,
             max(words) FILTER (WHERE kind = 'given_female') AS given_female FROM part) AS parts
         RETURNING number
       )
       INSERT INTO population.personal_number (number) SELECT number FROM entered`,
      [rows[0]!.position, PROVINCES],
    );
    for (const statement of later) await client.query(statement);
    await client.query(namePartsSql(person));
    await client.query('DROP TABLE part');
    await client.query('VACUUM (ANALYZE) population.person');
    await client.query('VACUUM (ANALYZE) population.personal_number');
    return Number(rows[0]!.position);
  } finally {
    await client.end();
  }
}

/** Drops keys and indexes of tables. The answer is the statements that make them again, references last. */
async function dropKeys(client: ReturnType<typeof ownerClient>, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname) AS drop,
       'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)
         || CASE WHEN contype = 'f' THEN ' NOT VALID' ELSE '' END AS make
       FROM pg_constraint WHERE contype IN ('p', 'u', 'f') AND (conrelid = ANY ($1::regclass[]) OR confrelid = ANY ($1::regclass[]))
     ORDER BY contype = 'f', contype`,
    [tables],
  );
  const indexes = await client.query<{ drop: string; make: string }>(
    `SELECT 'DROP INDEX ' || indexrelid::regclass AS drop, pg_get_indexdef(indexrelid) AS make FROM pg_index
      WHERE indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))`,
    [tables],
  );
  for (const { drop } of rows.toReversed()) await client.query(drop);
  for (const { drop } of indexes.rows) await client.query(drop);
  return [
    ...rows.filter(({ make }) => !make.includes('FOREIGN KEY')),
    ...indexes.rows,
    ...rows.filter(({ make }) => make.includes('FOREIGN KEY')),
  ].map(({ make }) => make);
}
