import type { DossierView, FoundBirth, ListedDossier, Parent, Result } from '../actions.ts';

// Every name, number and place of birth here is invented, for looking at the pages and for testing them.

const ID = '01930000-0000-7000-8000-000000000001';
const source = (register: string, receipt: string) => ({ register, receipt, at: '2026-11-20T02:14:00.000Z' });

/** A mother whom the registers know whole. */
export const exampleMother: Parent = {
  kind: 'person',
  number: '001194000017',
  fullName: 'Nguyễn Thị Ngọc Ánh',
  bornOn: '1994-03-27',
  ethnicGroup: '01',
  nationality: 'VN',
  hometown: 'Xã Quảng Phú, tỉnh Thanh Hóa',
  passportNumber: null,
  communeCode: '00025',
  addressLine: 'Số 12, ngõ 84, phố Ngọc Khánh',
  source: source('population', 'BN261120-7K2M9QX4TB'),
  residenceSource: source('population', 'BN261120-7K2M9QX4TB'),
};

/** Her husband, of the same home, group and hometown: then nothing is left to choose. */
export const exampleFather: Parent = {
  ...exampleMother,
  number: '001092000023',
  fullName: 'Trần Quốc Minh',
  bornOn: '1992-08-02',
  source: source('population', 'BN261120-3FHWDR6A8C'),
  residenceSource: source('population', 'BN261120-3FHWDR6A8C'),
};

/** A draft of married parents with one home, about which only the name is missing. `changes` makes it another case. */
export function exampleDossier(changes: Partial<DossierView> = {}): DossierView {
  const dossier: DossierView = {
    id: ID,
    number: null,
    reference: 'T7K2M9QX',
    status: 'draft',
    role: 'applicant',
    applicantName: exampleMother.fullName,
    evidence: {
      birth: {
        notificationId: '01930000-0000-7000-8000-000000000002',
        number: 'GCS-2026-004417',
        bornAt: '2026-11-18T16:40:00.000Z',
        bornOn: '2026-11-18',
        sex: 'female',
        weight_grams: 3200,
        birthOrder: 1,
        birthCount: 1,
        placeName: 'Bệnh viện Phụ sản Hà Nội',
        fatherDeclaredName: null,
        fatherDeclaredNumber: null,
        source: source('health', 'BN261120-Q8V5N2KJ7D'),
      },
      mother: exampleMother,
      husband: exampleFather,
      marriage: {
        registeredOn: '2022-05-14',
        entryNumber: '41/2022',
        communeCode: '00025',
        source: source('civil-status', 'BN261120-XT4B6M9RWC'),
      },
    },
    answers: {},
    father: exampleFather,
    isMarried: true,
    isLate: false,
    sections: [{ name: 'child', isDone: false }],
    choices: {
      ethnicGroups: [{ of: 'mother', code: '01' }],
      hometowns: [{ of: 'mother', text: exampleMother.hometown! }],
      residences: [{ with: 'father', communeCode: '00025', addressLine: exampleMother.addressLine! }],
      needsNationality: false,
    },
    consent: { reasons: [], way: 'none', askedOf: null, state: 'not_needed', paperName: null },
    contradictions: [],
    submittedAt: null,
    promisedOn: null,
    steps: [],
    results: [],
    timeline: [],
    may: { edit: true, submit: true, withdraw: true, answerSupplement: false, answerConsent: false },
    childNumber: null,
  };
  return { ...dossier, ...changes };
}

