import { type Static, Type } from 'typebox';
import { type FieldMessages, frameOf } from '../../../design/index.ts';
import { endOfDay, today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { communesOf, provinceOf } from '../../territories/index.ts';
import { readKept } from '../../trust/index.ts';
import { addressInWords, faultTitles } from '../lookup/actions.ts';
import {
  ACT_NAMES,
  type ActName,
  type EnterpriseFile,
  MOST_ROWS,
  REGISTRARS,
  type Registrar,
  actsFor,
  certify,
  fileAtDesk,
  listDeadInFiles,
  openFile,
  registerAtDesk,
  searchAtDesk,
  valuesNow,
} from './actions.ts';
import { filePage } from './pages/file/page.tsx';
import { actPage, registerPage } from './pages/form/page.tsx';
import { searchPage } from './pages/search/page.tsx';

const who = { official: REGISTRARS };
const CivilDate = Type.String({ format: 'date' });
const CodeParams = Type.Object({ code: Type.String({ pattern: '^\\d{10}$' }) });
const ActParams = Type.Object({ ...CodeParams.properties, act: Type.Unsafe<ActName>(Type.Enum([...ACT_NAMES])) });
const RowsQuery = Type.Object({ rows: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_ROWS })) });
const AnyForm = Type.Unsafe<Record<string, unknown>>(Type.Object({}, { additionalProperties: true }));
const ROWS = 3;

