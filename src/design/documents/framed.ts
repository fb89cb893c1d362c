import { prepareBackground, type Background } from '../../kernel/pdf-page.ts';
import { beside, stack, type Part } from '../../kernel/pdf-text.ts';
import { documentInstant } from '../../kernel/pdf.ts';
import { seal, syntheticLine, verification } from './official.ts';
import { frame } from './ornaments.ts';
import { MM } from './shapes.ts';
import { firstThatFits, makeSheet } from './sheet.ts';

/** One sheet of A4 in a frame of gold: what the register says above, the way to check it and the seal below. */

const SHEET = { width: 210 * MM, height: 297 * MM };
const LEFT = 24 * MM;
const TOP = 22 * MM;
const HEIGHT = SHEET.height - TOP - 19 * MM;
/** The least room between what the register says and the seal. */
const LEAST_GAP = 4 * MM;
const SEAL_WIDTH = 78 * MM;

/** The width within the frame. */
export const FRAMED_WIDTH = SHEET.width - 2 * LEFT;

/** Who signs, and how anyone checks it. */
export interface SignedEnd {
  /** What the signer signs as: `NGƯỜI KÝ GIẤY KHAI SINH`. */
  title: string;
  signer: { post: string; fullName: string };
  /** Name of the agency whose seal the document will bear. */
  agency: string;
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when the person does not exist. */
  synthetic: boolean;
}

let background: Background | undefined;

/** The sheet as PDF/A-2a, not yet sealed, in the first of the settings in which all that it says fits. Takes 1 to 2 ms. */
export function makeFramedSheet<Setting>(
  order: { title: string; settings: readonly Setting[]; end: SignedEnd },
  say: (setting: Setting) => Part,
): Uint8Array {
  const { title, settings, end } = order;
  background ??= prepareBackground(frame(SHEET.width, SHEET.height));
  const foot = footOf(end);
  const said = firstThatFits(settings, HEIGHT - foot.height - LEAST_GAP, say);
  return makeSheet({ ...SHEET, background, title, author: end.agency }, [
    { part: said, x: LEFT, y: TOP },
    { part: foot, x: LEFT, y: TOP + HEIGHT - foot.height },
  ]);
}

/** The way to check the document, and the seal. */
function footOf({ title, signer, agency, sealedAt, verification: check, synthetic }: SignedEnd): Part {
  const end = beside(
    'foot',
    { at: 0, part: verification({ ...check, width: FRAMED_WIDTH - SEAL_WIDTH - 6 * MM }) },
    {
      at: FRAMED_WIDTH - SEAL_WIDTH,
      part: seal({
        title,
        post: signer.post,
        name: signer.fullName,
        agency,
        sealedAt: documentInstant(sealedAt),
        em: 12,
        width: SEAL_WIDTH,
      }),
    },
  );
  return synthetic ? stack(2 * MM + 0.6 * 12, end, syntheticLine(FRAMED_WIDTH)) : end;
}
