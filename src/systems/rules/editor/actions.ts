import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { isDeepStrictEqual } from 'node:util';
import { readSheets, writeSheets } from '../../registry/index.ts';
import { examineModel } from '../checks/check-model.ts';
import type { DecisionTable } from '../dmn/model.ts';
import type { Problem } from '../dmn/place.ts';
import { readModel } from '../dmn/read-model.ts';
import {
  type Drafter,
  type EditionFile,
  type EditionKey,
  mayDraft,
  openEdition,
  saveDraftContent,
} from '../edition/actions.ts';
import type { TestCase } from '../edition/choices.ts';
import { type Obstacle, obstaclesTo } from '../edition/obstacles.ts';
import { isOwnWork } from '../edition/rules.ts';
import { toJson, fromJson } from '../decide/values.ts';
import { type DmnVersion, dmnFile, withIds, withTable } from '../writing/dmn-file.ts';
import { type SheetFault, sheetsOf, tablesIn, tablesOf } from '../writing/workbook.ts';
import { type NewInput, requiring, withInput } from '../writing/write-input.ts';
import {
  type AskedInput,
  type Review,
  type ReviewedTable,
  askedInputs,
  namesOf,
  placeIn,
  reviewOf,
  wordsOf,
} from './review.ts';
import { isEditable } from './table-form.ts';

export type { AskedInput, Review, ReviewedTable } from './review.ts';
export { placeIn } from './review.ts';
export type { EditionFile } from '../edition/actions.ts';

/** An edition with what was found about it, and what the reader may do. */
export interface EditionView extends EditionFile {
  review: Review;
  /** Of the reader's agency. */
  isOwn: boolean;
  /** The reader may change it. */
  isDraft: boolean;
  /** The reader wrote or proposed it. */
  isOwnWork: boolean;
  obstacles: readonly Obstacle[];
}

/** Opens an edition for somebody at the desk. Refuses `rules.no_such_set` and `rules.no_such_edition`. */
export async function reviewEdition(house: Pick<House, 'db'>, reader: Drafter, key: EditionKey): Promise<EditionView> {
  const file = await openEdition(house, key);
  const { edition, ruleSet, cases, events } = file;
  const isOwn = mayDraft(reader, ruleSet);
  const isOpen = edition.state === 'draft' || edition.state === 'proposed';
  return {
    ...file,
    review: reviewOf(file),
    isOwn,
    isDraft: isOwn && edition.state === 'draft',
    isOwnWork: isOwnWork(events, reader.post.officialId),
    obstacles: isOwn && isOpen ? obstaclesTo(edition, ruleSet, cases) : [],
  };
}

/** A table that is open for editing. */
export interface OpenTable {
  file: EditionFile;
  table: ReviewedTable;
  /** What a column may ask. */
  names: string[];
  /** The types that a column may be of. */
  types: string[];
}

const PLAIN_TYPES = [
  'number',
  'string',
  'boolean',
  'date',
  'date and time',
  'days and time duration',
  'years and months duration',
];

/**
 * Opens a table of a draft. With `edited` it is the table that a form says, which is checked but not saved. Refuses
 * `rules.no_such_table`, what is no draft (`rules.wrong_state`), other agencies' (`rules.other_owner`), and a table that is
 * too large for a form (`rules.table_too_large`).
 */
export async function openTable(
  house: Pick<House, 'db'>,
  drafter: Drafter,
  asked: EditionKey & { table: string; edit?: (before: DecisionTable) => DecisionTable },
): Promise<OpenTable> {
  const file = await openDraft(house, drafter, asked);
  const model = withIds(file.edition.model);
  const before = tablesOf(readModel(model)).find(({ id }) => id === asked.table);
  if (!before) throw new Refusal('rules.no_such_table', 404);
  const edited = asked.edit ? asked.edit(before.table) : before.table;
  if (!isEditable(edited)) throw new Refusal('rules.table_too_large', 422);
  const text = asked.edit ? written(model, asked.table, edited) : model;
  const review = reviewOf({ ...file, edition: { ...file.edition, model: text } });
  const reviewed = review.tables.find(({ id }) => id === asked.table);
  if (!reviewed) throw new Refusal('rules.no_such_table', 404);
  const read = readModel(text);
  // A new row or column has no key yet: the form shows what was typed.
  const table = { ...reviewed, ...wordsOf(read, { ...reviewed, table: edited }), table: edited };
  return {
    file,
    table,
    names: namesOf(read, asked.table),
    types: [...PLAIN_TYPES, ...read.types.map(({ name }) => name)],
  };
}

/** A draft of the drafter's own agency. */
async function openDraft(house: Pick<House, 'db'>, drafter: Drafter, key: EditionKey): Promise<EditionFile> {
  const file = await openEdition(house, key);
  if (!mayDraft(drafter, file.ruleSet)) throw new Refusal('rules.other_owner', 403);
  if (file.edition.state !== 'draft') throw new Refusal('rules.wrong_state', 409);
  return file;
}

