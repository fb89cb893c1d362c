/** The door of cases: dossiers, their steps and officers, and what came of them. */
import { today } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House, System } from '../../kernel/system.ts';
import { type CallContext, type Provided, call, provide } from '../exchange/index.ts';
import * as procedures from '../procedures/services.ts';
import { findBirths, personOf, saveAnswers, savePaperConsent, startDossier } from './birth/draft.ts';
import { readForOfficer } from './desk/reading.ts';
import { type TimeLimits, answerConsent, answerSupplement, submit, withdraw } from './dossier/actions.ts';
import { dossiersOf, findResultByCode, findWhole, readFigures, resultsOf } from './dossier/store.ts';
import { viewOf } from './dossier/view.ts';
import { jobs, schedules } from './jobs.ts';
import { sentences } from './sentences.ts';
import * as services from './services.ts';

export type {
  Answers,
  ConsentReason,
  DossierView,
  Evidence,
  OfficerView,
  Parent,
  Result,
  StepKind,
} from './schemas.ts';

/** The time limits of the three procedures, from the catalogue. */
async function limitsOf(house: House, context: CallContext): Promise<TimeLimits> {
  const { idempotencyKey: _key, receipt: _receipt, ...asking } = context;
  const { output } = await call(house, procedures.readTimeLimits, {}, { ...asking, caller: 'cases' });
  return output;
}

async function readOwn(house: House, dossierId: string, viewer: string) {
  const whole = await findWhole(house.db.as('cases'), dossierId);
  const isApplicant = whole?.applicantNumber === viewer;
  const isSecondParent = whole?.secondParentNumber === viewer && whole.status !== 'draft';
  if (!whole || (!isApplicant && !isSecondParent)) throw new Refusal('case.not_found', 404);
  return whole;
}

export const provided: Provided[] = [
  provide(services.findBirths, (house, _input, context) => findBirths(house, context)),
  provide(services.startDossier, (house, input, context) =>
    startDossier(house, { ...input, language: input.language as 'vi' | 'en' }, context),
  ),
  provide(services.readDossier, async (house, { dossierId }, context) => {
    const { number } = personOf(context);
    return viewOf(await readOwn(house, dossierId, number), number);
  }),
  provide(services.saveAnswers, async (house, input, context) => ({
    sections: await saveAnswers(house, input as Parameters<typeof saveAnswers>[1], context),
  })),
  provide(services.savePaperConsent, async (house, input, context) => {
    await savePaperConsent(house, input, context);
    return { saved: true as const };
  }),
  provide(services.submitDossier, async (house, { dossierId }, context) =>
    submit(house, { dossierId, applicantNumber: personOf(context).number, limits: await limitsOf(house, context) }),
  ),
  provide(services.withdrawDossier, async (house, { dossierId, reason }, context) => {
    await withdraw(house, { dossierId, reason, applicantNumber: personOf(context).number });
    return { withdrawn: true as const };
  }),
  provide(services.answerSupplement, async (house, input, context) => {
    await answerSupplement(house, { ...input, applicantNumber: personOf(context).number });
    return { answered: true as const };
  }),
  provide(services.answerConsent, async (house, { dossierId, agrees, reason }, context) =>
    answerConsent(house, {
      dossierId,
      agrees,
      reason,
      personalNumber: personOf(context).number,
      receipt: context.receipt!,
      limits: await limitsOf(house, context),
    }),
  ),
  provide(services.listDossiers, async (house, _input, context) => {
    const { number } = personOf(context);
    const lines = await dossiersOf(house.db.as('cases'), number);
    return {
      dossiers: lines.map(({ applicantNumber, updatedAt, ...line }) => {
        const role = applicantNumber === number ? ('applicant' as const) : ('second_parent' as const);
        return {
          ...line,
          role,
          updatedAt: updatedAt.toISOString(),
          needsConsent: role === 'second_parent' && line.status === 'awaiting_consent',
        };
      }),
    };
  }),
  provide(services.listResults, async (house, _input, context) => {
    const results = await resultsOf(house.db.as('cases'), personOf(context).number);
    return { results: results.map(({ fileId: _fileId, ...result }) => result) };
  }),
  provide(services.readResultFile, async (house, { resultId }, context) => {
    const [result] = await resultsOf(house.db.as('cases'), personOf(context).number, resultId);
    if (!result) throw new Refusal('result.not_found', 404);
    return { fileId: result.fileId, filename: `${result.title.vi} ${result.documentNumber.replaceAll('/', '-')}.pdf` };
  }),
  provide(services.verifyResult, async (house, { code }) => {
    const found = await findResultByCode(house.db.as('cases'), code);
    return { document: found ? { ...found, issuedAt: found.issuedAt.toISOString() } : null };
  }),
  provide(services.readFigures, async (house) => {
    const midnight = new Date(`${today()}T00:00:00+07:00`);
    const { resultsToday, resultsTotal, ended, onTime } = await readFigures(house.db.as('cases'), midnight);
    return { resultsToday, resultsTotal, onTimeShare: ended ? onTime / ended : null };
  }),
  provide(services.readForOfficer, (house, input, context) => readForOfficer(house, input, context)),
];

export const system: System = {
  name: 'cases',
  folder: import.meta.dirname,
  sentences,
  jobs,
  schedules,
};
