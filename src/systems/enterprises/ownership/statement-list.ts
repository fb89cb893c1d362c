/**
 * Takes a file of statements apart as its bytes arrive: a JSON array, or JSON lines (one statement on each line). Looks
 * at structure only and keeps no more than one statement, so that the size of the file does not matter.
 */

/** What may be in a file. A file beyond them is refused where it passes them. */
export const LIST_LIMITS = {
  /** The largest statement. */
  statement_bytes: 1_048_576,
  /** How far objects and lists may lie within each other; the standard itself needs 6. */
  depth_levels: 32,
} as const;

/** One member of the list, or why the file cannot be read on. */
export type ListPart = ListMember | ListFault;

export interface ListMember {
  kind: 'member';
  /** Where it starts in the file. */
  startsAt_bytes: number;
  bytes: Buffer;
  /** How many names of fields it has in its text; more than there are after parsing means that some are there twice. */
  names: number;
  /** Why it is not to be parsed. */
  fault?: 'ownership.statement_too_large' | 'ownership.too_deep' | 'ownership.json_broken' | 'ownership.ends_early';
}

export interface ListFault {
  kind: 'fault';
  at_bytes: number;
  code:
    | 'ownership.file_empty'
    | 'ownership.not_a_list'
    | 'ownership.not_utf8'
    | 'ownership.json_broken'
    | 'ownership.ends_early'
    | 'ownership.after_the_end';
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const [NUL, TAB, NEWLINE, RETURN, SPACE, QUOTE, COMMA, COLON, BACKSLASH] = [0, 9, 10, 13, 32, 34, 44, 58, 92];
const [LIST_OPENS, LIST_CLOSES, OBJECT_OPENS, OBJECT_CLOSES] = [91, 93, 123, 125];

export class StatementList {
  #form: 'unknown' | 'array' | 'lines' | 'ended' | 'faulty' = 'unknown';
  #offset_bytes = 0;
  #parts: ListPart[] = [];
  #members = 0;
  // The member being read.
  #kept: Buffer[] = [];
  #kept_bytes = 0;
  #startsAt_bytes = 0;
  #isBlank = true;
  #names = 0;
  #inText = false;
  #escaped = false;
  #depth = 0;
  readonly #closes = new Uint8Array(LIST_LIMITS.depth_levels);
  #fault: ListMember['fault'];

