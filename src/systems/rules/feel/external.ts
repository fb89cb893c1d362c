import { type Numeric, doubleOf, isNumeric, isWhole, numberFrom, parseNumber } from './decimal.ts';
import { type Value, textOf } from './value.ts';

/**
 * External functions (DMN 1.5, 10.3.2.13.2). Nothing outside is ever called: a closed table says what a few functions of
 * Java's own library answer, because models in use name them. Any other is null.
 */
type External = (args: readonly Value[]) => Value;

/** What a Java parameter takes of a value; undefined when it does not fit. */
const CONVERSIONS: Record<string, (value: Value) => Value | undefined> = {
  ...Object.fromEntries(
    ['double', 'float', 'java.lang.Double', 'java.lang.Float'].map((name) => [
      name,
      (value) => (isNumeric(value) ? value : undefined),
    ]),
  ),
  ...Object.fromEntries(
    ['int', 'long', 'short', 'byte', 'java.lang.Integer', 'java.lang.Long', 'java.lang.Short', 'java.lang.Byte'].map(
      (name) => [name, (value) => (isNumeric(value) && isWhole(value) ? value : undefined)],
    ),
  ),
  char: (value) => (typeof value === 'string' && value.length === 1 ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  'java.lang.String': (value) => (typeof value === 'string' ? value : undefined),
  'java.lang.Object': (value) => value,
};
const REST = '[Ljava.lang.Object;';

const ofDoubles =
  (work: (...args: number[]) => number): External =>
  (args) =>
    numberFrom(work(...args.map((arg) => doubleOf(arg as Numeric))));

const WITH_ONE: Record<string, (x: number) => number> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  round: (x) => Math.floor(x + 0.5),
  signum: Math.sign,
  sin: Math.sin,
  sqrt: Math.sqrt,
  tan: Math.tan,
  toDegrees: (x) => (x * 180) / Math.PI,
  toRadians: (x) => (x * Math.PI) / 180,
};
const WITH_TWO: Record<string, (x: number, y: number) => number> = {
  atan2: Math.atan2,
  hypot: Math.hypot,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
};

const NUMBER_CLASSES: Record<string, string> = {
  'java.lang.Byte': 'byte',
  'java.lang.Short': 'short',
  'java.lang.Integer': 'int',
  'java.lang.Long': 'long',
  'java.lang.Float': 'float',
  'java.lang.Double': 'double',
};

function methodOf(className: string, method: string, parameters: readonly string[]): External | undefined {
  const [first] = parameters;
  const isNumbers = parameters.every((each) => ['double', 'float', 'int', 'long'].includes(each));
  if (className === 'java.lang.Math' && isNumbers) {
    const one = parameters.length === 1 && Object.hasOwn(WITH_ONE, method) ? WITH_ONE[method] : undefined;
    const two = parameters.length === 2 && Object.hasOwn(WITH_TWO, method) ? WITH_TWO[method] : undefined;
    return one ? ofDoubles(one) : two && ofDoubles(two);
  }
  if (method === 'valueOf' && parameters.length === 1) {
    const primitive = NUMBER_CLASSES[className];
    if (primitive && first === primitive) return ([value = null]) => value;
    if (primitive && first === 'java.lang.String') return ([text]) => numberIn(String(text), primitive);
    if (className === 'java.lang.String') return ([value = null]) => textOf(value);
  }
  if (className === 'java.lang.String' && method === 'format' && first === 'java.lang.String' && parameters[1] === REST)
    return ([template, ...values]) => format(String(template), values);
  return undefined;
}

function numberIn(text: string, primitive: string): Value {
  const number = parseNumber(text.trim());
  const isFraction = primitive === 'double' || primitive === 'float';
  return number !== null && (isFraction || isWhole(number)) ? number : null;
}

/** `%s`, `%d` and `%%`; null for anything else or when a value is missing. */
function format(template: string, values: readonly Value[]): Value {
  let next = 0;
  let isWrong = false;
  const text = template.replace(/%(.?)/g, (_, sign: string) => {
    if (sign === '%') return '%';
    const value = values[next++];
    if (
      value === undefined ||
      (sign !== 's' && sign !== 'd') ||
      (sign === 'd' && !(isNumeric(value) && isWhole(value)))
    )
      isWrong = true;
    return textOf(value ?? null);
  });
  return isWrong ? null : text;
}

const SIGNATURE = /^\s*([A-Za-z_]\w*)\s*\(([^()]*)\)\s*$/;

/** The function that a class and a method signature such as `max(int, int)` name; undefined when there is none. */
export function externalFunction(className: string, signature: string): External | undefined {
  const match = SIGNATURE.exec(signature);
  if (!match) return undefined;
  const [, method = '', list = ''] = match;
  const parameters = list.trim() === '' ? [] : list.split(',').map((each) => each.trim());
  const work = methodOf(className.trim(), method, parameters);
  if (!work) return undefined;
  const isRest = parameters.at(-1) === REST;
  return (given) => {
    const args: Value[] = [];
    for (const [i, value] of given.entries()) {
      const parameter = isRest && i >= parameters.length - 1 ? 'java.lang.Object' : (parameters[i] ?? '');
      const fitting = CONVERSIONS[parameter]?.(value);
      if (fitting === undefined) return null;
      args.push(fitting);
    }
    return args.length < parameters.length - (isRest ? 1 : 0) ? null : work(args);
  };
}

/** The function that the text of a mapping names: `{java: {class: …, method signature: …}}`. */
export function externalOf(mapping: Value): External | undefined {
  const java = mapping instanceof Map ? (mapping.get('java') ?? mapping) : null;
  if (!(java instanceof Map)) return undefined;
  const className = java.get('class');
  const signature = java.get('method signature');
  return typeof className === 'string' && typeof signature === 'string'
    ? externalFunction(className, signature)
    : undefined;
}
