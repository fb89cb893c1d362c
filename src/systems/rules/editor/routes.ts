import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Answer, type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { EditionNumber, RuleSetId } from '../desk/routes.ts';
import {
  DRAFTING_POST,
  type Drafter,
  adopt,
  beginDraft,
  propose,
  returnEdition,
  withdraw,
} from '../edition/actions.ts';
import {
  FILES,
  type FileFault,
  addInput,
  caseField,
  editionFile,
  openCase,
  openTable,
  removeCase,
  reviewEdition,
  saveCase,
  saveTable,
  takeFile,
} from './actions.ts';
import { casePage } from './pages/case/page.tsx';
import { DONE, MOST_FILE_BYTES, editionPage } from './pages/edition/page.tsx';
import { gapsOf } from './pages/findings.ts';
import { tablePage } from './pages/table/page.tsx';
import { TableFields, changeOf, changed, tableFrom } from './table-form.ts';

const who = { official: [DRAFTING_POST] };
const EDITION = '/desk/rules/:set/editions/:number';
const OfEdition = Type.Object({ set: RuleSetId, number: EditionNumber });
const ElementId = Type.String({ minLength: 1, maxLength: 200 });
const OfTable = Type.Object({ ...OfEdition.properties, table: ElementId });
const OfCase = Type.Object({ ...OfEdition.properties, position: Type.String({ pattern: '^(new|[1-9][0-9]{0,2})$' }) });
const saving = { version: Type.Integer({ minimum: 1 }), idempotencyKey: Type.String({ format: 'uuid' }) };
const Text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const Reason = Type.String({ minLength: 3, maxLength: 2_000, problem: 'field.required' });

/** Of a request, what the pages of the editor need. */
type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const drafterOf = ({ session }: Page): Drafter => session!.holder as Drafter;
const keyOf = ({ set, number }: { set: string; number: string }) => ({ ruleSet: set, number: Number(number) });
const hrefOf = ({ set, number }: { set: string; number: string }): string => `/desk/rules/${set}/editions/${number}`;
const savingOf = ({ version, idempotencyKey }: { version: number; idempotencyKey: string }) => ({
  version,
  requestKey: idempotencyKey,
});

