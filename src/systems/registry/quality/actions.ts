import { today } from '../../../kernel/clock.ts';
import { addDays } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { call, onBehalfOf } from '../../exchange/index.ts';
import { agency } from '../../organisations/index.ts';
import { type Kept, type Steward, contextOf } from '../actions.ts';
import { type RegisterDefinition, registerOf } from '../definition.ts';
import { type RecordKind, kindsOf } from '../kind/index.ts';
import type { Ageing } from './confirming.ts';
import type { Finding } from './findings.ts';
import type { Faulty } from './repair.ts';
import type { Score } from './scores.ts';
import { type QualityServices, qualityServicesIn, qualityServicesOf } from './services.ts';

export { type Band, bandOf, measuredRules, totalScore } from './rules.ts';
export type { Challenge } from '../own/challenges.ts';
export type { Ageing, Faulty, Finding, Score };

const HISTORY_DAYS = 90;

function servicesOf(system: string): QualityServices {
  const services = qualityServicesOf(system);
  if (!services) throw new Refusal('page.not_found', 404);
  return services;
}

/** A kind's last scores, as an overview shows them; without a score when it was never counted. */
export interface KindQuality {
  kind: RecordKind;
  register: RegisterDefinition;
  score: Score | undefined;
  /** Of the place of the official who looks, when the kind is counted by places. */
  own: Score | undefined;
}

/** Any official, at the post of the session. */
export type Official = Holder & { post: NonNullable<Holder['post']> };

/** The last scores of every kind of every register: of the country, and of the commune or province that the official is competent for. */
export async function qualityOverview(house: House, official: Official): Promise<KindQuality[]> {
  const { territoryCode } = official.post;
  const level = territoryCode.length === 5 ? ('commune' as const) : ('province' as const);
  const context = { caller: 'registry', ...onBehalfOf(official), purpose: 'register-keeping' as const };
  const kinds = qualityServicesIn(house).flatMap(({ system }) =>
    kindsOf(system).map((kind) => ({ kind, register: registerOf(system)! })),
  );
  return Promise.all(
    kinds.map(async ({ kind, register }) => {
      const { scores } = servicesOf(kind.system);
      const read = async (asked: { level: Score['level']; code?: string }) =>
        (await call(house, scores, { kind: kind.name, ...asked }, context)).output.scores[0];
      const [score, own] = await Promise.all([
        read({ level: 'register' }),
        kind.territory !== undefined && territoryCode ? read({ level, code: territoryCode }) : undefined,
      ]);
      return { kind, register, score, own };
    }),
  );
}

/** What a steward sees of the quality of a kind. */
export interface QualityView {
  score: Score | undefined;
  history: Score[];
  provinces: Score[];
  /** Of one province, when it was asked for. */
  communes: Score[];
  agencies: Score[];
  examinedAt: Date | undefined;
}

/** The quality of a kind: of all records, by provinces or the communes of one, by agencies. */
export async function openQuality(house: House, steward: Steward, { keeping: { kind } }: Kept): Promise<QualityView> {
  const { scores } = servicesOf(kind.system);
  const read = async (level: Score['level'], since?: string) =>
    (await call(house, scores, { kind: kind.name, level, ...(since ? { since } : {}) }, contextOf(steward))).output;
  const [whole, provinces, communes, agencies] = await Promise.all([
    read('register', addDays(today(), -HISTORY_DAYS)),
    kind.territory === undefined ? undefined : read('province'),
    kind.territory === undefined ? undefined : read('commune'),
    kind.agency === undefined ? undefined : read('agency'),
  ]);
  return {
    score: whole.scores[0],
    history: whole.history,
    provinces: provinces?.scores ?? [],
    communes: communes?.scores ?? [],
    agencies: agencies?.scores ?? [],
    examinedAt: whole.examinedAt ? new Date(whole.examinedAt) : undefined,
  };
}

/** The records of a kind with something to mend, the worst first. */
export async function listRepairs(
  house: House,
  steward: Steward,
  { keeping: { kind } }: Kept,
  asked: { rule?: string; territory?: string; page: number },
): Promise<{ faulty: Faulty[]; hasMore: boolean; receipt: string }> {
  const { output, receipt } = await call(
    house,
    servicesOf(kind.system).faults,
    { kind: kind.name, ...asked },
    contextOf(steward),
  );
  return { ...output, receipt };
}

/** What is known of the quality of one record: findings of the stock, facts that grow old, open challenges. */
export async function readRecordQuality(house: House, steward: Steward, { keeping: { kind } }: Kept, key: string[]) {
  const { output } = await call(house, servicesOf(kind.system).record, { kind: kind.name, key }, contextOf(steward));
  return output;
}

/** A steward says that facts of a record are still so, today. The same form sent twice does it once. */
export async function confirmRecord(
  house: House,
  steward: Steward,
  { keeping: { kind } }: Kept,
  asked: { key: string[]; fields: string[]; reason: string; sourceNumber: string; idempotencyKey: string },
): Promise<void> {
  const { key, fields, reason, sourceNumber, idempotencyKey } = asked;
  await call(
    house,
    servicesOf(kind.system).confirm,
    {
      kind: kind.name,
      records: [{ key, on: today() }],
      fields,
      reason,
      source: { kind: 'check', number: sourceNumber },
    },
    { ...contextOf(steward), idempotencyKey },
  );
}

/** Has the whole stock of a kind examined and counted again, as soon as the night's jobs leave room. */
export async function lookOverAgain(
  house: House,
  steward: Steward,
  { keeping: { kind } }: Kept,
  idempotencyKey: string,
): Promise<void> {
  await call(house, servicesOf(kind.system).lookOver, { kind: kind.name }, { ...contextOf(steward), idempotencyKey });
}

const MOST_NAMES = 200;

/** What agencies are called today, by code; of the first 200. */
export async function agencyNames(house: House, codes: readonly string[]): Promise<Map<string, Bilingual>> {
  const found = await Promise.all(codes.slice(0, MOST_NAMES).map((code) => agency(house, code)));
  return new Map(found.flatMap((one) => (one ? [[one.code, one.name] as const] : [])));
}
