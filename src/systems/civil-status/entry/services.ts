import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { ADOPTER_KINDS, CHANGE_KINDS, DECLARANTS, END_CAUSES, WARD_KINDS } from '../choices.ts';
import { BOOKS } from '../books.ts';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import {
  bilingual,
  closed,
  country,
  date,
  evidence,
  id,
  name,
  personalNumber,
  reason,
  registrar,
  someone,
  text,
} from '../schemas.ts';

/** The desk of the civil-status officer; that it is the officer of the commune whose book it is, the action sees to. */
const DESK = [{ caller: 'civil-status', purposes: ['civil-status-registration'] as const }];

const among = <Names extends Readonly<Record<string, unknown>>>(names: Names) =>
  Type.Enum(Object.keys(names) as (keyof Names & string)[]);
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
type Given = Static<typeof someone>;
const numberOf = (given: Given) => (given.kind === 'person' ? given.number : undefined);

/** What every registration answers: the entry, and how far other registers are told. */
const Registered = Type.Object({
  entryId: id,
  entryNumber: Type.String(),
  registeredOn: date,
  consequences: Type.Enum(['done', 'pending', 'refused']),
});

const written = register.pick('entry', 'entryNumber', 'registeredOn', 'parties');

/** A service by which an officer registers one kind of act. */
function registering<Properties extends TProperties>(contract: {
  name: string;
  title: { vi: string; en: string };
  input: Properties;
  subjects: (input: Static<TObject<Properties>>) => (string | undefined)[];
}) {
  return service({
    ...contract,
    owner: 'civil-status',
    kind: 'write',
    input: Type.Object({ ...contract.input, registrar, evidence }, closed),
    output: Registered,
    fields: written,
    grants: DESK,
    subjects: (input) => contract.subjects(input as Static<TObject<Properties>>),
  });
}

export const registerMarriage = registering({
  name: 'civilStatus.registerMarriage',
  title: { vi: 'Đăng ký kết hôn', en: 'Register a marriage' },
  input: {
    husband: someone,
    wife: someone,
    /** Both stood before the officer and said yes. */
    bothConsented: Type.Boolean(),
    /** For a foreigner: the paper that says that they may marry. */
    foreignEvidence: Type.Optional(text),
    /** Where transcribed books name one of the two: what the officer found, and why they may marry all the same. */
    doubtsSettled: Type.Optional(reason),
  },
  subjects: ({ husband, wife }) => [numberOf(husband), numberOf(wife)],
});

export const registerDeath = registering({
  name: 'civilStatus.registerDeath',
  title: { vi: 'Đăng ký khai tử', en: 'Register a death' },
  input: {
    deceasedNumber: personalNumber,
    diedOn: date,
    diedAt: Type.Optional(time),
    place: text,
    cause: Type.Optional(text),
    declarantNumber: personalNumber,
    declarantIs: among(DECLARANTS),
    /** Why it is declared after the 15 days of the law. */
    lateReason: Type.Optional(reason),
  },
  subjects: ({ deceasedNumber, declarantNumber }) => [deceasedNumber, declarantNumber],
});

export const noteDivorce = registering({
  name: 'civilStatus.noteDivorce',
  title: { vi: 'Ghi chú ly hôn theo bản án của Tòa án', en: 'Note a divorce from the court’s judgment' },
  input: {
    /** One of the two; the marriage is found by it. */
    spouseNumber: personalNumber,
    kind: Type.Enum(['divorce', 'annulment']),
    judgment: Type.Object(
      { number: Type.String({ minLength: 1, maxLength: 100 }), court: text, issuedOn: date, effectiveOn: date },
      closed,
    ),
  },
  subjects: ({ spouseNumber }) => [spouseNumber],
});

export const recogniseParent = registering({
  name: 'civilStatus.recogniseParent',
  title: { vi: 'Đăng ký nhận cha, mẹ, con', en: 'Register a recognition of parentage' },
  input: {
    parentNumber: personalNumber,
    childNumber: personalNumber,
    role: Type.Enum(['mother', 'father']),
    /** The other parent, or the child who is of age, agrees. */
    othersConsented: Type.Boolean(),
  },
  subjects: ({ parentNumber, childNumber }) => [parentNumber, childNumber],
});