/** The editor of the law: an edition as it is reviewed, its tables, test cases and files, and its way to become law. */
export const editorRoutes: Route[] = [
  route({
    method: 'GET',
    path: EDITION,
    who,
    params: OfEdition,
    query: Type.Object({ done: Type.Optional(Type.Enum([...DONE])) }),
    answer: (asked) => showEdition(asked, asked.params, { done: asked.query.done }),
  }),
  route({
    method: 'POST',
    path: '/desk/rules/:set/drafts',
    who,
    params: Type.Object({ set: RuleSetId }),
    body: Type.Object({
      madeFrom: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 })),
      idempotencyKey: saving.idempotencyKey,
    }),
    async answer(asked) {
      const { madeFrom, idempotencyKey } = asked.body;
      const { set } = asked.params;
      const { number } = await beginDraft(asked.house, drafterOf(asked), {
        ruleSet: set,
        ...(madeFrom === undefined ? {} : { madeFrom }),
        requestKey: idempotencyKey,
      });
      return seeOther(`${hrefOf({ set, number: String(number) })}?done=begun`);
    },
  }),
  route({
    method: 'GET',
    path: `${EDITION}/tables/:table`,
    who,
    params: OfTable,
    answer: (asked) => showTable(asked, asked.params, {}),
  }),
  route({
    method: 'POST',
    path: `${EDITION}/tables/:table`,
    who,
    params: OfTable,
    body: Type.Object({ ...saving, ...TableFields, do: Text(30) }, { additionalProperties: true }),
    async answer(asked) {
      const { body, params } = asked;
      if (body.do !== 'save') return showTable(asked, params, { sent: body });
      await saveTable(asked.house, drafterOf(asked), {
        ...keyOf(params),
        ...savingOf(body),
        table: params.table,
        edit: (before) => tableFrom(body, before),
      });
      return seeOther(`${hrefOf(params)}?done=saved`);
    },
    refused: (asked, refusal) => showTable(asked, asked.params, { sent: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'POST',
    path: `${EDITION}/tables/:table/inputs`,
    who,
    params: OfTable,
    body: Type.Object({
      ...saving,
      name: Type.String({ maxLength: 100, pattern: '^[\\p{L}_][\\p{L}\\p{N}_ ]*$', problem: 'rules.name_unfit' }),
      type: Text(200),
      vi: Text(200),
      en: Text(200),
    }),
    async answer(asked) {
      const { body, params } = asked;
      const { name, type, vi, en } = body;
      await addInput(asked.house, drafterOf(asked), {
        ...keyOf(params),
        ...savingOf(body),
        table: params.table,
        input: { name, typeRef: type, words: { vi, en } },
      });
      return seeOther(`${hrefOf(params)}/tables/${encodeURIComponent(params.table)}`);
    },
    refused: (asked, refusal) => showTable(asked, asked.params, { typed: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: `${EDITION}/cases/:position`,
    who,
    params: OfCase,
    answer: (asked) => showCase(asked, asked.params, {}),
  }),
  route({
    method: 'POST',
    path: `${EDITION}/cases/:position`,
    who,
    params: OfCase,
    body: Type.Object(
      {
        ...saving,
        nameVi: Text(300),
        nameEn: Text(300),
        expected: Text(5_000),
        do: Type.Optional(Type.Enum(['save', 'remove'])),
      },
      { additionalProperties: true },
    ),
    async answer(asked) {
      const { body, params } = asked;
      const key = { ...keyOf(params), ...savingOf(body) };
      const position = positionOf(params);
      if (body.do === 'remove' && position !== undefined)
        await removeCase(asked.house, drafterOf(asked), { ...key, position });
      else {
        const { inputs } = await openCase(asked.house, drafterOf(asked), key);
        const texts = typedTexts(body);
        await saveCase(asked.house, drafterOf(asked), {
          ...key,
          ...(position === undefined ? {} : { position }),
          typed: {
            name: { vi: body.nameVi, en: body.nameEn },
            inputs: Object.fromEntries(inputs.map(({ name }, i) => [name, texts[caseField(i)] ?? ''])),
            expected: body.expected,
          },
        });
      }
      return seeOther(`${hrefOf(params)}?done=saved#cases`);
    },
    refused: (asked, refusal) => showCase(asked, asked.params, { sent: asked.body ?? {}, refusal }),
  }),
  route({
    method: 'GET',
    path: `${EDITION}/file`,
    who,
    params: OfEdition,
    query: Type.Object({ as: Type.Enum([...FILES]) }),
    async answer(asked) {
      const { bytes, contentType, name } = await editionFile(asked.house, {
        ...keyOf(asked.params),
        form: asked.query.as,
      });
      return download(bytes, contentType, name);
    },
  }),
  route({
    method: 'POST',
    path: `${EDITION}/file`,
    who,
    params: OfEdition,
    body: Type.Object(saving),
    upload: { most: 1, largest_bytes: MOST_FILE_BYTES },
    async answer(asked) {
      const { body, params } = asked;
      const [file] = asked.files;
      if (!file || file.bytes.length === 0)
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'file', code: 'field.required' }] });
      const taken = await takeFile(asked.house, drafterOf(asked), {
        ...keyOf(params),
        ...savingOf(body),
        bytes: file.bytes,
      });
      if (taken.faults.length > 0) return showEdition(asked, params, { faults: taken.faults });
      return seeOther(`${hrefOf(params)}?done=${taken.isUnchanged ? 'unchanged' : 'uploaded'}`);
    },
    refused: (asked, refusal) => showEdition(asked, asked.params, { refusal }),
  }),
  ...moveRoutes(),
];

