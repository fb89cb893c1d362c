import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { civilDate, now } from './clock.ts';
import { Refusal } from './refusal.ts';
import { formatDate, formatTimeOfDay, type Language } from './text.ts';

/** Templates may read files below this folder and nothing else of the machine. */
const SOURCES = resolve(import.meta.dirname, '..');
const FONT = 'Tinos';
const FONT_FILES = [
  '400Regular/Tinos_400Regular',
  '400Regular_Italic/Tinos_400Regular_Italic',
  '700Bold/Tinos_700Bold',
  '700Bold_Italic/Tinos_700Bold_Italic',
];
/** PDF/A-2a: archivable, with the structure that screen readers need (ISO 19005-2). */
const STANDARD = 'a-2a';
/** Longest data of one document, as JSON. */
const MOST_DATA_BYTES = 1024 * 1024;
/**
 * The compiler remembers pieces of documents. What was not used during so many documents is forgotten, which keeps a
 * process at some 180 MB however many it makes; forgetting everything each time would draw every frame anew.
 */
const FORGET_AFTER_DOCUMENTS = 10;

let compiler: NodeCompiler | undefined;
let made = 0;

function openCompiler(): NodeCompiler {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  const fontBlobs = FONT_FILES.map((file) => readFileSync(join(fonts, `${file}.ttf`)));
  return NodeCompiler.create({ workspace: SOURCES, fontArgs: [{ fontBlobs }] });
}

const LANGUAGE_SETTINGS: Readonly<Record<Language, string>> = {
  vi: 'lang: "vi", region: "VN"',
  en: 'lang: "en", region: "GB"',
};

/**
 * Makes a PDF (PDF/A-2a, fonts embedded, tagged) from a Typst template and data.
 *
 * `template` is an absolute path below `src`; it reads its data with `json(bytes(sys.inputs.data))`. Data is only ever a
 * value: text with Typst's own signs in it is shown as it is. Text in the family Tinos is set without fallback.
 * Refuses `document.text_not_printable` when the data holds characters that the font does not have, because a document
 * that leaves some out would say something else. Takes some 5 to 15 ms a page, without giving way to others; who makes
 * many awaits something between them, because memory of the compiler is freed only when the event loop turns.
 */
export function makePdf(order: {
  template: string;
  data: object;
  title: string;
  language: Language;
  author: string;
}): Uint8Array {
  const path = relative(SOURCES, order.template);
  if (path.startsWith('..') || !path.endsWith('.typ') || path.includes('"'))
    throw new Error(`not a template below src: ${order.template}`);
  const data = JSON.stringify(order.data);
  if (Buffer.byteLength(data) > MOST_DATA_BYTES) throw new Error('too much data for one document');
  compiler ??= openCompiler();
  const compiled = compiler.compile({
    mainFileContent:
      '#set document(title: sys.inputs.title, author: sys.inputs.author, date: auto)\n' +
      `#set text(font: "${FONT}", ${LANGUAGE_SETTINGS[order.language]}, fallback: false)\n` +
      `#include "/${path.split(sep).join('/')}"\n`,
    inputs: { title: order.title, author: order.author, data },
  });
  const document = compiled.result;
  if (!document) throw new Error(`${path}: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`);
  try {
    return compiler.pdf(document, { pdfStandard: STANDARD, creationTimestamp: Math.floor(now().getTime() / 1000) });
  } catch (error) {
    if (/could not be displayed|disallowed codepoint/.test(String(error)))
      throw new Refusal('document.text_not_printable', 422);
    throw error;
  } finally {
    if (++made % FORGET_AFTER_DOCUMENTS === 0) compiler.evictCache(1);
  }
}

/** An instant as Vietnamese documents state it, to the minute, in Vietnam's time: 09:14 ngày 20/04/2026. */
export function documentInstant(at: Date): string {
  return `${formatTimeOfDay(at)} ngày ${formatDate(civilDate(at), 'vi')}`;
}
