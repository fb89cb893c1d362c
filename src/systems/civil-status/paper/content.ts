import { countryName, ethnicGroup } from '../../../country/index.ts';
import { type Bilingual, type Language, fill, formatDate } from '../../../kernel/text.ts';
import type { AdoptionDetails } from '../adoption/act.ts';
import type { AbroadDetails } from '../abroad/act.ts';
import { type Book, ELECTRONIC_VOLUME } from '../books.ts';
import type { ChangeDetails } from '../change/act.ts';
import {
  ADOPTER_KINDS,
  CHANGE_KINDS,
  DECLARANTS,
  DETAIL_FIELDS,
  type DetailField,
  type Details,
  END_CAUSES,
  WARD_KINDS,
} from '../choices.ts';
import type { DeathDetails } from '../death/act.ts';
import type { DivorceDetails } from '../divorce/act.ts';
import type { Entry, EntryPerson, Note } from '../entry/rules.ts';
import type { GuardianshipDetails, GuardianshipEndDetails } from '../guardianship/act.ts';
import type { MarriageDetails } from '../marriage/act.ts';
import type { RecognitionDetails } from '../recognition/act.ts';
import { noteWords } from '../note-texts.ts';
import { LABELS, type Label } from './labels.ts';

/** One thing that a paper says: what it is, and what the book says of it. Official papers are in Vietnamese. */
export interface PaperField {
  label: string;
  value: string;
  strong?: boolean;
}

/** All that a paper says, as it said it on the day of issue. */
export interface PaperContent {
  /** On whose name it is. */
  holder: string;
  /** Fields in rows; those of one row stand side by side. */
  groups: readonly { title?: string; rows: readonly (readonly PaperField[])[] }[];
  remarks: readonly string[];
}

type Rows = PaperField[][];
type Groups = { title?: string; rows: Rows }[];
type Maker = (details: never) => { holder: string; groups: Groups };

/** What the paper of an entry says: the book as it stands, its notes, and the place by its name then and now. */
export function contentOf(
  entry: Entry,
  asked: { notes: readonly Note[]; place: { then?: Bilingual; now?: Bilingual } },
): PaperContent {
  const { holder, groups } = saidBy(entry, asked.place, 'vi');
  const { then, now } = asked.place;
  const remarks = asked.notes
    .filter(({ kind }) => !SEALED_NOTES.has(kind))
    .map((note) => `${formatDate(note.notedOn, 'vi')}: ${noteWords(note, 'vi')}`);
  const renamed = now && then ? [fill(RENAMED, { then: then.vi, now: now.vi })] : [];
  return { holder, groups, remarks: [...remarks, ...renamed] };
}

/** What an entry says, field by field. The book keeps the name that a place bore on the day, with today's beside it. */
export function saidBy(
  entry: Pick<Entry, 'book' | 'details' | 'agencyName' | 'number' | 'registeredOn' | 'volume' | 'bookYear'>,
  place: { now?: Bilingual },
  language: Language,
): { holder: string; groups: Groups } {
  const words = wordsIn(language);
  const { holder, groups } = makersIn(words)[entry.book](entry.details as never);
  const { field, dateOf } = words;
  const now = place.now ? ` ${fill(NOW_CALLED[language], { name: place.now[language] })}` : '';
  const registered: Rows = [
    [field('registeredAt', `${entry.agencyName}${now}`)],
    [field('entryNumber', entry.number, true), field('registeredOn', dateOf(entry.registeredOn))],
    ...(entry.volume === ELECTRONIC_VOLUME ? [] : [[field('volume', `${entry.volume} / ${entry.bookYear}`)]]),
  ];
  return { holder, groups: [...groups, { title: LABELS.registration[language], rows: registered }] };
}

const NOW_CALLED: Bilingual = { vi: '(nay thuộc {name})', en: '(today in {name})' };

/** What an adoption changed is told by the entry of the adoption alone (Law on Adoption 52/2010/QH12 art. 11). */
const SEALED_NOTES: ReadonlySet<string> = new Set(['adoption']);

const RENAMED =
  'Địa danh ghi theo sổ tại thời điểm đăng ký: {then}. Từ khi sắp xếp đơn vị hành chính, nơi này là {now}.';

/** How fields are written in a language. */
export function wordsIn(language: Language) {
  const named = (label: Label): string => LABELS[label][language];
  const field = (label: Label, value: string | undefined, strong = false): PaperField => ({
    label: named(label),
    value: value ?? '',
    ...(strong ? { strong } : {}),
  });
  const dateOf = (date: string | undefined): string => (date ? formatDate(date, language) : '');
  const sexOf = (sex: string | undefined): string => (sex === 'male' || sex === 'female' ? named(sex) : '');
  const groupOf = (code: string | undefined): string => (code && ethnicGroup(code)?.name) || '';
  const nationOf = (code: string | undefined): string => (code ? countryName(code, language) : '');
  const person = (label: Label, one: EntryPerson | undefined): Groups[number] => ({
    title: named(label),
    rows: one
      ? [
          [field('fullName', one.fullName.toLocaleUpperCase('vi'), true)],
          [field('bornOn', dateOf(one.bornOn)), field('sex', sexOf(one.sex))],
          [field('ethnicGroup', groupOf(one.ethnicGroup)), field('nationality', nationOf(one.nationality))],
          ...(one.residence ? [[field('residence', one.residence)]] : []),
          [one.number ? field('personalNumber', one.number) : field('passportNumber', one.passportNumber)],
        ]
      : [[field('fullName', '')]],
  });
  const couple = ({ husband, wife }: { husband: EntryPerson; wife: EntryPerson }) => ({
    holder: `${husband.fullName} – ${wife.fullName}`,
    groups: [person('husband', husband), person('wife', wife)],
  });
  const guarded = ({
    ward,
    guardian,
    coGuardian,
    wardIs,
  }: GuardianshipDetails): { holder: string; groups: Groups } => ({
    holder: ward.fullName,
    groups: [
      person('ward', ward),
      person('guardian', guardian),
      ...(coGuardian ? [person('coGuardian', coGuardian)] : []),
      { rows: [[field('why', WARD_KINDS[wardIs][language])]] },
    ],
  });
  return { language, named, field, dateOf, sexOf, groupOf, nationOf, person, couple, guarded };
}

interface BirthSaid {
  child: Details & { fullName: string; nationality?: string; bornOn: string; number?: string };
  mother?: EntryPerson & { kind?: string };
  father?: EntryPerson & { kind?: string };
}

const known = (parent: (EntryPerson & { kind?: string }) | undefined): EntryPerson | undefined =>
  parent?.kind === 'unknown' ? undefined : parent;

