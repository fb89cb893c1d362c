import { evenName } from './names.ts';
import type { Reader } from './reader.ts';
import type { TypeNode } from './syntax.ts';

const NAMED = ['days and time duration', 'years and months duration', 'date and time'];
const TYPE_NAME = /[\p{L}_][\p{L}\p{N}\p{M}_.-]*/uy;

/** Reads a type: a name, `list<T>`, `range<T>`, `context<a: T>` or `function<T> -> T` (grammar rules 52 to 54). */
export function parseType(reader: Reader): TypeNode {
  return reader.nested(() => {
    for (const outer of ['list', 'range'] as const) {
      const found = reader.attempt((): TypeNode => {
        reader.expectWord(outer);
        reader.expect('<');
        const type = parseType(reader);
        reader.expect('>');
        return { type: outer, of: type };
      });
      if (found) return found;
    }
    return reader.attempt(() => contextType(reader)) ?? reader.attempt(() => functionType(reader)) ?? named(reader);
  });
}

function contextType(reader: Reader): TypeNode {
  reader.expectWord('context');
  reader.expect('<');
  const fields: [string, TypeNode][] = [];
  if (!reader.take('>')) {
    do {
      const colon = reader.text.indexOf(':', reader.at);
      if (colon < 0) reader.fail('“:”');
      const name = evenName(reader.text.slice(reader.at, colon));
      reader.at = colon;
      reader.expect(':');
      fields.push([name, parseType(reader)]);
    } while (reader.take(','));
    reader.expect('>');
  }
  return { type: 'context', fields };
}

function functionType(reader: Reader): TypeNode {
  reader.expectWord('function');
  reader.expect('<');
  const parameters: TypeNode[] = [];
  if (!reader.take('>')) {
    do parameters.push(parseType(reader));
    while (reader.take(','));
    reader.expect('>');
  }
  reader.expect('->');
  return { type: 'function', parameters, result: parseType(reader) };
}

function named(reader: Reader): TypeNode {
  for (const name of NAMED) {
    const words = name.split(' ');
    const found = reader.attempt((): TypeNode => {
      for (const word of words) reader.expectWord(word);
      return { type: 'name', name };
    });
    if (found) return found;
  }
  const known = reader.known();
  if (known && known.length > 1) {
    reader.at = known.end;
    reader.blank();
    return { type: 'name', name: known.name };
  }
  TYPE_NAME.lastIndex = reader.at;
  const match = TYPE_NAME.exec(reader.text);
  if (!match) reader.fail('a type');
  reader.at = TYPE_NAME.lastIndex;
  reader.blank();
  return { type: 'name', name: match[0] };
}
