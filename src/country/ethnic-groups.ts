import { foldVietnamese } from './person-name.ts';

/** One of the 54 ethnic groups of Vietnam (Decision 121-TCTK/PPCĐ of 2 March 1979; codes of the national catalogue). */
export interface EthnicGroup {
  /** Two digits, `01` to `54`. */
  code: string;
  /** The name in Vietnamese; English texts use it too. */
  name: string;
  /** Other names in use, accepted when people write them. */
  otherNames: readonly string[];
}

const rows =
  'Kinh=Việt,Tày=Thổ Tày,Thái=Tày Thái,Hoa=Hán,Khơ-me=Khmer/Khơ Me,Mường=Mol/Mual,Nùng,' +
  'H’Mông=Mông/Mèo/Hmông/H Mông,Dao=Mán,Gia Rai=Jrai/Gia-rai/Giarai,Ngái,Ê Đê=Ê-đê/Rhade/Êđê,Ba Na=Ba-na/Bahnar/Bana,' +
  'Xơ Đăng=Xơ-đăng/Sedang/Xê Đăng,Sán Chay=Cao Lan/Sán Chỉ/Cao Lan - Sán Chỉ,Cơ Ho=Cơ-ho/K’Ho,Chăm=Chàm,Sán Dìu,Hrê,' +
  'Mnông=M’Nông/Mơ Nông,Ra Glai=Ra-glai/Raglai,Xtiêng=X’tiêng/Stiêng,Bru - Vân Kiều=Bru/Vân Kiều/Bru-Vân Kiều,Thổ,Giáy,' +
  'Cơ Tu=Cơ-tu/Katu,Gié Triêng=Giẻ Triêng/Gié - Triêng/Giẻ - Triêng/Gié-Triêng,Mạ,Khơ Mú=Khơ-mú/Xá Cẩu,Co=Cor/Kor,' +
  'Tà Ôi=Tà-ôi/Pa Cô,Chơ Ro=Chơ-ro/Châu Ro,Kháng,Xinh Mun=Xinh-mun,Hà Nhì,Chu Ru=Chu-ru,Lào,La Chí,La Ha,Phù Lá,' +
  'La Hủ,Lự=Lừ,Lô Lô,Chứt=Rục/Sách/Mày,Mảng,Pà Thẻn,Co Lao=Cơ Lao/Cờ Lao,Cống,Bố Y,Si La,Pu Péo,Brâu,' +
  'Ơ Đu=Ơ-đu,Rơ Măm=Rơ-măm';

/** All 54, in the order of their codes. */
export const ETHNIC_GROUPS: readonly EthnicGroup[] = rows.split(',').map((row, index) => {
  const [name, others] = row.replaceAll('’', "'").split('=') as [string, string?];
  return { code: String(index + 1).padStart(2, '0'), name, otherNames: others?.split('/') ?? [] };
});

const byCode = new Map(ETHNIC_GROUPS.map((group) => [group.code, group]));
// Written names win over folded ones, and names over other names: Lào and La Hủ, Thổ and Thổ Tày must not be confused.
const byWriting = new Map<string, EthnicGroup>();
const remember = (key: string, group: EthnicGroup) => byWriting.has(key) || byWriting.set(key, group);
for (const group of ETHNIC_GROUPS) remember(written(group.name), group);
for (const group of ETHNIC_GROUPS) for (const name of group.otherNames) remember(written(name), group);
for (const group of ETHNIC_GROUPS) remember(foldVietnamese(group.name), group);

/** The group with a code, or undefined. */
export function ethnicGroup(code: string): EthnicGroup | undefined {
  return byCode.get(code);
}

/** The group with a name or another name in use (`Kinh`, `kinh`, `Mèo`, `Jrai`), or undefined. */
export function ethnicGroupNamed(text: string): EthnicGroup | undefined {
  return byWriting.get(written(text));
}

function written(text: string): string {
  return text.normalize('NFC').replaceAll('’', "'").trim().replace(/\s+/g, ' ').toLowerCase();
}
