import { Type } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../kernel/route.ts';
import {
  type AnyAsked,
  type Begun,
  ChildAnswers,
  type DossierView,
  PAPER_MOST_BYTES,
  ParentsAnswers,
  READ_MOST_BYTES,
  ResidenceAnswers,
  findBirths,
  nextPath,
  procedureCodes,
  readDossier,
  savePaperConsent,
  saveSection,
  startDossier,
  submitDossier,
} from './actions.ts';
import { lawOfCase } from './birth-law/actions.ts';
import { type Refused, refusedForm, viewOf } from './frame.ts';
import { birthsPage } from './pages/births/page.tsx';
import { childPage } from './pages/child/page.tsx';
import { type FatherChoice, parentsPage } from './pages/parents/page.tsx';
import { residencePage } from './pages/residence/page.tsx';
import { reviewPage } from './pages/review/page.tsx';
import { procedure } from '../procedures/index.ts';

const OneDossier = Type.Object({ dossierId: Type.String({ format: 'uuid' }) });
type DossierAsked = Asked<{ dossierId: string }, unknown, unknown>;
type RefusedAsked = Asked<{ dossierId: string }, Record<string, unknown>, Record<string, unknown>>;

/** What every form may send beside its own fields. */
const sent = {
  idempotencyKey: Type.Optional(Type.String({ maxLength: 100 })),
  then: Type.Optional(Type.Literal('later')),
};

const closed = { additionalProperties: false };

const FATHERS: readonly FatherChoice[] = ['recognised', 'foreigner', 'unknown'];
const fatherChoice = (value: unknown): FatherChoice | undefined => FATHERS.find((each) => each === value);

/** Forms as people fill them in: numbers with spaces, passports in small letters. They are tidied before they are saved. */
export const FORMS = {
  parents: Type.Object(
    {
      ...ParentsAnswers.properties,
      fatherNumber: Type.Optional(Type.String({ pattern: '^(?:[ .]?\\d){12}$', problem: 'father.number_format' })),
      foreignFatherBornOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', problem: 'field.date' })),
      foreignFatherPassport: Type.Optional(
        Type.String({ pattern: '^(?: ?[A-Za-z0-9]){5,20}$', problem: 'father.passport_format' }),
      ),
      ...sent,
    },
    closed,
  ),
  child: Type.Object({ ...ChildAnswers.properties, ...sent }, closed),
  residence: Type.Object({ ...ResidenceAnswers.properties, ...sent }, closed),
};

/** Shows a page of the form, or leads to where the dossier is now: a section that does not apply, a draft no more. */
async function showSection(
  asked: DossierAsked,
  name: 'parents' | 'child' | 'residence' | 'review',
  page: (dossier: DossierView) => Promise<string>,
): Promise<Answer> {
  const dossier = await readDossier(asked, asked.params.dossierId);
  if (!dossier.may.edit) return seeOther(`/dossiers/${dossier.id}`);
  const applies = name === 'review' || dossier.sections.some((section) => section.name === name);
  return applies ? html(await page(dossier)) : seeOther(nextPath(dossier));
}

/** After a section was saved: on to the next one, or back to the list when the person wants to go on later. */
const afterSaving = (dossier: Begun, then: 'later' | undefined): Answer =>
  seeOther(then === 'later' ? '/dossiers?saved=yes' : nextPath(dossier));

async function showBirths(asked: AnyAsked, refused?: Refused): Promise<Answer> {
  const births = await findBirths(asked);
  return html(birthsPage({ ...(await viewOf(asked)), births, ...(refused ? { refused } : {}) }));
}

const showParents = (asked: DossierAsked, choice: FatherChoice | undefined, refused?: Refused) =>
  showSection(asked, 'parents', async (dossier) =>
    parentsPage({ ...(await viewOf(asked)), dossier, choice, ...(refused ? { refused } : {}) }),
  );
const showChild = (asked: DossierAsked, refused?: Refused) =>
  showSection(asked, 'child', async (dossier) =>
    childPage({ ...(await viewOf(asked)), dossier, ...(refused ? { refused } : {}) }),
  );
const showResidence = (asked: DossierAsked, refused?: Refused) =>
  showSection(asked, 'residence', async (dossier) =>
    residencePage({ ...(await viewOf(asked)), dossier, ...(refused ? { refused } : {}) }),
  );
