import type { Run } from '../run.ts';
import type { FeelContext, Value } from '../value.ts';
import { define } from './define.ts';

/** Functions on contexts (DMN 1.5, 10.3.4.12). */
function put(run: Run, context: FeelContext, keys: readonly Value[], value: Value): Value {
  const [key, ...deeper] = keys;
  if (typeof key !== 'string') return run.warn('argument.wrong', 'context put');
  const copy = new Map(context);
  run.size(copy.size);
  if (deeper.length === 0) return copy.set(key, value);
  const inner = context.get(key) ?? new Map<string, Value>();
  if (!(inner instanceof Map)) return run.warn('argument.wrong', 'context put');
  const changed = run.deeper(() => put(run, inner, deeper, value));
  return changed === null ? null : copy.set(key, changed);
}

function merge(run: Run, contexts: Value[]): Value {
  const merged = new Map<string, Value>();
  for (const each of contexts) {
    if (!(each instanceof Map)) return run.warn('argument.wrong', 'context merge');
    for (const [key, value] of each) merged.set(key, value);
    run.size(merged.size);
  }
  return merged;
}

/** A context of a list of contexts with `key` and `value`. */
function fromEntries(run: Run, entries: Value[]): Value {
  const context = new Map<string, Value>();
  for (const entry of entries) {
    const key = entry instanceof Map ? entry.get('key') : undefined;
    if (!(entry instanceof Map) || typeof key !== 'string' || !entry.has('value') || context.has(key))
      return run.warn('argument.wrong', 'context');
    context.set(key, entry.get('value') ?? null);
  }
  return context;
}

export const CONTEXT_FUNCTIONS = [
  define('get value', [
    'm: context, key: string',
    (run, m: FeelContext, key: string) => m.get(key) ?? (m.has(key) ? null : run.warn('path.unknown', key)),
  ]),
  define('get entries', [
    'm: context',
    (_, m: FeelContext) =>
      [...m].map(
        ([key, value]) =>
          new Map<string, Value>([
            ['key', key],
            ['value', value],
          ]),
      ),
  ]),
  define(
    'context put',
    [
      'context: context, key: string, value: any',
      (run, context: FeelContext, key: string, value: Value) => put(run, context, [key], value),
    ],
    [
      'context: context, keys: texts, value: any',
      (run, context: FeelContext, keys: Value[], value: Value) => put(run, context, keys, value),
    ],
  ),
  define('context merge', ['contexts: list', merge]),
  define('context', ['entries: list', fromEntries]),
];
