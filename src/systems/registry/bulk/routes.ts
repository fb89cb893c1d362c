import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import { parseForm } from '../../../kernel/input.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { STEWARD, type Steward, keptOf } from '../actions.ts';
import type { RecordKind } from '../kind/index.ts';
import { importPage, importPath, importsPage } from '../pages/imports/page.tsx';
import { importTexts } from '../pages/imports/texts.ts';
import { listImports, openImport, receiveFile, takeImportStep } from './actions.ts';
import { targetsOf } from './columns.ts';
import { UTF8_MARK, csvLine } from './csv-text.ts';
import { ruleTitle, targetTitle } from './problem.ts';
import { LARGEST_IMPORT_BYTES } from './limits.ts';
import type { ImportWishes } from './services.ts';

const who = { official: [STEWARD] };
const KindParams = Type.Object({
  system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }),
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
});
const RunParams = Type.Object({ ...KindParams.properties, run: Type.String({ format: 'uuid' }) });
const SHOWN_PROBLEMS = 50;
const REPORTED_PROBLEMS = 100_000;
const REFRESH_SECONDS = 3;

const StepForm = Type.Object(
  {
    step: Type.Enum(['check', 'import', 'stop', 'cancel']),
    idempotencyKey: Type.String({ minLength: 8, maxLength: 60 }),
    /** The form says how to read the file. */
    withWishes: Type.Optional(Type.Literal('yes')),
  },
  { additionalProperties: true },
);
const CheckForm = Type.Object(
  {
    dates: Type.Enum(['iso', 'day-first']),
    taking: Type.Enum(['row-by-row', 'whole-batch']),
    emptyActs: Type.Optional(Type.Enum(['keep', 'unknown'])),
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    reason: Type.String({ minLength: 5, maxLength: 2_000 }),
    sourceKind: Type.String({ minLength: 1, maxLength: 60 }),
    sourceNumber: Type.String({ minLength: 1, maxLength: 100 }),
  },
  { additionalProperties: true },
);

/** The desk of data stewards: filling a register from files. */
export const bulkRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/import',
    who,
    params: KindParams,
    answer: (asked) => showImports(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/import',
    who,
    params: KindParams,
    upload: { most: 1, largest_bytes: LARGEST_IMPORT_BYTES, areKept: true },
    async answer(asked) {
      const { kind, steward } = keptBy(asked);
      const run = await receiveFile(asked.house, steward, kind, asked.files);
      return seeOther(importPath(kind, run));
    },
    refused: (asked, refusal) => showImports(asked, refusal),
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/import/template.csv',
    who,
    params: KindParams,
    answer(asked) {
      const { kind } = keptBy(asked);
      const header = targetsOf(kind).map(({ title }) => title[asked.language]);
      return csvFile(`${kind.name}.csv`, csvLine(header));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/import/:run',
    who,
    params: RunParams,
    query: Type.Object({ watch: Type.Optional(Type.Enum(['yes'])) }),
    answer: (asked) => showImport(asked, { isWatched: asked.query.watch === 'yes' }),
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/import/:run/report.csv',
    who,
    params: RunParams,
    async answer(asked) {
      const { kind, steward } = keptBy(asked);
      const { run } = asked.params;
      const { problems, report } = await openImport(asked.house, steward, kind, { run, problems: REPORTED_PROBLEMS });
      const { language } = asked;
      const words = importTexts[language];
      const lines = problems.map(({ row, field, rule, severity, given }) =>
        csvLine([
          String(row),
          targetTitle(kind, field)[language],
          ruleTitle(kind, rule)[language],
          words.severities[severity]!,
          given ?? null,
        ]),
      );
      const header = csvLine([words.row, words.field, words.rule, words.severity, words.given]);
      return csvFile(`${report.fileName}.report.csv`, header + lines.join(''));
    },
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/import/:run/step',
    who,
    params: RunParams,
    body: StepForm,
    async answer(asked) {
      const { kind, steward } = keptBy(asked);
      const { step, idempotencyKey } = asked.body;
      const { run } = asked.params;
      const wishes = step === 'check' && asked.body.withWishes ? wishesOf(kind, asked.body) : undefined;
      await takeImportStep(asked.house, steward, kind, { run, step, idempotencyKey, ...(wishes ? { wishes } : {}) });
      const isAtWork = step === 'check' || step === 'import';
      return seeOther(`${importPath(kind, run)}${isAtWork ? '?watch=yes' : ''}`);
    },
    refused: (asked, refusal) => showImport(asked, { isWatched: false, again: { refusal, body: asked.body } }),
  }),
];

type Page = Pick<
  Asked<{ system: string; kind: string }, unknown, unknown>,
  'house' | 'language' | 'session' | 'formToken' | 'path' | 'params'
>;

function keptBy({ session, params }: Page): { kind: RecordKind; kept: ReturnType<typeof keptOf>; steward: Steward } {
  const steward = session!.holder as Steward;
  const kept = keptOf(steward, params.system, params.kind);
  return { kind: kept.keeping.kind, kept, steward };
}

async function showImports(asked: Page, refusal?: Refusal): Promise<Answer> {
  const { kind, kept, steward } = keptBy(asked);
  const runs = await listImports(asked.house, steward, kind);
  const messages = refusal ? messagesOf(asked, refusal) : {};
  return html(importsPage({ ...headOf(asked), kept, runs, most_bytes: LARGEST_IMPORT_BYTES, messages }));
}

async function showImport(
  asked: Page & { params: { run: string } },
  { isWatched, again }: { isWatched: boolean; again?: { refusal: Refusal; body: Record<string, unknown> } },
): Promise<Answer> {
  const { kind, kept, steward } = keptBy(asked);
  const { run: id } = asked.params;
  const { report: run, problems } = await openImport(asked.house, steward, kind, { run: id, problems: SHOWN_PROBLEMS });
  const isAtWork = run.state === 'checking' || run.state === 'importing';
  const refresh_seconds = isWatched && isAtWork ? REFRESH_SECONDS : undefined;
  const stoppedFor = run.stoppedFor ? sentenceOf(asked.house, run.stoppedFor, {}, asked.language) : undefined;
  const refused = again && {
    values: again.body as Record<string, string>,
    messages: messagesOf(asked, again.refusal),
  };
  const head = { ...headOf(asked), ...(again ? { path: importPath(kind, id) } : {}) };
  const idempotencyKey = newId();
  const answer = html(
    importPage({ ...head, kept, run, problems, refresh_seconds, stoppedFor, idempotencyKey, refused }),
  );
  return refresh_seconds === undefined ? answer : { ...answer, headers: { refresh: String(refresh_seconds) } };
}

const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

/** How the file is to be read, from the form. */
function wishesOf(kind: RecordKind, body: Record<string, unknown>): ImportWishes {
  const said = parseForm(CheckForm, body);
  const columns: Record<string, number> = {};
  for (const { name } of targetsOf(kind)) {
    const at = body[`column_${name}`];
    if (typeof at === 'string' && /^\d{1,3}$/.test(at)) columns[name] = Number(at);
  }
  const { dates, taking, emptyActs, validFrom, reason, sourceKind, sourceNumber } = said;
  return {
    columns,
    dates,
    taking,
    ...(emptyActs ? { emptyActs } : {}),
    ...(validFrom ? { validFrom } : {}),
    reason,
    source: { kind: sourceKind, number: sourceNumber },
  };
}

function csvFile(filename: string, text: string): Answer {
  return download(Buffer.from(UTF8_MARK + text), 'text/csv; charset=utf-8', filename);
}
