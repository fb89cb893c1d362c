import { Type } from 'typebox';
import { promisedDate } from '../../country/index.ts';
import { now, today } from '../../kernel/clock.ts';
import { sentenceOf } from '../../kernel/http.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import { lifeEvent, procedure, procedures, searchCatalogue } from '../procedures/index.ts';
import { searchUnits } from '../territories/index.ts';
import { type AnyAsked, listDossiers, listResults, readDataLog } from './actions.ts';
import { feesOfProcedure } from './birth-law/actions.ts';
import { viewOf } from './frame.ts';
import { aboutPage } from './pages/about/page.tsx';
import { type MyThings, homePage } from './pages/home/page.tsx';
import { lifeEventPage } from './pages/life-event/page.tsx';
import { procedurePage } from './pages/procedure/page.tsx';
import { searchPage, servicesPage } from './pages/search/page.tsx';
import { documentPage, verifyPage } from './pages/verify/page.tsx';
import { texts as verifyTexts } from './pages/verify/texts.ts';
import {
  checkFiles,
  checkIssued,
  findDocument,
  findLogPlace,
  readCode,
  readHouseFigures,
  readRootCertificate,
} from './public/actions.ts';

const PLACES_FOUND = 5;
const LOG_LINES = 3;
const DOSSIERS_SHOWN = 3;
const DOCUMENTS_SHOWN = 3;
const LARGEST_CHECKED_BYTES = 10 * 1024 * 1024;
/** A signature, and what it may be over. */
const MOST_CHECKED_FILES = 4;
const typedCode = Type.String({ maxLength: 100 });

