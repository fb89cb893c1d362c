import { type Static, Type } from 'typebox';
import { frameOf } from '../../../../design/index.ts';
import { endOfDay, today } from '../../../../kernel/clock.ts';
import { sentenceOf } from '../../../../kernel/http.ts';
import { newId } from '../../../../kernel/ids.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../../kernel/route.ts';
import { STEWARD, type Steward } from '../../actions.ts';
import { exportPage, exportPath, exportsPage } from '../../pages/exports/page.tsx';
import { exportingFor, fetchExport, listExports, openExport, takeExportStep } from './actions.ts';
import { EXPORT_FORMATS } from './limits.ts';
import type { ExportAsked } from './services.ts';

const who = { official: [STEWARD] };
const KindParams = Type.Object({
  system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }),
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
});
const RunParams = Type.Object({ ...KindParams.properties, run: Type.String({ format: 'uuid' }) });
const REFRESH_SECONDS = 3;
const CivilDate = Type.String({ format: 'date' });
const Key = Type.String({ minLength: 8, maxLength: 60 });

const AskForm = Type.Object({
  format: Type.Enum([...EXPORT_FORMATS]),
  versions: Type.Optional(Type.Enum(['current', 'history'])),
  on: Type.Optional(CivilDate),
  knownAt: Type.Optional(CivilDate),
  territory: Type.Optional(Type.String({ pattern: '^(\\d{2}|\\d{5})$' })),
  fields: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 })),
  reason: Type.String({ minLength: 5, maxLength: 2_000 }),
  sourceKind: Type.String({ minLength: 1, maxLength: 60 }),
  sourceNumber: Type.String({ minLength: 1, maxLength: 100 }),
  idempotencyKey: Type.String({ format: 'uuid' }),
});
const StepForm = Type.Object({
  step: Type.Enum(['approve', 'refuse', 'cancel']),
  reason: Type.Optional(Type.String({ minLength: 5, maxLength: 2_000 })),
  idempotencyKey: Key,
});

/** The desk of data stewards: taking records out into files. */
export const exportRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/export',
    who,
    params: KindParams,
    answer: (asked) => showExports(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/export',
    who,
    params: KindParams,
    body: AskForm,
    async answer(asked) {
      const { exporting, steward } = askedOf(asked);
      const { idempotencyKey, format } = asked.body;
      const wishes = wishesOf(asked.body, asked.language);
      // The form's key names the export: the same form sent twice asks for it once.
      const step = { run: idempotencyKey, step: 'ask' as const, format, wishes, idempotencyKey };
      const run = await takeExportStep(asked.house, steward, exporting, step);
      return seeOther(`${exportPath(exporting.kind, run)}?watch=yes`);
    },
    refused: (asked, refusal) => showExports(asked, { refusal, body: asked.body }),
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/export/:run',
    who,
    params: RunParams,
    query: Type.Object({ watch: Type.Optional(Type.Enum(['yes'])) }),
    answer: (asked) => showExport(asked, { isWatched: asked.query.watch === 'yes' }),
  }),
  route({
    method: 'GET',
    path: '/desk/registers/:system/:kind/export/:run/file',
    who,
    params: RunParams,
    async answer(asked) {
      const { exporting, steward } = askedOf(asked);
      const { bytes, filename, contentType, size_bytes } = await fetchExport(
        asked.house,
        steward,
        exporting,
        asked.params.run,
      );
      const answer = download(Buffer.alloc(0), contentType, filename);
      return { ...answer, body: bytes, headers: { ...answer.headers, 'content-length': String(size_bytes) } };
    },
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/export/:run/step',
    who,
    params: RunParams,
    body: StepForm,
    async answer(asked) {
      const { exporting, steward } = askedOf(asked);
      await takeExportStep(asked.house, steward, exporting, { run: asked.params.run, ...asked.body });
      return seeOther(exportPath(exporting.kind, asked.params.run));
    },
    refused: (asked, refusal) => showExport(asked, { isWatched: false, refusal }),
  }),
];

type Page = Pick<
  Asked<Static<typeof KindParams>, unknown, unknown>,
  'house' | 'language' | 'session' | 'formToken' | 'path' | 'params'
>;

function askedOf({ session, params }: Page): ReturnType<typeof exportingFor> & { steward: Steward } {
  return { ...exportingFor(params.system, params.kind), steward: session!.holder as Steward };
}

/** What is to be in the file, from the form. */
function wishesOf(form: Static<typeof AskForm>, language: Page['language']): ExportAsked['wishes'] {
  const { format, versions, on, knownAt, territory, fields = [], reason, sourceKind, sourceNumber } = form;
  if (fields.length === 0)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'fields', code: 'register.export_fields_needed' }] });
  const isForPeople = format === 'csv' || format === 'xlsx';
  return {
    fields,
    ...(on ? { on } : {}),
    // Of today not all is known yet.
    ...(knownAt && knownAt !== today() ? { knownAt: endOfDay(knownAt).toISOString() } : {}),
    withHistory: versions === 'history',
    ...(territory ? { territory } : {}),
    ...(isForPeople ? { titles: language } : {}),
    reason,
    source: { kind: sourceKind, number: sourceNumber },
  };
}

async function showExports(asked: Page, again?: { refusal: Refusal; body: Record<string, unknown> }): Promise<Answer> {
  const { exporting, register, steward } = askedOf(asked);
  const { runs, may } = await listExports(asked.house, steward, exporting);
  const page = exportsPage({
    ...headOf(asked),
    kind: exporting.kind,
    register,
    runs,
    may,
    today: today(),
    idempotencyKey: newId(),
    values: again && (again.body as Record<string, string>),
    messages: again ? messagesOf(asked, again.refusal) : {},
  });
  return html(page);
}

async function showExport(
  asked: Page & { params: { run: string } },
  { isWatched, refusal }: { isWatched: boolean; refusal?: Refusal },
): Promise<Answer> {
  const { exporting, register, steward } = askedOf(asked);
  const { house, language, params } = asked;
  const run = await openExport(house, steward, exporting, params.run);
  const isAtWork = run.state === 'reading' || run.state === 'writing';
  const refresh_seconds = isWatched && isAtWork ? REFRESH_SECONDS : undefined;
  const { kind } = exporting;
  const page = exportPage({
    ...headOf(asked),
    ...(refusal ? { path: exportPath(kind, run.id) } : {}),
    kind,
    register,
    run,
    refresh_seconds,
    failedFor: run.failedFor ? sentenceOf(house, run.failedFor, {}, language) : undefined,
    idempotencyKey: newId(),
    messages: refusal ? messagesOf(asked, refusal) : {},
  });
  const answer = html(page);
  return refresh_seconds === undefined ? answer : { ...answer, headers: { refresh: String(refresh_seconds) } };
}

const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
