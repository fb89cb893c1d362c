import type { Socket } from 'node:net';

/**
 * Messages on the signer's socket: four bytes that tell the length of all that follows, two that tell the length of the head, the head in
 * JSON, and then bytes whose lengths stand in the head.
 */

/** Largest message: a full revocation list of more than a million certificates, or a file of 32 MiB as a JWS carries it. */
export const MOST_FRAME_BYTES = 64 * 1024 * 1024;
const MOST_HEAD_BYTES = 8 * 1024;
const LENGTH_BYTES = 4;
const PREFIX_BYTES = 6;

/** A message that was read. */
export interface Frame {
  head: unknown;
  parts: Buffer[];
}

/** A message as it is sent. Throws for one that nobody would take. */
export function writeFrame(head: Record<string, unknown>, parts: readonly Uint8Array[]): Buffer {
  const text = Buffer.from(JSON.stringify({ ...head, lengths: parts.map(({ length }) => length) }));
  const length = PREFIX_BYTES - LENGTH_BYTES + text.length + parts.reduce((sum, part) => sum + part.length, 0);
  if (length > MOST_FRAME_BYTES || text.length > MOST_HEAD_BYTES) throw new Error('a message too large for the signer');
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32BE(length, 0);
  prefix.writeUInt16BE(text.length, LENGTH_BYTES);
  return Buffer.concat([prefix, text, ...parts]);
}

/** Hands over each message of a connection. A connection that sends anything else is broken off. */
export function readFrames(socket: Socket, onFrame: (frame: Frame) => void): void {
  let chunks: Buffer[] = [];
  let had = 0;
  let wanted = LENGTH_BYTES;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    had += chunk.length;
    if (had < wanted) return;
    let bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks, had);
    try {
      for (;;) {
        wanted = LENGTH_BYTES;
        if (bytes.length < wanted) break;
        const length = bytes.readUInt32BE(0);
        if (length > MOST_FRAME_BYTES) throw new Error('too large');
        wanted = LENGTH_BYTES + length;
        if (bytes.length < wanted) break;
        onFrame(readFrame(bytes.subarray(LENGTH_BYTES, wanted)));
        bytes = bytes.subarray(wanted);
      }
    } catch {
      socket.destroy();
      return;
    }
    chunks = bytes.length > 0 ? [bytes] : [];
    had = bytes.length;
  });
}

function readFrame(bytes: Buffer): Frame {
  const headLength = bytes.readUInt16BE(0);
  let at = PREFIX_BYTES - LENGTH_BYTES + headLength;
  if (headLength > MOST_HEAD_BYTES || at > bytes.length) throw new Error('malformed');
  const head = JSON.parse(bytes.toString('utf8', PREFIX_BYTES - LENGTH_BYTES, at)) as { lengths?: unknown };
  const lengths: unknown[] = Array.isArray(head.lengths) ? head.lengths : [];
  const parts = lengths.map((length) => {
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) throw new Error('malformed');
    const part = bytes.subarray(at, (at += length));
    if (part.length !== length) throw new Error('malformed');
    return part;
  });
  if (at !== bytes.length) throw new Error('malformed');
  return { head, parts };
}
