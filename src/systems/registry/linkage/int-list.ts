const FIRST_LENGTH = 1024;

/** Whole numbers in a row, without an object for each: pairs and records are counted in millions. */
export class IntList {
  #values = new Int32Array(FIRST_LENGTH);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const longer = new Int32Array(this.length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.length++] = value;
  }

  /** The numbers so far. It shares memory with the list: take it when nothing is added any more. */
  toArray(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