/** The model with another table, whose columns may ask whatever input or decision they name. */
function written(model: string, id: string, table: DecisionTable): string {
  const names = table.inputs.map(({ expression }) => expression.trim());
  const text = withTable(model, id, table);
  if (text === undefined) throw new Refusal('rules.no_such_table', 404);
  return requiring(text, id, names);
}

interface Saving {
  version: number;
  requestKey: string;
}

/** Saves a table of a draft. What is wrong with it is shown beside it, and stands in the way of proposing it only. */
export async function saveTable(
  house: House,
  drafter: Drafter,
  asked: EditionKey & Saving & { table: string; edit: (before: DecisionTable) => DecisionTable },
): Promise<{ version: number }> {
  const { edition } = await openDraft(house, drafter, asked);
  const model = withIds(edition.model);
  const before = tablesOf(readModel(model)).find(({ id }) => id === asked.table);
  if (!before) throw new Refusal('rules.no_such_table', 404);
  return saveDraftContent(house, drafter, {
    ...saving(asked),
    model: written(model, asked.table, asked.edit(before.table)),
  });
}

const saving = ({ ruleSet, number, version, requestKey }: EditionKey & Saving): EditionKey & Saving => ({
  ruleSet,
  number,
  version,
  requestKey,
});

/** Gives a model one more input, which the table's decision requires. Refuses a name that is taken (`rules.name_taken`). */
export async function addInput(
  house: House,
  drafter: Drafter,
  asked: EditionKey & Saving & { table: string; input: NewInput },
): Promise<{ version: number }> {
  const { edition } = await openDraft(house, drafter, asked);
  const model = withIds(edition.model);
  const read = readModel(model);
  const isTaken = [...read.inputs, ...read.decisions, ...read.knowledge].some(({ name }) => name === asked.input.name);
  if (isTaken) throw new Refusal('rules.name_taken', 422, { fields: [{ field: 'name', code: 'rules.name_taken' }] });
  return saveDraftContent(house, drafter, { ...saving(asked), model: withInput(model, asked.table, asked.input) });
}

/** A test case as a form says it: texts by the name of the input, and the answer that is expected. */
export interface TypedCase {
  name: { vi: string; en: string };
  inputs: Readonly<Record<string, string>>;
  expected: string;
}

/** An edition open at one of its test cases; without a position a new one. */
export async function openCase(
  house: Pick<House, 'db'>,
  drafter: Drafter,
  asked: EditionKey & { position?: number },
): Promise<{ file: EditionFile; inputs: AskedInput[]; answers: string[]; testCase: TestCase | undefined }> {
  const file = await openDraft(house, drafter, asked);
  const testCase = asked.position === undefined ? undefined : file.cases[asked.position - 1];
  if (asked.position !== undefined && !testCase) throw new Refusal('rules.no_such_case', 404);
  return { file, inputs: askedInputs(file.edition.model, file.ruleSet.decision), answers: answersOf(file), testCase };
}

/** Answers that other cases expect: suggestions for the next one. */
function answersOf({ cases }: EditionFile): string[] {
  return [...new Set(cases.map(({ expected }) => JSON.stringify(expected)))].slice(0, 50);
}

/** Saves a test case in its place, or behind the last. Refuses values that are not of their type, each beside its field. */
export async function saveCase(
  house: House,
  drafter: Drafter,
  asked: EditionKey & Saving & { position?: number; typed: TypedCase },
): Promise<{ version: number }> {
  const { file, inputs } = await openCase(house, drafter, asked);
  const testCase = readCase(asked.typed, inputs);
  const cases = file.cases.toSpliced(
    asked.position === undefined ? file.cases.length : asked.position - 1,
    asked.position === undefined ? 0 : 1,
    testCase,
  );
  return saveDraftContent(house, drafter, { ...saving(asked), cases });
}

/** Takes a test case away. */
export async function removeCase(
  house: House,
  drafter: Drafter,
  asked: EditionKey & Saving & { position: number },
): Promise<{ version: number }> {
  const { file } = await openCase(house, drafter, asked);
  return saveDraftContent(house, drafter, { ...saving(asked), cases: file.cases.toSpliced(asked.position - 1, 1) });
}

/** The field of an input in the form of a test case. */
export const caseField = (i: number): string => `input${i}`;

