import { Type } from 'typebox';
import { BUDGET_ITEM_CODE, BUDGET_UNIT_CODE, SECTOR_CODE } from '../../country/index.ts';
import type { PurposeCode } from '../exchange/index.ts';
import { CURRENCIES, type Currency } from './choices.ts';
import { DEBT_CODE, GUARANTEE_CODE } from './debt/kinds.ts';
import { AGENCY, ASSET_CODE } from './kinds.ts';

export const closed = { additionalProperties: false };
export const date = Type.String({ format: 'date' });
export const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
export const oneOf = <Choices extends object>(choices: Choices) =>
  Type.Enum(Object.keys(choices) as (keyof Choices & string)[]);
const coded = (pattern: string) => Type.String({ pattern: `^(?:${pattern})$` });
export const unitCode = coded(BUDGET_UNIT_CODE);
export const agencyCode = Type.String({ pattern: `^(?:${AGENCY})$`, maxLength: 35 });
export const communeCode = coded('\\d{5}');
export const assetCode = coded(ASSET_CODE);
export const debtCode = coded(DEBT_CODE);
export const guaranteeCode = coded(GUARANTEE_CODE);
export const sectorCode = coded(SECTOR_CODE);
export const itemCode = coded(BUDGET_ITEM_CODE);
export const currency = Type.Enum(Object.keys(CURRENCIES) as Currency[]);
/** Years of budgets that this register takes. */
export const year = Type.Integer({ minimum: 1990, maximum: 2200 });

/** Ten million billion dong, or as many minor units of another currency: ten times everything the country makes in a year. */
const MOST_MONEY = 9_000_000_000_000_000;
export const money = Type.Integer({ minimum: 0, maximum: MOST_MONEY });
export const someMoney = Type.Integer({ minimum: 1, maximum: MOST_MONEY });

/** The decision, agreement or report that an act rests on. */
export const decision = Type.Object({ number: words(100), issuedOn: date, issuer: words(300) }, closed);

const MANAGING: readonly PurposeCode[] = ['public-finance-management'];
const PUBLISHING: readonly PurposeCode[] = ['public-information'];

/** The desk of the public-finance officers. */
export const desk = { caller: 'public-finance', purposes: MANAGING };
/** The portal, for everybody. */
export const everybody = { caller: 'portal', purposes: PUBLISHING };
