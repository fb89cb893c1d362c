import { deflateSync } from 'node:zlib';

/**
 * What the colours of a document mean: sRGB (IEC 61966-2-1) as an ICC profile of version 2.1, which archived documents
 * carry (ISO 19005-2 §6.2.3). Written here from the figures of the standard, so that no one's file has to come along.
 */

/** Primaries and white as D50 sees them, the way profiles state them. */
const WHITE = [0.9642, 1, 0.8249];
const PRIMARIES = { rXYZ: [0.4361, 0.2225, 0.0139], gXYZ: [0.3851, 0.7169, 0.0971], bXYZ: [0.1431, 0.0606, 0.7141] };
const CURVE_STEPS = 1024;
const HEADER_BYTES = 128;

const text = (value: string) => Buffer.from(value, 'latin1');

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** s15Fixed16Number. */
const fixed = (value: number) => word(Math.round(value * 65_536));

function place(values: readonly number[]): Buffer {
  return Buffer.concat([text('XYZ \0\0\0\0'), ...values.map(fixed)]);
}

function description(value: string): Buffer {
  const ascii = text(`${value}\0`);
  // After it: no Unicode and no Macintosh form.
  return Buffer.concat([text('desc\0\0\0\0'), word(ascii.length), ascii, Buffer.alloc(4 + 4 + 2 + 1 + 67)]);
}

/** From the value of a colour to light. */
function curve(): Buffer {
  const values = Buffer.alloc(2 * CURVE_STEPS);
  for (let i = 0; i < CURVE_STEPS; i++) {
    const value = i / (CURVE_STEPS - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    values.writeUInt16BE(Math.round(light * 65_535), 2 * i);
  }
  return Buffer.concat([text('curv\0\0\0\0'), word(CURVE_STEPS), values]);
}

function profile(): Buffer {
  const tags: [string, Buffer][] = [
    ['desc', description('sRGB')],
    ['cprt', text('text\0\0\0\0No copyright, use freely\0')],
    ['wtpt', place(WHITE)],
    ...Object.entries(PRIMARIES).map(([name, values]): [string, Buffer] => [name, place(values)]),
    ['rTRC', curve()],
  ];
  const count = tags.length + 2;
  const table: Buffer[] = [word(count)];
  const bodies: Buffer[] = [];
  let offset = HEADER_BYTES + 4 + 12 * count;
  for (const [name, body] of tags) {
    // One curve stands for all three.
    for (const own of name === 'rTRC' ? ['rTRC', 'gTRC', 'bTRC'] : [name]) {
      table.push(text(own), word(offset), word(body.length));
    }
    const full = Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
    bodies.push(full);
    offset += full.length;
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  for (const [index, value] of [2026, 1, 1, 0, 0, 0].entries()) header.writeUInt16BE(value, 24 + 2 * index);
  header.write('acsp', 36, 'latin1');
  Buffer.concat(WHITE.map(fixed)).copy(header, 68);
  return Buffer.concat([header, ...table, ...bodies]);
}

let compressed: Buffer | undefined;

/** The profile, compressed. */
export function colourProfile(): Buffer {
  return (compressed ??= deflateSync(profile(), { level: 9 }));
}
