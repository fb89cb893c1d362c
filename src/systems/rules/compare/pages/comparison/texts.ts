const vi = {
  title: 'So sánh phiên bản {before} và {after}',
  ruleSets: 'Bộ quy tắc',
  lead: '{differing} trong {tried} loại trường hợp đã thử có kết quả khác.',
  differences: 'Những trường hợp có kết quả khác',
  case: 'Trường hợp',
  edition: 'Phiên bản {number}',
  every: 'Mọi trường hợp',
  same: 'Hai phiên bản cho cùng kết quả trong mọi trường hợp đã thử.',
  notAll: 'Còn trường hợp khác chưa được thử hoặc chưa nêu ở đây.',
};

export const texts: Record<'vi' | 'en', typeof vi> = {
  vi,
  en: {
    title: 'Editions {before} and {after} compared',
    ruleSets: 'Rule sets',
    lead: '{differing} of {tried} kinds of case that were tried are answered differently.',
    differences: 'Cases that are answered differently',
    case: 'Case',
    edition: 'Edition {number}',
    every: 'Every case',
    same: 'The two editions give the same answer in every case that was tried.',
    notAll: 'There are more cases that were not tried or are not told here.',
  },
};
