import { Type } from 'typebox';
import { type FieldMessages, frameOf } from '../../design/index.ts';
import { today } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { messagesOf, typedTexts } from '../../kernel/refused-form.ts';
import { type Asked, type Route, html, json, route, seeOther } from '../../kernel/route.ts';
import { deskRoutes } from './desk/routes.ts';
import { MOST_ON_MAP, mappedCommunes, readMap } from './map/actions.ts';
import { readPublicParcel } from './reading/actions.ts';
import { parcelFeature } from './reading/feature.ts';
import { mapPage } from './pages/map/page.tsx';
import { parcelPage } from './pages/parcel/page.tsx';
import { boxAbout } from './parcel/outline.ts';

const PARCEL_CODE = '^[0-9bcdefghjkmnpqrstuvwxyz]{12}$';
const ParcelCode = Type.String({ pattern: PARCEL_CODE });
/** Metres of the plane: west, south, east, north. */
const Window = Type.String({ pattern: '^\\d{1,8},\\d{1,8},\\d{1,8},\\d{1,8}$' });
/** Neighbours are drawn so far about a parcel. */
const ABOUT_MM = 15_000;

type AnyAsked = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'path' | 'session' | 'formToken'>;
const pageOf = (asked: AnyAsked) => ({ language: asked.language, path: asked.path, frame: frameOf(asked) });

async function showMap(
  asked: AnyAsked,
  query: { commune?: string; on?: string; window?: string; page?: number },
  again: { typed?: Record<string, string | undefined>; messages?: FieldMessages } = {},
) {
  const communes = await mappedCommunes(asked.house);
  const communeCode = query.commune ?? communes[0]?.code;
  const [west, south, east, north] = (query.window ?? '').split(',').map((metres) => Number(metres) * 1000);
  const isWindow = query.window !== undefined && west! < east! && south! < north!;
  const view =
    communeCode === undefined
      ? undefined
      : await readMap(asked.house, {
          communeCode,
          on: query.on ?? today(),
          window: isWindow ? { west: west!, south: south!, east: east!, north: north! } : undefined,
        });
  return html(mapPage({ ...pageOf(asked), communes, view, most: MOST_ON_MAP, page: query.page ?? 1, ...again }));
}

/** The map and what is public of a parcel, for anybody; the desk of the land registration offices. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/land',
    who: 'anyone',
    query: Type.Object({
      commune: Type.Optional(Type.String({ pattern: '^\\d{5}$' })),
      on: Type.Optional(Type.String({ format: 'date' })),
      window: Type.Optional(Window),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    answer: (asked) => showMap(asked, asked.query),
    refused: (asked, refusal) =>
      showMap(asked, {}, { typed: typedTexts(asked.query), messages: messagesOf(asked, refusal) }),
  }),
  route({
    method: 'GET',
    path: '/land/parcels',
    who: 'anyone',
    query: Type.Object({ code: Type.Optional(Type.String({ maxLength: 40 })) }),
    async answer(asked) {
      const code = (asked.query.code ?? '').replace(/[\s-]+/g, '').toLowerCase();
      if (!new RegExp(PARCEL_CODE).test(code))
        throw new Refusal('input.invalid', 422, { fields: [{ field: 'code', code: 'land.code_malformed' }] });
      await readPublicParcel(asked.house, code);
      return seeOther(`/land/parcels/${code}`);
    },
    refused: (asked, refusal) =>
      showMap(asked, {}, { typed: typedTexts(asked.query), messages: messagesOf(asked, refusal) }),
  }),
  route({
    method: 'GET',
    path: '/land/parcels/:code',
    who: 'anyone',
    params: Type.Object({ code: ParcelCode }),
    async answer(asked) {
      const parcel = await readPublicParcel(asked.house, asked.params.code);
      if (/application\/(geo\+)?json/.test(asked.header('accept') ?? '')) return json(parcelFeature(parcel));
      const around = await readMap(asked.house, {
        communeCode: parcel.communeCode,
        on: parcel.validUntil === null ? today() : parcel.validFrom,
        window: boxAbout([parcel], ABOUT_MM),
      });
      return html(parcelPage({ ...pageOf(asked), parcel, around }));
    },
  }),
  ...deskRoutes,
];
