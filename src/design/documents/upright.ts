import { type Background, colour, prepareBackground } from '../../kernel/pdf-page.ts';
import { type Part, beside, stack } from '../../kernel/pdf-text.ts';
import { documentInstant } from '../../kernel/pdf.ts';
import { seal, syntheticLine, verification } from './official.ts';
import { GOLD_LINE, INDIGO, PAPER, drum } from './ornaments.ts';
import { MM, painted, rectangle } from './shapes.ts';
import { firstThatFits, makeSheet } from './sheet.ts';

/** A sheet of A4 upright, with the drum behind what it says and the seal at its foot. */

/** By whom such a document is sealed, and how it can be checked. */
export interface Sealing {
  agency: { name: string };
  signer: { post: string; fullName: string };
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when those it names do not exist. */
  synthetic: boolean;
}

const SHEET = { width: 210 * MM, height: 297 * MM };
const LEFT = 28 * MM;
const TOP = 18 * MM;
const HEIGHT = SHEET.height - TOP - 18 * MM;
/** The width of what the sheet says. */
export const UPRIGHT_WIDTH = SHEET.width - LEFT - 20 * MM;
/** The least room between what the sheet says and the seal. */
const LEAST_GAP = 4 * MM;
const SEAL_WIDTH = 80 * MM;

let background: Background | undefined;

function drawBackground(): Background {
  const { width, height } = SHEET;
  return prepareBackground(
    [
      painted([rectangle(0, 0, width, height)], { fill: PAPER }),
      drum([width / 2, height / 2], 58 * MM, colour('#faf5e8')),
      painted([rectangle(0, 0, 4 * MM, height)], { fill: INDIGO }),
      painted([rectangle(4.6 * MM, 0, 0.7 * MM, height)], { fill: GOLD_LINE }),
    ].join('\n'),
  );
}

/**
 * The document as PDF/A-2a on one page, not yet sealed. `said` sets what it says in letters of a size; long names and
 * places make letters smaller, not sheets more: the first of `sizes` in which it fits. Refuses as `firstThatFits` does.
 */
export function makeUprightSheet(
  sealing: Sealing,
  { title, sizes, said }: { title: string; sizes: readonly number[]; said: (size: number) => Part },
): Uint8Array {
  background ??= drawBackground();
  const foot = sealedFoot(sealing);
  const part = firstThatFits(sizes, HEIGHT - foot.height - LEAST_GAP, said);
  return makeSheet({ ...SHEET, background, title, author: sealing.agency.name }, [
    { part, x: LEFT, y: TOP },
    { part: foot, x: LEFT, y: TOP + HEIGHT - foot.height },
  ]);
}

/** The way to check the document, and the seal. */
function sealedFoot(sealing: Sealing): Part {
  const end = beside(
    'foot',
    { at: 0, part: verification({ ...sealing.verification, width: UPRIGHT_WIDTH - SEAL_WIDTH - 4 * MM }) },
    {
      at: UPRIGHT_WIDTH - SEAL_WIDTH,
      part: seal({
        post: sealing.signer.post,
        name: sealing.signer.fullName,
        agency: sealing.agency.name,
        sealedAt: documentInstant(sealing.sealedAt),
        em: 13,
        width: SEAL_WIDTH,
      }),
    },
  );
  return sealing.synthetic ? stack(3 * MM + 0.9 * 13, end, syntheticLine(UPRIGHT_WIDTH)) : end;
}
