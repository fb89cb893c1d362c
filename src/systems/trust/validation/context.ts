import type { Certificate } from '../certificate/certificate.ts';
import type { OcspAnswer } from '../path/ocsp-answer.ts';
import type { RevocationList } from '../path/revocation-list.ts';
import type { StatusWords } from '../path/status-words.ts';

/** What is asked of a certificate beside a valid path. */
export type Purpose = 'documents' | 'time_stamps';

/** What signatures are held against: whom we trust, and what is known of their certificates now. */
export interface Trusted {
  /** The instant of the validation. */
  at: Date;
  anchors: readonly Certificate[];
  /** Certificates known beside those in the file. */
  certificates: readonly Certificate[];
  /** Current lists and answers, beside those in the file. */
  lists: readonly RevocationList[];
  answers: readonly OcspAnswer[];
}

/** The same for one signature, with what it carries. */
export interface Context {
  at: Date;
  anchors: readonly Certificate[];
  certificates: readonly Certificate[];
  words: StatusWords;
}
