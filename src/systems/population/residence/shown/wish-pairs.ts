import { type Language, formatDate } from '../../../../kernel/text.ts';
import { placeName } from '../../../territories/index.ts';
import type { Wish } from '../application/wish.ts';
import { ABSENCE_REASON_TITLES, RELATIONS, STAY_REASON_TITLES } from '../choices.ts';

const texts = {
  vi: {
    to: 'Nơi đến',
    host: 'Chủ hộ, chủ chỗ ở',
    newHousehold: 'Lập hộ mới',
    people: 'Người chuyển đến',
    successor: 'Chủ hộ mới của những người ở lại',
    proof: 'Giấy tờ về chỗ ở',
    why: 'Lý do',
    lastDay: 'Đến hết ngày',
  },
  en: {
    to: 'Where to',
    host: 'Head of the household, owner of the place',
    newHousehold: 'A household of their own',
    people: 'Who moves',
    successor: 'New head of those who stay',
    proof: 'Paper about the place',
    why: 'Reason',
    lastDay: 'Until and with',
  },
};

/** An address with its commune, as it is called on a day. */
export const placeLine = (
  place: { communeCode: string; addressLine: string },
  { on, language }: { on: string; language: Language },
): string => `${place.addressLine}, ${placeName(place.communeCode, on, language)}`;

/** What an application asks for, pair by pair. Names are told by number where the reader knows them. */
export function wishPairs(
  wish: Wish,
  shown: { on: string; language: Language; nameOf(number: string): string },
): { label: string; value: string }[] {
  const { on, language, nameOf } = shown;
  const words = texts[language];
  if (wish.kind === 'absence')
    return [
      { label: words.to, value: wish.destination },
      { label: words.why, value: ABSENCE_REASON_TITLES[wish.why]![language] },
      { label: words.lastDay, value: formatDate(wish.lastDay, language) },
    ];
  const to = { label: words.to, value: placeLine(wish, { on, language }) };
  const proof = { label: words.proof, value: wish.proof };
  if (wish.kind === 'stay')
    return [
      to,
      ...(wish.hostNumber ? [{ label: words.host, value: nameOf(wish.hostNumber) }] : []),
      { label: words.why, value: STAY_REASON_TITLES[wish.why]![language] },
      { label: words.lastDay, value: formatDate(wish.lastDay, language) },
      proof,
    ];
  return [
    to,
    { label: words.host, value: wish.hostNumber ? nameOf(wish.hostNumber) : words.newHousehold },
    {
      label: words.people,
      value: wish.people
        .map(({ number, relation }) => `${nameOf(number)} (${RELATIONS[relation][language]})`)
        .join('; '),
    },
    ...(wish.successorNumber ? [{ label: words.successor, value: nameOf(wish.successorNumber) }] : []),
    proof,
  ];
}
