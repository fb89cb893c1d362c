import type { Belongings, Role } from '../cast.ts';

/** What a form sends: fields, and for a form with files those too. */
export interface Sent {
  fields: Record<string, string>;
  file?: { name: string; bytes: Buffer };
  json?: Record<string, unknown>;
  /** For a route that takes bytes of one media type instead of a form. */
  bytes?: { type: string; bytes: Buffer };
}

/** What a request to a route must come to. Only those whom the route's `who` lets in are named; the others are known. */
export interface Expectation {
  /** The address, when the route's pattern has places. */
  path?(own: Belongings): string;
  sent?(own: Belongings): Sent;
  /** The status for everyone who is let in, or for each of them. */
  status: number | Partial<Record<Role, number>>;
}

export const fields = (values: Record<string, string> = {}) => ({ sent: () => ({ fields: values }) });
export const paper = { name: 'thoa-thuan.pdf', bytes: Buffer.from('%PDF-1.4 an agreement') };
export const words = 'Một lời đủ dài để được nhận.';
/** A number of the right form that nobody has. */
export const NOBODY = '001090999999';
export const KEY = '01900000-0000-7000-8000-0000000000aa';
/** Kept by the Ministry of Health. */
export const RULE_SET = 'health-insurance.benefit-level';
export const NO_ID = '01900000-0000-7000-8000-000000000000';
