import type { House } from '../src/kernel/system.ts';
import { gatherEvidence } from '../src/systems/trust/evidence/evidence.ts';
import { openSeal } from '../src/systems/trust/keys.ts';
import { signPdf } from '../src/systems/trust/pdf/signature.ts';
import { sealPdf } from '../src/systems/trust/index.ts';
import { openStamping } from '../src/systems/trust/time-stamp/stamping.ts';
import { printDetail, printFigure } from './figures.ts';

const PAGES = 20;
const SEALS = 200;
const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };

/**
 * Documents of twenty pages sealed PAdES B-LT, from the bytes of one to the bytes of the other, with both hashes in the public
 * log. The limit: the same documents signed B-B, with neither time stamp nor evidence nor log.
 */
export async function pades(house: House): Promise<void> {
  const pdf = longDocument();
  const at = new Date();
  const order = { pdf, agency, reason: 'Kết quả', at };
  await sealPdf(house, order);
  const lasting = await timeOf(() => sealPdf(house, order));
  const signer = await openSeal(house, agency);
  const bare = { pdf, signer, signerName: agency.name, reason: 'Kết quả', at };
  const basic = await timeOf(() => signPdf(bare));
  const stamping = await openStamping(house);
  const evidence = await gatherEvidence(house, [signer, stamping.party]);
  const inMemory = await timeOf(() => signPdf({ ...bare, stamping, evidence }));
  const { length } = (await sealPdf(house, order)).pdf;
  printDetail('trust.sign', {
    pages: PAGES,
    'document, bytes': pdf.length,
    'added, bytes': length - pdf.length,
    'B-LT without the log, processor ms': inMemory.processor_ms.toFixed(2),
    'sealed, processor ms': lasting.processor_ms.toFixed(2),
    'B-B, processor ms': basic.processor_ms.toFixed(2),
  });
  printFigure({ bench: 'trust.sign', value: lasting.passed_ms, unit: 'ms', limit: basic.passed_ms });
}

/** Milliseconds for one, by the clock and of the processor. */
async function timeOf(work: () => unknown): Promise<{ passed_ms: number; processor_ms: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  for (let i = 0; i < SEALS; i++) await work();
  const passed_ms = (performance.now() - began) / SEALS;
  const { user, system } = process.cpuUsage(before);
  return { passed_ms, processor_ms: (user + system) / 1_000 / SEALS };
}

/** A document of text, with a table of cross-references that is right. */
export function longDocument(): Buffer {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const kids: string[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const lines = Array.from({ length: 50 }, (_, line) => `(Page ${page}, line ${line}: the quick brown fox) Tj T*`);
    const drawn = `BT /F 11 Tf 14 TL 60 780 Td ${lines.join('\n')} ET`;
    objects.push(`<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length} 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${PAGES} >>`;
  let text = '%PDF-1.7\n';
  const offsets = objects.map((syntax, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${syntax}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n\r\n`;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f\r\n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}
