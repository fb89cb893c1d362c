const FIRST_PLACES = 1 << 12;
const EMPTY = -1;

/**
 * Gives whole numbers, as doubles hold them exactly, small numbers in the order in which they are first seen. A table of open
 * places: ten million look-ups are a second's work, where a `Map` takes ten.
 */
export class Numbering {
  #keys = new Float64Array(FIRST_PLACES).fill(EMPTY);
  #numbers = new Int32Array(FIRST_PLACES);
  #mask = FIRST_PLACES - 1;
  size = 0;

  /** The number of a key, which is not negative. */
  numberOf(key: number): number {
    let place = placeOf(key) & this.#mask;
    for (;;) {
      const held = this.#keys[place]!;
      if (held === key) return this.#numbers[place]!;
      if (held === EMPTY) break;
      place = (place + 1) & this.#mask;
    }
    const number = this.size++;
    this.#keys[place] = key;
    this.#numbers[place] = number;
    if (this.size * 2 > this.#keys.length) this.#grow();
    return number;
  }

  clear(): void {
    this.#keys = new Float64Array(FIRST_PLACES).fill(EMPTY);
    this.#numbers = new Int32Array(FIRST_PLACES);
    this.#mask = FIRST_PLACES - 1;
    this.size = 0;
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    const places = keys.length * 2;
    this.#keys = new Float64Array(places).fill(EMPTY);
    this.#numbers = new Int32Array(places);
    this.#mask = places - 1;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (key === EMPTY) continue;
      let place = placeOf(key) & this.#mask;
      while (this.#keys[place] !== EMPTY) place = (place + 1) & this.#mask;
      this.#keys[place] = key;
      this.#numbers[place] = numbers[i]!;
    }
  }
}

/** Mixes both halves of the key, so that keys side by side lie far apart. */
function placeOf(key: number): number {
  const high = Math.floor(key / 4_294_967_296);
  let mixed = Math.imul(key ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}
