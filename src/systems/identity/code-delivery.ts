import type { House } from '../../kernel/system.ts';
import type { Language } from '../../kernel/text.ts';

/** A one-time code on its way to a person. */
export interface CodeMessage {
  /** Differs for every code, so that a message is sent once. */
  key: string;
  personalNumber: string;
  name: string;
  phone: string | undefined;
  email: string | undefined;
  code: string;
  language: Language;
  /** Minutes for which the code holds. */
  minutes: number;
}

/** Brings a code to a person. Must not write it into any log. */
export type CodeCarrier = (house: House, message: CodeMessage) => Promise<void>;

let carrier: CodeCarrier | undefined;

/** Says how codes reach people. Identity comes before notifications in the house, so whoever puts the systems together tells it. */
export function carryCodesBy(chosen: CodeCarrier): void {
  carrier = chosen;
}

/** Sends a code. Throws when nobody has said how; in demonstration mode the page shows it, so that nothing is lost. */
export async function deliverCode(house: House, message: CodeMessage): Promise<void> {
  if (carrier) return carrier(house, message);
  if (!house.config.demo) throw new Error('no way to send one-time codes was set: call carryCodesBy at start');
}