export const registerAdoption = registering({
  name: 'civilStatus.registerAdoption',
  title: { vi: 'Đăng ký nuôi con nuôi', en: 'Register an adoption' },
  input: {
    childNumber: personalNumber,
    fatherNumber: Type.Optional(personalNumber),
    motherNumber: Type.Optional(personalNumber),
    adopterIs: among(ADOPTER_KINDS),
    parentsConsented: Type.Boolean(),
    childConsented: Type.Boolean(),
    newName: Type.Optional(name),
  },
  subjects: ({ childNumber, fatherNumber, motherNumber }) => [childNumber, fatherNumber, motherNumber],
});

export const registerGuardianship = registering({
  name: 'civilStatus.registerGuardianship',
  title: { vi: 'Đăng ký giám hộ', en: 'Register a guardianship' },
  input: {
    wardNumber: personalNumber,
    guardianNumber: personalNumber,
    /** Only a grandparent beside a grandparent. */
    coGuardianNumber: Type.Optional(personalNumber),
    wardIs: among(WARD_KINDS),
  },
  subjects: ({ wardNumber, guardianNumber, coGuardianNumber }) => [wardNumber, guardianNumber, coGuardianNumber],
});

export const endGuardianship = registering({
  name: 'civilStatus.endGuardianship',
  title: { vi: 'Đăng ký chấm dứt giám hộ', en: 'Register the end of a guardianship' },
  input: { wardNumber: personalNumber, cause: among(END_CAUSES) },
  subjects: ({ wardNumber }) => [wardNumber],
});

export const changeDetails = registering({
  name: 'civilStatus.changeDetails',
  title: {
    vi: 'Thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc',
    en: 'Change, correct or supplement civil-status details',
  },
  input: {
    number: personalNumber,
    kind: among(CHANGE_KINDS),
    details: Type.Object(
      {
        fullName: Type.Optional(name),
        sex: Type.Optional(Type.Enum(['male', 'female'])),
        bornOn: Type.Optional(date),
        birthPlace: Type.Optional(text),
        hometown: Type.Optional(text),
        ethnicGroup: Type.Optional(Type.String({ pattern: '^\\d{2}$' })),
      },
      closed,
    ),
    consented: Type.Boolean(),
  },
  subjects: ({ number }) => [number],
});

const act = <Name extends string>(of: Name) => Type.Literal(of);
export const noteAbroad = registering({
  name: 'civilStatus.noteAbroad',
  title: { vi: 'Ghi vào sổ việc hộ tịch đã đăng ký ở nước ngoài', en: 'Enter an act done abroad' },
  input: {
    of: Type.Union([
      Type.Object(
        { act: act('marriage'), husband: someone, wife: someone, doubtsSettled: Type.Optional(reason) },
        closed,
      ),
      Type.Object({ act: act('divorce'), spouseNumber: personalNumber }, closed),
      Type.Object(
        {
          act: act('death'),
          deceasedNumber: personalNumber,
          diedOn: date,
          place: text,
          declarantNumber: personalNumber,
        },
        closed,
      ),
    ]),
    country,
    authority: text,
    documentNumber: Type.String({ minLength: 1, maxLength: 100 }),
    /** The day on which it took effect there. */
    documentOn: date,
  },
  subjects: ({ of }) =>
    of.act === 'marriage'
      ? [numberOf(of.husband), numberOf(of.wife)]
      : of.act === 'divorce'
        ? [of.spouseNumber]
        : [of.deceasedNumber, of.declarantNumber],
});

export const cancelEntry = service({
  name: 'civilStatus.cancelEntry',
  owner: 'civil-status',
  title: { vi: 'Hủy việc hộ tịch đã đăng ký', en: 'Cancel an entry' },
  kind: 'write',
  input: Type.Object({ entryId: id, reason, registrar, evidence }, closed),
  output: Type.Object({ ...Registered.properties, personNumbers: Type.Array(personalNumber) }),
  fields: written,
  grants: DESK,
  subjects: (_input, output) => output?.personNumbers ?? [],
});

export const retryConsequences = service({
  name: 'civilStatus.retryConsequences',
  owner: 'civil-status',
  title: { vi: 'Chuyển lại việc hộ tịch đến cơ sở dữ liệu khác', en: 'Tell other registers again' },
  kind: 'write',
  input: Type.Object({ entryId: id }, closed),
  output: Type.Object({ consequences: Registered.properties.consequences, personNumbers: Type.Array(personalNumber) }),
  fields: register.pick('entry'),
  grants: DESK,
  subjects: (_input, output) => output?.personNumbers ?? [],
});

/** An entry in a list. */
export const EntryLine = Type.Object({
  id,
  book: among(BOOKS),
  number: Type.String(),
  volume: Type.String(),
  registeredOn: date,
  status: Type.Enum(['registered', 'ended', 'cancelled']),
  agencyName: Type.String(),
  parties: Type.Array(
    Type.Object({
      role: Type.String(),
      fullName: Type.String(),
      number: Type.Optional(personalNumber),
      bornOn: Type.Optional(date),
    }),
  ),
});
export type EntryLine = Static<typeof EntryLine>;

const numbersIn = (lines: readonly EntryLine[] | undefined) =>
  lines?.flatMap(({ parties }) => parties.map(({ number }) => number)) ?? [];

export const findEntries = service({
  name: 'civilStatus.findEntries',
  owner: 'civil-status',
  title: { vi: 'Tra cứu sổ hộ tịch', en: 'Search the books' },
  kind: 'read',
  input: Type.Object(
    {
      /** A name, a personal number or the number of an entry; without, the newest. */
      words: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      book: Type.Optional(among(BOOKS)),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    },
    closed,
  ),
  output: Type.Object({ entries: Type.Array(EntryLine), hasMore: Type.Boolean() }),
  fields: written,
  grants: DESK,
  subjects: (_input, output) => numbersIn(output?.entries),
});

/** A paper that was issued. */
export const Paper = Type.Object({
  id,
  kind: Type.Enum(['certificate', 'extract', 'marital-status']),
  title: bilingual,
  holderName: Type.String(),
  documentNumber: Type.String(),
  issuerName: Type.String(),
  issuedOn: date,
  /** The instant. */
  issuedAt: Type.String({ format: 'date-time' }),
  verificationCode: Type.String(),
});
export type Paper = Static<typeof Paper>;

/** An entry with all that the own officer, or one who stands in it, may read. */
const WholeEntry = Type.Object({
  ...EntryLine.properties,
  /** The name of the place as it was on the day of registration, and as it is now where that is another. */
  place: Type.Object({ then: Type.Optional(bilingual), now: Type.Optional(bilingual) }),
  details: Type.Unsafe<Record<string, unknown>>(Type.Object({})),
  doubts: Type.Array(Type.String()),
  scanFileId: Type.Optional(Type.String()),
  notes: Type.Array(
    Type.Object({
      id,
      notedOn: date,
      kind: Type.String(),
      said: Type.Record(Type.String(), Type.String()),
      agencyName: Type.String(),
      causeId: Type.Optional(id),
    }),
  ),
  history: Type.Array(
    Type.Object({
      act: Type.String(),
      at: Type.String(),
      reason: Type.String(),
      source: Type.Object({ kind: Type.String(), number: Type.String() }),
      agencyName: Type.String(),
    }),
  ),
  consequences: Type.Array(
    Type.Object({
      service: Type.String(),
      status: Type.Enum(['pending', 'done', 'refused']),
      refusal: Type.Optional(Type.String()),
      receipt: Type.Optional(Type.String()),
    }),
  ),
  papers: Type.Array(Paper),
});
export type WholeEntry = Static<typeof WholeEntry>;

export const readEntry = service({
  name: 'civilStatus.readEntry',
  owner: 'civil-status',
  title: { vi: 'Đọc một việc hộ tịch', en: 'Read an entry' },
  kind: 'read',
  input: Type.Object({ entryId: id }, closed),
  output: Type.Object({ entry: WholeEntry }),
  fields: [...written, ...register.pick('notes')],
  grants: DESK,
  subjects: (_input, output) => numbersIn(output && [output.entry]),
});
