import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { DECLARATION_STATES, ROW_OUTCOMES } from '../choices.ts';
import { register } from '../register.ts';
import { DESK, OWN, closed, date, employerCode, id, money, month, oneOf, personalNumber } from '../schemas.ts';

/** The first line of the file that employers fill in. */
export const EMPLOYER_TEMPLATE = '\uFEFFSố định danh,Họ và tên,Phương án,Từ ngày,Mức lương\r\n';

export const declareMonth = service({
  name: 'insurance.declareMonth',
  owner: 'insurance',
  title: { vi: 'Khai báo lao động tham gia bảo hiểm trong tháng', en: 'Declare an employer’s workers for a month' },
  kind: 'write',
  input: Type.Object(
    {
      /** Who represents the employer. */
      number: personalNumber,
      employerCode,
      month,
      /** Of the minimum wage; taken at the first declaration only. */
      wageRegion: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
      /** The CSV with the changes; left out: nothing has changed. */
      fileId: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    },
    closed,
  ),
  output: Type.Object({ declarationId: id }, closed),
  fields: register.pick('participation', 'contributions', 'object'),
  grants: OWN,
  subjects: ({ number }) => [number],
});

const Declaration = Type.Object(
  {
    id,
    employerCode,
    month,
    state: oneOf(DECLARATION_STATES),
    rowCount: Type.Integer(),
    acceptedCount: Type.Integer(),
    unchangedCount: Type.Integer(),
    refusedCount: Type.Integer(),
    receivedOn: date,
  },
  closed,
);
const NamedDeclaration = Type.Object({ ...Declaration.properties, employerName: Type.String() }, closed);

const EmployerFile = Type.Object(
  {
    /** Missing: it has declared nothing yet. */
    employer: Type.Optional(
      Type.Object(
        { code: employerCode, name: Type.String(), wageRegion: Type.Integer(), provinceCode: Type.String() },
        closed,
      ),
    ),
    workers: Type.Array(
      Type.Object({ personNumber: personalNumber, fullName: Type.String(), wage: money, since: date }, closed),
    ),
    months: Type.Array(
      Type.Object({ month, workers: Type.Integer(), due: money, paidOn: Type.Optional(date) }, closed),
    ),
    declarations: Type.Array(Declaration),
  },
  closed,
);

export const readEmployer = service({
  name: 'insurance.readEmployer',
  owner: 'insurance',
  title: { vi: 'Xem đơn vị mình đại diện', en: 'See the employer that one represents' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, employerCode }, closed),
  output: EmployerFile,
  fields: register.pick('participation', 'contributions'),
  grants: OWN,
  subjects: ({ number }, output) => [number, ...(output?.workers.map(({ personNumber }) => personNumber) ?? [])],
});

export const readEmployerAtOffice = service({
  name: 'insurance.readEmployerAtOffice',
  owner: 'insurance',
  title: { vi: 'Mở hồ sơ đơn vị tại cơ quan bảo hiểm', en: 'Open the file of an employer at the office' },
  kind: 'read',
  input: Type.Object({ employerCode }, closed),
  output: EmployerFile,
  fields: register.pick('participation', 'contributions'),
  grants: DESK,
  subjects: (_, output) => output?.workers.map(({ personNumber }) => personNumber) ?? [],
});

const DeclarationFile = Type.Object(
  {
    declaration: NamedDeclaration,
    rows: Type.Array(
      Type.Object(
        {
          row: Type.Integer(),
          personNumber: Type.String(),
          fullName: Type.String(),
          change: Type.String(),
          from: Type.String(),
          wage: Type.String(),
          outcome: Type.Optional(oneOf(ROW_OUTCOMES)),
          field: Type.Optional(Type.String()),
          rule: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
);
const listed = (rows: readonly { personNumber: string }[] | undefined): string[] =>
  [...new Set(rows?.map(({ personNumber }) => personNumber.replace(/\s/g, '')))].filter((number) =>
    /^\d{12}$/.test(number),
  );

export const readDeclaration = service({
  name: 'insurance.readDeclaration',
  owner: 'insurance',
  title: { vi: 'Xem kết quả tờ khai của đơn vị', en: 'See what came of a declaration' },
  kind: 'read',
  input: Type.Object({ number: personalNumber, declarationId: id }, closed),
  output: DeclarationFile,
  fields: register.pick('participation'),
  grants: OWN,
  subjects: ({ number }) => [number],
});

export const readDeclarationAtOffice = service({
  name: 'insurance.readDeclarationAtOffice',
  owner: 'insurance',
  title: { vi: 'Mở tờ khai tại cơ quan bảo hiểm', en: 'Open a declaration at the office' },
  kind: 'read',
  input: Type.Object({ declarationId: id }, closed),
  output: DeclarationFile,
  fields: register.pick('participation'),
  grants: DESK,
  subjects: (_, output) => listed(output?.rows),
});

export const listDeclarations = service({
  name: 'insurance.listDeclarations',
  owner: 'insurance',
  title: { vi: 'Xem tờ khai của các đơn vị trong tỉnh', en: 'List the declarations of a province' },
  kind: 'read',
  input: Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) }, closed),
  output: Type.Object({ declarations: Type.Array(NamedDeclaration), hasMore: Type.Boolean() }, closed),
  fields: register.pick('contributions'),
  grants: DESK,
  subjects: () => [],
});
