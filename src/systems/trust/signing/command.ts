import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { openPostQuantumSeal, openSeal } from '../keys.ts';
import { assertSealedAgency, type SealedAgency } from '../rules.ts';
import type { SignatureLevel } from '../validation/found.ts';
import { coSign, signFiles, type Packaging, type SigningOrder } from './actions.ts';
import { mimeTypeOf } from './mime-type.ts';

const FORMATS: readonly SigningOrder['format'][] = ['PAdES', 'CAdES', 'XAdES', 'JAdES', 'ASiC-S', 'ASiC-E'];
const LEVELS: readonly SignatureLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];
const PACKAGINGS: readonly Packaging[] = ['attached', 'enveloped', 'detached'];
const INNER = ['XAdES', 'CAdES'] as const;
const ALGORITHMS = ['ecdsa', 'ml-dsa'] as const;

export const SIGN_USAGE = `sign <file …> --agency <code> --to <file> [--format ${FORMATS.join('|')}] [--level ${LEVELS.join('|')}]
      [--packaging ${PACKAGINGS.join('|')}] [--inner ${INNER.join('|')}] [--algorithm ${ALGORITHMS.join('|')}] [--join]`;

const one = <Text extends string>(all: readonly Text[], text: string | undefined, what: string): Text => {
  const found = all.find((each) => each === text);
  if (!found) throw new Error(`${what}: say one of ${all.join(', ')}`);
  return found;
};

/**
 * The operator's command: seals files in the name of an agency, in any format and level (ASiC-E and B-LTA when not said); with `--join`,
 * adds the seal to a container. Answers what was written.
 */
export async function signCommand(
  house: House,
  args: readonly string[],
  findAgency: (code: string) => Promise<SealedAgency | undefined>,
): Promise<string> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      agency: text,
      to: text,
      format: { ...text, default: 'ASiC-E' },
      level: { ...text, default: 'B-LTA' },
      packaging: text,
      inner: { ...text, default: 'XAdES' },
      algorithm: { ...text, default: 'ecdsa' },
      join: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const agency = values.agency === undefined ? undefined : await findAgency(values.agency);
  if (!agency || values.to === undefined || positionals.length === 0) throw new Error(`say: ${SIGN_USAGE}`);
  assertSealedAgency(agency);
  const files = await Promise.all(
    positionals.map(async (path) => ({
      name: basename(path).normalize('NFC'),
      mimeType: mimeTypeOf(path),
      bytes: await readFile(path),
    })),
  );
  try {
    const isPostQuantum = one(ALGORITHMS, values.algorithm, 'algorithm') === 'ml-dsa';
    const signer = await (isPostQuantum ? openPostQuantumSeal : openSeal)(house, agency);
    const head = {
      signer,
      at: now(),
      level: one(LEVELS, values.level, 'level'),
      inner: one(INNER, values.inner, 'inner'),
    };
    const { packaging } = values;
    const [container, ...more] = files;
    if (values.join && more.length > 0) throw new Error('say one container');
    const signed = values.join
      ? await coSign(house, { ...head, container: container! })
      : await signFiles(house, {
          ...head,
          files,
          format: one(FORMATS, values.format, 'format'),
          ...(packaging !== undefined && { packaging: one(PACKAGINGS, packaging, 'packaging') }),
        });
    await writeFile(values.to, signed.bytes);
    return `${values.to} · ${signed.mimeType} · ${signed.bytes.length} bytes · ${signer.certificate.serial}`;
  } catch (error) {
    if (error instanceof Refusal) throw new Error(house.sentences[error.code]?.en ?? error.code);
    throw error;
  }
}
