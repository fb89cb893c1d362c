import type { Queryable } from '../../../kernel/db.ts';
import { type RecordKind, encryptedFields } from '../kind/index.ts';
import { openedRows, sealedMany } from '../sealing/values.ts';
import { actText, boundActs } from '../time/statements.ts';
import type { RowProblem } from './problem.ts';
import type { ImportRun, Stage } from './run-store.ts';
import {
  type AlsoWritten,
  actCheckText,
  checkText,
  checkedImportText,
  encryptedText,
  importText,
} from './statements.ts';
import { type ReadyRow, type RowAct, type RowReader, valueOf } from './values.ts';

/** What rows of a file are taken for. */
export interface Taking {
  kind: RecordKind;
  also: readonly AlsoWritten[];
  run: ImportRun;
  stage: Stage;
  reader: RowReader;
}

interface How {
  batch: number;
  /** The check had nothing against these rows: only the keys of the table look at them once more. */
  isTrusted: boolean;
  /** Rows that the table did not take when it was tried. */
  culprits: ReadonlySet<number>;
  /** They are written, and not only looked at. */
  writes: boolean;
}

/** What came of rows: those that are taken, how many the register has already, and the act of the new ones. */
interface Taken {
  taken: ReadyRow[];
  present: number;
  act: number | null;
}

/**
 * Looks at the rows of a batch, says what is wrong with which, and writes those that can be taken: new records by one
 * statement, acts on records by one for each shape. Rows on the same record are done in the order of the file; when nothing is written,
 * what a later one meets is not known yet, and that is said.
 */
export async function takeRows(
  tx: Queryable,
  work: Taking,
  rows: readonly ReadyRow[],
  problems: RowProblem[],
  how: How,
): Promise<Taken> {
  const all: Taken = { taken: [], present: 0, act: null };
  for (const row of how.culprits) problems.push({ row, field: '', rule: 'value_refused', severity: 'refused' });
  const [first = [], ...later] = inTurns(work, rows);
  const turns = how.writes ? [first, ...later] : [first];
  for (const turn of turns) {
    const left = turn.filter(({ row }) => !how.culprits.has(row));
    const fresh = await takeNew(
      tx,
      work,
      left.filter(({ act }) => act === undefined),
      problems,
      how,
    );
    all.taken.push(...fresh.taken);
    all.present += fresh.present;
    all.act ??= fresh.act;
    for (const group of byShape(left)) {
      const { taken, present } = await takeActs(tx, work, group, problems, how);
      all.taken.push(...taken);
      all.present += present;
    }
  }
  if (how.writes) return all;
  for (const { row } of later.flat()) {
    if (how.culprits.has(row)) continue;
    problems.push({ row, field: '', rule: 'after_earlier_row', severity: 'warning' });
  }
  return { ...all, taken: [...all.taken, ...later.flat().filter(({ row }) => !how.culprits.has(row))] };
}

/** Rows on the same record come in different turns, in their order; files that only bring new records have one turn. */
function inTurns({ run }: Taking, rows: readonly ReadyRow[]): ReadyRow[][] {
  if (run.wishes!.columns.act === undefined) return [[...rows]];
  const before = new Map<string, number>();
  const turns: ReadyRow[][] = [];
  for (const row of rows) {
    const turn = before.get(row.keyText) ?? 0;
    before.set(row.keyText, turn + 1);
    (turns[turn] ??= []).push(row);
  }
  return turns;
}

/** Acts that one statement can do. */
interface Shape {
  act: RowAct;
  said: readonly string[];
  rows: ReadyRow[];
}

function byShape(rows: readonly ReadyRow[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const row of rows) {
    const { act, said = [] } = row;
    if (!act) continue;
    const name = `${act} ${said.join(' ')}`;
    const shape = shapes.get(name);
    if (shape) shape.rows.push(row);
    else shapes.set(name, { act, said, rows: [row] });
  }
  return [...shapes.values()];
}

interface Answer {
  n: number;
  present: boolean | null;
  checks: number[] | null;
  refs: number[] | null;
  faults: string[] | null;
}

/** Says of a row what it breaks; whether it is kept out by it. */
function sayBroken(
  { kind, stage, run }: Taking,
  { n, checks, refs, faults }: Pick<Answer, 'n' | 'checks' | 'refs' | 'faults'>,
  problems: RowProblem[],
): boolean {
  for (const i of checks ?? []) problems.push({ row: n, field: '', rule: `check:${i}`, severity: 'refused' });
  for (const i of refs ?? [])
    problems.push({ row: n, field: kind.references[i]!.fields[0]!, rule: 'reference_missing', severity: 'refused' });
  if (checks || refs) return true;
  // Quality keeps no row out; it is told once, by the check where there is one.
  if (stage === 'check' || run.wishes!.withoutDryRun)
    for (const rule of faults ?? []) problems.push({ row: n, field: '', rule, severity: 'warning' });
  return false;
}