/** The pages that everyone may read. */
export const publicRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/',
    who: 'anyone',
    async answer(asked) {
      const [view, figures, mine] = await Promise.all([viewOf(asked), readHouseFigures(asked.house), myThings(asked)]);
      return html(homePage({ ...view, event: lifeEvent('birth')!, figures, mine }));
    },
  }),
  route({
    method: 'GET',
    path: '/services',
    who: 'anyone',
    async answer(asked) {
      return html(servicesPage({ ...(await viewOf(asked)), event: lifeEvent('birth')!, all: procedures() }));
    },
  }),
  route({
    method: 'GET',
    path: '/search',
    who: 'anyone',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
    async answer(asked) {
      const { q: text } = asked.query;
      if (text === undefined) return seeOther('/services');
      const found = searchCatalogue(text, asked.language);
      const places = searchUnits({ text, onDate: today(), limit: PLACES_FOUND });
      return html(searchPage({ ...(await viewOf(asked)), text, found, places, today: today() }));
    },
  }),
  route({
    method: 'GET',
    path: '/life-events/birth',
    who: 'anyone',
    async answer(asked) {
      const event = lifeEvent('birth')!;
      const receivedAt = now();
      const daysOf = (code: string) => procedure(code)!.workingDays;
      const [first] = event.steps;
      const laws = await Promise.all(event.steps.map((step) => feesOfProcedure(asked.house, step.procedureCode)));
      const steps = event.steps.map((step, i) => {
        // What follows the first step begins when that is done, so its days are counted after the first step's.
        const before = step.follows.length > 0 ? daysOf(first!.procedureCode) : 0;
        const workingDays = daysOf(step.procedureCode);
        return {
          step,
          procedure: procedure(step.procedureCode)!,
          promisedOn: promisedDate({ receivedAt, workingDays: before + workingDays }),
          law: laws[i] ?? [],
        };
      });
      const joined = procedure(event.procedureCode)!;
      const others = procedures().filter(({ results, code }) => isBirth(results) && code !== first!.procedureCode);
      return html(
        lifeEventPage({
          ...(await viewOf(asked)),
          event,
          joined,
          steps,
          others: others.filter(({ code }) => code !== joined.code),
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/procedures/:code',
    who: 'anyone',
    params: Type.Object({ code: Type.String({ maxLength: 20 }) }),
    async answer(asked) {
      const { code } = asked.params;
      const found = procedure(code);
      if (!found) throw new Refusal('procedure.not_found', 404, { values: { code } });
      const promisedOn = promisedDate({ receivedAt: now(), workingDays: found.workingDays });
      return html(
        procedurePage({
          ...(await viewOf(asked)),
          procedure: found,
          law: await feesOfProcedure(asked.house, code),
          event: lifeEvent('birth')!,
          promisedOn,
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/verify',
    who: 'anyone',
    query: Type.Object({ code: Type.Optional(typedCode) }),
    async answer(asked) {
      const { code } = asked.query;
      return code === undefined ? html(verifyPage(await viewOf(asked))) : seeOther(`/verify/${readCode(code)}`);
    },
    refused: async (asked, refusal) =>
      html(verifyPage({ ...(await viewOf(asked)), typed: String(asked.query.code ?? ''), ...told(asked, refusal) })),
  }),
  route({
    method: 'POST',
    path: '/verify',
    who: 'anyone',
    body: Type.Object({ code: Type.Optional(typedCode), language: Type.Optional(Type.String({ maxLength: 10 })) }),
    upload: { most: MOST_CHECKED_FILES, largest_bytes: LARGEST_CHECKED_BYTES },
    async answer(asked) {
      const code = asked.body.code === undefined ? undefined : readCode(asked.body.code);
      const files = asked.files.filter(({ bytes }) => bytes.length > 0);
      if (files.length === 0)
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'file', code: 'file.missing' }] });
      const document = code === undefined ? undefined : await findDocument(asked.house, code);
      const checked = await checkFiles(asked.house, files, document);
      const place = document && (await findLogPlace(asked.house, document));
      const view = await viewOf(asked);
      return html(
        code === undefined
          ? verifyPage({ ...view, checked })
          : documentPage({ ...view, path: `/verify/${code}`, code, document, checked, ...(place && { place }) }),
        code !== undefined && !document ? 404 : 200,
      );
    },
    refused: async (asked, refusal) =>
      html(verifyPage({ ...(await viewOf(asked)), typed: String(asked.body.code ?? ''), ...told(asked, refusal) })),
  }),
  route({
    method: 'GET',
    path: '/verify/root.pem',
    who: 'anyone',
    answer: async ({ house }) => ({
      status: 200,
      body: await readRootCertificate(house),
      contentType: 'application/x-pem-file',
      headers: { 'content-disposition': 'attachment; filename="mot-cua-root.pem"' },
    }),
  }),
  route({
    method: 'GET',
    path: '/verify/:code',
    who: 'anyone',
    params: Type.Object({ code: typedCode }),
    async answer(asked) {
      const code = readCode(asked.params.code);
      const document = await findDocument(asked.house, code);
      const [place, issued] = document
        ? await Promise.all([findLogPlace(asked.house, document), checkIssued(asked.house, document)])
        : [];
      return html(
        documentPage({
          ...(await viewOf(asked)),
          code,
          document,
          ...(place && { place }),
          ...(issued && { issued }),
        }),
        document ? 200 : 404,
      );
    },
    refused: async (asked, refusal) =>
      html(
        verifyPage({ ...(await viewOf(asked)), path: '/verify', typed: asked.params.code, ...told(asked, refusal) }),
      ),
  }),
  route({
    method: 'GET',
    path: '/about',
    who: 'anyone',
    answer: async (asked) => html(aboutPage(await viewOf(asked))),
  }),
];

const isBirth = (results: readonly { code?: string }[]) => results.some(({ code }) => code === 'KQ.G15.000031');

/** What the home page shows a person of their own: newest dossiers and who has read about them. */
async function myThings(asked: AnyAsked): Promise<MyThings | undefined> {
  const holder = asked.session?.holder;
  if (holder?.kind !== 'person') return undefined;
  const person = { key: 'me', name: holder.name, number: holder.number };
  const [dossiers, results, usage] = await Promise.all([
    listDossiers(asked),
    listResults(asked),
    readDataLog(asked, { person, owner: undefined, withOwn: false, before: undefined }),
  ]);
  return {
    dossiers: dossiers.slice(0, DOSSIERS_SHOWN),
    results: results.toSorted((one, other) => (one.issuedAt < other.issuedAt ? 1 : -1)).slice(0, DOCUMENTS_SHOWN),
    usage: usage.entries.slice(0, LOG_LINES),
  };
}

/** The sentences of a refusal: beside their fields, or beside the file when the whole upload was refused. */
function told(asked: Pick<Asked, 'house' | 'language'>, refusal: Refusal): { messages: Record<string, string> } {
  const messages: Record<string, string> = {};
  for (const { field, code, values = {} } of refusal.fields) {
    const isCode = field === 'code';
    // Whatever is wrong with a code, what helps is to know how one looks.
    messages[field] ??= isCode
      ? verifyTexts[asked.language].codeProblem
      : sentenceOf(asked.house, code, values, asked.language);
  }
  if (refusal.fields.length === 0) {
    messages.file = sentenceOf(asked.house, refusal.code, refusal.values, asked.language);
  }
  return { messages };
}
