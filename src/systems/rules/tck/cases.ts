import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/calendar-text.ts';
import { numberFrom, parseNumber } from '../feel/decimal.ts';
import type { Value } from '../feel/value.ts';
import { type Element, child, childrenOf, readXml } from '../dmn/xml.ts';

/** A file of test cases of the DMN Technology Compatibility Kit (testCases.xsd). */
export interface Cases {
  modelName: string;
  cases: Case[];
}

export interface Case {
  id: string;
  type: 'decision' | 'bkm' | 'decisionService';
  invocableName: string;
  inputs: { name: string; namespace: string; value: Value }[];
  results: Result[];
}

export interface Result {
  name: string;
  expected: Value;
  /** The answer is null because something is wrong. */
  isError: boolean;
}

/** Reads a file of test cases. */
export function readCases(text: string): Cases {
  const root = readXml(text);
  return {
    modelName: child(root, 'modelName')?.text.trim() ?? '',
    cases: childrenOf(root, 'testCase').map((each) => ({
      id: each.attributes.get('id') ?? '',
      type: (each.attributes.get('type') ?? 'decision') as Case['type'],
      invocableName: each.attributes.get('invocableName') ?? '',
      inputs: childrenOf(each, 'inputNode').map((input) => ({
        name: input.attributes.get('name') ?? '',
        namespace: input.attributes.get('namespace') ?? '',
        value: valueIn(input),
      })),
      results: childrenOf(each, 'resultNode').map((result) => ({
        name: result.attributes.get('name') ?? '',
        expected: valueIn(child(result, 'expected')),
        isError: result.attributes.get('errorResult') === 'true',
      })),
    })),
  };
}

/** The value that an element holds: a list, components by name, or a simple value. */
function valueIn(element: Element | undefined): Value {
  if (!element || isNil(element)) return null;
  const list = child(element, 'list');
  if (list) return isNil(list) ? null : childrenOf(list, 'item').map(valueIn);
  const components = childrenOf(element, 'component');
  if (components.length > 0)
    return new Map(components.map((each) => [each.attributes.get('name') ?? '', valueIn(each)]));
  const value = child(element, 'value');
  return value ? simpleValue(value) : null;
}

function isNil(element: Element): boolean {
  return element.attributes.get('xsi:nil') === 'true';
}

function simpleValue(element: Element): Value {
  if (isNil(element)) return null;
  const { text } = element;
  const trimmed = text.trim();
  switch ((element.attributes.get('xsi:type') ?? '').replace(/^.*:/, '')) {
    case 'string':
      return text;
    case 'boolean':
      return trimmed === 'true' || trimmed === '1';
    case 'decimal':
    case 'integer':
    case 'long':
    case 'int':
    case 'double':
    case 'float':
      return parseNumber(trimmed) ?? numberFrom(Number(trimmed));
    case 'date':
      return parseDate(trimmed);
    case 'time':
      return parseTime(trimmed);
    case 'dateTime':
      return parseDateTime(trimmed);
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return parseDuration(trimmed);
    default:
      return text;
  }
}
