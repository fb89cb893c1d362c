import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { communeOn } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { makeRegisterPaper } from './register-document.ts';
import { type StoredPaper, saveFile } from './store.ts';

/** Characters of the code by which a paper is checked. */
export const VERIFICATION_CHARACTERS = 12;

/** Makes and seals the file of a paper that is written, once: the file that was noted first counts. */
export async function finishPaper(house: House, paper: StoredPaper): Promise<StoredPaper & { fileId: string }> {
  const { fileId: made } = paper;
  if (made) return { ...paper, fileId: made };
  const { communeCode, issuedOn, verificationCode, official, title, kind } = paper;
  const at = now();
  const pdf = makeRegisterPaper({
    kind,
    title: title.vi,
    number: paper.number,
    place: communeOn(communeCode, issuedOn)!.name,
    issuedOn,
    content: paper.said,
    agency: paper.agencyName,
    signer: { post: official.title.vi, fullName: official.name },
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const agency = { code: paper.agencyCode, name: paper.agencyName };
  const sealed = await sealPdf(house, { pdf, agency, reason: title.vi, at });
  const kept = await house.files.keep(sealed.pdf);
  const fileId = await saveFile(house.db.as('civil-status'), { id: paper.id, fileId: kept });
  return { ...paper, fileId };
}
