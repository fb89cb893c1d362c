const vi = {
  north: 'B',
  description: ({ parcels, area, faults }: { parcels: string; area: string; faults: number }): string =>
    `Bản đồ ${parcels} thửa đất, tổng diện tích ${area} m². Hướng bắc ở trên.` +
    (faults > 0 ? ` Có ${faults} lỗi được đánh dấu.` : ''),
};

const en: typeof vi = {
  north: 'N',
  description: ({ parcels, area, faults }) =>
    `Map of ${parcels} parcels, ${area} m² in all. North is up.` +
    (faults > 0 ? ` ${faults} ${faults === 1 ? 'fault is' : 'faults are'} marked.` : ''),
};

/** What a drawing says of itself. */
export const texts = { vi, en };
