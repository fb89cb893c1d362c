interface Described {
  parcels: string;
  area: string;
  faults: number;
  leftOut: number;
}

const vi = {
  north: 'B',
  description: ({ parcels, area, faults, leftOut }: Described): string =>
    `Bản đồ ${parcels} thửa đất, tổng diện tích ${area} m². Hướng bắc ở trên.` +
    (faults > 0 ? ` Có ${faults} lỗi được đánh dấu.` : '') +
    (leftOut > 0 ? ` Không vẽ ${leftOut} thửa cuối.` : ''),
};

const en: typeof vi = {
  north: 'N',
  description: ({ parcels, area, faults, leftOut }) =>
    `Map of ${parcels} parcels, ${area} m² in all. North is up.` +
    (faults > 0 ? ` ${faults} ${faults === 1 ? 'fault is' : 'faults are'} marked.` : '') +
    (leftOut > 0 ? ` The last ${leftOut} are not drawn.` : ''),
};

/** What a drawing says of itself. */
export const texts = { vi, en };
