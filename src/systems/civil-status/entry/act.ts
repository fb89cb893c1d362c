import type { Tx } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import type { Book } from '../books.ts';
import type { Consequence, Decision, Entry } from './rules.ts';

/** What a decision is made from: what was asked, by which office, on which day. */
export interface Deciding<Input> {
  house: House;
  input: Input;
  /** The commune in whose book it is entered. */
  communeCode: string;
  on: string;
  context: CallContext;
}

/** One kind of act of civil status: how it is decided, what it writes, and how all of that is taken back. */
export interface ActKind<Input = never> {
  book: Book;
  /** What it is called as the reason of what it changes in registers. */
  reason: string;
  /** Refuses what the law does not let register; else says all that is written. */
  decide(asked: Deciding<Input>): Promise<Decision>;
  /** What it writes into tables of our own besides the entry, in the same transaction. */
  write?(tx: Tx, entry: Entry): Promise<void>;
  /** What takes back its consequences in other registers, when the entry is cancelled. */
  undo(entry: Entry): Consequence[];
  /** Takes back what `write` wrote. */
  unwrite?(tx: Tx, entry: Entry): Promise<void>;
}
