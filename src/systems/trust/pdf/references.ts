import type { PdfFile, Section } from './file.ts';
import { isName, PdfReference, type PdfValue } from './value.ts';

/**
 * Who refers to what in a document: how often each object is spoken of, and which are that are not there. A document that
 * was signed while it spoke of a missing object shows something else once somebody adds that object.
 */
export class References {
  private file: PdfFile;
  private readonly counts = new Map<number, number>();
  private readonly containers = new Set<number>();
  /** What each object speaks of, to take it back when the object is replaced. */
  private readonly spoken = new Map<number, readonly number[]>();

  /** Reads every object of the oldest revision. Throws MalformedPdf for one that cannot be read. */
  constructor(file: PdfFile) {
    this.file = file;
    this.speak(-1, [...file.trailer.values()]);
    for (const { places } of file.sections) for (const number of places.keys()) this.readObject(number);
  }

  /** Goes on to the next revision, with what its sections tell of. */
  advance(file: PdfFile, sections: readonly Section[]): void {
    this.file = file;
    this.speak(-1, [...file.trailer.values()]);
    const read = new Set(sections.flatMap(({ places }) => [...places.keys()]));
    for (const number of read) this.readObject(number, true);
  }

  count(number: number): number {
    return this.counts.get(number) ?? 0;
  }

  /** Whether the document speaks of an object that it does not have. */
  awaits(number: number): boolean {
    return this.count(number) > 0 || this.containers.has(number);
  }

  /** Whether other objects stand in it. */
  isContainer(number: number): boolean {
    return this.containers.has(number);
  }

  private readObject(number: number, again = false): void {
    if (!again && this.spoken.has(number)) return;
    const place = this.file.placeOf(number);
    if (!place || place === 'free') {
      this.speak(number, []);
      return;
    }
    if ('container' in place) this.containers.add(place.container);
    const value = this.file.resolve(this.file.referenceTo(number));
    // The dictionary of a cross-reference stream is the trailer, which is counted by itself.
    const isTrailer = value instanceof Map && isName(value.get('Type'), 'XRef');
    this.speak(number, isTrailer ? [] : [value]);
  }

  private speak(number: number, values: readonly PdfValue[]): void {
    for (const spoken of this.spoken.get(number) ?? []) this.counts.set(spoken, this.counts.get(spoken)! - 1);
    const found: number[] = [];
    const waiting = [...values];
    while (waiting.length > 0) {
      const value = waiting.pop()!;
      if (value instanceof PdfReference) found.push(value.number);
      else if (Array.isArray(value)) for (const one of value) waiting.push(one);
      else if (value instanceof Map) for (const one of value.values()) waiting.push(one);
    }
    for (const spoken of found) this.counts.set(spoken, (this.counts.get(spoken) ?? 0) + 1);
    this.spoken.set(number, found);
  }
}
