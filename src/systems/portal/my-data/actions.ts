import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import {
  type Challenge,
  type OwnRecord,
  type OwnServices,
  type QualityScore,
  type RecordKind,
  type RegisterDefinition,
  kindOf,
  kindsOf,
  ownServicesIn,
  ownServicesOf,
  qualityServicesIn,
  qualityServicesOf,
  registerOf,
} from '../../registry/index.ts';
import { type AnyAsked, asPerson } from '../actions.ts';
import { asAnyone } from '../public/actions.ts';

export { bandOf, fieldsChallengeable, fieldsConfirmable, measuredRules, totalScore } from '../../registry/index.ts';
export type { Challenge, OwnRecord, QualityScore, RecordKind, RegisterDefinition };

/** A record about the person, and where it stands among those of its kind, from 1: addresses name it so, never by its key. */
export interface MyRecord {
  place: number;
  record: OwnRecord;
}

/** What one register holds about the person. */
export interface MyRegister {
  register: RegisterDefinition;
  receipt: string;
  readAt: Date;
  kinds: { kind: RecordKind; records: MyRecord[] }[];
  challenges: Challenge[];
}

/** What every register that shows itself to people holds about the person who asks. Each reading is in their data log. */
export async function readMyData(asked: AnyAsked): Promise<MyRegister[]> {
  return Promise.all(ownServicesIn(asked.house).map((services) => readRegister(asked, services)));
}

async function readRegister(asked: AnyAsked, services: OwnServices): Promise<MyRegister> {
  const { output, receipt, at } = await call(asked.house, services.read, { number: numberOf(asked) }, inOwnName(asked));
  const kinds = output.kinds.flatMap(({ kind: name, records }) => {
    const kind = kindOf(services.system, name);
    return kind ? [{ kind, records: records.map((record, i) => ({ place: i + 1, record })) }] : [];
  });
  return { register: registerOf(services.system)!, receipt, readAt: at, kinds, challenges: output.challenges };
}

/** One record of the person's, by register, kind and place. Refuses `register.record_unknown`. */
export async function openMyRecord(
  asked: AnyAsked,
  wanted: { system: string; kind: string; place: number },
): Promise<{ register: RegisterDefinition; kind: RecordKind; record: OwnRecord; challenges: Challenge[] }> {
  const { register, kinds, challenges } = await readRegister(asked, ownOf(wanted.system));
  const found = kinds.find(({ kind }) => kind.name === wanted.kind);
  const record = found?.records.find(({ place }) => place === wanted.place)?.record;
  if (!found || !record) throw new Refusal('register.record_unknown', 404);
  return { register, kind: found.kind, record, challenges };
}

/** The person says that what they may confirm of a record is still right. */
export async function confirmMyFacts(
  asked: AnyAsked,
  said: { system: string; kind: string; key: string[] },
): Promise<void> {
  const { system, ...input } = said;
  await call(asked.house, ownOf(system).confirm, { number: numberOf(asked), ...input }, inOwnName(asked));
}

/** The person says that a fact is wrong. The same form sent twice files it once. */
export async function challengeMyFact(
  asked: AnyAsked,
  said: {
    system: string;
    kind: string;
    key: string[];
    field: string;
    claimed: string;
    reason: string;
    document?: string;
  },
): Promise<{ id: string; dueOn: string }> {
  const { system, ...input } = said;
  const { challenge } = ownOf(system);
  return (await call(asked.house, challenge, { number: numberOf(asked), ...input }, inOwnName(asked))).output;
}

/** One of the person's challenges. Refuses `register.challenge_unknown`. */
export async function openMyChallenge(
  asked: AnyAsked,
  wanted: { system: string; id: string },
): Promise<{ register: RegisterDefinition; kind: RecordKind; challenge: Challenge }> {
  const { register, challenges } = await readRegister(asked, ownOf(wanted.system));
  const challenge = challenges.find(({ id }) => id === wanted.id);
  const kind = challenge && kindOf(wanted.system, challenge.kind);
  if (!challenge || !kind) throw new Refusal('register.challenge_unknown', 404);
  return { register, kind, challenge };
}

/** Takes a challenge back. */
export async function withdrawMyChallenge(asked: AnyAsked, wanted: { system: string; id: string }): Promise<void> {
  const input = { number: numberOf(asked), id: wanted.id };
  await call(asked.house, ownOf(wanted.system).withdraw, input, inOwnName(asked));
}

const inOwnName = (asked: AnyAsked) => asPerson(asked, 'own-data');
const numberOf = (asked: AnyAsked): string => asked.session!.holder.number;

function ownOf(system: string): OwnServices {
  const services = ownServicesOf(system);
  if (!services) throw new Refusal('page.not_found', 404);
  return services;
}

/** The scores of a kind of record, as everyone may know them. */
export interface PublicQuality {
  register: RegisterDefinition;
  kind: RecordKind;
  score: QualityScore | undefined;
}

const QUALITY_KEPT_MS = 300_000;
const kept = new WeakMap<House, { quality: Promise<PublicQuality[]>; until_ms: number }>();

/** The last scores of every kind of record, at most five minutes old: they are counted at night. */
export function readPublicQuality(house: House): Promise<PublicQuality[]> {
  const at_ms = Date.now();
  const known = kept.get(house);
  if (known && at_ms < known.until_ms) return known.quality;
  const quality = Promise.all(
    qualityServicesIn(house).flatMap(({ system }) =>
      kindsOf(system).map(async (kind) => ({
        register: registerOf(system)!,
        kind,
        score: (await readScores(house, kind, { level: 'register' })).scores[0],
      })),
    ),
  );
  kept.set(house, { quality, until_ms: at_ms + QUALITY_KEPT_MS });
  // What failed is not kept, and neither is that nothing was counted yet.
  quality.then(
    (all) => all.some(({ score }) => score) || kept.delete(house),
    () => kept.delete(house),
  );
  return quality;
}

/** The scores of a kind by provinces, or by the communes of one. Refuses `page.not_found`. */
export async function readKindQuality(
  house: House,
  wanted: { system: string; kind: string },
): Promise<PublicQuality & { provinces: QualityScore[] }> {
  const register = registerOf(wanted.system);
  const kind = kindOf(wanted.system, wanted.kind);
  if (!register || !kind) throw new Refusal('page.not_found', 404);
  const [whole, provinces] = await Promise.all([
    readScores(house, kind, { level: 'register' }),
    kind.territory === undefined ? undefined : readScores(house, kind, { level: 'province' }),
  ]);
  return { register, kind, score: whole.scores[0], provinces: provinces?.scores ?? [] };
}

async function readScores(house: House, kind: RecordKind, asked: { level: QualityScore['level'] }) {
  const { scores } = qualityServicesOf(kind.system)!;
  const context = asAnyone('public-information', 'Chất lượng dữ liệu');
  return (await call(house, scores, { kind: kind.name, ...asked }, context)).output;
}