/** A draft in which everything is open: two homes, two groups, a late birth, what the hospital got wrong, consent. */
export function exampleOpenDossier(changes: Partial<DossierView> = {}): DossierView {
  const father: Parent = {
    ...exampleFather,
    ethnicGroup: '02',
    hometown: 'Phường Tân Giang, tỉnh Cao Bằng',
    communeCode: '00004',
    addressLine: 'Số 3, phố Hàng Than',
  };
  const base = exampleDossier();
  return {
    ...base,
    evidence: { ...base.evidence, husband: father },
    father,
    isLate: true,
    sections: [
      { name: 'child', isDone: true },
      { name: 'residence', isDone: true },
    ],
    answers: {
      child: {
        fullName: 'Nguyễn Minh An',
        ethnicGroupOf: 'mother',
        hometownOf: 'father',
        lateReason: 'Gia đình chuyển nơi ở.',
        wrongFact: 'bornAt',
        wrongFactNote: 'Cháu sinh lúc 23 giờ 10.',
      },
      residence: { with: 'mother' },
    },
    choices: {
      ethnicGroups: [
        { of: 'mother', code: '01' },
        { of: 'father', code: '02' },
      ],
      hometowns: [
        { of: 'mother', text: exampleMother.hometown! },
        { of: 'father', text: father.hometown! },
      ],
      residences: [
        { with: 'mother', communeCode: '00025', addressLine: exampleMother.addressLine! },
        { with: 'father', communeCode: '00004', addressLine: father.addressLine! },
      ],
      needsNationality: false,
    },
    consent: {
      reasons: ['surname', 'ethnic_group', 'residence'],
      way: 'online',
      askedOf: father.fullName,
      state: 'needed',
      paperName: null,
    },
    contradictions: [{ code: 'wrong_fact', note: 'bornAt: Cháu sinh lúc 23 giờ 10.' }],
    ...changes,
  };
}

/** A birth outside marriage whose father is not settled yet. */
export function exampleUnmarriedDossier(changes: Partial<DossierView> = {}): DossierView {
  const base = exampleDossier();
  return {
    ...base,
    evidence: {
      ...base.evidence,
      birth: { ...base.evidence.birth, fatherDeclaredName: 'Trần Quốc Minh' },
      husband: null,
      marriage: null,
    },
    father: {
      ...exampleFather,
      kind: 'unknown',
      number: null,
      fullName: '',
      bornOn: null,
      ethnicGroup: null,
      hometown: null,
      communeCode: null,
      addressLine: null,
      source: null,
      residenceSource: null,
    },
    isMarried: false,
    sections: [
      { name: 'parents', isDone: false },
      { name: 'child', isDone: false },
    ],
    ...changes,
  };
}

/** A father from abroad, who is in no register: recognition and nationality are agreed on paper. */
export function exampleForeignDossier(changes: Partial<DossierView> = {}): DossierView {
  const base = exampleDossier();
  const father: Parent = {
    ...exampleFather,
    kind: 'foreigner',
    number: null,
    fullName: 'Jean Martin',
    nationality: 'FR',
    ethnicGroup: null,
    hometown: null,
    passportNumber: '19AB12345',
    communeCode: null,
    addressLine: null,
    source: null,
    residenceSource: null,
  };
  return {
    ...exampleUnmarriedDossier(),
    father,
    answers: { parents: { father: 'foreigner', foreignFatherName: father.fullName }, child: { fullName: 'Martin An' } },
    sections: [
      { name: 'parents', isDone: true },
      { name: 'child', isDone: true },
    ],
    choices: { ...base.choices, needsNationality: true },
    consent: {
      reasons: ['recognition', 'nationality'],
      way: 'paper',
      askedOf: father.fullName,
      state: 'needed',
      paperName: 'thoa-thuan.pdf',
    },
    ...changes,
  };
}

/** One agency's result. */
export const exampleResult: Result = {
  id: '01930000-0000-7000-8000-000000000003',
  dossierId: ID,
  childNumber: '001326000018',
  stepKind: 'birth',
  title: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
  holderName: 'Trần Minh An',
  documentNumber: '118/2026',
  issuerName: 'Ủy ban nhân dân phường Giảng Võ',
  issuedAt: '2026-11-23T03:20:00.000Z',
  verificationCode: '7K2M9QX4TB3F',
  sha256: 'a'.repeat(64),
};

