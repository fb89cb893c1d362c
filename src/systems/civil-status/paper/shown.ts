import type { Paper } from '../entry/services.ts';
import type { StoredPaper } from './store.ts';

/** A paper as the services show one. */
export function paperShown(paper: StoredPaper): Paper {
  const { id, kind, title, holderName, number, agencyName, issuedOn, recordedAt, verificationCode } = paper;
  return {
    id,
    kind,
    title,
    holderName,
    documentNumber: number,
    issuerName: agencyName,
    issuedOn,
    issuedAt: recordedAt.toISOString(),
    verificationCode,
  };
}