  /** The members that end in these bytes. The bytes are kept no longer than until the member ends. */
  push(chunk: Uint8Array): ListPart[] {
    let from = 0;
    for (let i = 0; i < chunk.length && this.#form !== 'faulty'; i += 1) {
      // Most bytes are in the midst of a text, and nothing happens there.
      if (this.#inText && !this.#escaped) i = endOfPlainText(chunk, i);
      if (i === chunk.length) break;
      const byte = chunk[i]!;
      if (this.#isInList()) {
        if (this.#endsMember(byte)) {
          this.#keep(chunk, from, i);
          this.#endMember(byte);
          from = i + 1;
          this.#startsAt_bytes = this.#offset_bytes + from;
        }
      } else {
        this.#outside(byte, this.#offset_bytes + i);
        from = byte === LIST_OPENS ? i + 1 : i;
        this.#startsAt_bytes = this.#offset_bytes + from;
        if (this.#isInList() && byte === OBJECT_OPENS) this.#endsMember(byte);
      }
    }
    if (this.#isInList()) this.#keep(chunk, from, chunk.length);
    this.#offset_bytes += chunk.length;
    return this.#take();
  }

  /** What is left when the file ends. */
  end(): ListPart[] {
    if (this.#form === 'unknown') this.#stop('ownership.file_empty', this.#offset_bytes);
    else if (this.#form === 'array') this.#stop('ownership.ends_early', this.#offset_bytes);
    else if (this.#form === 'lines' && !this.#isBlank) {
      if (this.#depth > 0 || this.#inText) this.#fault ??= 'ownership.ends_early';
      this.#endMember(NEWLINE);
    }
    return this.#take();
  }

  #isInList(): boolean {
    return this.#form === 'array' || this.#form === 'lines';
  }

  /** Reads a byte within the list. Whether a member ends before it. */
  #endsMember(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inText = false;
      // A text has no line break in it, so that one bad line of JSON lines does not take the next with it.
      return byte === NEWLINE && this.#form === 'lines';
    }
    switch (byte) {
      case SPACE:
      case TAB:
      case RETURN:
        return false;
      case NEWLINE:
        return this.#form === 'lines';
      case COMMA:
        return this.#form === 'array' && this.#depth === 0;
      case LIST_CLOSES:
        if (this.#form === 'array' && this.#depth === 0) return true;
        this.#close(byte);
        break;
      case OBJECT_CLOSES:
        this.#close(byte);
        break;
      case LIST_OPENS:
        this.#open(LIST_CLOSES);
        break;
      case OBJECT_OPENS:
        this.#open(OBJECT_CLOSES);
        break;
      case QUOTE:
        this.#inText = true;
        break;
      case COLON:
        this.#names += 1;
        break;
      case NUL:
        // No JSON has it, and UTF-16 is full of it.
        this.#stop('ownership.not_utf8', this.#startsAt_bytes);
        break;
    }
    this.#isBlank = false;
    return false;
  }

  #open(closes: number): void {
    if (this.#depth < this.#closes.length) this.#closes[this.#depth] = closes;
    else this.#fault ??= 'ownership.too_deep';
    this.#depth += 1;
  }

  #close(byte: number): void {
    this.#depth -= 1;
    const fits = this.#depth >= this.#closes.length || this.#closes[this.#depth] === byte;
    if (this.#depth >= 0 && fits) return;
    this.#depth = Math.max(this.#depth, 0);
    this.#fault ??= 'ownership.json_broken';
    // In an array nobody can say where the next statement begins; among lines it is the next line.
    if (this.#form === 'array') this.#stop('ownership.json_broken', this.#startsAt_bytes);
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    this.#kept_bytes += to - from;
    if (this.#kept_bytes > LIST_LIMITS.statement_bytes) {
      // Only what is kept counts: blanks between two statements may be as many as one likes, but not within one line.
      this.#kept = [];
      if (!this.#isBlank) this.#fault ??= 'ownership.statement_too_large';
      else this.#kept_bytes = 0;
    } else if (to > from) {
      this.#kept.push(Buffer.from(chunk.subarray(from, to)));
    }
  }

  #endMember(byte: number): void {
    const isLast = this.#form === 'array' && byte === LIST_CLOSES;
    const isEmptyList = isLast && this.#members === 0;
    const skip = this.#isBlank && (this.#form === 'lines' || isEmptyList);
    if (this.#form === 'lines' && (this.#depth > 0 || this.#inText)) {
      // A single statement written over many lines is neither of the two forms.
      if (this.#members === 0 && this.#fault === undefined) return this.#stop('ownership.not_a_list', 0);
      this.#fault ??= 'ownership.json_broken';
    }
    if (!skip) {
      this.#members += 1;
      const bytes = this.#kept.length === 1 ? this.#kept[0]! : Buffer.concat(this.#kept);
      const fault = this.#fault;
      const startsAt_bytes = this.#startsAt_bytes;
      this.#parts.push({ kind: 'member', startsAt_bytes, bytes, names: this.#names, ...(fault && { fault }) });
    }
    if (isLast) this.#form = 'ended';
    this.#kept = [];
    this.#kept_bytes = 0;
    this.#isBlank = true;
    this.#names = 0;
    this.#inText = false;
    this.#escaped = false;
    this.#depth = 0;
    this.#fault = undefined;
  }

  /** Reads a byte before the list or behind it. */
  #outside(byte: number, at_bytes: number): void {
    if (byte === SPACE || byte === TAB || byte === NEWLINE || byte === RETURN) return;
    if (this.#form === 'ended') this.#stop('ownership.after_the_end', at_bytes);
    else if (byte === LIST_OPENS) this.#form = 'array';
    else if (byte === OBJECT_OPENS) this.#form = 'lines';
    else if (byte === BYTE_ORDER_MARK[at_bytes]) return;
    else if (byte >= 0xfe || byte === NUL) this.#stop('ownership.not_utf8', at_bytes);
    else this.#stop('ownership.not_a_list', at_bytes);
  }

  #stop(code: ListFault['code'], at_bytes: number): void {
    this.#parts.push({ kind: 'fault', at_bytes, code });
    this.#form = 'faulty';
    this.#kept = [];
  }

  #take(): ListPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }
}

/** The next byte that may matter within a text, or the length where there is none. */
function endOfPlainText(chunk: Uint8Array, from: number): number {
  let at = from;
  while (at < chunk.length) {
    const byte = chunk[at];
    if (byte === QUOTE || byte === BACKSLASH || byte === NEWLINE) return at;
    at += 1;
  }
  return at;
}
