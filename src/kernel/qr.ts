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
  // Bytes throughout: to look for the shortest mixture of modes takes longer than all the rest, and saves nothing here.
  const create = (maskPattern: Mask) =>
    qrcode.create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M', maskPattern }).modules;
  const unmasked = create(0);
  const best = bestMask(unmasked);
  const modules = best === 0 ? unmasked : create(best);
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

type Mask = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
interface Modules {
  size: number;
  data: Uint8Array;
  reservedBit: Uint8Array;
}

/** Where each mask turns a module over (ISO/IEC 18004 §7.8.2). */
const MASKS: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

/** What each mask turns over in a code made with mask 0, by the side of the code; there are ten sides at most. */
const changes = new Map<number, Uint8Array[]>();

function changesOf({ size, reservedBit }: Modules): Uint8Array[] {
  let known = changes.get(size);
  if (!known) {
    // Corners, timing and format are never masked, and stand at the same places in all codes of one side.
    const turned = (mask: number, at: number) => MASKS[mask]!(Math.floor(at / size), at % size);
    known = MASKS.map((_, mask) =>
      Uint8Array.from({ length: size * size }, (_, at) =>
        reservedBit[at] || turned(mask, at) === turned(0, at) ? 0 : 1,
      ),
    );
    changes.set(size, known);
  }
  return known;
}

/** The mask under which a code made with mask 0 would be read most easily: the least penalty of §7.8.3. */
function bestMask(unmasked: Modules): Mask {
  const { size, data } = unmasked;
  const tried = new Uint8Array(size * size);
  let best: Mask = 0;
  let least = Infinity;
  changesOf(unmasked).forEach((change, mask) => {
    for (let at = 0; at < tried.length; at++) tried[at] = data[at]! ^ change[at]!;
    const penalty = penaltyOf(tried, size);
    if (penalty >= least) return;
    least = penalty;
    best = mask as Mask;
  });
  return best;
}

/** Eleven modules that look like the corner of a code, with light on one side. */
const CORNER_THEN_LIGHT = 0b10111010000;
const LIGHT_THEN_CORNER = 0b00001011101;

function penaltyOf(modules: Uint8Array, size: number): number {
  let penalty = 0;
  let dark = 0;
  for (let line = 0; line < size; line++) {
    penalty += linePenalty(modules, size, line * size, 1) + linePenalty(modules, size, line, size);
    const end = line * size + size - 1;
    for (let at = end - size + 1; at <= end; at++) {
      const value = modules[at]!;
      dark += value;
      // Blocks of two by two; below the last line there is nothing, and nothing is equal to that.
      if (at < end && value === modules[at + size] && value === modules[at + 1] && value === modules[at + size + 1])
        penalty += 3;
    }
  }
  return penalty + 10 * Math.floor(Math.abs((dark * 20) / modules.length - 10));
}

/** Runs of five and more of one colour, and what looks like a corner, along a row or a column. */
function linePenalty(modules: Uint8Array, size: number, start: number, step: number): number {
  let penalty = 0;
  let run = 0;
  let before = -1;
  let window = 0;
  for (let i = 0; i < size; i++) {
    const value = modules[start + i * step]!;
    run = value === before ? run + 1 : 1;
    before = value;
    penalty += run === 5 ? 3 : run > 5 ? 1 : 0;
    window = ((window << 1) & 0x7ff) | value;
    if (i >= 10 && (window === CORNER_THEN_LIGHT || window === LIGHT_THEN_CORNER)) penalty += 40;
  }
  return penalty;
}
