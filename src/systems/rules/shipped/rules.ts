import type { Bilingual } from '../../../kernel/text.ts';
import type { Subject, TestCase } from '../edition/choices.ts';

/** A rule set as it ships with the release: a folder of `law`, with `rule-set.json` and two files an edition. */
export interface ShippedSet {
  id: string;
  name: Bilingual;
  owner: string;
  subject: Subject;
  decision: string;
  editions: ShippedEdition[];
}

export interface ShippedEdition {
  /** The day from which it is in force: the name of its files. */
  from: string;
  /** The text of the .dmn file. */
  model: string;
  digest: string;
  law: Bilingual;
  cases: TestCase[];
}
