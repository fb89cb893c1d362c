const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

/** A number from 0 to 9,999 in Vietnamese words, as it is read in dates: hai nghìn không trăm hai mươi sáu. */
function numberInWords(value: number): string {
  const [thousands, hundreds, tens, ones] = String(value).padStart(4, '0').split('').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const words: string[] = [];
  if (thousands > 0) words.push(DIGITS[thousands]!, 'nghìn');
  if (thousands > 0 || hundreds > 0) words.push(DIGITS[hundreds]!, 'trăm');
  if (tens === 0 && ones > 0 && words.length > 0) words.push('linh');
  if (tens === 1) words.push('mười');
  if (tens > 1) words.push(DIGITS[tens]!, 'mươi');
  if (ones > 0) words.push(onesInWords(tens, ones));
  return words.join(' ') || DIGITS[0]!;
}

/** The last digit sounds otherwise after tens: mười lăm, hai mươi mốt, hai mươi tư. */
function onesInWords(tens: number, ones: number): string {
  if (ones === 5 && tens > 0) return 'lăm';
  if (ones === 1 && tens > 1) return 'mốt';
  if (ones === 4 && tens > 1) return 'tư';
  return DIGITS[ones]!;
}

/** A civil date in Vietnamese words, as certificates write it: Ngày mười lăm, tháng tư, năm hai nghìn không trăm linh năm. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const monthInWords = month === 4 ? 'tư' : numberInWords(month);
  return `Ngày ${numberInWords(day)}, tháng ${monthInWords}, năm ${numberInWords(year)}`;
}
