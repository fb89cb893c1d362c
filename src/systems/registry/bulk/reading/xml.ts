import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { Refusal } from '../../../../kernel/refusal.ts';

/** What is told while XML is read: names are without their prefix. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it flows, and yields after each piece of it. Refuses `register.file_broken` what is not well-formed or not
 * UTF-8, and every document type: so there are no entities but the five of XML itself.
 */
export async function* readXml(source: AsyncIterable<Buffer>, reader: XmlReader): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => refuse());
  parser.on('error', () => refuse());
  parser.on('opentag', ({ name, attributes }) => reader.open(local(name), attributes));
  parser.on('closetag', ({ name }) => reader.close?.(local(name)));
  if (reader.text) {
    parser.on('text', (text) => reader.text!(text));
    parser.on('cdata', (text) => reader.text!(text));
  }
  const decoder = new StringDecoder('utf8');
  for await (const chunk of source) {
    parser.write(decoder.write(chunk));
    yield;
  }
  parser.write(decoder.end()).close();
  yield;
}

function refuse(): never {
  throw new Refusal('register.file_broken', 422);
}

/** Reads a small document to its end. */
export async function readWholeXml(source: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  for await (const _ of readXml(source, reader));
}
