import qrcode from 'qrcode';

/** Longest text of a code that a phone still reads from paper at the size we print (QR version 10, level M). */
const MOST_BYTES = 213;
/** Light modules around the code, without which readers do not find it (ISO/IEC 18004 §9.1). */
const QUIET_ZONE = 4;

/** A QR code with its quiet zone: `side` modules wide, its dark modules as bars of `[x, y, length]` from the upper left. */
export interface QrModules {
  side: number;
  bars: [x: number, y: number, length: number][];
}

/**
 * The QR code of a text (ISO/IEC 18004, error correction level M).
 * Throws RangeError for texts of more than 213 bytes.
 */
export function qrModules(text: string): QrModules {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RangeError(`more than ${MOST_BYTES} bytes for a QR code`);
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const bars: QrModules['bars'] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size;) {
      const start = x;
      while (x < modules.size && modules.get(y, x)) x++;
      // One bar for a run of dark modules: a third of the size, and no hairlines between neighbours in print.
      if (x > start) bars.push([start + QUIET_ZONE, y + QUIET_ZONE, x - start]);
      else x++;
    }
  }
  return { side: modules.size + 2 * QUIET_ZONE, bars };
}

export function qrSvg(text: string): string {
  const { side, bars } = qrModules(text);
  const path = bars.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#000000" d="${path}"/></svg>`;
}
