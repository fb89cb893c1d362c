import { createHash } from 'node:crypto';

/**
 * Proofs of existence (EN 319 102-1 §5.6.2.3): since when something is known to have been there. Everything that lies before us
 * is there now; only a time stamp proves more.
 */
export class Proofs {
  private readonly now: Date;
  private readonly earliest = new Map<string, Date>();

  constructor(now: Date) {
    this.now = now;
  }

  /** Adds the proof that the bytes were there at an instant. */
  add(bytes: Buffer, at: Date): void {
    const name = nameOf(bytes);
    const known = this.earliest.get(name);
    if (!known || at < known) this.earliest.set(name, at);
  }

  /** The earliest instant at which the bytes are proven to have been there. */
  of(bytes: Buffer): Date {
    return this.earliest.get(nameOf(bytes)) ?? this.now;
  }
}

const nameOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');
