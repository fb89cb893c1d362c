import { callByName } from '../feel/calls.ts';
import { constantCode } from '../feel/constant.ts';
import { filterCode } from '../feel/compile-access.ts';
import { definitionCode, externalCode } from '../feel/compile-functions.ts';
import { type Loop, forCode, itemsOf, quantifiedCode } from '../feel/compile-iteration.ts';
import type { Code } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import { ANY } from '../feel/type.ts';
import type { Value } from '../feel/value.ts';
import { compileTable } from './decision-table.ts';
import type { Boxed, BoxedFunction } from './model.ts';
import { typed } from './fitting.ts';
import type { Place } from './place.ts';

/** Makes plain functions of a boxed expression (DMN 1.5, 10.2). */
export function compileBoxed(boxed: Boxed, scope: Scope, place: Place): Code {
  const sub = (each: Boxed, where: string): Code => compileBoxed(each, scope, place.at(where));
  switch (boxed.boxed) {
    case 'literal':
      return typed(place.expression(boxed.text, scope), boxed.typeRef, place);
    case 'table':
      return typed(compileTable(boxed.table, scope, place), boxed.typeRef, place);
    case 'context':
      return typed(contextCode(boxed.entries, scope, place), boxed.typeRef, place);
    case 'list': {
      const items = boxed.items.map((each, i) => sub(each, `item ${i + 1}`));
      return typed((frame) => items.map((item) => item(frame)), boxed.typeRef, place);
    }
    case 'relation':
      return typed(relationCode(boxed, sub, place), boxed.typeRef, place);
    case 'function':
      return functionCode(boxed, scope, place);
    case 'invocation':
      return typed(invocationCode(boxed, sub, place), boxed.typeRef, place);
    case 'conditional': {
      const condition = sub(boxed.condition, 'if');
      const yes = sub(boxed.yes, 'then');
      const no = sub(boxed.no, 'else');
      const code: Code = (frame) => {
        const asked = condition(frame);
        if (asked === true) return yes(frame);
        if (asked === false) return no(frame);
        frame.run.warn('condition.not_boolean', 'if');
        return asked === null ? no(frame) : null;
      };
      return typed(code, boxed.typeRef, place);
    }
    case 'filter': {
      const slot = scope.layout.count++;
      const inside = new Scope({ parent: scope, item: slot });
      inside.bind('item', { slot });
      const match = compileBoxed(boxed.match, inside, place.at('match'));
      return typed(filterCode(sub(boxed.of, 'in'), match, slot), boxed.typeRef, place);
    }
    case 'for':
    case 'some':
    case 'every':
      return typed(iteratorCode(boxed, scope, place), boxed.typeRef, place);
  }
}

function contextCode(entries: Extract<Boxed, { boxed: 'context' }>['entries'], scope: Scope, place: Place): Code {
  let at = scope;
  let result: Code | undefined;
  const parts: { name: string; slot: number; code: Code }[] = [];
  for (const { name, typeRef, value } of entries) {
    const inside = place.at(name ?? 'result');
    if (name === null) {
      result = compileBoxed(value, at, inside);
      continue;
    }
    const next = new Scope({ parent: at });
    const slot = next.declare(name);
    place.fields.add(name);
    // A function may call itself by the name of its entry.
    const code = typed(compileBoxed(value, value.boxed === 'function' ? next : at, inside), typeRef, inside);
    at = next;
    parts.push({ name, slot, code });
  }
  return (frame) => {
    const context = new Map<string, Value>();
    for (const { name, slot, code } of parts) {
      const value = code(frame);
      frame.slots[slot] = value;
      context.set(name, value);
    }
    return result ? result(frame) : context;
  };
}

function relationCode(
  { columns, rows }: Extract<Boxed, { boxed: 'relation' }>,
  sub: (each: Boxed, where: string) => Code,
  place: Place,
): Code {
  for (const { name } of columns) place.fields.add(name);
  const codes = rows.map((row, y) =>
    row.map((cell, x) => typed(sub(cell, `row ${y + 1}, column ${x + 1}`), columns[x]?.typeRef ?? null, place)),
  );
  return (frame) =>
    codes.map((row) => new Map(columns.map(({ name }, x): [string, Value] => [name, row[x]?.(frame) ?? null])));
}

/** A function definition, of FEEL or of what lies outside. */
export function functionCode(boxed: BoxedFunction, scope: Scope, place: Place): Code {
  const inside = new Scope({ parent: scope });
  const parameters = boxed.parameters.map(({ name, typeRef }) => {
    const type = place.type(typeRef) ?? ANY;
    return { name, type, slot: inside.declare(name, type) };
  });
  if (boxed.kind !== 'FEEL')
    return externalCode(parameters, boxed.body ? compileBoxed(boxed.body, scope, place) : constantCode(null));
  const body = boxed.body ? compileBoxed(boxed.body, inside, place) : constantCode(null);
  return definitionCode(parameters, body, (boxed.body && place.type(boxed.body.typeRef)) ?? ANY);
}

function invocationCode(
  { callee, bindings }: Extract<Boxed, { boxed: 'invocation' }>,
  sub: (each: Boxed, where: string) => Code,
  place: Place,
): Code {
  const called = sub(callee, 'function');
  const args = bindings.map(({ name, typeRef, value }) => ({
    name,
    code: value ? typed(sub(value, name), typeRef, place) : constantCode(null),
  }));
  return (frame) => callByName(called(frame), new Map(args.map(({ name, code }) => [name, code(frame)])), frame.run);
}

function iteratorCode(boxed: Extract<Boxed, { boxed: 'for' | 'some' | 'every' }>, scope: Scope, place: Place): Code {
  const from = compileBoxed(boxed.in, scope, place.at('in'));
  const inside = new Scope({ parent: scope });
  const partial = inside.declare('partial');
  const slot = inside.declare(boxed.variable);
  const loop: Loop = { slot, items: (frame) => itemsOf(from(frame), frame.run) };
  const body = compileBoxed(boxed.body, inside, place.at(boxed.boxed === 'for' ? 'return' : 'satisfies'));
  return boxed.boxed === 'for' ? forCode([loop], body, partial) : quantifiedCode(boxed.boxed, [loop], body);
}