/** A dossier on its way: the birth is registered, the police ask for a paper. */
export function exampleRunningDossier(changes: Partial<DossierView> = {}): DossierView {
  const step = (kind: 'birth' | 'residence' | 'insurance', agencyName: string) => ({
    id: `01930000-0000-7000-8000-0000000000${{ birth: 10, residence: 11, insurance: 12 }[kind]}`,
    kind,
    procedureCode: { birth: '1.001193', residence: '1.004222', insurance: '1.014137' }[kind],
    agencyName,
    status: 'waiting' as DossierView['steps'][number]['status'],
    dueOn: '2026-12-03',
    openedAt: '2026-11-20T02:30:00.000Z',
    endedAt: null,
    note: null,
    refusalCode: null,
  });
  return exampleDossier({
    number: 'H26.16-261120-0042',
    status: 'supplement',
    answers: { child: { fullName: 'Trần Minh An' } },
    sections: [{ name: 'child', isDone: true }],
    submittedAt: '2026-11-20T02:30:00.000Z',
    promisedOn: '2026-12-03',
    childNumber: '001326000018',
    steps: [
      { ...step('birth', 'Ủy ban nhân dân phường Giảng Võ'), status: 'done', endedAt: '2026-11-23T03:20:00.000Z' },
      { ...step('residence', 'Công an phường Giảng Võ'), status: 'supplement', note: 'Xin gửi ảnh rõ trang 2.' },
      step('insurance', 'Bảo hiểm xã hội thành phố Hà Nội'),
    ],
    results: [exampleResult],
    timeline: [
      {
        at: '2026-11-20T02:30:00.000Z',
        kind: 'submitted',
        stepKind: null,
        who: { vi: 'Người nộp hồ sơ', en: 'The applicant' },
        note: null,
      },
      {
        at: '2026-11-23T03:20:00.000Z',
        kind: 'done',
        stepKind: 'birth',
        who: { vi: 'Công chức tư pháp – hộ tịch, phường Giảng Võ', en: 'Civil-status officer, Giảng Võ Ward' },
        note: null,
      },
    ],
    may: { edit: false, submit: false, withdraw: false, answerSupplement: true, answerConsent: false },
    ...changes,
  });
}

/** Births as the page of births shows them: twins, one of them begun. */
export const exampleBirths: FoundBirth[] = ([1, 2] as const).map((birthOrder) => ({
  notificationId: `01930000-0000-7000-8000-00000000002${birthOrder}`,
  bornAt: '2026-11-18T16:40:00.000Z',
  sex: birthOrder === 1 ? 'female' : 'male',
  birthOrder,
  birthCount: 2,
  placeName: 'Bệnh viện Phụ sản Hà Nội',
  motherName: exampleMother.fullName,
  isLate: false,
  state: birthOrder === 1 ? 'open' : 'begun',
  dossierId: birthOrder === 1 ? null : ID,
}));

/** Dossiers as the list shows them. */
export const exampleList: ListedDossier[] = [
  {
    id: ID,
    number: 'H26.16-261120-0042',
    status: 'in_progress',
    role: 'applicant',
    childName: 'Trần Minh An',
    bornOn: '2026-11-18',
    promisedOn: '2026-12-03',
    updatedAt: '2026-11-23T03:20:00.000Z',
    steps: [
      { kind: 'birth', status: 'done', agencyName: 'Ủy ban nhân dân phường Giảng Võ', dueOn: '2026-11-23' },
      { kind: 'residence', status: 'open', agencyName: 'Công an phường Giảng Võ', dueOn: '2026-12-03' },
      { kind: 'insurance', status: 'waiting', agencyName: 'Bảo hiểm xã hội thành phố Hà Nội', dueOn: '2026-11-27' },
    ],
    needsConsent: false,
  },
  {
    id: '01930000-0000-7000-8000-000000000009',
    number: 'H26.16-261121-0007',
    status: 'awaiting_consent',
    role: 'second_parent',
    childName: 'Lê Gia Hân',
    bornOn: '2026-11-15',
    promisedOn: null,
    updatedAt: '2026-11-21T03:20:00.000Z',
    steps: [],
    needsConsent: true,
  },
];
