import { randomBytes } from 'node:crypto';

/** A UUID version 7 (RFC 9562 §5.7): sorts by the time it was made, so that indexes on it grow at one end. */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random code that people can read out and type: no letters or digits that are easily confused. About 4.9 bits a character. */
export function newReadableCode(length: number): string {
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      // 240 is the largest multiple of 30 below 256: values above it would favour the first letters.
      if (byte < 240 && code.length < length) code += READABLE[byte % READABLE.length];
    }
  }
  return code;
}