/** Propose, return, withdraw, adopt. */
function moveRoutes(): Route[] {
  const path = (move: string): string => `${EDITION}/moves/${move}`;
  const plain = <Name extends 'reason' | 'returnReason' | 'withdrawReason'>(
    name: string,
    field: Name,
    move: typeof adopt,
    done: (typeof DONE)[number],
  ): Route =>
    route({
      method: 'POST',
      path: path(name),
      who,
      params: OfEdition,
      body: Type.Object({ ...saving, [field]: Reason }),
      async answer(asked) {
        const reason = typedTexts(asked.body)[field] ?? '';
        await move(asked.house, drafterOf(asked), { ...keyOf(asked.params), ...savingOf(asked.body), reason });
        return seeOther(`${hrefOf(asked.params)}?done=${done}`);
      },
      refused: (asked, refusal) => showEdition(asked, asked.params, { refusal, typed: asked.body ?? {} }),
    });
  return [
    route({
      method: 'POST',
      path: path('propose'),
      who,
      params: OfEdition,
      body: Type.Object({ ...saving, reason: Reason, from: Type.String({ format: 'date' }) }),
      async answer(asked) {
        const { reason, from } = asked.body;
        const key = { ...keyOf(asked.params), ...savingOf(asked.body) };
        await propose(asked.house, drafterOf(asked), { ...key, reason, from });
        return seeOther(`${hrefOf(asked.params)}?done=proposed`);
      },
      refused: (asked, refusal) => showEdition(asked, asked.params, { refusal, typed: asked.body ?? {} }),
    }),
    plain('return', 'returnReason', returnEdition, 'returned'),
    plain('withdraw', 'withdrawReason', withdraw, 'withdrawn'),
    plain('adopt', 'reason', adopt, 'adopted'),
  ];
}

type Sent = Readonly<Record<string, unknown>>;

async function showEdition(
  asked: Page,
  params: { set: string; number: string },
  options: { done?: (typeof DONE)[number] | undefined; refusal?: Refusal; typed?: Sent; faults?: readonly FileFault[] },
): Promise<Answer> {
  const { done, refusal, typed = {}, faults = [] } = options;
  const view = await reviewEdition(asked.house, drafterOf(asked), keyOf(params));
  const status = refusal?.status ?? (faults.length > 0 ? 422 : 200);
  const messages = messagesOf(asked, refusal);
  return html(
    editionPage({ ...viewOf(asked), view, idempotencyKey: newId(), done, messages, values: typedTexts(typed), faults }),
    status,
  );
}

async function showTable(
  asked: Page,
  params: { set: string; number: string; table: string },
  { sent, typed = {}, refusal }: { sent?: Sent; typed?: Sent; refusal?: Refusal },
): Promise<Answer> {
  const drafter = drafterOf(asked);
  const key = { ...keyOf(params), table: params.table };
  const pressed = typeof sent?.['do'] === 'string' ? changeOf(sent['do']) : undefined;
  const fields = sent && { policy: 'UNIQUE', ...sent };
  let opened = await openTable(asked.house, drafter, {
    ...key,
    ...(fields ? { edit: (before) => tableFrom(fields, before) } : {}),
  });
  if (pressed) {
    const { table } = opened;
    const next = changed(table.table, pressed, gapsOf(table));
    opened = await openTable(asked.house, drafter, { ...key, edit: () => next });
  }
  // A form that comes back is still of the version that its writer saw.
  const version = Number(sent?.['version'] ?? typed['version']) || opened.file.edition.version;
  const messages = messagesOf(asked, refusal);
  return html(
    tablePage({
      ...viewOf(asked),
      opened,
      idempotencyKey: newId(),
      version,
      isUnsaved: sent !== undefined,
      messages,
      typed: typedTexts(typed),
    }),
    refusal?.status ?? 200,
  );
}

const positionOf = ({ position }: { position: string }): number | undefined =>
  position === 'new' ? undefined : Number(position);

async function showCase(
  asked: Page,
  params: { set: string; number: string; position: string },
  { sent, refusal }: { sent?: Sent; refusal?: Refusal },
): Promise<Answer> {
  const position = positionOf(params);
  const { file, inputs, testCase } = await openCase(asked.house, drafterOf(asked), {
    ...keyOf(params),
    ...(position === undefined ? {} : { position }),
  });
  const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const known = testCase && {
    nameVi: testCase.name.vi,
    nameEn: testCase.name.en,
    expected: shown(testCase.expected),
    ...Object.fromEntries(
      inputs.flatMap(({ name }, i) => {
        const value = testCase.inputs[name];
        return value === undefined || value === null ? [] : [[caseField(i), shown(value)]];
      }),
    ),
  };
  const version = Number(sent?.['version']) || file.edition.version;
  const values = sent ? typedTexts(sent) : (known ?? {});
  const messages = messagesOf(asked, refusal);
  return html(
    casePage({ ...viewOf(asked), file, inputs, position, idempotencyKey: newId(), version, values, messages }),
    refusal?.status ?? 200,
  );
}
