import { Refusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { moversOf } from '../residence/shown/relation-fields.ts';

/** What the police do at their desk: about a person, or about a household. */
export const PERSON_ACTS = ['move', 'stay', 'end-stay', 'absence', 'end-absence', 'strike'] as const;
export const HOUSEHOLD_ACTS = ['split', 'head'] as const;
export type ActName = (typeof PERSON_ACTS)[number] | (typeof HOUSEHOLD_ACTS)[number];

export const ACT_TITLES: Readonly<Record<ActName, Bilingual>> = {
  move: { vi: 'Đăng ký thường trú', en: 'Register permanent residence' },
  stay: { vi: 'Đăng ký, gia hạn tạm trú', en: 'Register or renew a stay' },
  'end-stay': { vi: 'Xóa đăng ký tạm trú', en: 'End the stay' },
  absence: { vi: 'Ghi khai báo tạm vắng', en: 'Note an absence' },
  'end-absence': { vi: 'Ghi nhận đã trở về', en: 'Note the return' },
  strike: { vi: 'Xóa đăng ký thường trú', en: 'Strike off permanent residence' },
  split: { vi: 'Tách hộ', en: 'Split the household' },
  head: { vi: 'Thay đổi chủ hộ', en: 'Change the head' },
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What each form cannot do without, besides its grounds. */
const NEEDED: Readonly<Record<ActName, readonly string[]>> = {
  move: [],
  stay: ['addressLine', 'why', 'lastDay'],
  'end-stay': [],
  absence: ['destination', 'why', 'lastDay'],
  'end-absence': [],
  strike: ['cause'],
  split: [],
  head: ['headNumber'],
};

/** Refuses a form with empty fields, each by its name, and a move or split of nobody. */
export function assertFilled(act: ActName, typed: Readonly<Record<string, unknown>>): void {
  const isNewHome = act === 'move' && textOf(typed.hostNumber) === '';
  const needed = [...NEEDED[act], ...(isNewHome ? ['addressLine'] : []), 'reason', 'applicationNumber'];
  const fields = needed
    .filter((name) => textOf(typed[name]) === '')
    .map((field) => ({ field, code: 'field.required' }));
  const isOfNobody = (act === 'move' || act === 'split') && moversOf(typed).length === 0;
  if (isOfNobody) fields.unshift({ field: '', code: 'residence.nobody_moves' });
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

/** What a form said, as the service of its act takes it; what was left empty is left out, and the service says what is missing. */
export function inputOf(
  act: ActName,
  asked: {
    /** The number of the person, or the code of the household. */
    about: string;
    typed: Readonly<Record<string, unknown>>;
    communeCode: string;
    /** The household into which somebody moves. */
    householdId: string | undefined;
  },
): Record<string, unknown> {
  const { about, typed, communeCode, householdId } = asked;
  const said = (...names: string[]) =>
    Object.fromEntries(names.flatMap((name) => (textOf(typed[name]) ? [[name, textOf(typed[name])]] : [])));
  const numberSaid = (name: string) => {
    const number = textOf(typed[name]).replace(/\s/g, '');
    return number ? { [name]: number } : {};
  };
  const grounds = said('reason', 'applicationNumber');
  switch (act) {
    case 'move':
      return {
        people: moversOf(typed),
        to: householdId ? { householdId } : { communeCode, addressLine: textOf(typed.addressLine) },
        ...numberSaid('successorNumber'),
        ...grounds,
      };
    case 'stay':
      return {
        number: about,
        communeCode,
        ...said('addressLine', 'why', 'lastDay'),
        ...numberSaid('hostNumber'),
        ...grounds,
      };
    case 'absence':
      return { number: about, ...said('destination', 'why', 'lastDay'), ...grounds };
    case 'end-stay':
    case 'end-absence':
      return { number: about, ...grounds };
    case 'strike':
      return { number: about, ...said('cause'), ...numberSaid('successorNumber'), ...grounds };
    case 'split':
      return { householdId: about, people: moversOf(typed), ...grounds };
    case 'head':
      return { householdId: about, ...numberSaid('headNumber'), ...grounds };
  }
}