async function takeNew(
  tx: Queryable,
  work: Taking,
  rows: readonly ReadyRow[],
  problems: RowProblem[],
  { isTrusted, writes, batch }: How,
): Promise<Taken> {
  const { kind, reader } = work;
  const once = withoutTwice(rows, reader, problems);
  let present = rows.length - once.rows.length - once.refused;
  let taken = once.rows;
  const isAtOnce = !isTrusted && writes && encryptedFields(kind).length === 0;
  let act: number | null = null;
  if (!isTrusted && taken.length > 0) {
    const answers = isAtOnce
      ? await tx.rows<Answer & { position: number | null }>({
          text: checkedImportText(kind, reader.fields, work.also),
          values: [...valuesOf(work, taken, () => null), ...actOf(work, batch)],
        })
      : await tx.rows<Answer>({
          text: checkText(kind, reader.fields),
          values: valuesOf(work, taken, () => null),
        });
    const isThere = new Set(answers.flatMap(({ n, present: isPresent }) => (isPresent === true ? [n] : [])));
    const there = isThere.size > 0 ? taken.filter(({ row }) => isThere.has(row)) : [];
    const otherwise = await saysOtherwise(tx, work, there);
    const isOut = new Set<number>();
    for (const answer of answers) {
      const { n } = answer;
      if (n === 0) {
        act = (answer as { position?: number | null }).position ?? null;
        continue;
      }
      if (isThere.has(n) && !otherwise.has(n)) {
        present += 1;
        isOut.add(n);
        continue;
      }
      const isAgainst = answer.present !== null;
      if (isAgainst) problems.push({ row: n, field: kind.key[0]!, rule: 'overlap', severity: 'refused' });
      if (sayBroken(work, answer, problems) || isAgainst) isOut.add(n);
    }
    if (isOut.size > 0) taken = taken.filter(({ row }) => !isOut.has(row));
  }
  if (isAtOnce || !writes || taken.length === 0) return { taken, present, act };
  const sealed = await sealedTexts(tx, work, taken);
  const { position } = await tx.one<{ position: number }>({
    text: importText(kind, reader.fields, work.also),
    values: [...valuesOf(work, taken, (row, name) => sealed.get(row)?.[name] ?? null), ...actOf(work, batch)],
  });
  return { taken, present, act: position };
}

/** What the act says, as the statements that write are bound to it. */
const actOf = ({ kind, reader, run }: Taking, batch: number): unknown[] => [
  reader.fields.filter((name) => kind.fields[name] && !kind.key.includes(name)),
  run.wishes!.reason,
  JSON.stringify(sourceOf(run, batch)),
  JSON.stringify(run.by),
  run.receipt,
];

const sourceOf = ({ wishes, fileName, sha256, id }: ImportRun, batch: number) => ({
  ...wishes!.source,
  file: { name: fileName, sha256, run: id, batch },
});

/** The rows of a batch without those whose record and time stand in an earlier one: the same again, or a contradiction. */
function withoutTwice(
  ready: readonly ReadyRow[],
  reader: RowReader,
  problems: RowProblem[],
): { rows: ReadyRow[]; refused: number } {
  const byKey = new Map<string, ReadyRow[]>();
  const rows: ReadyRow[] = [];
  let refused = 0;
  const [from, until] = [reader.fields.length - 2, reader.fields.length - 1];
  for (const row of ready) {
    const earlier = byKey.get(row.keyText);
    const clash = earlier?.find(
      ({ texts }) =>
        (texts[until] === null || row.texts[from]! < texts[until]!) &&
        (row.texts[until] === null || texts[from]! < row.texts[until]!),
    );
    if (!clash) {
      if (earlier) earlier.push(row);
      else byKey.set(row.keyText, [row]);
      rows.push(row);
    } else if (clash.texts.every((text, i) => text === row.texts[i])) {
      problems.push({ row: row.row, field: '', rule: 'same_row_twice', severity: 'warning' });
    } else {
      problems.push({ row: row.row, field: '', rule: 'twice_in_file', severity: 'refused' });
      refused += 1;
    }
  }
  return { rows, refused };
}

/** The lists that a statement is bound to; of encrypted fields it gets what `sealed` says, never what the file does. */
function valuesOf(
  { kind, reader: { fields } }: Taking,
  rows: readonly ReadyRow[],
  sealed: (row: number, name: string) => string | null,
): unknown[] {
  const hidden = new Set(encryptedFields(kind));
  return [
    rows.map(({ row }) => row),
    ...fields.map((name, i) =>
      hidden.has(name) ? rows.map(({ row }) => sealed(row, name)) : rows.map(({ texts }) => texts[i]),
    ),
  ];
}

/** The encrypted fields that a file has. */
const hiddenOf = ({ kind, reader }: Taking): string[] =>
  encryptedFields(kind).filter((name) => reader.fields.includes(name));

/** What rows say in some fields, as an act takes it. */
function saidBy({ kind, reader }: Taking, { texts }: ReadyRow, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => [name, valueOf(kind.fields[name]!, texts[reader.fields.indexOf(name)]!)]),
  );
}

