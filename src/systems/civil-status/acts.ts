import { abroad } from './abroad/act.ts';
import { adoption } from './adoption/act.ts';
import type { Book } from './books.ts';
import { change } from './change/act.ts';
import { death } from './death/act.ts';
import { divorce } from './divorce/act.ts';
import type { ActKind } from './entry/act.ts';
import { guardianship, guardianshipEnd } from './guardianship/act.ts';
import { marriage } from './marriage/act.ts';
import { recognition } from './recognition/act.ts';

/** The kinds of act that an officer registers at the desk, by their books. Births come through dossiers. */
export const ACTS: Readonly<Partial<Record<Book, ActKind>>> = {
  marriage,
  death,
  recognition,
  adoption,
  guardianship,
  'guardianship-end': guardianshipEnd,
  change,
  divorce,
  abroad,
};