function readCase(typed: TypedCase, inputs: readonly AskedInput[]): TestCase {
  const fields: { field: string; code: string }[] = [];
  const values: Record<string, unknown> = {};
  inputs.forEach(({ name, type }, i) => {
    const text = typed.inputs[name];
    if (text === undefined || text === '') return;
    const given = jsonOf(text, type);
    const value = fromJson(given, type);
    if (value === undefined || (value === null && given !== null))
      fields.push({ field: caseField(i), code: 'rules.value_of_other_type' });
    else values[name] = toJson(value);
  });
  const expected = jsonIn(typed.expected);
  if (expected === undefined) fields.push({ field: 'expected', code: 'rules.answer_unreadable' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
  return { name: typed.name, inputs: values, expected };
}

/** What a person typed for a value of a type: truths by their word, lists and contexts as JSON, all else as it stands. */
function jsonOf(text: string, { base, isList }: AskedInput['type']): unknown {
  if (base === 'boolean' && !isList) return text === 'true' ? true : text === 'false' ? false : text;
  if (isList || base === 'context' || base === 'Any') return jsonIn(text) ?? text;
  return text;
}

/** JSON, or a text that is none and stands for itself. Undefined for an empty text. */
function jsonIn(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return /^[[{"]/.test(text.trim()) ? undefined : text;
  }
}

/** The forms in which an edition can be had as a file. */
export const FILES = ['dmn', 'dmn-1.3', 'xlsx'] as const;
export type FileForm = (typeof FILES)[number];

/** An edition as a file: its model as `.dmn`, or its tables as a workbook. */
export async function editionFile(
  house: Pick<House, 'db'>,
  asked: EditionKey & { form: FileForm },
): Promise<{ name: string; contentType: string; bytes: Buffer }> {
  const { edition } = await openEdition(house, asked);
  const name = `${asked.ruleSet}-${asked.number}`;
  if (asked.form === 'xlsx') {
    const tables = tablesOf(readModel(withIds(edition.model)));
    if (tables.length === 0) throw new Refusal('rules.no_such_table', 404);
    return {
      name: `${name}.xlsx`,
      contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: await writeSheets(sheetsOf(tables)),
    };
  }
  const version: DmnVersion = asked.form === 'dmn' ? '1.5' : '1.3';
  return {
    name: `${name}.dmn`,
    contentType: 'application/dmn+xml',
    bytes: Buffer.from(dmnFile(edition.model, version)),
  };
}

/** What is wrong with a file that was taken in: the sheet and the cell, or the place in the model. */
export interface FileFault {
  code: SheetFault['code'] | Problem['code'];
  where: string;
  about: string;
}

/**
 * Takes a `.dmn` file or a workbook into a draft. A workbook changes the tables that it holds. Nothing is saved when there are
 * faults. Refuses what cannot be read at all (`rules.model_unreadable`, `register.file_broken` and the other refusals of a workbook).
 */
export async function takeFile(
  house: House,
  drafter: Drafter,
  asked: EditionKey & Saving & { bytes: Buffer },
): Promise<{ faults: FileFault[]; version: number; isUnchanged: boolean }> {
  const { edition } = await openDraft(house, drafter, asked);
  const isWorkbook = asked.bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'));
  const { model, faults } = isWorkbook
    ? await modelFromWorkbook(edition.model, asked.bytes)
    : modelFromFile(asked.bytes);
  const isUnchanged = model !== undefined && isDeepStrictEqual(readModel(withIds(edition.model)), readModel(model));
  if (faults.length > 0 || model === undefined || isUnchanged) return { faults, version: asked.version, isUnchanged };
  return { faults: [], isUnchanged, ...(await saveDraftContent(house, drafter, { ...saving(asked), model })) };
}

function modelFromFile(bytes: Buffer): { model: string | undefined; faults: FileFault[] } {
  const text = bytes.toString('utf8');
  const { problems } = examineModel(text);
  const [whole] = problems.filter(({ where }) => where === '');
  if (whole) throw new Refusal('rules.model_unreadable', 422, { values: { reason: whole.about } });
  return problems.length > 0 ? { model: undefined, faults: problems } : { model: withIds(text), faults: [] };
}

async function modelFromWorkbook(
  before: string,
  bytes: Buffer,
): Promise<{ model: string | undefined; faults: FileFault[] }> {
  let model = withIds(before);
  const known = tablesOf(readModel(model));
  const { tables, faults } = tablesIn(await readSheets(bytes), known);
  const told = faults.map(({ code, sheet, cell, about }) => ({ code, where: `${sheet}, ${cell}`, about }));
  if (told.length > 0) return { model: undefined, faults: told };
  if (tables.length === 0) throw new Refusal('rules.workbook_without_tables', 422);
  for (const { id, table } of tables) model = written(model, id, table);
  const examined = examineModel(model);
  const wrong = [...examined.problems, ...examined.findings.filter(({ code }) => code === 'table.cell_type')];
  return {
    model,
    faults: wrong.map(({ code, where, about }) => {
      const sheet = tables.find(({ name }) => where === name || where.startsWith(`${name}, `));
      return {
        code: code as FileFault['code'],
        where: sheet ? `${sheet.sheet}, ${sheet.cellOf(placeIn(where))}` : where,
        about,
      };
    }),
  };
}
