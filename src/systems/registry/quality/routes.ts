import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import { provinceOf, unitOn } from '../../territories/index.ts';
import { STEWARD, type Steward, keptOf } from '../actions.ts';
import {
  type Official,
  agencyNames,
  confirmRecord,
  listRepairs,
  lookOverAgain,
  openQuality,
  qualityOverview,
} from './actions.ts';
import { keyOfPath, recordPath } from '../pages/values.ts';
import { kindQualityPage } from './pages/kind.tsx';
import { overviewPage } from './pages/overview.tsx';
import { repairsPage } from './pages/repairs.tsx';

const who = { official: [STEWARD] };
const KindParams = Type.Object({
  system: Type.String({ pattern: '^[a-z][a-z-]{0,40}$' }),
  kind: Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' }),
});
const Key = Type.String({ minLength: 1, maxLength: 200 });
const idempotencyKey = Type.String({ format: 'uuid' });

/** How good the registers are, and what is to be mended. */
export const qualityRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/quality',
    who: 'official',
    async answer(asked) {
      const official = asked.session!.holder as Official;
      const { territoryCode, agencyCode } = official.post;
      const overview = await qualityOverview(asked.house, official);
      return html(
        overviewPage({
          ...headOf(asked),
          overview,
          place: unitOn(territoryCode, today())?.fullName[asked.language],
          ownAgency: official.post.role === STEWARD ? agencyCode : '',
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: '/desk/quality/:system/:kind',
    who,
    params: KindParams,
    query: Type.Object({
      province: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
      asked: Type.Optional(Type.Enum(['yes'])),
    }),
    async answer(asked) {
      const { house, language, params, query } = asked;
      const steward = stewardOf(asked);
      const kept = keptOf(steward, params.system, params.kind);
      const view = await openQuality(house, steward, kept);
      const unit = query.province === undefined ? undefined : unitOn(query.province, today());
      const inside = (code: string) => unit !== undefined && provinceOf(code, today())?.code === unit.code;
      const agencies = await agencyNames(
        house,
        view.agencies.map(({ code }) => code),
      );
      return html(
        kindQualityPage({
          ...headOf(asked),
          kept,
          view: { ...view, communes: view.communes.filter(({ code }) => inside(code)) },
          province: unit && { code: unit.code, name: unit.fullName[language] },
          nameOfPlace: (code) => unitOn(code, today())?.fullName[language] ?? code,
          nameOfAgency: (code) => agencies.get(code)?.[language] ?? code,
          isAsked: query.asked === 'yes',
          idempotencyKey: newId(),
        }),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/desk/quality/:system/:kind/again',
    who,
    params: KindParams,
    body: Type.Object({ idempotencyKey }),
    async answer(asked) {
      const steward = stewardOf(asked);
      const kept = keptOf(steward, asked.params.system, asked.params.kind);
      await lookOverAgain(asked.house, steward, kept, asked.body.idempotencyKey);
      return seeOther(`/desk/quality/${asked.params.system}/${asked.params.kind}?asked=yes`);
    },
  }),
  route({
    method: 'GET',
    path: '/desk/repairs/:system/:kind',
    who,
    params: KindParams,
    query: Type.Object({
      rule: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' })),
      territory: Type.Optional(Type.String({ pattern: '^(\\d{2}|\\d{5})$' })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 40 })),
    }),
    async answer(asked) {
      const { rule, territory, page = 1 } = asked.query;
      const steward = stewardOf(asked);
      const kept = keptOf(steward, asked.params.system, asked.params.kind);
      const result = await listRepairs(asked.house, steward, kept, {
        ...(rule ? { rule } : {}),
        ...(territory ? { territory } : {}),
        page,
      });
      return html(
        repairsPage({
          ...headOf(asked),
          kept,
          asked: { rule, territory, page },
          result,
          nameOfPlace: (code) => unitOn(code, today())?.fullName[asked.language] ?? code,
        }),
      );
    },
  }),
  route({
    method: 'POST',
    path: '/desk/registers/:system/:kind/:key/confirm',
    who,
    params: Type.Object({ ...KindParams.properties, key: Key }),
    body: Type.Object({
      fields: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 50 }),
      checkedHow: Type.String({ minLength: 5, maxLength: 2_000 }),
      /** The number of the document of the check. */
      checkedBy: Type.String({ minLength: 1, maxLength: 100 }),
      idempotencyKey,
    }),
    async answer(asked) {
      const steward = stewardOf(asked);
      const kept = keptOf(steward, asked.params.system, asked.params.kind);
      const key = keyOfPath(asked.params.key);
      const { fields, checkedHow: reason, checkedBy: sourceNumber, idempotencyKey: idempotent } = asked.body;
      await confirmRecord(asked.house, steward, kept, {
        key,
        fields,
        reason,
        sourceNumber,
        idempotencyKey: idempotent,
      });
      return seeOther(`${recordPath(kept.keeping.kind, key)}?done=confirmed`);
    },
  }),
];

type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;

const stewardOf = ({ session }: Page): Steward => session!.holder as Steward;
const headOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });
