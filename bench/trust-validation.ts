import type { House } from '../src/kernel/system.ts';
import { sealPdf, validateFile } from '../src/systems/trust/index.ts';
import { printDetail, printFigure, quantile, rounded } from './figures.ts';
import { longDocument } from './trust-pades.ts';

const SIGNATURES = 6;
const ROUNDS = 20;

/**
 * `trust.validate`: a PDF of twenty pages that six agencies sealed PAdES B-LT one after the other, from its bytes to the six verdicts, in
 * this process: the first time, and the median of the next twenty.
 */
export async function validation(house: House): Promise<void> {
  let pdf = longDocument();
  for (let i = 1; i <= SIGNATURES; i++) {
    const agency = { code: `H26.0000${i}`, name: `Ủy ban nhân dân phường ${i}` };
    ({ pdf } = await sealPdf(house, { pdf, agency, reason: 'Kết quả', at: wholeSecond() }));
  }
  const file = { filename: 'sealed.pdf', bytes: pdf };
  const times_ms: number[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    const began = performance.now();
    const { signatures } = await validateFile(house, file);
    times_ms.push(performance.now() - began);
    const passed = signatures.filter(({ indication, level }) => indication === 'TOTAL-PASSED' && level === 'B-LT');
    if (passed.length !== SIGNATURES) throw new Error(`${passed.length} of ${SIGNATURES} signatures hold`);
  }
  const [cold_ms, ...warm_ms] = times_ms as [number, ...number[]];
  printDetail('trust.validate', {
    signatures: SIGNATURES,
    'document, bytes': pdf.length,
    'longest, ms': rounded(Math.max(...warm_ms)),
  });
  printFigure({ bench: 'trust.validate.cold', value: cold_ms, unit: 'ms' });
  printFigure({ bench: 'trust.validate', value: quantile(warm_ms, 0.5), unit: 'ms' });
}

const wholeSecond = (): Date => new Date(Math.floor(Date.now() / 1000) * 1000);
