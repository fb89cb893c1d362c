import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { SaxesParser } from 'saxes';
import type { House } from '../src/kernel/system.ts';
import { openSeal } from '../src/systems/trust/keys.ts';
import { signFiles, type SigningOrder } from '../src/systems/trust/signing/actions.ts';
import { canonicalise } from '../src/systems/trust/xml/canonical.ts';
import { readXml } from '../src/systems/trust/xml/tree.ts';
import { printFigure } from './figures.ts';

const FILES = 100;
const WARM_UP = 10;
const FILE_BYTES = 100 * 1024;
/** Bytes that a signature and a time stamp are over. */
const SIGNED_BYTES = 600;
const RECORDS = 20_000;

/**
 * `trust.sign_*`: files of 100 KiB signed at level B-LT in each format, in processor time; the limit is the file's hash and the two
 * P-256 signatures, bare. `trust.canonical`: XML read and made canonical; the limit is the bare parser.
 */
export async function formats(house: House): Promise<void> {
  const signer = await openSeal(house, { code: 'G15.01', name: 'Cơ quan thử' });
  const bytes = randomBytes(FILE_BYTES);
  const toSign = randomBytes(SIGNED_BYTES);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const bare = await perSecond(FILES, () => {
    createHash('sha256').update(bytes).digest();
    sign('sha256', toSign, privateKey);
    sign('sha256', toSign, privateKey);
  });
  for (const format of ['CAdES', 'XAdES', 'JAdES', 'ASiC-E'] as const satisfies readonly SigningOrder['format'][]) {
    const file = { name: 'a.bin', mimeType: 'application/octet-stream', bytes };
    const order = { format, level: 'B-LT' as const, files: [file], signer, packaging: 'attached' as const };
    const one = async () => void (await signFiles(house, { ...order, at: new Date() }));
    await perSecond(WARM_UP, one);
    const bench = `trust.sign_${format.toLowerCase().replace('-', '_')}`;
    printFigure({ bench, value: await perSecond(FILES, one), unit: 'files/s', limit: bare });
  }
  const record = (_: unknown, i: number) =>
    `<p:record xmlns:p="urn:p" id="${i}" b="1" a="2"><p:name>Nguyễn Văn ${i} &amp; con</p:name></p:record>`;
  const xml = Buffer.from(`<all>${Array.from({ length: RECORDS }, record).join('\n')}</all>`);
  const megabytes = xml.length / 1e6;
  const parse = () => void new SaxesParser({ xmlns: true }).write(xml.toString()).close();
  const canonical = () => void canonicalise(readXml(xml));
  await perSecond(2, parse);
  await perSecond(2, canonical);
  const limit = (await perSecond(5, parse)) * megabytes;
  printFigure({ bench: 'trust.canonical', value: (await perSecond(5, canonical)) * megabytes, unit: 'MB/s', limit });
}

/** How often something is done in a second of processor time. */
async function perSecond(times: number, work: () => void | Promise<void>): Promise<number> {
  const began = process.cpuUsage();
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(began);
  return times / ((user + system) / 1e6);
}