const showReview = (asked: DossierAsked, refused?: Refused) =>
  showSection(asked, 'review', async (dossier) =>
    reviewPage({
      ...(await viewOf(asked)),
      dossier,
      idempotencyKey: newId(),
      paperMost_bytes: PAPER_MOST_BYTES,
      procedures: procedureCodes(dossier).flatMap((code) => procedure(code) ?? []),
      law: await lawOfCase(asked.house, dossier),
      openHref: dossier.sections.every(({ isDone }) => isDone) ? undefined : nextPath(dossier),
      ...(refused ? { refused } : {}),
    }),
  );

const reviewRefused = (asked: RefusedAsked, refusal: Refusal) =>
  showReview(asked, refusedForm(asked, refusal, { field: 'paper', prefix: 'file.' }));

/** A child is born: from the birth to the submitted dossier. */
export const birthRoutes: Route[] = [
  route({ method: 'GET', path: '/births', who: 'person', answer: (asked) => showBirths(asked) }),
  route({
    method: 'POST',
    path: '/births',
    who: 'person',
    body: Type.Object({ notificationId: Type.String({ format: 'uuid' }), ...sent }),
    async answer(asked) {
      return seeOther(nextPath(await startDossier(asked, asked.body.notificationId)));
    },
    refused: (asked, refusal) => showBirths(asked, refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/parents',
    who: 'person',
    params: OneDossier,
    query: Type.Object({ father: Type.Optional(Type.String({ maxLength: 20 })) }),
    answer: (asked) => showParents(asked, fatherChoice(asked.query.father)),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/parents',
    who: 'person',
    params: OneDossier,
    body: FORMS.parents,
    async answer(asked) {
      const { dossierId } = asked.params;
      const { then, idempotencyKey: _, ...typed } = asked.body;
      const answers = {
        ...typed,
        ...(typed.fatherNumber ? { fatherNumber: typed.fatherNumber.replace(/[ .]/g, '') } : {}),
        ...(typed.foreignFatherPassport
          ? { foreignFatherPassport: typed.foreignFatherPassport.replaceAll(' ', '').toUpperCase() }
          : {}),
      };
      return afterSaving(await saveSection(asked, { dossierId, section: 'parents', answers }), then);
    },
    refused: (asked, refusal) => showParents(asked, fatherChoice(asked.body.father), refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/child',
    who: 'person',
    params: OneDossier,
    answer: (asked) => showChild(asked),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/child',
    who: 'person',
    params: OneDossier,
    body: FORMS.child,
    async answer(asked) {
      const { dossierId } = asked.params;
      const { then, idempotencyKey: _, ...answers } = asked.body;
      return afterSaving(await saveSection(asked, { dossierId, section: 'child', answers }), then);
    },
    refused: (asked, refusal) =>
      leavesEmpty(asked) ? seeOther('/dossiers?saved=yes') : showChild(asked, refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/residence',
    who: 'person',
    params: OneDossier,
    answer: (asked) => showResidence(asked),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/residence',
    who: 'person',
    params: OneDossier,
    body: FORMS.residence,
    async answer(asked) {
      const { dossierId } = asked.params;
      const answers = { with: asked.body.with };
      return afterSaving(await saveSection(asked, { dossierId, section: 'residence', answers }), asked.body.then);
    },
    refused: (asked, refusal) =>
      leavesEmpty(asked) ? seeOther('/dossiers?saved=yes') : showResidence(asked, refusedForm(asked, refusal)),
  }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId/review',
    who: 'person',
    params: OneDossier,
    answer: (asked) => showReview(asked),
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/paper-consent',
    who: 'person',
    params: OneDossier,
    body: Type.Object(sent),
    upload: { most: 1, largest_bytes: READ_MOST_BYTES },
    async answer(asked) {
      await savePaperConsent(asked, asked.params.dossierId);
      return seeOther(`/dossiers/${asked.params.dossierId}/review`);
    },
    refused: reviewRefused,
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/submit',
    who: 'person',
    params: OneDossier,
    body: Type.Object({ declaration: Type.Optional(Type.Literal('yes')), ...sent }),
    async answer(asked) {
      const { dossierId } = asked.params;
      await submitDossier(asked, dossierId, asked.body.declaration === 'yes');
      return seeOther(`/dossiers/${dossierId}?submitted=yes`);
    },
    refused: reviewRefused,
  }),
];

/** Whether somebody only wants to leave: everything is empty and "continue later" was pressed. There is nothing to save. */
function leavesEmpty(asked: RefusedAsked): boolean {
  const { then, csrf: _, ...typed } = asked.body;
  return then === 'later' && Object.values(typed).every((value) => value === '');
}
