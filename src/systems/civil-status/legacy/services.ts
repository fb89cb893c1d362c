import { Type } from 'typebox';
import { service } from '../../exchange/index.ts';
import { register } from '../register.ts';
import { closed, reason } from '../schemas.ts';
import { PAPER_BOOKS } from './columns.ts';

/** So many entries come in one file. */
export const MOST_ROWS = 2_000;

export const importPaperBook = service({
  name: 'civilStatus.importPaperBook',
  owner: 'civil-status',
  title: { vi: 'Nhập sổ giấy đã số hóa', en: 'Take in a transcribed paper book' },
  kind: 'write',
  input: Type.Object(
    {
      book: Type.Enum([...PAPER_BOOKS]),
      /** Cells by column, as they were transcribed. */
      rows: Type.Array(Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 2_000 })), {
        minItems: 1,
        maxItems: MOST_ROWS,
      }),
      isDryRun: Type.Boolean(),
      reason,
    },
    closed,
  ),
  output: Type.Object({
    /** Entries that are new, and that were there already with the same content. */
    added: Type.Integer(),
    passed: Type.Integer(),
    isWritten: Type.Boolean(),
    problems: Type.Array(Type.Object({ row: Type.Integer(), column: Type.String(), problem: Type.String() })),
  }),
  fields: register.pick('entry', 'entryNumber', 'registeredOn', 'parties'),
  grants: [{ caller: 'civil-status', purposes: ['civil-status-registration'] }],
  subjects: ({ rows }) =>
    rows.flatMap((cells) =>
      Object.entries(cells).flatMap(([name, cell]) =>
        name.endsWith('_number') && /^\d{12}$/.test(cell) ? [cell] : [],
      ),
    ),
});
