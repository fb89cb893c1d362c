import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { EntryLine, Paper } from '../entry/services.ts';
import { validity } from '../marital/schemas.ts';
import { register } from '../register.ts';
import { bilingual, closed, date, id, personalNumber, registrar, text } from '../schemas.ts';

const DESK = [{ caller: 'civil-status', purposes: ['civil-status-registration'] as const }];
const OWN = [{ caller: 'portal', purposes: ['own-data'] as const, needs: 'own' as const }];
const fields = register.pick('entry', 'entryNumber', 'registeredOn', 'parties', 'extracts');

export const issuePaper = service({
  name: 'civilStatus.issuePaper',
  owner: 'civil-status',
  title: { vi: 'Cấp giấy tờ hộ tịch', en: 'Issue a certificate or extract' },
  kind: 'write',
  input: Type.Object({ entryId: id, kind: Type.Enum(['certificate', 'extract']), registrar }, closed),
  output: Type.Object({ paper: Paper, holderNumbers: Type.Array(personalNumber) }),
  fields,
  grants: DESK,
  subjects: (_input, output) => output?.holderNumbers ?? [],
});

export const readPaperFile = service({
  name: 'civilStatus.readPaperFile',
  owner: 'civil-status',
  title: { vi: 'Tải giấy tờ hộ tịch', en: 'Get the file of a paper' },
  kind: 'read',
  /** One’s own paper is asked for with one’s own number. */
  input: Type.Object({ paperId: id, number: Type.Optional(personalNumber) }, closed),
  output: Type.Object({
    file: Type.Optional(Type.Object({ fileId: Type.String(), filename: Type.String() })),
    holderNumbers: Type.Array(personalNumber),
  }),
  fields: register.pick('extracts'),
  grants: [...DESK, ...OWN],
  subjects: ({ number }, output) => [number, ...(output?.holderNumbers ?? [])],
});

export const readOwnEntries = service({
  name: 'civilStatus.readOwnEntries',
  owner: 'civil-status',
  title: { vi: 'Xem việc hộ tịch của mình', en: 'Read one’s own entries' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({
    entries: Type.Array(
      Type.Object({
        ...EntryLine.properties,
        role: Type.String(),
        placeThen: Type.Optional(bilingual),
        placeNow: Type.Optional(bilingual),
        /** Whether the person may have an extract of it. */
        mayHaveExtract: Type.Boolean(),
      }),
    ),
  }),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const issueOwnExtract = service({
  name: 'civilStatus.issueOwnExtract',
  owner: 'civil-status',
  title: { vi: 'Cấp bản sao trích lục hộ tịch cho chính mình', en: 'Issue an extract to oneself' },
  kind: 'write',
  input: Type.Object({ number: personalNumber, entryId: id }, closed),
  output: Type.Object({ paper: Paper }),
  fields,
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const listPapers = service({
  name: 'civilStatus.listPapers',
  owner: 'civil-status',
  title: { vi: 'Xem giấy tờ hộ tịch của mình', en: 'List one’s own papers' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, closed),
  output: Type.Object({ papers: Type.Array(Paper) }),
  fields: register.pick('extracts'),
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const verifyPaper = service({
  name: 'civilStatus.verifyPaper',
  owner: 'civil-status',
  title: { vi: 'Kiểm tra giấy tờ hộ tịch bằng mã', en: 'Check a paper by its code' },
  kind: 'read',
  input: Type.Object({ code: Type.String({ pattern: '^[A-Z0-9]{12}$' }) }, closed),
  output: Type.Object({
    document: Type.Optional(
      Type.Object({
        title: bilingual,
        holderName: Type.String(),
        holderNumbers: Type.Array(personalNumber),
        documentNumber: Type.String(),
        issuerName: Type.String(),
        issuedOn: date,
        issuedAt: Type.String(),
        sha256: text,
        fileId: text,
        /** Of papers that hold for a time only: whether they do today, and since when not. */
        validity: Type.Optional(Type.Object({ ...validity.properties, lastDay: date })),
      }),
    ),
  }),
  fields: register.pick('extracts'),
  grants: [{ caller: 'portal', purposes: ['document-verification'] }],
  subjects: (_input, output) => output?.document?.holderNumbers ?? [],
});
