/** How alike two texts are. No function here allocates: they run for every candidate pair. */

/** Texts longer than this are compared by their first 32 characters in jaroWinkler: one bit for each in a 32-bit word. */
const JARO_LETTERS_MOST = 32;
/** Winkler's bonus for each of the first four letters that are the same. */
const PREFIX_BONUS = 0.1;
const PREFIX_LETTERS_MOST = 4;

/** Whether one insertion, deletion, substitution or swap of two neighbours makes one text of the other. Equal texts: no. */
export function oneEditApart(one: string, other: string): boolean {
  if (one.length < other.length) return oneEditApart(other, one);
  const longer = one.length - other.length;
  if (longer > 1) return false;
  let at = 0;
  while (at < other.length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  if (longer === 1) return sameFrom(one, at + 1, other, at);
  if (at === one.length) return false;
  if (sameFrom(one, at + 1, other, at + 1)) return true;
  const swapped =
    at + 1 < one.length &&
    one.charCodeAt(at) === other.charCodeAt(at + 1) &&
    one.charCodeAt(at + 1) === other.charCodeAt(at);
  return swapped && sameFrom(one, at + 2, other, at + 2);
}

/** Whether one digit is wrong, or two neighbours changed places: what fingers do to a number. Equal texts: no. */
export function oneDigitApart(one: string, other: string): boolean {
  return one.length === other.length && oneEditApart(one, other);
}

function sameFrom(one: string, from: number, other: string, otherFrom: number): boolean {
  if (one.length - from !== other.length - otherFrom) return false;
  for (let index = from, otherIndex = otherFrom; index < one.length; index++, otherIndex++) {
    if (one.charCodeAt(index) !== other.charCodeAt(otherIndex)) return false;
  }
  return true;
}

/**
 * Likeness by Jaro with Winkler's bonus for a common beginning: 0 nothing in common, 1 the same. With `least`, a likeness
 * that is sure to be below it may come out as 0: most pairs of names differ so much that counting their letters shows it.
 */
export function jaroWinkler(one: string, other: string, least = 0): number {
  if (one === other) return 1;
  const length = Math.min(one.length, JARO_LETTERS_MOST);
  const otherLength = Math.min(other.length, JARO_LETTERS_MOST);
  if (length === 0 || otherLength === 0) return 0;
  let prefix = 0;
  const prefixMost = Math.min(PREFIX_LETTERS_MOST, length, otherLength);
  while (prefix < prefixMost && one.charCodeAt(prefix) === other.charCodeAt(prefix)) prefix++;
  if (least > 0) {
    const most = Math.min(
      lettersAlsoIn(one, length, other, otherLength),
      lettersAlsoIn(other, otherLength, one, length),
    );
    if (withBonus((most / length + most / otherLength + 1) / 3, prefix) < least) return 0;
  }
  const reach = Math.max(0, (Math.max(length, otherLength) >> 1) - 1);
  let taken = 0;
  let otherTaken = 0;
  let matches = 0;
  for (let index = 0; index < length; index++) {
    const letter = one.charCodeAt(index);
    const last = Math.min(otherLength - 1, index + reach);
    for (let place = Math.max(0, index - reach); place <= last; place++) {
      if (otherTaken & (1 << place) || other.charCodeAt(place) !== letter) continue;
      taken |= 1 << index;
      otherTaken |= 1 << place;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let outOfOrder = 0;
  let place = 0;
  for (let index = 0; index < length; index++) {
    if (!(taken & (1 << index))) continue;
    while (!(otherTaken & (1 << place))) place++;
    if (one.charCodeAt(index) !== other.charCodeAt(place)) outOfOrder++;
    place++;
  }
  return withBonus((matches / length + matches / otherLength + (matches - outOfOrder / 2) / matches) / 3, prefix);
}

function withBonus(jaro: number, prefix: number): number {
  return jaro + prefix * PREFIX_BONUS * (1 - jaro);
}

/** How many letters of the first text occur in the other at all; letters that share the last five bits count as one. */
function lettersAlsoIn(one: string, length: number, other: string, otherLength: number): number {
  let letters = 0;
  for (let index = 0; index < otherLength; index++) letters |= 1 << (other.charCodeAt(index) & 31);
  let count = 0;
  for (let index = 0; index < length; index++) if (letters & (1 << (one.charCodeAt(index) & 31))) count++;
  return count;
}
