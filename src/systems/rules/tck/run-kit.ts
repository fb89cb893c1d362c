import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DaysDuration, FeelDateTime, FeelTime, MonthsDuration } from '../feel/calendar.ts';
import { equal, isSame } from '../feel/compare.ts';
import { doubleOf, isNumeric } from '../feel/decimal.ts';
import { type Value, textOf } from '../feel/value.ts';
import type { Model } from '../dmn/model.ts';
import { Program } from '../dmn/program.ts';
import { readModel } from '../dmn/read-model.ts';
import { warningTexts } from '../texts.ts';
import { type Case, type Cases, readCases } from './cases.ts';

/** What the DMN Technology Compatibility Kit says of the engine. */
export interface KitOutcome {
  passed: number;
  failed: number;
}

export interface Failure {
  file: string;
  test: string;
  result: string;
  expected: string;
  actual: string;
  warnings: string;
}

/** The kit compares numbers to eight places (its own runner does so). */
const TOLERANCE = 1e-8;

function isExpected(actual: Value, expected: Value): boolean {
  if (expected === null || actual === null) return expected === actual;
  if (isNumeric(expected)) return isNumeric(actual) && Math.abs(doubleOf(actual) - doubleOf(expected)) <= TOLERANCE;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((each, i) => isExpected(actual[i] ?? null, each))
    );
  }
  if (expected instanceof Map) {
    if (!(actual instanceof Map) || actual.size !== expected.size) return false;
    return [...expected].every(([key, each]) => actual.has(key) && isExpected(actual.get(key) ?? null, each));
  }
  if (expected instanceof FeelDateTime || expected instanceof FeelTime)
    return isSame(actual, expected) || equal(actual, expected) === true;
  if (expected instanceof DaysDuration || expected instanceof MonthsDuration) return equal(actual, expected) === true;
  return equal(actual, expected) === true;
}

/** All folders in and under one that hold test cases. */
function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const isOne = entries.some((each) => each.isFile() && each.name.endsWith('.xml'));
  return [
    ...(isOne ? [folder] : []),
    ...entries.flatMap((each) => (each.isDirectory() ? foldersIn(join(folder, each.name)) : [])),
  ];
}

/** Runs all test cases in and under a folder; tells each failure as it is found. */
export function runKit(folder: string, tell: (failure: Failure) => void): KitOutcome {
  const outcome: KitOutcome = { passed: 0, failed: 0 };
  for (const each of foldersIn(folder)) {
    for (const file of readdirSync(each)
      .filter((name) => name.endsWith('.xml'))
      .toSorted()) {
      const path = join(each, file);
      runFile(path, relative(folder, path), outcome, tell);
    }
  }
  return outcome;
}

function runFile(path: string, shown: string, outcome: KitOutcome, tell: (failure: Failure) => void): void {
  const cases = readCases(readFileSync(path, 'utf8'));
  const program = programFor(cases, dirname(path));
  for (const each of cases.cases) {
    const failures = runCase(each, program);
    if (failures.length === 0) outcome.passed++;
    else outcome.failed++;
    for (const failure of failures) tell({ file: shown, test: each.id, ...failure });
  }
}

/** The model of a file of test cases, with the others of its folder for what it imports. */
function programFor(cases: Cases, folder: string): Program | Error {
  try {
    const others: Model[] = [];
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.dmn') && each !== cases.modelName))
      others.push(readModel(readFileSync(join(folder, name), 'utf8')));
    const model = readModel(readFileSync(join(folder, cases.modelName), 'utf8'));
    return new Program(
      model,
      others.filter(({ namespace }) => namespace !== model.namespace),
    );
  } catch (error) {
    return error as Error;
  }
}

function runCase(each: Case, program: Program | Error): Omit<Failure, 'file' | 'test'>[] {
  const given = new Map<string, Value>();
  for (const { name, namespace, value } of each.inputs) given.set(namespace ? `${namespace}#${name}` : name, value);
  const failures: Omit<Failure, 'file' | 'test'>[] = [];
  const now = new Date();
  for (const { name, expected } of each.results) {
    const head = { result: name, expected: textOf(expected, true) };
    if (program instanceof Error) {
      failures.push({ ...head, actual: `the model was refused: ${program.message}`, warnings: '' });
      continue;
    }
    const isInvocable = each.type !== 'decision' && each.invocableName !== '';
    const { value, warnings } = isInvocable
      ? program.call(each.invocableName, given, { now })
      : program.decide(name, given, { now });
    const actual =
      isInvocable && value instanceof Map && !(expected instanceof Map) ? (value.get(name) ?? value) : value;
    if (isExpected(actual, expected)) continue;
    failures.push({
      ...head,
      actual: textOf(actual, true),
      warnings: warnings
        .map(({ code, where, about }) => `${warningTexts[code].en} (${code}, ${where}: ${about})`)
        .join('\n  '),
    });
  }
  return failures;
}
