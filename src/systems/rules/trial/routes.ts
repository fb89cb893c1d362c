import { type Static, Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../../kernel/refused-form.ts';
import { type Asked, type Route, download, html, route, seeOther } from '../../../kernel/route.ts';
import { EditionNumber, RuleSetId } from '../desk/routes.ts';
import { DRAFTING_POST, type Drafter } from '../edition/actions.ts';
import { MOST_INPUTS, type PairOpened, askTrial, openPair, openTrial, openTrials, stopTrial } from './actions.ts';
import { resultCsv } from './csv.ts';
import { cellName } from './pages/cell-names.ts';
import { trialPage } from './pages/result/page.tsx';
import { newTrialPage, trialsPage } from './pages/start/page.tsx';
import { texts } from './pages/texts.ts';
import { trialPath } from './pages/trial-parts.ts';
import { sourcesOf } from './typed-sources.ts';
import { EFFECTS } from './told.ts';

const who = { official: [DRAFTING_POST] };
const SetParams = Type.Object({ set: RuleSetId });
const TrialParams = Type.Object({ set: RuleSetId, trial: Type.String({ format: 'uuid' }) });
const REFRESH_SECONDS = 2;

const numbered = (name: string, most: number) =>
  Object.fromEntries(
    Array.from({ length: MOST_INPUTS }, (_, at) => [`${name}${at}`, Type.Optional(Type.String({ maxLength: most }))]),
  );
const AskForm = Type.Object({
  before: EditionNumber,
  after: EditionNumber,
  ...numbered('source', 80),
  ...numbered('with', 500),
  kind: Type.Enum(['benefit', 'charge']),
  amount: Type.Optional(Type.String({ maxLength: 200 })),
  entitled: Type.Optional(Type.String({ maxLength: 200 })),
  per: Type.Enum(['month', 'year', 'once', 'none']),
  reason: Type.String({ minLength: 10, maxLength: 2_000 }),
  idempotencyKey: Type.String({ format: 'uuid' }),
});
const Form = Type.Object({ idempotencyKey: Type.String({ minLength: 8, maxLength: 60 }) });

/** Trials of drafts, at the desk of those who draft law. */
export const trialRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/rules/:set/trial',
    who,
    params: SetParams,
    async answer(asked) {
      return html(await trials(asked));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/rules/:set/trial/new',
    who,
    params: SetParams,
    query: Type.Object({ before: EditionNumber, after: EditionNumber }),
    async answer(asked) {
      const { before, after } = asked.query;
      const pair = { ruleSet: asked.params.set, before: Number(before), after: Number(after) };
      return html(
        newTrialPage({ ...viewOf(asked), ...pair, ...(await formOf(asked, pair)), values: undefined, messages: {} }),
      );
    },
    refused: async (asked, refusal) => html(await trials(asked, refusal), refusal.status),
  }),
  route({
    method: 'POST',
    path: '/desk/rules/:set/trial',
    who,
    params: SetParams,
    body: AskForm,
    async answer(asked) {
      const { body, params } = asked;
      const pair = pairIn(params.set, body);
      const { pair: opened } = await formOf(asked, pair);
      const { kind, per, reason, idempotencyKey: id } = body;
      const measure = { kind, per, amount: body.amount || null, entitled: body.entitled || null };
      const sources = sourcesOf(opened.inputs, typedTexts(body));
      await askTrial(asked.house, drafterOf(asked), { ...pair, id, sources, measure, reason });
      return seeOther(`${trialPath(params.set, id)}?watch=yes`);
    },
    async refused(asked, refusal) {
      const { before, after } = asked.body as Record<string, unknown>;
      const isPair = [before, after].every((number) => typeof number === 'string' && /^[1-9]\d{0,5}$/.test(number));
      if (!isPair) return html(await trials(asked, refusal), refusal.status);
      const pair = pairIn(asked.params.set, { before: String(before), after: String(after) });
      const again = { values: typedTexts(asked.body as Record<string, unknown>), messages: messagesOf(asked, refusal) };
      const form = await formOf(asked, pair).catch(() => undefined);
      if (!form) return html(await trials(asked, refusal), refusal.status);
      const view = { ...viewOf(asked), path: trialPath(pair.ruleSet) };
      return html(newTrialPage({ ...view, ...pair, ...form, ...again }), refusal.status);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/rules/:set/trial/:trial',
    who,
    params: TrialParams,
    query: Type.Object({ watch: Type.Optional(Type.Enum(['yes'])) }),
    async answer(asked) {
      const { set, trial: id } = asked.params;
      const { ruleSet, trial } = await openTrial(asked.house, drafterOf(asked), { ruleSet: set, id });
      const isOver = trial.state === 'done' || trial.state === 'stopped' || trial.state === 'failed';
      const refresh_seconds = asked.query.watch === 'yes' && !isOver ? REFRESH_SECONDS : undefined;
      const failedFor = trial.failedFor ? sentenceOf(asked.house, trial.failedFor, {}, asked.language) : undefined;
      const page = trialPage({
        ...viewOf(asked),
        ruleSet,
        trial,
        refresh_seconds,
        failedFor,
        idempotencyKey: newId(),
      });
      const answer = html(page);
      return refresh_seconds === undefined ? answer : { ...answer, headers: { refresh: String(refresh_seconds) } };
    },
  }),
  route({
    method: 'GET',
    path: '/desk/rules/:set/trial/:trial/csv',
    who,
    params: TrialParams,
    async answer(asked) {
      const { set, trial: id } = asked.params;
      const { trial } = await openTrial(asked.house, drafterOf(asked), { ruleSet: set, id });
      if (!trial.result) return seeOther(trialPath(set, id));
      const { language } = asked;
      const words = texts[language];
      const effects = trial.measure.kind === 'charge' ? words.charges : words.effects;
      const on = trial.extract?.madeOn ?? '';
      const csv = resultCsv(trial.result, {
        head: [
          '',
          '',
          words.people,
          ...EFFECTS.map((effect) => effects[effect]),
          words.now,
          words.then,
          words.difference,
        ],
        nameOf: (table, cell) =>
          table === 'all'
            ? [words.all, words.all]
            : [words.tables[table] ?? table, cellName(table, cell, { on, language })],
      });
      return download(csv, 'text/csv; charset=utf-8', `trial-${set}-${trial.before}-${trial.after}.csv`);
    },
  }),
  route({
    method: 'POST',
    path: '/desk/rules/:set/trial/:trial/stop',
    who,
    params: TrialParams,
    body: Form,
    async answer(asked) {
      const { set, trial: id } = asked.params;
      await stopTrial(asked.house, drafterOf(asked), { ruleSet: set, id });
      return seeOther(trialPath(set, id));
    },
  }),
];

type Page = Pick<
  Asked<Static<typeof SetParams>, unknown, unknown>,
  'house' | 'language' | 'session' | 'formToken' | 'path' | 'params'
>;

const drafterOf = ({ session }: Pick<Page, 'session'>): Drafter => session!.holder as Drafter;
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
const pairIn = (ruleSet: string, { before, after }: { before: string; after: string }) => ({
  ruleSet,
  before: Number(before),
  after: Number(after),
});

async function trials(asked: Page, refusal?: Refusal): Promise<string> {
  const desk = await openTrials(asked.house, drafterOf(asked), asked.params.set);
  const view = { ...viewOf(asked), ...(refusal ? { path: trialPath(asked.params.set) } : {}) };
  return trialsPage({ ...view, desk, messages: messagesOf(asked, refusal) });
}

async function formOf(
  asked: Page,
  pair: { ruleSet: string; before: number; after: number },
): Promise<{ pair: PairOpened; idempotencyKey: string }> {
  return { pair: await openPair(asked.house, drafterOf(asked), pair), idempotencyKey: newId() };
}