/** The desk of the registrar of enterprises. */
export const deskRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/enterprises',
    who,
    query: Type.Object({
      words: Type.Optional(Type.String({ maxLength: 200 })),
      by: Type.Optional(Type.Unsafe<'name' | 'person'>(Type.Enum(['name', 'person']))),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    }),
    async answer(asked) {
      const { words, by = 'name', page = 1 } = asked.query;
      const registrar = registrarOf(asked);
      if (words === undefined)
        return html(showSearch(asked, { words, by, page }, { dead: await listDeadInFiles(asked.house, registrar) }));
      const { output: result } = await searchAtDesk(asked.house, registrar, { words, by, page });
      return html(showSearch(asked, { words, by, page }, { result }));
    },
    refused(asked, refusal) {
      const words = typeof asked.query.words === 'string' ? asked.query.words : undefined;
      return html(showSearch(asked, { words, by: 'name', page: 1 }, {}, messagesOf(asked, refusal)));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/enterprises/new',
    who,
    query: RowsQuery,
    answer: (asked) => html(showRegister(asked, asked.query.rows ?? ROWS, {}, {})),
  }),
  route({
    method: 'POST',
    path: '/desk/enterprises/new',
    who,
    body: AnyForm,
    async answer(asked) {
      const code = await registerAtDesk(asked.house, registrarOf(asked), asked.body);
      return seeOther(`/desk/enterprises/${code}?done=registered`);
    },
    refused: (asked, refusal) =>
      html(showRegister(asked, rowsOf(asked.body), typedTexts(asked.body), messagesOf(asked, refusal))),
  }),
  route({
    method: 'GET',
    path: '/desk/enterprises/:code',
    who,
    params: CodeParams,
    query: Type.Object({
      date: Type.Optional(CivilDate),
      known: Type.Optional(CivilDate),
      done: Type.Optional(Type.Unsafe<'registered' | 'filed'>(Type.Enum(['registered', 'filed']))),
    }),
    async answer(asked) {
      const { code } = asked.params;
      const { date = today(), known, done } = asked.query;
      const { output: file, receipt } = await openFile(asked.house, registrarOf(asked), {
        code,
        on: date,
        ...(known ? { knownAt: endOfDay(known).toISOString() } : {}),
      });
      const isNow = date === today() && !known;
      return html(
        filePage({
          ...headOf(asked),
          code,
          file,
          receipt,
          at: { date, known },
          today: today(),
          acts: isNow && file.version ? actsFor(file.version.values.status) : [],
          done,
          idempotencyKey: newId(),
          faultTitles,
          addressOf: addressIn(asked),
        }),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/desk/enterprises/:code/certificate',
    who,
    params: CodeParams,
    body: Type.Object({ idempotencyKey: Type.String({ format: 'uuid' }) }),
    async answer(asked) {
      const { code } = asked.params;
      const fileId = await certify(asked.house, registrarOf(asked), code, asked.body.idempotencyKey);
      const bytes = await readKept(asked.house, fileId);
      if (!bytes) throw new Refusal('enterprise.no_certificate', 404);
      return download(bytes, 'application/pdf', `giay-chung-nhan-${code}.pdf`);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/enterprises/:code/acts/:act',
    who,
    params: ActParams,
    query: RowsQuery,
    async answer(asked) {
      const { code, act } = asked.params;
      const { output: file } = await openFile(asked.house, registrarOf(asked), { code, on: today() });
      const rows = asked.query.rows ?? Math.max(ROWS, file.holders.length);
      return html(showAct(asked, file, rows, valuesNow(act, { ...file, said: file.version?.values }), {}));
    },
  }),
  route({
    method: 'POST',
    path: '/desk/enterprises/:code/acts/:act',
    who,
    params: ActParams,
    body: AnyForm,
    async answer(asked) {
      const { code, act } = asked.params;
      const registrar = registrarOf(asked);
      const { output: file } = await openFile(asked.house, registrar, { code, on: today() });
      const form = file.version?.values.legalForm ?? 'llc-more-members';
      await fileAtDesk(asked.house, registrar, { code, act, form, body: asked.body });
      return seeOther(`/desk/enterprises/${code}?done=filed`);
    },
    async refused(asked, refusal) {
      const { code } = asked.params;
      const { output: file } = await openFile(asked.house, registrarOf(asked), { code, on: today() });
      return html(showAct(asked, file, rowsOf(asked.body), typedTexts(asked.body), messagesOf(asked, refusal)));
    },
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

/** The official who asks; `who` of every route here has seen to the post. */
const registrarOf = ({ session }: Page): Registrar => session!.holder as Registrar;

const headOf = (asked: Page) => ({
  language: asked.language,
  path: asked.path,
  frame: frameOf(asked, 'desk'),
});

const addressIn =
  ({ language }: Page) =>
  (place: { addressLine: string; communeCode: string }) =>
    addressInWords(place, language);

function showSearch(
  asked: Page,
  search: { words: string | undefined; by: 'name' | 'person'; page: number },
  shown: Pick<Parameters<typeof searchPage>[0], 'result' | 'dead'>,
  messages: FieldMessages = {},
): string {
  const agencyName = registrarOf(asked).post.agencyName;
  return searchPage({ ...headOf(asked), agencyName, asked: search, ...shown, addressOf: addressIn(asked), messages });
}

function communesFor(asked: Page): { code: string; name: string }[] {
  const province = provinceOf(registrarOf(asked).post.territoryCode, today());
  if (!province) return [];
  return communesOf(province.code, today()).map(({ code, fullName }) => ({ code, name: fullName[asked.language] }));
}

type Values = Record<string, string>;

function showRegister(asked: Page, rows: number, values: Values, messages: FieldMessages): string {
  const { agencyName } = registrarOf(asked).post;
  const communes = communesFor(asked);
  return registerPage({ ...headOf(asked), agencyName, values, messages, rows, communes, idempotencyKey: newId() });
}

function showAct(
  asked: Page & { params: Static<typeof ActParams> },
  file: EnterpriseFile,
  rows: number,
  values: Values,
  messages: FieldMessages,
): string {
  const communes = communesFor(asked);
  return actPage({
    ...headOf(asked),
    ...asked.params,
    file,
    values,
    messages,
    rows,
    communes,
    idempotencyKey: newId(),
  });
}

const rowsOf = (body: Record<string, unknown>): number => {
  const rows = Number(body.rows);
  return Number.isInteger(rows) && rows >= 1 && rows <= MOST_ROWS ? rows : ROWS;
};
