import qrcode from 'qrcode';

/** Longest text of a code that a phone still reads from paper at the size we print (QR version 10, level M). */
const MOST_BYTES = 213;
/** Light modules around the code, without which readers do not find it (ISO/IEC 18004 §9.1). */
const QUIET_ZONE = 4;

/**
 * A QR code (ISO/IEC 18004, error correction level M) as an SVG, black on nothing.
 * Throws RangeError for texts of more than 213 bytes.
 */
export function qrSvg(text: string): string {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RangeError(`more than ${MOST_BYTES} bytes for a QR code`);
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const rows: string[] = [];
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size;) {
      const start = x;
      while (x < modules.size && modules.get(y, x)) x++;
      // One bar for a run of dark modules: a third of the size, and no hairlines between neighbours in print.
      if (x > start) rows.push(`M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start}v1h-${x - start}z`);
      else x++;
    }
  }
  const side = modules.size + 2 * QUIET_ZONE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#000000" d="${rows.join('')}"/></svg>`;
}
