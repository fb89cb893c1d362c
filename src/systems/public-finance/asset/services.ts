import { type TSchema, Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { ASSET_CLASSES, ASSET_USES, DISPOSALS } from '../choices.ts';
import { register } from '../register.ts';
import { assetCode, closed, communeCode, date, decision, desk, money, oneOf, unitCode, words } from '../shapes.ts';

const years = Type.Integer({ minimum: 1, maximum: 100 });
const area = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 });

/** An asset on a day, with what it is still worth then. */
export const Asset = Type.Object(
  {
    code: assetCode,
    name: Type.String(),
    assetClass: oneOf(ASSET_CLASSES),
    holderCode: unitCode,
    use: oneOf(ASSET_USES),
    inUseSince: date,
    originalPrice: money,
    life_years: Type.Optional(years),
    remainingValue: money,
    area_dm2: Type.Optional(area),
    communeCode: Type.Optional(communeCode),
    from: date,
    until: Type.Optional(date),
  },
  closed,
);

const Disposal = Type.Object(
  {
    form: oneOf(DISPOSALS),
    on: date,
    fromCode: unitCode,
    toCode: Type.Optional(unitCode),
    remainingValue: money,
    proceeds: money,
    decision: Type.String(),
  },
  closed,
);

const common = { owner: 'public-finance', fields: register.pick('publicAsset'), subjects: () => [] };

/** The assets of a unit on a day. */
export const assetsOf = service({
  ...common,
  name: 'publicFinance.assetsOf',
  title: { vi: 'Đọc tài sản công của một đơn vị', en: 'Read the public assets of a unit' },
  kind: 'read',
  input: Type.Object(
    { unitCode, on: date, page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) },
    closed,
  ),
  output: Type.Object(
    {
      assets: Type.Array(Asset),
      count: Type.Integer(),
      originalPrice: Type.Integer(),
      remainingValue: Type.Integer(),
    },
    closed,
  ),
  grants: [desk],
});

/** An asset on a day, or as it was last, and through whose hands it went. */
export const readAsset = service({
  ...common,
  name: 'publicFinance.readAsset',
  title: { vi: 'Đọc một tài sản công', en: 'Read a public asset' },
  kind: 'read',
  input: Type.Object({ code: assetCode, on: date }, closed),
  output: Type.Object(
    {
      asset: Type.Optional(Asset),
      /** Whether it is still a public asset on that day. */
      isHeld: Type.Boolean(),
      holders: Type.Array(Type.Object({ holderCode: unitCode, from: date, until: Type.Optional(date) }, closed)),
      disposals: Type.Array(Disposal),
    },
    closed,
  ),
  grants: [desk],
});

const act = <Fields extends Record<string, TSchema>>(name: string, title: { vi: string; en: string }, input: Fields) =>
  service({
    ...common,
    name: `publicFinance.${name}`,
    title,
    kind: 'write',
    input: Type.Object({ ...input, from: date, decision }, closed),
    output: Type.Object({ code: assetCode }, closed),
    grants: [desk],
  });

export const registerAsset = act(
  'registerAsset',
  { vi: 'Ghi nhận tài sản công', en: 'Record a public asset' },
  {
    holderCode: unitCode,
    name: words(300),
    assetClass: oneOf(ASSET_CLASSES),
    inUseSince: date,
    originalPrice: money,
    life_years: Type.Optional(years),
    remainingValue: Type.Optional(money),
    area_dm2: Type.Optional(area),
    communeCode: Type.Optional(communeCode),
  },
);

/** What changed in how an asset is used, or what it was found to be worth. */
export const changeAsset = act(
  'changeAsset',
  { vi: 'Thay đổi việc sử dụng, đánh giá lại tài sản', en: 'Change the use or the value of an asset' },
  {
    code: assetCode,
    use: oneOf(ASSET_USES),
    originalPrice: Type.Optional(money),
    remainingValue: Type.Optional(money),
    life_years: Type.Optional(years),
    area_dm2: Type.Optional(area),
  },
);

export const transferAsset = act(
  'transferAsset',
  { vi: 'Điều chuyển tài sản', en: 'Transfer an asset' },
  { code: assetCode, toCode: unitCode },
);

export const disposeOfAsset = act(
  'disposeOfAsset',
  { vi: 'Xử lý tài sản', en: 'Dispose of an asset' },
  {
    code: assetCode,
    form: Type.Enum((Object.keys(DISPOSALS) as (keyof typeof DISPOSALS)[]).filter((form) => form !== 'transfer')),
    proceeds: money,
  },
);
