import { StatusTag, type Tone } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import { type EntryStatus, STATUSES } from '../../books.ts';

const TONES: Record<EntryStatus, Tone> = { registered: 'success', ended: 'neutral', cancelled: 'danger' };

/** What became of an entry, in a word. */
export function EntryTag({ status, language }: { status: EntryStatus; language: Language }) {
  return <StatusTag tone={TONES[status]}>{STATUSES[status][language]}</StatusTag>;
}