/** What an entry of each book says. */
function makersIn(words: ReturnType<typeof wordsIn>): Record<Book, Maker> {
  const { language, named, field, dateOf, sexOf, groupOf, nationOf, person, couple, guarded } = words;
  const detailWords = (name: DetailField, value: string | undefined): string => {
    if (value === undefined) return '';
    if (name === 'bornOn') return dateOf(value);
    if (name === 'sex') return sexOf(value);
    return name === 'ethnicGroup' ? groupOf(value) : value;
  };
  const changed = (when: 'before' | 'after', name: DetailField, value: string | undefined): PaperField => ({
    label: fill(LABELS[when][language], { field: named(name) }),
    value: detailWords(name, value),
    ...(when === 'after' ? { strong: true } : {}),
  });
  const makers: Record<Book, Maker> = {
    birth({ child, mother, father }: BirthSaid) {
      const { birthPlace, hometown, number } = child;
      const parent = (label: Label, one: EntryPerson | undefined): Rows => [
        [field(label, one?.fullName, true)],
        [
          field('birthYear', one?.bornOn?.slice(0, 4)),
          field('ethnicGroup', groupOf(one?.ethnicGroup)),
          field('nationality', nationOf(one?.nationality)),
        ],
      ];
      const childRows: Rows = [
        [field('fullName', child.fullName.toLocaleUpperCase('vi'), true)],
        [field('bornOn', dateOf(child.bornOn), true), field('sex', sexOf(child.sex))],
        [field('ethnicGroup', groupOf(child.ethnicGroup)), field('nationality', nationOf(child.nationality))],
        [field('birthPlace', birthPlace)],
        [field('hometown', hometown)],
        [field('personalNumber', number, true)],
      ];
      const parents = [...parent('motherName', known(mother)), ...parent('fatherName', known(father))];
      return { holder: child.fullName, groups: [{ rows: childRows }, { rows: parents }] };
    },
    marriage: (details: MarriageDetails) => couple(details),
    death({ deceased, diedOn, diedAt, place, cause, declarant }: DeathDetails) {
      const at = diedAt ? `${diedAt}, ${dateOf(diedOn)}` : dateOf(diedOn);
      const rows: Rows = [
        [field('diedAt', at, true)],
        [field('deathPlace', place)],
        ...(cause ? [[field('deathCause', cause)]] : []),
        ...(declarant
          ? [[field('declarant', declarant.fullName), field('relation', DECLARANTS[declarant.relation][language])]]
          : []),
      ];
      return { holder: deceased.fullName, groups: [person('deceased', deceased), { rows }] };
    },
    recognition({ parent, child, role }: RecognitionDetails) {
      const as = role === 'father' ? 'recognisedFather' : 'recognisedMother';
      return { holder: child.fullName, groups: [person(as, parent), person('ofChild', child)] };
    },
    adoption({ child, father, mother, adopterIs, newName, from }: AdoptionDetails) {
      const name = newName ?? child.fullName;
      return {
        holder: name,
        groups: [
          ...(father ? [person('adoptiveFather', father)] : []),
          ...(mother ? [person('adoptiveMother', mother)] : []),
          person('adoptedChild', { ...child, fullName: name }),
          { rows: [[field('relatedBefore', ADOPTER_KINDS[adopterIs][language]), field('since', dateOf(from))]] },
        ],
      };
    },
    guardianship: guarded,
    'guardianship-end'(details: GuardianshipEndDetails) {
      const { groups, holder } = guarded(details);
      const end: Rows = [
        [field('endedOn', dateOf(details.until), true)],
        [field('why', END_CAUSES[details.cause][language])],
        [field('guardianshipNumber', details.guardianshipNumber)],
      ];
      return { holder, groups: [...groups.slice(0, -1), { rows: end }] };
    },
    change({ person: who, kind, before, after }: ChangeDetails) {
      const names = DETAIL_FIELDS.filter((name) => after[name] !== undefined);
      const rows = names.flatMap((name): Rows => [
        [changed('before', name, before[name])],
        [changed('after', name, after[name])],
      ]);
      const groups = [person('changedPerson', who), { title: CHANGE_KINDS[kind][language], rows }];
      return { holder: after.fullName ?? who.fullName, groups };
    },
    divorce(details: DivorceDetails) {
      const { judgment, kind, marriageNumber } = details;
      const { holder, groups } = couple(details);
      const rows: Rows = [
        [field('judgmentNumber', judgment.number, true), field('judgmentOn', dateOf(judgment.issuedOn))],
        [field('court', judgment.court)],
        [field('effectiveOn', dateOf(judgment.effectiveOn), true)],
        [field('marriageNumber', marriageNumber)],
      ];
      return { holder, groups: [...groups, { title: named(kind), rows }] };
    },
    abroad(details: AbroadDetails) {
      const { act, country, authority, documentNumber, documentOn } = details.abroad;
      const { holder, groups } = makers[act](details as never);
      const rows: Rows = [
        [field('authority', authority), field('country', nationOf(country))],
        [field('documentNumber', documentNumber), field('judgmentOn', dateOf(documentOn))],
      ];
      return { holder, groups: [...groups, { title: named('doneAbroad'), rows }] };
    },
  };
  return makers;
}
