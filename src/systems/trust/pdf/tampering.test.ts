import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentOf } from '../../../../test/support/document.ts';
import { smallState } from '../../../../test/support/signed-pdf.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import type { FoundSignature } from '../validation/found.ts';
import { validateSignature } from '../validation/validate.ts';
import { pdfReader } from './reader.ts';
import { signPdf, stampPdf } from './signature.ts';

const at = new Date('2026-11-21T03:00:00Z');
const state = await smallState();
const lists = (await state.evidence(at)).lists.map(readRevocationList);
const lasting = async (pdf: Uint8Array, name: string): Promise<Buffer> =>
  signPdf({
    pdf,
    signer: await state.seal(name),
    signerName: name,
    reason: 'Kết quả',
    at,
    stamping: state.stamping(at),
    evidence: await state.evidence(at),
  });
const sealed = await lasting(documentOf('Nguyễn Văn An'), 'H26.1');
const archived = await stampPdf({ pdf: sealed, stamping: state.stamping(at), evidence: await state.evidence(at) });

/** What the standard says of every signature; nothing when the file is refused. */
function judge(bytes: Buffer): { passed: boolean; said: string } {
  let found: FoundSignature[];
  try {
    found = pdfReader.read({ filename: 'a.pdf', bytes }, []) as FoundSignature[];
  } catch (error) {
    if (error instanceof Refusal) return { passed: false, said: 'refused' };
    throw error;
  }
  const anchors = [state.root.certificate];
  const verdicts = found.map((one) => validateSignature(one, { at, anchors, certificates: [], lists, answers: [] }));
  const passed =
    verdicts.length > 0 &&
    verdicts.every(({ indication, timeStamps, level }) => {
      const expected = bytes.length > sealed.length ? 'B-LTA' : 'B-LT';
      return indication === 'TOTAL-PASSED' && level === expected && timeStamps.every(({ holds }) => holds);
    });
  return { passed, said: verdicts.map(({ indication, sub }) => `${indication} ${sub ?? ''}`).join() };
}

test('a sealed document passes in full, and so does one from the archive', () => {
  assert.deepEqual(judge(sealed), { passed: true, said: 'TOTAL-PASSED ' });
  assert.deepEqual(judge(archived), { passed: true, said: 'TOTAL-PASSED ' });
});

/** Every so many bytes of a part of the file, each with one bit of it changed. */
function assertNoticed(bytes: Buffer, [from, to]: [number, number], step: number): void {
  for (let place = from; place < to; place += step) {
    const changed = Buffer.from(bytes);
    // Hexadecimal digits stay digits: what they say changes.
    const digit = changed[place]!;
    changed[place] = /[0-9a-f]/.test(String.fromCharCode(digit)) ? (digit === 0x30 ? 0x31 : 0x30) : digit ^ 1;
    assert.equal(judge(changed).passed, false, `byte ${place} was changed and nobody noticed`);
  }
}

/** Where the values of signatures stand, without the zeros behind them. */
function valuesIn(bytes: Buffer): [number, number][] {
  return [...bytes.toString('latin1').matchAll(/\/Contents <([0-9a-f]+?)(?:00)*>/g)].map((match) => {
    const from = match.index + '/Contents <'.length;
    return [from, from + match[1]!.length];
  });
}

test('one byte changed anywhere in a sealed document is noticed: page, seal, time stamp, evidence, references', () => {
  const [value] = valuesIn(sealed);
  assertNoticed(sealed, [0, value![0]], 1009);
  assertNoticed(sealed, value!, 79);
  assertNoticed(sealed, [value![1], sealed.length], 907);
});

test('one byte changed in the value of a time stamp of the archive is noticed', () => {
  const [, value] = valuesIn(archived);
  assertNoticed(archived, value!, 101);
});

test('whatever is written over a document from the archive, it holds as it was or not at all', () => {
  fc.assert(
    fc.property(
      fc.nat(archived.length - 1),
      fc.uint8Array({ minLength: 1, maxLength: 48 }),
      fc.nat(64),
      (start, written, cut) => {
        const over = Buffer.concat([archived.subarray(0, start), written, archived.subarray(start + cut)]);
        if (!over.equals(archived)) assert.equal(judge(over).passed, false);
      },
    ),
    { numRuns: 60 },
  );
});