/** The values of encrypted fields of new records, as PostgreSQL reads bytes, by row and field. */
async function sealedTexts(
  tx: Queryable,
  work: Taking,
  rows: readonly ReadyRow[],
): Promise<Map<number, Record<string, string>>> {
  const hidden = hiddenOf(work);
  if (hidden.length === 0) return new Map();
  const acts = rows.map((row) => ({ key: saidBy(work, row, work.kind.key), values: saidBy(work, row, hidden) }));
  const sealed = await sealedMany(tx, work.kind, acts);
  return new Map(
    rows.map(({ row }, i) => {
      const values = Object.entries(sealed[i] as Record<string, Buffer | null>).filter(([, bytes]) => bytes !== null);
      return [row, Object.fromEntries(values.map(([name, bytes]) => [name, `\\x${bytes!.toString('hex')}`]))];
    }),
  );
}

/** Of rows that say what the table says: those whose encrypted values are others. PostgreSQL cannot see that. */
async function saysOtherwise(
  tx: Queryable,
  work: Taking,
  rows: readonly ReadyRow[],
  names: readonly string[] = hiddenOf(work),
): Promise<Set<number>> {
  const { kind, reader } = work;
  if (names.length === 0 || rows.length === 0) return new Set();
  const at = [...kind.key, 'validFrom'].map((name) => reader.fields.indexOf(name));
  const found = await tx.rows<Record<string, unknown> & { n: number }>({
    text: encryptedText(kind),
    values: [rows.map(({ row }) => row), ...at.map((place) => rows.map(({ texts }) => texts[place]))],
  });
  const held = new Map((await openedRows(tx, kind, found)).map((row) => [row.n, row]));
  const others = rows.filter((row) => {
    const said = saidBy(work, row, names);
    const version = held.get(row.row);
    return names.some((name) => JSON.stringify(said[name]) !== JSON.stringify(version?.[`f_${name}`] ?? null));
  });
  return new Set(others.map(({ row }) => row));
}

interface ActAnswer extends Omit<Answer, 'present'> {
  seen: number | null;
  same: boolean;
  ended: boolean;
  was: boolean;
}

/** Serialization failure: the transaction is done again. */
const LOST_TO_ANOTHER = Object.assign(new Error('a record was changed meanwhile'), { code: '40001' });

async function takeActs(
  tx: Queryable,
  work: Taking,
  { act, said, rows }: Shape,
  problems: RowProblem[],
  { writes, batch }: How,
): Promise<Omit<Taken, 'act'>> {
  const { kind, reader, run } = work;
  const hidden = said.filter((name) => hiddenOf(work).includes(name));
  const plain = said.filter((name) => !hidden.includes(name));
  const places = [...kind.key, 'validFrom', ...plain].map((name) => reader.fields.indexOf(name));
  const answers = await tx.rows<ActAnswer>({
    text: actCheckText(kind, act, plain),
    values: [rows.map(({ row }) => row), ...places.map((place) => rows.map(({ texts }) => texts[place]))],
  });
  const byRow = new Map(answers.map((answer) => [answer.n, answer]));
  const isAgain = rows.filter(({ row }) => said.length > 0 && byRow.get(row)?.seen && byRow.get(row)?.same);
  const otherwise = await saysOtherwise(tx, work, isAgain, hidden);
  let present = 0;
  const taken = rows.filter(({ row }) => {
    const answer = byRow.get(row)!;
    if (answer.seen === null) {
      // Done before, by this file or otherwise: nothing is left to do.
      const isDone = (act === 'end' && answer.ended) || (act === 'cancel' && answer.was);
      if (isDone) present += 1;
      else problems.push({ row, field: 'validFrom', rule: 'not_valid_then', severity: 'refused' });
      return false;
    }
    if (said.length > 0 && answer.same && !otherwise.has(row)) {
      present += 1;
      return false;
    }
    return !sayBroken(work, answer, problems);
  });
  if (!writes || taken.length === 0) return { taken, present };
  const fromAt = reader.fields.indexOf('validFrom');
  const given = taken.map((row) => ({ key: saidBy(work, row, kind.key), values: saidBy(work, row, said) }));
  const sealed = await sealedMany(tx, kind, given);
  const wishes = run.wishes!;
  const shape = { act, told: act, fields: said };
  const done = await tx.rows<{ position: number | null }>({
    text: actText(kind, shape),
    values: [
      boundActs(
        kind,
        shape,
        taken.map(({ row, texts }, i) => ({
          key: given[i]!.key,
          on: texts[fromAt]!,
          values: sealed[i] as Record<string, unknown>,
          limit: byRow.get(row)!.seen,
          reason: wishes.reason,
          source: { ...sourceOf(run, batch), row },
          by: run.by,
          receipt: run.receipt,
        })),
      ),
    ],
  });
  if (done.length !== taken.length || done.some(({ position }) => position === null)) throw LOST_TO_ANOTHER;
  return { taken, present };
}
