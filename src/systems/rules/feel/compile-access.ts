import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  DaysDuration,
  MonthsDuration,
  offsetOf,
  weekdayOf,
  SECOND_NS,
} from './calendar.ts';
import { daysDurationParts } from './calendar-text.ts';
import { type Numeric, isNumeric } from './decimal.ts';
import type { Surroundings } from './surroundings.ts';
import type { Code } from './run.ts';
import { Scope } from './scope.ts';
import type { Node } from './syntax.ts';
import { FeelRange, type Value } from './value.ts';

/** An entry of a context or a property of a value (DMN 1.5, table 65); undefined when it has none of this name. */
export function fieldOf(value: Value, name: string): Value | undefined {
  if (value instanceof Map) return value.get(name);
  if (value instanceof FeelDate) return dateField(value, name);
  if (value instanceof FeelDateTime) return dateField(value.date, name) ?? timeField(value.time, name, value.date);
  if (value instanceof FeelTime) return timeField(value, name);
  if (value instanceof MonthsDuration) {
    if (name === 'years') return Math.trunc(value.months / 12) || 0;
    return name === 'months' ? value.months % 12 || 0 : undefined;
  }
  if (value instanceof DaysDuration) {
    if (name !== 'days' && name !== 'hours' && name !== 'minutes' && name !== 'seconds') return undefined;
    return daysDurationParts(value)[name] || 0;
  }
  return value instanceof FeelRange ? rangeField(value, name) : undefined;
}

function dateField(date: FeelDate, name: string): Value | undefined {
  if (name === 'year' || name === 'month' || name === 'day') return date[name];
  return name === 'weekday' ? weekdayOf(date) : undefined;
}

function timeField(time: FeelTime, name: string, date?: FeelDate): Value | undefined {
  switch (name) {
    case 'hour':
    case 'minute':
    case 'second':
      return time[name];
    case 'time offset': {
      const offset_s = offsetOf(time, date);
      return offset_s === null ? null : new DaysDuration(BigInt(offset_s) * SECOND_NS);
    }
    case 'timezone':
      return time.zone;
  }
  return undefined;
}

function rangeField(range: FeelRange, name: string): Value | undefined {
  switch (name) {
    case 'start':
      return range.start;
    case 'end':
      return range.end;
    case 'start included':
      return range.startIncluded;
    case 'end included':
      return range.endIncluded;
  }
  return undefined;
}

/** `list[…]`: by place when the filter is a number, else the items of which it is true (DMN 1.5, 10.3.2.5). */
export function compileFilter(node: Extract<Node, { node: 'filter' }>, scope: Scope, around: Surroundings): Code {
  const of = around.compile(node.of, scope);
  const slot = scope.layout.count++;
  const inside = new Scope({ parent: scope, item: slot });
  inside.bind('item', { slot });
  const by = around.compile(node.by, inside);
  return filterCode(of, by, slot);
}

/** The filter itself, for boxed filters too. */
export function filterCode(of: Code, by: Code, slot: number): Code {
  return (frame) => {
    const value = of(frame);
    const list = Array.isArray(value) ? value : value === null ? [] : [value];
    const kept: Value[] = [];
    const { run, slots } = frame;
    const outer = slots[slot] ?? null;
    if (list.length === 0) {
      if (value === null) run.warn('filter.wrong', 'null');
      return value === null ? null : kept;
    }
    for (let i = 0; i < list.length; i++) {
      run.step();
      const item = list[i] ?? null;
      slots[slot] = item;
      const answer = by(frame);
      if (i === 0 && isNumeric(answer)) {
        slots[slot] = outer;
        return atPlace(list, answer, (about) => run.warn('filter.wrong', about));
      }
      if (answer === true) kept.push(item);
      else if (answer !== false && answer !== null) {
        slots[slot] = outer;
        return run.warn('filter.wrong', 'neither number nor boolean');
      }
    }
    slots[slot] = outer;
    return kept;
  };
}

function atPlace(list: readonly Value[], place: Numeric, warn: (about: string) => null): Value {
  if (typeof place !== 'number') return warn('the place is no whole number');
  const index = place > 0 ? place - 1 : list.length + place;
  return place === 0 || index < 0 || index >= list.length ? warn(`no item at ${place}`) : (list[index] ?? null);
}
