/** The commands of the command line that work on files of parcels. They need no database and no settings. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Refusal } from './kernel/refusal.ts';
import type { Language } from './kernel/text.ts';
import {
  type MapScale,
  checkLines,
  checkParcelFile,
  drawParcels,
  isSound,
  sentence,
  toGeoJson,
} from './systems/land/index.ts';
import { exampleSheet } from './systems/land/example/cadastre.ts';

/** A file of parcels is not larger than this. A commune of 20,000 parcels takes about 10 MB. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

/** Checks a file of parcels and says what is wrong with it. Answers 1 when something is, 0 when nothing. */
export async function checkParcels(words: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      province: { type: 'string' },
      meridian: { type: 'string' },
      boundary: { type: 'string' },
      scale: { type: 'string' },
      draw: { type: 'string' },
      language: { type: 'string', default: 'vi' },
    },
  });
  const [path] = positionals;
  if (!path || !values.province) throw new Error('name a file and --province with the code of the province');
  const language: Language = values.language === 'en' ? 'en' : 'vi';
  try {
    const checked = checkParcelFile({
      document: await readJson(path),
      provinceCode: values.province,
      ...(values.meridian === undefined ? {} : { meridian: Number(values.meridian) }),
      ...(values.boundary === undefined ? {} : { boundary: await readJson(values.boundary) }),
      ...(values.scale === undefined ? {} : { scale: Number(values.scale) as MapScale }),
    });
    process.stdout.write(`${checkLines(checked, language).join('\n')}\n`);
    if (values.draw !== undefined) {
      const { sheet, report } = checked;
      const chosen = new Set(report.findings.flatMap(({ parcels }) => parcels));
      const drawing = { units: sheet.units, title: path, language, chosen, findings: report.findings };
      await writeFile(values.draw, drawParcels({ ...drawing, standalone: true, width: 1600 }));
    }
    return isSound(checked) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${sentence(error.code, error.values, language)}\n`);
    return 1;
  }
}

/** Writes the synthetic cadastre of a commune as GeoJSON. */
export async function writeExampleParcels(words: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      province: { type: 'string' },
      commune: { type: 'string' },
      parcels: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [path] = positionals;
  if (!path || !values.province || !values.commune) throw new Error('name a file, --province and --commune');
  const sheet = exampleSheet({
    provinceCode: values.province,
    communeCode: values.commune,
    parcels: Number(values.parcels),
    seed: Number(values.seed),
  });
  await writeFile(path, `${JSON.stringify(toGeoJson(sheet))}\n`);
  process.stdout.write(`${sheet.units.length}\n`);
}

/** Reads a file as JSON. What is no JSON is refused like what is no GeoJSON: both want another export. */
async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path);
  if (size > LARGEST_FILE_BYTES)
    throw new Refusal('land.file_too_large', 413, { values: { most: `${LARGEST_FILE_BYTES} B` } });
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal('land.not_geojson', 422);
  }
}
