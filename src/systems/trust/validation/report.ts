import { fill, formatDate, formatInstant, LANGUAGES, type Language } from '../../../kernel/text.ts';
import { BLOCKS, type Indication, type SubIndication } from './conclusion.ts';
import { blockTexts, dataTexts, indicationTexts, reasonTexts, sentenceTexts } from './texts.ts';
import type { SignatureValidation } from './validate.ts';

/** What validation says to people and to programs: both from the same facts. */

/** What was found in one file. */
export interface FileValidation {
  filename: string;
  sha256: string;
  signatures: readonly SignatureValidation[];
}

export interface Validation {
  at: Date;
  /** Files with signatures first to last, or the one file in which there is none. */
  files: readonly FileValidation[];
}

/** The simple report: one sentence about who signed, when, and whether it still holds. */
export function sentenceOf(signature: SignatureValidation, language: Language): string {
  const { signer, signedAt, indication, holdsUntil } = signature;
  const name = signer?.organization || signer?.name || sentenceTexts.unknownSigner[language];
  if (indication === 'TOTAL-PASSED') {
    const until = holdsUntil ? formatDate(holdsUntil.toISOString().slice(0, 10), language) : '';
    return signedAt.proven
      ? fill(sentenceTexts.heldProven[language], { name, until, proven: formatInstant(signedAt.proven, language) })
      : fill(sentenceTexts.heldClaimed[language], {
          name,
          until,
          claimed: signedAt.claimed ? formatInstant(signedAt.claimed, language) : '',
        });
  }
  const words = indication === 'INDETERMINATE' ? sentenceTexts.uncertain : sentenceTexts.failed;
  return fill(words[language], { name, reason: reasonOf(signature, language) });
}

/** Why a signature does not hold, in words; empty when it does. */
function reasonOf({ problem, reason }: SignatureValidation, language: Language): string {
  return problem ? problem.text[language] : reason ? reasonTexts[reason][language] : '';
}

/** One line of the detailed report. */
export interface BlockLine {
  block: string;
  clause: string;
  indication: 'PASSED' | 'INDETERMINATE' | 'FAILED';
  sub?: SubIndication;
  /** How bad it is, in terms of the whole. */
  look: Indication;
  /** What it rests on, each by its name. */
  data: readonly string[];
}

const LOOK_OF = { PASSED: 'TOTAL-PASSED', INDETERMINATE: 'INDETERMINATE', FAILED: 'TOTAL-FAILED' } as const;

/** The detailed report: every block that was gone through, in its order. */
export function linesOf({ blocks }: SignatureValidation, language: Language): BlockLine[] {
  return blocks.map(({ name, about, conclusion, data }) => ({
    block: fill(blockTexts[name][language], { about: about ?? '' }),
    clause: BLOCKS[name],
    indication: conclusion.indication,
    ...(conclusion.indication !== 'PASSED' && { sub: conclusion.sub }),
    look: LOOK_OF[conclusion.indication],
    data: Object.entries(data).map(([fact, value]) => {
      const text = value instanceof Date ? formatInstant(value, language) : value;
      return `${dataTexts[fact]?.[language] ?? fact}: ${text}`;
    }),
  }));
}

/** All of it as data. Instants are ISO 8601 in UTC. */
export function dataOfValidation({ at, files }: Validation): object {
  return {
    validatedAt: at,
    standard: 'ETSI EN 319 102-1',
    files: files.map(({ filename, sha256, signatures }) => ({
      filename,
      sha256,
      signatures: signatures.map((signature) => {
        const { sub, problem, reason, blocks, ...told } = signature;
        return {
          ...told,
          subIndication: sub,
          reason: problem?.code ?? reason,
          summary: Object.fromEntries(LANGUAGES.map((language) => [language, sentenceOf(signature, language)])),
          blocks: blocks.map(({ name, about, conclusion, data }) => ({
            name,
            clause: BLOCKS[name],
            ...(about !== undefined && { about }),
            indication: conclusion.indication,
            ...(conclusion.indication !== 'PASSED' && { subIndication: conclusion.sub, reason: conclusion.reason }),
            data,
          })),
        };
      }),
    })),
  };
}

/** The word for an indication. */
export const indicationOf = ({ indication }: SignatureValidation, language: Language): string =>
  indicationTexts[indication][language];
